//! `cargo xtask tidy`: the rules of this repository that no compiler checks.
//!
//! Each rule is one file here, a function from what it looks at to violations, tested on small
//! texts. A violation says where, what is wrong, and what to do instead.

mod bans;
mod colours;
mod documents;
mod floors;
mod rust_text;
mod siblings;
mod size;
mod source;
mod tables;
mod violation;
mod words;

use std::{collections::BTreeSet, fs};

use self::{source::Source, violation::Violation};
use crate::{
    outcome::{Outcome, Problem},
    program::Program,
    repository::Repository,
    say,
};

/// The rules that look at one file at a time.
const RULES: [fn(&Source) -> Vec<Violation>; 5] =
    [bans::check, colours::check, siblings::check, size::check, words::check];

/// Checks all rules and prints every violation.
pub(crate) fn tidy(repository: &Repository) -> Outcome {
    let sources = Source::all(repository)?;
    let mut found: BTreeSet<Violation> =
        sources.iter().flat_map(|source| RULES.iter().flat_map(|rule| rule(source))).collect();
    let paths: Vec<&str> = sources.iter().map(Source::path).collect();
    found.extend(documents::check(&paths));
    let names = tables::Names::new(&sources, scenarios(repository)?);
    found.extend(sources.iter().flat_map(|source| tables::check(source, &names)));
    let arguments = ["metadata", "--no-deps", "--format-version", "1"];
    let metadata = Program::new(repository, "cargo").args(arguments).read()?;
    let metadata = serde_json::from_str(&metadata)
        .map_err(|why| Problem::new(format!("`cargo metadata` printed no JSON: {why}")))?;
    found.extend(floors::check(&metadata));
    for violation in &found {
        say::line(violation);
    }
    if found.is_empty() {
        say::line(format_args!("tidy: {} files, nothing to put right", sources.len()));
        return Ok(());
    }
    Err(Problem::new(format!("tidy found {} violations in {} files", found.len(), sources.len())))
}

/// The names of Raft's scenarios.
fn scenarios(repository: &Repository) -> Outcome<Vec<String>> {
    let folder = repository.root().join("tests/scenarios/raft");
    let entries = fs::read_dir(&folder).map_err(|why| Problem::file("read", &folder, &why))?;
    let names = entries.flatten().filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.strip_suffix(".scenario").map(str::to_owned)
    });
    Ok(names.collect())
}
