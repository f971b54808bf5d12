//! The command as a person uses it: what it prints and how it ends.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn synod(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_synod")).args(words).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A scenario file of this test's own.
fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_scenario_that_holds_ends_with_0() {
    let path = file("holds.scenario", "protocol raft\nnodes 3\nrun until leader\nexpect safe\n");
    let output = synod(&["run", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("held: 1 expectation, trace "));
}

#[test]
fn a_failed_expectation_ends_with_1_and_says_what_was_found() {
    let path = file("fails.scenario", "protocol raft\nnodes 3\nexpect S1 term 9\n");
    let output = synod(&["run", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = out(&output);
    assert!(said.contains("failed at line 3, column 1: expect S1 term 9"), "{said}");
    assert!(said.contains("expected  term 9") && said.contains("found     term 0"), "{said}");
}

#[test]
fn a_request_to_a_crashed_server_fails_with_its_reason() {
    let text = "protocol raft\nnodes 3\nrun 10ms\ncrash S1\nrequest C1 S1 put x 1\n";
    let path = file("crashed.scenario", text);
    let output = synod(&["run", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("it cannot: S1 is crashed"), "{}", out(&output));
}

#[test]
fn a_wrong_file_ends_with_2_and_names_the_place() {
    let path = file("wrong.scenario", "protocol raft\nnodes 500\n");
    let output = synod(&["run", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let said = complaint(&output);
    assert!(said.contains("wrong.scenario: line 2, column 7: "), "{said}");
    assert!(said.contains("from 1 to 9, not `500`"), "{said}");
    let output = synod(&["run", "there-is-no-such-file"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complaint(&output).contains("there-is-no-such-file: cannot be read"));
}

#[test]
fn of_several_files_the_worst_decides() {
    let good = file("good.scenario", "protocol raft\nrun 1ms\n");
    let bad = file("bad.scenario", "protocol raft\nexpect leader\n");
    let output = synod(&["run", bad.to_str().unwrap(), good.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("good.scenario\n"));
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for words in
        [&["rum"][..], &["run"], &["fuzz", "raft", "--seeds", "x"], &["list", "all"], &["open"]]
    {
        let output = synod(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(complaint(&output).starts_with("synod: "), "{words:?}");
    }
}

#[test]
fn list_and_help_name_what_there_is() {
    let output = synod(&["list"]);
    assert_eq!(output.status.code(), Some(0));
    let said = out(&output);
    for name in ["raft", "election-restriction", "leader-completeness", "election-timeout-min"] {
        assert!(said.contains(name), "{name}");
    }
    let output = synod(&[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("synod fuzz PROTOCOL"));
}

#[test]
fn fuzzing_the_paper_finds_nothing() {
    let output = synod(&["fuzz", "raft", "--seeds", "60"]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).contains("60 seeds, "));
}

#[test]
fn fuzzing_every_option_finds_only_what_theory_predicts() {
    let output = synod(&["fuzz", "raft", "--seeds", "200", "--all-options"]);
    let said = out(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let expected = |line: &&str| line.starts_with("expected: ");
    assert!(said.lines().filter(expected).all(|line| line.contains("fresh-reads")), "{said}");
    assert!(said.lines().any(|line| expected(&line)), "{said}");
}

#[test]
fn what_fuzzing_finds_is_a_scenario_that_replays() {
    let words =
        ["fuzz", "raft", "--seeds", "200", "--nodes", "3", "--rules-off", "one-vote-per-term"];
    let output = synod(&words);
    assert_eq!(output.status.code(), Some(1));
    let said = out(&output);
    let scenario = &said[said.find("\n# synod fuzz").unwrap()..];
    assert!(scenario.contains("expect violated election-safety"), "{said}");
    let path = file("found.scenario", scenario);
    let replay = synod(&["run", path.to_str().unwrap()]);
    assert_eq!(replay.status.code(), Some(0), "{}", out(&replay));
    // A seed gives the same run again, however many threads looked for it.
    let head = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(head(&said), head(&out(&synod(&words))));
}

#[test]
fn an_asynchronous_primary_loses_what_it_answered_for_and_the_loss_is_told_as_expected() {
    let held = synod(&["fuzz", "primary-backup", "--seeds", "60"]);
    assert_eq!(held.status.code(), Some(0), "{}", out(&held));
    let words = ["fuzz", "primary-backup", "--option", "synchronous=0", "--seeds"];
    let lost = synod(&[&words[..], &["60"]].concat());
    assert_eq!(lost.status.code(), Some(0), "what is predicted is no failure");
    let lost = out(&lost);
    let told = lost.lines().find(|line| line.starts_with("expected: acknowledged-survives: "));
    let told = told.expect("it is counted by property");
    assert!(told.contains("an asynchronous primary answers before"), "{told}");
    // The first seed is shown as a scenario if it is asked for alone.
    let first = told.split("the first is ").nth(1).and_then(|rest| rest.split(';').next()).unwrap();
    let shown = out(&synod(&[&words[..], &["1", "--start", first]].concat()));
    let scenario = &shown[shown.find("\n# synod fuzz").expect("a scenario")..];
    assert!(scenario.contains("option synchronous 0\n"), "{scenario}");
    let path = file("expected.scenario", scenario);
    let replay = synod(&["run", path.to_str().unwrap()]);
    assert_eq!(replay.status.code(), Some(0), "{}", out(&replay));
}

#[test]
fn a_rule_that_liveness_needs_is_missed_as_progress() {
    let words = ["fuzz", "raft", "--seeds", "60", "--rules-off", "randomised-timeouts"];
    let output = synod(&words);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("no progress"), "{}", out(&output));
}

#[test]
fn a_comparison_is_told_and_comes_back_from_its_link_and_its_file() {
    let told = synod(&["compare", "coordinator-crash"]);
    assert_eq!(told.status.code(), Some(0));
    let told = out(&told);
    for part in ["who is whom", "Crash S1", "S1   ", "7056 ms, now S2 S3 S4", "crashed"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let meters = |text: &str| text.split_once("\nmeters").unwrap().1.to_owned();
    let link = out(&synod(&["compare", "coordinator-crash", "--as", "link"]));
    let address = format!("https://example.org/#{}", link.trim());
    assert_eq!(meters(&out(&synod(&["compare", &address]))), meters(&told));
    let text = out(&synod(&["compare", "coordinator-crash", "--as", "file"]));
    let path = file("comparison.json", &text);
    assert_eq!(meters(&out(&synod(&["compare", path.to_str().unwrap()]))), meters(&told));
    let drawn = out(&synod(&["compare", "coordinator-crash", "--as", "svg"]));
    assert!(drawn.starts_with("<svg ") && drawn.contains("Three-phase commit"));
    let wrong = synod(&["compare", "nothing"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(complaint(&wrong).contains("there are: coordinator-crash, "));
}
