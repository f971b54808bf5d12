//! Each protocol has its page in `docs/`: the paper, what is implemented, what is left out and why.

use std::collections::BTreeSet;

use super::{siblings::SHARED, violation::Violation};

/// Each folder of `crates/protocols/src` needs `docs/NAME.md`; a name may go on, as that of
/// `two_phase` does in `docs/two-phase-commit.md`.
pub(super) fn check(paths: &[&str]) -> Vec<Violation> {
    let folder = |path: &&str| {
        let rest = path.strip_prefix("crates/protocols/src/")?;
        rest.split_once('/').map(|(name, _)| name.to_owned())
    };
    let protocols: BTreeSet<String> = paths.iter().filter_map(folder).collect();
    let page = |name: &String| format!("docs/{}.md", name.replace('_', "-"));
    let has_page = |name: &String| {
        let begin = format!("docs/{}", name.replace('_', "-"));
        let mut rests = paths.iter().filter_map(|path| path.strip_prefix(begin.as_str()));
        rests.any(|rest| rest == ".md" || (rest.starts_with('-') && rest.ends_with(".md")))
    };
    let is_protocol = |name: &&String| !SHARED.contains(&name.as_str());
    let missing = protocols.iter().filter(is_protocol).filter(|name| !has_page(name));
    missing
        .map(|name| {
            let file = format!("crates/protocols/src/{name}/mod.rs");
            let wrong = format!("the protocol `{name}` has no page {}", page(name));
            let instead = "write down its paper, what is implemented, what is left out and why";
            Violation::new(&file, 1, wrong, instead)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protocol_without_its_page_is_found_once() {
        let raft = ["crates/protocols/src/raft/mod.rs", "crates/protocols/src/raft/state.rs"];
        assert_eq!(check(&raft).len(), 1);
        assert_eq!(check(&[raft[0], "docs/raft.md", "crates/protocols/src/lib.rs"]), []);
        let two_words = "crates/protocols/src/two_words/mod.rs";
        assert_eq!(check(&[two_words, "docs/two-words.md"]), []);
        assert_eq!(check(&[two_words, "docs/two_words.md"]).len(), 1);
        let two_phase = "crates/protocols/src/two_phase/mod.rs";
        assert_eq!(check(&[two_phase, "docs/two-phase-commit.md"]), []);
        assert_eq!(check(&[two_phase, "docs/two-phased.md"]).len(), 1);
        assert_eq!(check(&["crates/protocols/src/commit/mod.rs"]), [], "it is no protocol");
    }
}
