//! Every scenario file, of the page and of the tests, holds, and prints what it printed before.
//!
//! `SYNOD_WRITE_GOLDEN=1` writes the golden files anew; read the difference before keeping it.

use simulator::{Kept, Place};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The protocols that have scenarios, by the name of their folders.
const PROTOCOLS: [&str; 6] =
    ["raft", "paxos", "multi-paxos", "two-phase", "three-phase", "primary-backup"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The scenario files of a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "scenario"))
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

/// Plays a file; gives what went wrong, if anything did.
fn check(path: &Path, golden: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).unwrap();
    let scenario = lessons::parse(&text).map_err(|problem| problem.to_string())?;
    let played = lessons::play(&scenario).map_err(|problem| problem.to_string())?;
    if let Some(failure) = played.failure {
        return Err(format!("{failure}\n{}", played.output));
    }
    if std::env::var_os("SYNOD_WRITE_GOLDEN").is_some() {
        fs::write(golden, &played.output).unwrap();
        return Ok(());
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    if expected == played.output {
        return Ok(());
    }
    let differs = expected.lines().zip(played.output.lines()).position(|(a, b)| a != b);
    let line = differs.unwrap_or(expected.lines().count().min(played.output.lines().count()));
    let of = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
    Err(format!(
        "line {} of the golden output differs\n  expected  {}\n  found     {}",
        line + 1,
        of(&expected),
        of(&played.output)
    ))
}

#[test]
fn every_scenario_holds_and_prints_what_it_did() {
    let mut wrong = Vec::new();
    for protocol in PROTOCOLS {
        let golden = root().join("tests/scenarios/golden").join(protocol);
        let mut names = BTreeSet::new();
        for folder in ["static/scenarios", "tests/scenarios"] {
            for path in files(&root().join(folder).join(protocol)) {
                let name = name(&path);
                if let Err(why) = check(&path, &golden.join(format!("{name}.txt"))) {
                    wrong.push(format!("{}: {why}", path.display()));
                }
                assert!(names.insert(name), "two scenarios of one name: {path:?}");
            }
        }
        assert!(!names.is_empty(), "{protocol} has scenarios");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_scenario_of_the_page_has_a_caption_and_is_kept_as_the_run_it_gives() {
    for protocol in PROTOCOLS {
        for path in files(&root().join("static/scenarios").join(protocol)) {
            let scenario = lessons::parse(&fs::read_to_string(&path).unwrap()).unwrap();
            assert!(!scenario.caption.is_empty(), "{path:?} has a caption");
            let run = lessons::play(&scenario).unwrap().experiment.run();
            let place = Place::default();
            let bytes = Kept { caption: scenario.caption.into(), run, place }.encode();
            let kept = path.with_extension("run");
            if std::env::var_os("SYNOD_WRITE_GOLDEN").is_some() {
                fs::write(&kept, &bytes).unwrap();
            }
            assert_eq!(fs::read(&kept).unwrap_or_default(), bytes, "{kept:?} is of another run");
            let run = Kept::decode(&bytes).unwrap().run;
            assert!(run.events > 20 && catalog::replay(&run).is_ok(), "{kept:?} replays");
        }
    }
}

#[test]
fn every_rule_has_a_run_that_breaks_without_it_and_holds_with_it() {
    for info in catalog::protocols(catalog::Language::English) {
        let folder = root().join("tests/scenarios").join(info.name);
        for rule in info.rules {
            let rule = rule.name.key;
            let read = |state| {
                let path = folder.join(format!("{rule}-{state}.scenario"));
                fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
            };
            let (off, on) = (read("off"), read("on"));
            let switch = format!("rules off {rule}");
            assert!(off.contains(&switch) && !on.contains(&switch), "{rule}");
            assert!(!on.contains("violated") && !on.contains("allow violation"), "{rule}");
            // What drives both runs is the same.
            let driving = |text: &str| -> Vec<String> {
                let observes =
                    ["#", "title", "caption", "expect", "show", "allow", "rules", "settle"];
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                lines
                    .filter(|line| !observes.iter().any(|word| line.starts_with(word)))
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(driving(&off), driving(&on), "{rule}");
        }
    }
}

#[test]
fn a_failed_expectation_says_what_was_found() {
    let text = "protocol raft\nnodes 3\nrun until leader\nexpect no leader\n";
    let played = lessons::play(&lessons::parse(text).unwrap()).unwrap();
    let failure = played.failure.unwrap();
    assert_eq!((failure.line, failure.column), (4, 1));
    assert_eq!(failure.expected, "no leader");
    assert!(failure.found.starts_with('S'), "{}", failure.found);
    assert!(played.output.contains("the last events:"));
}

#[test]
fn a_refused_action_fails_with_its_line_and_reason() {
    let text = "protocol raft\nnodes 3\nrun 50ms\ncrash S1\nrequest C1 S1 put x 1\ncrash S1\n";
    let failure = lessons::play(&lessons::parse(text).unwrap()).unwrap().failure.unwrap();
    assert!(failure.line >= 5, "a crashed server takes no second crash: {failure}");
    assert!(failure.found.starts_with("it cannot: "), "{failure}");
}

#[test]
fn a_field_that_no_server_has_is_a_problem_of_the_file() {
    let text = "protocol raft\nnodes 3\nexpect S1 trem 0\n";
    let problem = lessons::play(&lessons::parse(text).unwrap()).err().unwrap();
    assert_eq!((problem.line, problem.column), (3, 1));
    assert!(problem.message.contains("did you mean `term`?"), "{problem}");
}
