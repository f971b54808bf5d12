//! A sequence of states as a TLA+ value, to hold a run against a specification of Raft.
//!
//! The states are read out of scenes, by the names of their fields, and use the variables of
//! Ongaro's specification. A server that is down has what its disk holds, and the role `crashed`.

use core::fmt::Write;
use machine::{Cell, Field, Value};
use simulator::{Label, NodeScene, Power, Scene};

/// A server does not have this field, so the protocol is not one this format is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoSuchField(pub &'static str);

/// The states as a TLA+ sequence of records, one for each scene that differs from the one before.
///
/// Each record has `term`, `role`, `vote`, `log` and `commit`, functions from servers (`s1`, `s2`,
/// ...). `vote` is a server or `Nil`; a log is a sequence of records with `term` and `value`.
///
/// # Errors
/// Which field a server does not have.
pub fn tla(scenes: impl Iterator<Item = Scene>) -> Result<String, NoSuchField> {
    let mut text = "<<".to_owned();
    let mut last = String::new();
    for scene in scenes {
        let state = state(&scene)?;
        if state != last {
            text.push_str(if last.is_empty() { "\n" } else { ",\n" });
            text.push_str(&state);
            last = state;
        }
    }
    text.push_str("\n>>\n");
    Ok(text)
}

fn state(scene: &Scene) -> Result<String, NoSuchField> {
    let each = |variable: &dyn Fn(&NodeScene) -> Result<String, NoSuchField>| {
        let value = |node: &NodeScene| Ok(format!("s{} :> {}", node.id.0, variable(node)?));
        let values: Result<Vec<String>, NoSuchField> = scene.nodes.iter().map(value).collect();
        Ok(format!("({})", values?.join(" @@ ")))
    };
    let term = each(&|node| number(node, "term"))?;
    let role = each(&|node| Ok(quoted(role(node))))?;
    let vote = each(&vote)?;
    let log = each(&|node| Ok(log(&node.view.log)))?;
    let commit = each(&|node| number(node, "commit"))?;
    Ok(format!(
        "[term |-> {term}, role |-> {role}, vote |-> {vote}, log |-> {log}, commit |-> {commit}]"
    ))
}

fn role(node: &NodeScene) -> &'static str {
    match node.power {
        Power::Up | Power::Paused => node.view.role.key,
        Power::Down => "crashed",
    }
}

/// What a field holds: what the server works with, and only if it keeps that on disk alone, that.
fn field<'a>(node: &'a NodeScene, name: &'static str) -> Result<&'a Value<Label>, NoSuchField> {
    let mut fields = node.view.memory.iter().chain(&node.disk);
    let found = fields.find(|field: &&Field<Label>| field.name.key == name);
    found.map(|field| &field.value).ok_or(NoSuchField(name))
}

fn number(node: &NodeScene, name: &'static str) -> Result<String, NoSuchField> {
    if node.view.era_name.key == name {
        return Ok(node.view.status.era.to_string());
    }
    match field(node, name)? {
        Value::Number(number) => Ok(number.to_string()),
        Value::Word(_) | Value::Node(_) | Value::PerNode(_) | Value::Nodes(_) | Value::Text(_) => {
            Err(NoSuchField(name))
        }
    }
}

fn vote(node: &NodeScene) -> Result<String, NoSuchField> {
    match field(node, "vote")? {
        Value::Node(Some(node)) => Ok(format!("s{}", node.0)),
        Value::Node(None) => Ok("Nil".to_owned()),
        Value::Word(_)
        | Value::Number(_)
        | Value::PerNode(_)
        | Value::Nodes(_)
        | Value::Text(_) => Err(NoSuchField("vote")),
    }
}

fn log(cells: &[Cell]) -> String {
    let entry = |cell: &Cell| {
        let Cell { era, text, .. } = cell;
        format!("[term |-> {era}, value |-> {}]", quoted(text))
    };
    let entries: Vec<String> = cells.iter().map(entry).collect();
    format!("<<{}>>", entries.join(", "))
}

/// A TLA+ string. These are ASCII: any other letter is written as its code point.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '→' => quoted.push_str("->"),
            plain if plain == ' ' || plain.is_ascii_graphic() => quoted.push(plain),
            other => {
                let _ = write!(quoted, "<U+{:04X}>", u32::from(other));
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn strings_are_ascii_with_quotes_and_backslashes_escaped() {
        assert_eq!(quoted("x=\"1\" \\"), "\"x=\\\"1\\\" \\\\\"");
        assert_eq!(quoted("x:1→2 é\n"), "\"x:1->2 <U+00E9><U+000A>\"");
    }
}
