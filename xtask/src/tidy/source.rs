//! The files that tidy reads.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::rust_text::{self, Line};
use crate::{
    outcome::{Outcome, Problem},
    repository::Repository,
};

/// Folders that hold nothing written by hand: at the top, and anywhere.
const SKIPPED_AT_TOP: [&str; 3] = [".git", "dist", "target"];
const SKIPPED: &str = "node_modules";

/// Which files are read, by the end of their name.
const KINDS: [&str; 6] = [".rs", ".mjs", ".css", ".html", ".md", "package-lock.json"];

/// One file: its path from the top folder, with `/`, and its lines.
pub(super) struct Source {
    path: String,
    lines: Vec<Line>,
    tests_from: usize,
}

impl Source {
    /// All files that tidy reads, in the order of their paths.
    pub(super) fn all(repository: &Repository) -> Outcome<Vec<Self>> {
        let root = repository.root();
        let mut paths = Vec::new();
        collect(root, &SKIPPED_AT_TOP, &mut paths)?;
        paths.sort();
        let read = |path: PathBuf| {
            let text =
                fs::read_to_string(&path).map_err(|why| Problem::file("read", &path, &why))?;
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            Ok(Self::new(&parts.join("/"), &text))
        };
        paths.into_iter().map(read).collect()
    }

    /// A file with a given text.
    pub(super) fn new(path: &str, text: &str) -> Self {
        let lines = if path.ends_with(".rs") {
            rust_text::lines(text)
        } else {
            text.lines().map(Line::plain).collect()
        };
        // By custom a file's unit tests are its last part; a file of tests has nothing else.
        let in_tests = path.ends_with("/tests.rs") || path.contains("/tests/");
        let marked = lines.iter().position(|line| line.code.starts_with("#[cfg(test)]"));
        let tests_from = if in_tests { 0 } else { marked.unwrap_or(lines.len()) };
        Self { path: path.to_owned(), lines, tests_from }
    }

    /// The path from the top folder, with `/` between folders on every system.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Whether the path begins like this.
    pub(super) fn is_below(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Whether the path ends like this.
    pub(super) fn is_kind(&self, end: &str) -> bool {
        self.path.ends_with(end)
    }

    /// All lines with their numbers, counted from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.lines.iter().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The lines before the unit tests.
    pub(super) fn lines_outside_tests(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.lines().take(self.tests_from)
    }
}

fn collect(folder: &Path, skipped: &[&str], paths: &mut Vec<PathBuf>) -> Outcome {
    let entries = fs::read_dir(folder).map_err(|why| Problem::file("read", folder, &why))?;
    for entry in entries {
        let path = entry.map_err(|why| Problem::file("read", folder, &why))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != SKIPPED && !skipped.contains(&name.as_str()) {
                collect(&path, &[], paths)?;
            }
        } else if KINDS.iter().any(|kind| name.ends_with(kind)) {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_tests_begin_at_their_attribute() {
        let source = Source::new("src/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {}\n");
        assert_eq!(source.lines().count(), 3);
        assert_eq!(source.lines_outside_tests().count(), 1);
        assert_eq!(Source::new("a/tests/b.rs", "fn a() {}").lines_outside_tests().count(), 0);
    }
}
