//! Protocols know nothing of each other: each folder can be read, and removed, alone.

use super::{source::Source, violation::Violation};

const PROTOCOLS: &str = "crates/protocols/src/";

/// What protocols of one family share stands below them, and looks at none of them.
pub(super) const SHARED: [&str; 1] = ["commit"];

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
        let is_other = |name: &&str| *name != own && !SHARED.contains(name);
        named.filter(|name| !name.is_empty()).filter(is_other).map(str::to_owned).next()
    };
    let violation = |(number, name): (usize, String)| {
        let wrong = format!("`{own}` uses `crate::{name}`");
        let instead = "a protocol uses `machine`, its own folder and what its family shares only";
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

    #[test]
    fn what_a_family_shares_may_be_used_and_knows_none_of_it() {
        let text = "use crate::commit::Log;\n";
        assert_eq!(check(&Source::new("crates/protocols/src/two_phase/mod.rs", text)), []);
        let text = "use crate::two_phase::Rule;\n";
        assert_eq!(check(&Source::new("crates/protocols/src/commit/mod.rs", text)).len(), 1);
    }
}
