//! Protocols know nothing of each other: each folder can be read, and removed, alone.

use super::{source::Source, violation::Violation};

const PROTOCOLS: &str = "crates/protocols/src/";

/// No file in a protocol's folder reaches into another module of the crate by its path.
pub(super) fn check(source: &Source) -> Vec<Violation> {
    let Some((own, _)) = source.path().strip_prefix(PROTOCOLS).and_then(|p| p.split_once('/'))
    else {
        return Vec::new();
    };
    let reaches_out = |code: &str| {
        let named = code.split("crate::").skip(1).map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
        });
        named.filter(|name| !name.is_empty() && *name != own).map(str::to_owned).next()
    };
    let violation = |(number, name): (usize, String)| {
        let wrong = format!("`{own}` uses `crate::{name}`");
        let instead = "a protocol uses `machine` and its own folder only; siblings never meet";
        Violation::new(source.path(), number, wrong, instead)
    };
    let lines = source.lines().filter_map(|(n, line)| Some((n, reaches_out(&line.code)?)));
    lines.map(violation).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protocol_that_uses_its_sibling_is_found() {
        let text =
            "use crate::raft::Term;\n// crate::paxos is another\nuse crate::paxos::Ballot;\n";
        let found = check(&Source::new("crates/protocols/src/raft/mod.rs", text));
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().starts_with("crates/protocols/src/raft/mod.rs:3:"));
        assert_eq!(check(&Source::new("crates/protocols/src/lib.rs", text)), []);
    }
}
