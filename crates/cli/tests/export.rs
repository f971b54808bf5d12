//! `synod export` as a person uses it.

use simulator::Kept;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FORMATS: [&str; 7] = ["mermaid", "shiviz", "perfetto", "jsonl", "tla", "scenario", "svg"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the command at the top of the repository.
fn synod(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_synod"));
    command.current_dir(root()).args(words).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What the export says, which must have worked.
fn exported(file: &str, format: &str) -> String {
    let output = synod(&["export", file, "--as", format]);
    assert_eq!(output.status.code(), Some(0), "{file} as {format}: {}", complaint(&output));
    out(&output)
}

/// A file of this test's own.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Every scenario file there is, from the top of the repository.
fn scenarios() -> Vec<String> {
    let of = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap());
        let names = entries.map(|entry| entry.file_name().into_string().unwrap());
        let scenarios = names.filter(|name| name.ends_with(".scenario"));
        scenarios.map(|name| format!("{folder}/{name}")).collect()
    };
    ["static/scenarios/raft", "tests/scenarios/raft"].into_iter().flat_map(of).collect()
}

#[test]
fn a_scenario_exported_and_played_gives_the_same_run() {
    for name in scenarios() {
        let text = exported(&name, "scenario");
        let copy = file("copy.scenario", &text);
        let played = synod(&["run", &copy]);
        assert_eq!(played.status.code(), Some(0), "{name}:\n{}", out(&played));
        let hash = text.lines().find_map(|line| line.strip_prefix("expect hash ")).unwrap();
        assert!(out(&played).contains(&format!("trace {hash}")), "{name}: {}", out(&played));
        // The hash is that of the run the file gives, not only that of its copy.
        let last = exported(&name, "jsonl");
        assert!(last.lines().last().unwrap().contains(hash), "{name}");
        assert_eq!(exported(&copy, "jsonl"), last, "{name}");
    }
}

#[test]
fn a_kept_run_is_exported_like_the_scenario_that_gave_it() {
    for format in FORMATS {
        let of = |end: &str| exported(&format!("static/scenarios/raft/figure-8.{end}"), format);
        assert_eq!(of("run"), of("scenario"), "{format}");
    }
}

#[test]
fn without_a_format_it_is_a_mermaid_diagram() {
    let name = "static/scenarios/raft/election.run";
    let output = synod(&["export", name]);
    assert_eq!(out(&output), exported(name, "mermaid"));
    assert!(out(&output).starts_with("sequenceDiagram\n"));
}

#[test]
fn a_path_is_written_instead_of_the_output() {
    let path = file("out.json", "");
    let name = "static/scenarios/raft/election.run";
    let output = synod(&["export", name, "--as", "perfetto", "--out", &path]);
    assert_eq!((output.status.code(), &*out(&output)), (Some(0), ""));
    assert_eq!(fs::read_to_string(path).unwrap(), exported(name, "perfetto"));
}

#[test]
fn roles_are_named_as_the_protocol_names_them() {
    let text = exported("static/scenarios/raft/leader-crash.run", "perfetto");
    let trace: serde_json::Value = serde_json::from_str(&text).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    let roles = events.iter().filter(|event| event["cat"] == "role");
    let mut names: Vec<&str> = roles.map(|role| role["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, ["candidate", "follower", "leader"]);
}

/// A run with an election, an entry, a cut, a pause and a crash.
const SMALL: &str = "\
protocol raft
nodes 3
clients 1
seed 7
run 260ms
request C1 any put x 1
run 60ms
cut S2->S3
pause S3
run 60ms
resume S3
heal
crash S2
run 40ms
";

#[test]
fn the_diagram_of_a_small_run_is_drawn_as_it_was() {
    let drawn = exported(&file("small.scenario", SMALL), "svg");
    let golden = root().join("tests/scenarios/golden/small.svg");
    if std::env::var_os("SYNOD_WRITE_GOLDEN").is_some() {
        fs::write(&golden, &drawn).unwrap();
    }
    let known = fs::read_to_string(&golden).unwrap_or_default();
    let differs = known.lines().zip(drawn.lines()).position(|(a, b)| a != b);
    assert!(
        known == drawn,
        "{golden:?} differs from line {:?} on; SYNOD_WRITE_GOLDEN=1 writes it anew",
        differs.map(|line| line + 1)
    );
    for sign in ["st-leads", "st-cut", "st-still", "st-crash", "st-save", "st-timer", "st-election"]
    {
        assert!(drawn.contains(&format!("class=\"{sign}")), "{sign}");
    }
}

#[test]
fn a_scenario_that_fails_is_exported_up_to_there_and_ends_with_1() {
    let path = file("fails.scenario", "protocol raft\nnodes 3\nexpect S1 term 9\nrun 1s\n");
    let output = synod(&["export", &path, "--as", "jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output).lines().count(), 3);
    let said = complaint(&output);
    assert!(said.contains("the run ends where the scenario failed at line 3"), "{said}");
}

#[test]
fn wrong_input_ends_with_2_and_says_what_is_wrong() {
    let run = fs::read(root().join("static/scenarios/raft/election.run")).unwrap();
    let newer = [&[9], &run[1..]].concat();
    let mut other = Kept::decode(&run).unwrap();
    other.run.hash ^= 1;
    let other = other.encode();
    let nowhere = "no-such-folder/out.txt";
    let kept = "static/scenarios/raft/election.run";
    let cases: [(&[&str], &str); 9] = [
        (&["no-such-file"], "no-such-file: cannot be read: "),
        (
            &[&file("cut.run", &run[..run.len() - 3])],
            "cut.run: it is cut short, damaged, or no run of Synod",
        ),
        (&[&file("newer.run", newer)], "newer.run: "),
        (&[&file("other.run", other)], "other.run: the replay differs: it ends with trace hash"),
        (
            &[&file("run.scenario", [0xff, 0xfe])],
            "it is neither a run in JSON, nor a kept run, nor a scenario",
        ),
        (&[&file("bad.scenario", "protocol raft\nnodes 500\n")], "line 2, column 7: "),
        (&[kept, "--as", "gif"], "there is no format `gif`; there are: mermaid, shiviz, "),
        (&[kept, "--out", nowhere], "no-such-folder/out.txt: cannot be written: "),
        (&[], "`export` needs a file: "),
    ];
    for (words, expected) in cases {
        let output = synod(&[&["export"], words].concat());
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let said = complaint(&output);
        assert!(said.starts_with("synod: ") && said.contains(expected), "{words:?}: {said}");
        assert_eq!(out(&output), "", "{words:?}");
    }
}

#[test]
fn the_help_names_every_format() {
    let said = out(&synod(&["help"]));
    assert!(FORMATS.iter().all(|format| said.contains(format)) && said.contains("--out PATH"));
}
