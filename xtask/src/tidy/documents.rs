//! Each protocol has its page in `docs/`: the paper, what is implemented, what is left out and why.

use std::collections::BTreeSet;

use super::violation::Violation;

/// Each folder of `crates/protocols/src` needs `docs/NAME.md`, with `-` for `_` as in the
/// protocol's name in files.
pub(super) fn check(paths: &[&str]) -> Vec<Violation> {
    let folder = |path: &&str| {
        let rest = path.strip_prefix("crates/protocols/src/")?;
        rest.split_once('/').map(|(name, _)| name.to_owned())
    };
    let protocols: BTreeSet<String> = paths.iter().filter_map(folder).collect();
    let page = |name: &String| format!("docs/{}.md", name.replace('_', "-"));
    let missing = protocols.iter().filter(|name| !paths.contains(&page(name).as_str()));
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
    }
}
