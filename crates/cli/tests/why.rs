//! `synod why` as a person uses it.

use std::path::Path;
use std::process::{Command, Output};

const FIGURE_8: &str = "static/scenarios/raft/figure-8.run";

/// Runs the command at the top of the repository.
fn synod(words: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_synod")).current_dir(root).args(words).output().unwrap()
}

/// What `synod why` prints of the run, which must have worked.
fn told(file: &str, what: &str) -> String {
    let words: Vec<&str> = ["why", file].into_iter().chain(what.split(' ')).collect();
    let output = synod(&words);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{what}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_chain_is_printed_with_the_number_the_time_and_the_sentences_of_each_event() {
    let expected = "    \
    144    0.550 s  this is why         You deliver RequestVote from S5 to S3; S3 votes for S5 in \
            term 5; S3 learns of term 5 from S5
    141    0.531 s  sent for 144        S5 counts its own vote: 1 of the 3 it needs; S5's disk \
            finishes a save
    140    0.530 s  save for 141        You make S5's election timer go off; S5 has heard from no \
            leader for too long: it becomes a candidate in term 5 and asks every server for its \
            vote
";
    assert_eq!(told(FIGURE_8, "S3 vote"), expected);
    assert_eq!(told("static/scenarios/raft/figure-8.scenario", "S3 vote"), expected);
}

#[test]
fn everything_that_can_be_asked_has_an_answer() {
    let cases = [
        ("S1 role", "You crash S1"),
        ("S1 role --at 127", "it leads term 4"),
        ("S1 term", "it becomes a candidate in term 4"),
        ("S2 log 2", "S2 takes entry 2 from S5 into its log"),
        ("S1 decided 2 --at 127", "entry 2 is committed"),
        ("C1", "C1 asks S1: put x 2"),
        ("C1 1", "Reply from S1 to C1"),
        ("violation", "Leader completeness is broken"),
        ("violation state-machine-safety", "State machine safety is broken"),
    ];
    for (what, expected) in cases {
        let said = told(FIGURE_8, what);
        let first = said.lines().next().unwrap();
        assert!(first.contains("this is why") && first.contains(expected), "{what}: {said}");
    }
}

#[test]
fn a_mistake_ends_with_2_and_says_what_is_there() {
    let cases = [
        (&["why"][..], "synod: `why` needs a file: synod why FILE S1 role"),
        (&["why", "none.run", "S1", "role"], "synod: none.run: cannot be read"),
        (&["why", FIGURE_8, "S9", "role"], "there is no server S9; there are S1 to S5"),
        (&["why", FIGURE_8, "S1", "mood"], "S1 shows no field `mood`; there are: term, role"),
        (&["why", FIGURE_8, "C1", "9"], "C1 has asked for no operation 9"),
        (&["why", FIGURE_8, "S1", "log", "9"], "nothing has happened to entry 9 of S1"),
        (&["why", FIGURE_8, "violation", "x"], "no property `x` is broken; broken: leader-"),
        (&["why", FIGURE_8, "S1", "role", "--at", "999"], "has 165 events"),
    ];
    for (words, expected) in cases {
        let output = synod(words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty() && said.contains(expected), "{words:?}: {said}");
    }
}
