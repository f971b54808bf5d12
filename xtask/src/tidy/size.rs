//! Files that a person can hold in mind, and lines that fit beside each other.

use super::{source::Source, violation::Violation};

const LINES: usize = 400;
const COLUMNS: usize = 100;

/// Files written by hand of at most 400 lines; lines of Rust of at most 100 columns.
pub(super) fn check(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    let is_code = [".rs", ".mjs", ".css"].iter().any(|kind| source.is_kind(kind));
    let count = source.lines().count();
    if is_code && count > LINES {
        let wrong = format!("the file has {count} lines, more than {LINES}");
        let instead = "split it by what its parts are for, one main type a file";
        found.push(Violation::new(source.path(), LINES + 1, wrong, instead));
    }
    if source.is_kind(".rs") {
        let long = source.lines().filter(|(_, line)| line.columns > COLUMNS);
        found.extend(long.map(|(number, line)| {
            let wrong = format!("the line has {} columns, more than {COLUMNS}", line.columns);
            Violation::new(source.path(), number, wrong, "break it")
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_and_lines_are_found() {
        let long = "x\n".repeat(401);
        assert_eq!(check(&Source::new("src/a.rs", &long)).len(), 1);
        assert_eq!(check(&Source::new("README.md", &long)), []);
        assert_eq!(check(&Source::new("src/a.rs", &"x".repeat(101))).len(), 1);
        assert_eq!(check(&Source::new("src/a.rs", &"x".repeat(100))), []);
    }
}
