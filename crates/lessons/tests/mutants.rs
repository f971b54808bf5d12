//! Files with random mistakes are refused with a place, or played; they never panic and always end.

use machine::ClientId;
use simulator::{Cause, Draw};
use std::fs;
use std::path::Path;

/// Numbers that depend only on the seed.
struct Numbers(Draw, u32);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.1 += 1;
        self.0.below(Cause::Retry(ClientId(9), self.1), bound as u32) as usize
    }
}

/// Words that stand somewhere in the language, and some that do not.
const WORDS: [&str; 24] = [
    "S1",
    "S9",
    "C1",
    "*",
    "S1->S2",
    "S2<->*",
    "all",
    "0",
    "18446744073709551615",
    "1us",
    "3600s",
    "100%",
    "until",
    "leader",
    "quiet",
    "within",
    "#",
    "\"",
    "|",
    "->",
    "nodes",
    "manual",
    "auto",
    "é→",
];

/// The text with one mistake more.
fn spoil(text: &str, numbers: &mut Numbers) -> String {
    let mut lines: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split(' ').collect())
        .filter(|l: &Vec<_>| !l.is_empty())
        .collect();
    let line = numbers.below(lines.len());
    let place = numbers.below(lines[line].len());
    match numbers.below(6) {
        0 => drop(lines[line].remove(place)),
        1 => lines[line][place] = WORDS[numbers.below(WORDS.len())],
        2 => lines[line].insert(place, WORDS[numbers.below(WORDS.len())]),
        3 => drop(lines.remove(line)),
        4 => {
            let other = numbers.below(lines.len());
            lines.swap(line, other);
        }
        _ => {
            let again = lines[line].clone();
            lines.insert(line, again);
        }
    }
    lines.iter().map(|line| line.join(" ") + "\n").collect()
}

#[test]
fn no_mistake_makes_a_scenario_panic() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut refused, mut played) = (0, 0);
    for folder in ["static/scenarios/raft", "tests/scenarios/raft", "tests/scenarios/paxos"] {
        let mut files: Vec<_> =
            fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "scenario"));
        files.sort();
        for (seed, file) in (1u64..).zip(files) {
            let mut numbers = Numbers(Draw::new(seed), 0);
            let original = fs::read_to_string(&file).unwrap();
            for _ in 0..30 {
                let mut text = original.clone();
                for _ in 0..=numbers.below(3) {
                    text = spoil(&text, &mut numbers);
                }
                match lessons::parse(&text).and_then(|scenario| lessons::play(&scenario)) {
                    Ok(done) => {
                        assert!(done.experiment.length() <= 1_000_000);
                        played += 1;
                    }
                    Err(problem) => {
                        let lines = text.lines().count() as u32;
                        assert!((1..=lines.max(1)).contains(&problem.line), "{problem}\n{text}");
                        assert!(problem.column >= 1 && !problem.message.is_empty());
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(refused > 100 && played > 100, "both happen: {refused} refused, {played} played");
}
