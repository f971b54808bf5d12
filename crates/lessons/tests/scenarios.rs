//! Every scenario file, of the page and of the tests, holds, and prints what it printed before.
//!
//! `SYNOD_WRITE_GOLDEN=1` writes the golden files anew; read the difference before keeping it.

use catalog::{Listed, ProtocolInfo};
use lessons::Scenario;
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
    of_kind(folder, "scenario")
}

/// The files of a folder that end so, in the order of their names.
fn of_kind(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == ending))
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

/// What the page offers of a protocol's scenarios, whichever folder they are in: what stands in the
/// picker, in its order, and the files of the runs that show a rule on or off.
fn offered(info: &ProtocolInfo) -> [Vec<(PathBuf, Scenario)>; 2] {
    let of_rule = |path: &Path| {
        let name = name(path);
        info.rules.iter().any(|rule| {
            let end = name.strip_prefix(rule.name.key);
            end.is_some_and(|end| ["-on", "-off"].contains(&end))
        })
    };
    let folders =
        ["static/scenarios", "tests/scenarios"].map(|it| root().join(it).join(info.profile.name));
    let all = folders.iter().flat_map(|folder| files(folder)).map(|path| {
        let scenario = lessons::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        (path, scenario)
    });
    let (mut listed, others): (Vec<_>, Vec<_>) =
        all.partition(|(_, scenario)| scenario.shelf.is_some());
    listed.sort_by_key(|(path, scenario)| (scenario.shelf, name(path)));
    [listed, others.into_iter().filter(|(path, _)| of_rule(path)).collect()]
}

/// Asserts that the file holds this, or writes it if that is wanted.
fn assert_file(path: &Path, expected: &[u8]) {
    if std::env::var_os("SYNOD_WRITE_GOLDEN").is_some() {
        fs::write(path, expected).unwrap();
    }
    let found = fs::read(path).unwrap_or_default();
    assert!(found == expected, "{path:?} is made anew by `cargo xtask fix --only golden`");
}

#[test]
fn every_run_that_the_page_opens_is_what_playing_its_scenario_gives() {
    for info in catalog::protocols(catalog::Language::English) {
        let folder = root().join("static/scenarios").join(info.profile.name);
        let [listed, of_rules] = offered(&info);
        let mut kept = BTreeSet::new();
        for (path, scenario) in listed.iter().chain(&of_rules) {
            let run = lessons::play(scenario).unwrap().experiment.run();
            assert!(run.events > 3 && catalog::replay(&run).is_ok(), "{path:?} replays");
            let caption = scenario.caption.as_str().into();
            let bytes = Kept { caption, run, place: Place::default() }.encode();
            let file = folder.join(name(path)).with_extension("run");
            assert_file(&file, &bytes);
            kept.insert(file);
        }
        for file in of_kind(&folder, "run") {
            assert!(kept.contains(&file), "{file:?} is of no scenario that the page offers");
        }
    }
}

#[test]
fn the_list_of_the_picker_is_what_the_scenarios_say_of_themselves() {
    for info in catalog::protocols(catalog::Language::English) {
        let folder = root().join("static/scenarios").join(info.profile.name);
        let [listed, _] = offered(&info);
        let listed = listed.into_iter().map(|(path, scenario)| {
            let Scenario { title, caption, shelf, .. } = scenario;
            assert!(!title.is_empty() && !caption.is_empty(), "{path:?} has a title and a caption");
            let heading = shelf.expect("it is listed").heading;
            Listed { heading, file: name(&path), title, caption }
        });
        let listed: Vec<Listed> = listed.collect();
        let titles: BTreeSet<&str> = listed.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles.len(), listed.len(), "{}: titles are told apart", info.profile.name);
        for path in files(&folder) {
            let is_listed = listed.iter().any(|it| it.file == name(&path));
            assert!(is_listed, "{path:?} says under which heading it stands");
        }
        assert_file(&folder.join("list.txt"), Listed::write(&listed).as_bytes());
    }
}

#[test]
fn every_rule_has_a_run_that_breaks_without_it_and_holds_with_it() {
    for info in catalog::protocols(catalog::Language::English) {
        let folder = root().join("tests/scenarios").join(info.profile.name);
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
                let observes = [
                    "#", "title", "caption", "heading", "expect", "show", "allow", "rules",
                    "settle",
                ];
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
