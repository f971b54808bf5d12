//! Words that must not be used, where, and what to use instead.

use super::{rust_text::Line, source::Source, violation::Violation};

/// A word that is banned in some files.
struct Ban {
    word: &'static str,
    place: Place,
    instead: &'static str,
}

/// Where a word is banned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The code that must do the same on every machine, outside its tests.
    Deterministic,
    /// All Rust code.
    Rust,
    /// Comments, and any text in a style sheet or script.
    Anywhere,
    StyleSheet,
    /// The tests of the page.
    PageTests,
    /// The lock file of npm.
    NpmLock,
}

const DETERMINISTIC: [&str; 3] =
    ["crates/machine/src/", "crates/protocols/src/", "crates/simulator/src/"];

const ORDER: &str = "its order differs from run to run; use BTreeMap or BTreeSet";
const CLOCK: &str = "a run knows virtual time only";
const FLOAT: &str = "floats differ between native and WebAssembly; use integers";
const OUTSIDE: &str = "a core does no I/O and knows no machine; return effects or data";
const CHANCE: &str = "draw from the run's seed and the cause of the draw";
const UNDONE: &str = "do it now, or file it where work is planned";
const TESTED: &str = "repair the test or remove it";
const USED: &str = "remove what is not used";
const MATCHED: &str = "whatever comes or goes is matched against it; give the element a class";

const BANS: [Ban; 34] = [
    ban("HashMap", Place::Deterministic, ORDER),
    ban("HashSet", Place::Deterministic, ORDER),
    ban("Instant", Place::Deterministic, CLOCK),
    ban("SystemTime", Place::Deterministic, CLOCK),
    ban("f32", Place::Deterministic, FLOAT),
    ban("f64", Place::Deterministic, FLOAT),
    ban("std::env", Place::Deterministic, OUTSIDE),
    ban("std::fs", Place::Deterministic, OUTSIDE),
    ban("std::io", Place::Deterministic, OUTSIDE),
    ban("std::net", Place::Deterministic, OUTSIDE),
    ban("std::thread", Place::Deterministic, OUTSIDE),
    ban("eprintln!", Place::Deterministic, OUTSIDE),
    ban("print!", Place::Deterministic, OUTSIDE),
    ban("println!", Place::Deterministic, OUTSIDE),
    ban("getrandom", Place::Deterministic, CHANCE),
    ban("rand::rng", Place::Deterministic, CHANCE),
    ban("thread_rng", Place::Deterministic, CHANCE),
    ban("todo!", Place::Rust, UNDONE),
    ban("unimplemented!", Place::Rust, UNDONE),
    ban("dbg!", Place::Rust, "remove it"),
    ban("#[ignore", Place::Rust, TESTED),
    ban("allow(dead_code", Place::Rust, USED),
    ban("allow(unused", Place::Rust, USED),
    ban("TODO", Place::Anywhere, UNDONE),
    ban("FIXME", Place::Anywhere, UNDONE),
    ban("XXX", Place::Anywhere, UNDONE),
    ban(":has(:", Place::StyleSheet, MATCHED),
    ban(":has([", Place::StyleSheet, MATCHED),
    ban(":has(+", Place::StyleSheet, MATCHED),
    ban("waitForTimeout", Place::PageTests, "wait for what the test is about"),
    ban("test.only", Place::PageTests, "all tests run"),
    ban("test.skip", Place::PageTests, TESTED),
    ban("test.todo", Place::PageTests, TESTED),
    ban("resolved", Place::NpmLock, "run `npm install` in tests/e2e, whose .npmrc leaves it out"),
];

const fn ban(word: &'static str, place: Place, instead: &'static str) -> Ban {
    Ban { word, place, instead }
}

/// No file uses a word that is banned there.
pub(super) fn check(source: &Source) -> Vec<Violation> {
    BANS.iter().flat_map(|ban| uses(source, ban)).collect()
}

