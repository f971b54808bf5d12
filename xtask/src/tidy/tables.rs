//! Tables in the documents that say where things are and what shows them: what they name exists.
//!
//! In a table with a column `Where` or `Shown by`, each word in backticks in that column is a name.
//! `Where`: a file of `crates/protocols/src/raft/`. `Shown by`: a test in
//! `crates/protocols/tests/raft/`, or a scenario in `tests/scenarios/raft/`.

use std::collections::BTreeSet;

use super::{source::Source, violation::Violation};

const DOCUMENTS: &str = "docs/raft";
const FILES: &str = "crates/protocols/src/raft/";
const TESTS: &str = "crates/protocols/tests/raft/";

/// What a table may name.
pub(super) struct Names {
    files: BTreeSet<String>,
    shows: BTreeSet<String>,
}

impl Names {
    /// The files and tests among these sources, and these scenarios.
    pub(super) fn new(sources: &[Source], scenarios: impl IntoIterator<Item = String>) -> Self {
        let file = |source: &Source| source.path().strip_prefix(FILES).map(str::to_owned);
        let files = sources.iter().filter_map(file).collect();
        let tests = sources.iter().filter(|source| source.is_below(TESTS)).flat_map(tests);
        Names { files, shows: tests.chain(scenarios).collect() }
    }
}

/// The names of the tests in a file.
fn tests(source: &Source) -> Vec<String> {
    let mut is_marked = false;
    let mut names = Vec::new();
    for (_, line) in source.lines() {
        if let Some(rest) = line.code.strip_prefix("fn ").filter(|_| is_marked) {
            names.extend(rest.split_once('(').map(|(name, _)| name.to_owned()));
        }
        is_marked = line.code.starts_with("#[test]");
    }
    names
}

/// The cells of a line of a table.
fn cells(line: &str) -> Vec<&str> {
    let inside = line.trim().trim_start_matches('|').trim_end_matches('|');
    if line.starts_with('|') { inside.split('|').map(str::trim).collect() } else { Vec::new() }
}

/// Every name in such a column of this document exists.
pub(super) fn check(source: &Source, names: &Names) -> Vec<Violation> {
    let mut found = Vec::new();
    if !source.is_below(DOCUMENTS) {
        return found;
    }
    let mut head: Vec<String> = Vec::new();
    for (number, line) in source.lines() {
        let row = cells(&line.code);
        if row.is_empty() {
            head.clear();
        } else if head.is_empty() {
            head = row.into_iter().map(str::to_owned).collect();
        } else {
            for (column, cell) in head.iter().zip(row) {
                let (known, what) = match column.as_str() {
                    "Where" => (&names.files, "file of the core"),
                    "Shown by" => (&names.shows, "test or scenario"),
                    _ => continue,
                };
                let named = cell.split('`').skip(1).step_by(2);
                let missing = named.filter(|name| !known.contains(*name));
                found.extend(missing.map(|name| {
                    let wrong = format!("`{name}` is no {what}");
                    Violation::new(source.path(), number, wrong, "name one that exists")
                }));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let core = Source::new("crates/protocols/src/raft/log.rs", "");
        let test = "fn helper() {}\n#[test]\nfn a_fact() {\n}\n";
        let test = Source::new("crates/protocols/tests/raft/a.rs", test);
        Names::new(&[core, test], ["figure-8".to_owned()])
    }

    fn found(row: &str) -> usize {
        let text = format!("| Section | Where | Shown by | Other |\n|---|---|---|---|\n{row}\n");
        check(&Source::new("docs/raft/a.md", &text), &names()).len()
    }

    #[test]
    fn what_exists_may_be_named() {
        assert_eq!(found("| 5 | `log.rs` | `a_fact`, `figure-8` | `anything` |"), 0);
        assert_eq!(found("| 5 | left out | not `a` | |"), 1);
    }

    #[test]
    fn a_name_that_is_gone_is_found() {
        assert_eq!(found("| 5 | `logs.rs` | `a_fact`, `figure-9` | |"), 2);
        assert_eq!(found("| 5 | | `helper` | |"), 1, "a helper is no test");
    }

    #[test]
    fn other_tables_and_documents_name_what_they_like() {
        let text = "| What |\n|---|\n| `x` |\n\n| Shown by |\n|---|\n| `x` |\n";
        assert_eq!(check(&Source::new("docs/raft/a.md", text), &names()).len(), 1);
        assert_eq!(check(&Source::new("docs/paxos.md", text), &names()), []);
    }
}
