//! What `show` prints.

use super::judge::log;
use super::linear::saying;
use crate::scenario::Show;
use catalog::{Experiment, Language};
use core::fmt::Write;
use machine::{Field, Value};
use simulator::{Label, MessageScene, NodeScene, Power, Scene};

/// The column in which what is shown begins.
const INDENT: &str = "                       ";

/// What a `show` line prints, each line ended.
pub(super) fn show(experiment: &dyn Experiment, show: Show) -> String {
    let scene = experiment.scene(Language::English);
    let mut lines = Vec::new();
    match show {
        Show::Cluster => lines.extend(scene.nodes.iter().map(node_line)),
        Show::Node(node) => node_lines(&scene.nodes[node.index()], &mut lines),
        Show::Client(client) => {
            let client = &scene.clients[client.index()];
            if client.operations.is_empty() {
                lines.push(format!("{} asked for nothing", client.id));
            }
            for operation in &client.operations {
                let attempts = operation.attempts.iter().map(|attempt| attempt.to.to_string());
                let asked: Vec<String> = attempts.collect();
                let (id, said) = (client.id, saying(operation));
                lines.push(format!("{id} {} {said} (asked {})", operation.number, asked.join(" ")));
            }
        }
        Show::Messages => messages(&scene, &mut lines),
        Show::Events(count) => {
            let position = experiment.position();
            for event in position.saturating_sub(count)..position {
                let at = experiment.trace().events[event as usize].at;
                let told = experiment.narrate(event, Language::English).sentences;
                let told: Vec<String> =
                    told.into_iter().map(|sentence| sentence.text.replace("**", "")).collect();
                lines.push(format!("{at} {:>6}  {}", event + 1, told.join("; ")));
            }
        }
    }
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "{INDENT}{line}");
    }
    text
}

/// A message in flight, in a few words.
pub(super) fn message(message: &MessageScene) -> String {
    format!("{} {}", message.id, message.kind)
}

/// A value as files write it.
pub(super) fn value(value: &Value<Label>) -> String {
    match value {
        Value::Word(word) => word.key.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Node(node) => node.map_or("none".to_owned(), |node| node.to_string()),
        Value::PerNode(list) => {
            let list = list.iter().map(|(node, number)| format!("{node}:{number}"));
            list.collect::<Vec<_>>().join(" ")
        }
        Value::Nodes(list) if list.is_empty() => "none".to_owned(),
        Value::Nodes(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        Value::Text(text) => text.clone(),
    }
}

fn fields(fields: &[Field<Label>]) -> String {
    let fields = fields.iter().map(|field| format!("{} {}", field.name.key, value(&field.value)));
    fields.collect::<Vec<_>>().join(", ")
}

/// A server in one line.
fn node_line(node: &NodeScene) -> String {
    let role = match node.power {
        Power::Up => node.view.role.key.to_owned(),
        Power::Paused => format!("{} (paused)", node.view.role.key),
        Power::Down => "crashed".to_owned(),
    };
    let (era_name, era) = (node.view.era_name.key, node.view.status.era);
    let decided = node.view.log.iter().filter(|cell| cell.decided).count();
    format!("{} {role:<10} {era_name} {era}  decided {decided}  log {}", node.id, log(node))
}

fn node_lines(node: &NodeScene, lines: &mut Vec<String>) {
    lines.push(node_line(node));
    lines.push(format!("   memory  {}", fields(&node.view.memory)));
    lines.push(format!("   disk    {}", fields(&node.disk)));
    lines.push(format!("   saved   {}", fields(&node.saved)));
    for peer in &node.view.peers {
        lines.push(format!("   {}      {}", peer.node, fields(&peer.fields)));
    }
    let timers: Vec<String> =
        node.timers.iter().map(|timer| format!("{} due {}", timer.name.key, timer.due)).collect();
    if !timers.is_empty() {
        lines.push(format!("   timers  {}", timers.join(", ")));
    }
    let contents: Vec<String> =
        node.contents.iter().map(|(key, value)| format!("{key}={value}")).collect();
    if !contents.is_empty() {
        lines.push(format!("   applied {}", contents.join(" ")));
    }
}

fn messages(scene: &Scene, lines: &mut Vec<String>) {
    let mut flying: Vec<&MessageScene> = scene.messages.iter().collect();
    flying.sort_by_key(|message| (message.sent, message.id));
    if flying.is_empty() {
        lines.push("nothing is in flight".to_owned());
    }
    for one in flying {
        let damaged = if one.is_corrupt { ", damaged" } else { "" };
        lines.push(format!("{} ({}){damaged}", message(one), fields(&one.fields)));
    }
}