fn uses(source: &Source, ban: &Ban) -> Vec<Violation> {
    let has = |text: &str| has_word(text, ban.word);
    let in_code = |line: &Line| has(&line.code);
    let is_rust = source.is_kind(".rs");
    let numbers: Vec<usize> = match ban.place {
        Place::Deterministic if DETERMINISTIC.iter().any(|room| source.is_below(room)) => {
            source.lines_outside_tests().filter(|(_, l)| in_code(l)).map(|(n, _)| n).collect()
        }
        Place::Rust if is_rust => numbers(source, in_code),
        Place::Anywhere if is_rust => numbers(source, |line| has(&line.comment)),
        Place::Anywhere if source.is_kind(".mjs") || source.is_kind(".css") => {
            numbers(source, in_code)
        }
        Place::StyleSheet if source.is_kind(".css") => numbers(source, in_code),
        Place::PageTests if source.is_kind(".test.mjs") => numbers(source, in_code),
        Place::NpmLock if source.is_kind("package-lock.json") => numbers(source, in_code),
        Place::Deterministic
        | Place::Rust
        | Place::Anywhere
        | Place::StyleSheet
        | Place::PageTests
        | Place::NpmLock => Vec::new(),
    };
    let wrong = format!("`{}` is not used here", ban.word);
    let violation = |number| Violation::new(source.path(), number, &*wrong, ban.instead);
    numbers.into_iter().map(violation).collect()
}

fn numbers(source: &Source, is_found: impl Fn(&Line) -> bool) -> Vec<usize> {
    source.lines().filter(|(_, line)| is_found(line)).map(|(number, _)| number).collect()
}

/// Whether a text holds a word that is not a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let joins_before = word.starts_with(is_part) && before.is_some_and(is_part);
        let joins_after = word.ends_with(is_part) && after.is_some_and(is_part);
        !joins_before && !joins_after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Source::new(path, text)).len()
    }

    #[test]
    fn what_differs_between_machines_is_banned_in_the_cores_only() {
        let text = "use std::collections::HashMap;\nfn a(b: f64) {}\n";
        assert_eq!(found("crates/simulator/src/net.rs", text), 2);
        assert_eq!(found("src/stage.rs", text), 0);
    }

    #[test]
    fn comments_texts_and_tests_may_name_it() {
        let text = "// no HashMap\nlet a = \"HashMap\";\n#[cfg(test)]\nuse x::HashMap;\n";
        assert_eq!(found("crates/machine/src/a.rs", text), 0);
    }

    #[test]
    fn a_part_of_a_longer_word_is_another_word() {
        assert!(has_word("a: f64,", "f64"));
        assert!(!has_word("buf64", "f64"));
        assert!(!has_word("eprintln!()", "println!"));
        assert!(has_word("#[ignore = \"slow\"]", "#[ignore"));
    }

    #[test]
    fn unfinished_work_is_found_in_code_and_comments() {
        assert_eq!(found("src/a.rs", "fn a() { todo!() } // TODO later\n"), 2);
        assert_eq!(found("static/css/a.css", "/* FIXME */"), 1);
        assert_eq!(found("docs/raft.md", "TODO"), 0);
    }

    #[test]
    fn style_sheets_look_into_an_element_for_classes_only() {
        assert_eq!(found("static/css/a.css", ".order:has(:disabled) {"), 1);
        assert_eq!(found("static/css/a.css", ".order:has([aria-current], .is-open) {"), 1);
        assert_eq!(found("static/css/a.css", ".laboratory:has(> .spacetime) {"), 0);
    }

    #[test]
    fn tests_of_the_page_do_not_sleep() {
        assert_eq!(found("tests/e2e/raft.test.mjs", "await page.waitForTimeout(5)"), 1);
        assert_eq!(found("tests/e2e/screenshot.mjs", "await page.waitForTimeout(5)"), 0);
    }
}
