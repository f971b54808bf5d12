//! The format of the files, and where they are.

use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// A case: a command with its arguments, what it is given, and what should come of it.
pub(crate) struct Case {
    pub(crate) line: usize,
    pub(crate) command: String,
    pub(crate) arguments: Vec<(String, Vec<String>)>,
    pub(crate) input: String,
    pub(crate) expected: String,
}

impl Case {
    /// The values of an argument; `None` if it is not given.
    pub(crate) fn values(&self, name: &str) -> Option<&[String]> {
        let found = self.arguments.iter().find(|(known, _)| known == name);
        found.map(|(_, values)| values.as_slice())
    }
}

/// What is about group commit, which is no part of Raft: an entry is committed only once servers
/// of two groups hold it, such as two sites.
const NOT_RAFT: &str = "joint_group_commit.txt";

/// Every file of a folder of the crate `raft`, with its cases.
pub(crate) fn files(folder: &str) -> Vec<(String, Vec<Case>)> {
    let entries = std::fs::read_dir(raft().join(folder)).expect("the crate ships its data files");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        let cases = parse(&std::fs::read_to_string(&path).expect("it is text"));
        if name == NOT_RAFT {
            println!("{folder}/{name}: {} cases of group commit, not run", cases.len());
        } else {
            files.push((name, cases));
        }
    }
    files
}

/// Where the source of the crate `raft` is.
fn raft() -> PathBuf {
    let arguments = ["metadata", "--format-version", "1", "--offline"];
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo says it in JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let raft = packages.iter().find(|package| package["name"] == "raft").expect("one is raft");
    assert_eq!(raft["version"], "0.7.0");
    let manifest = PathBuf::from(raft["manifest_path"].as_str().expect("it has a manifest"));
    manifest.parent().expect("in a folder").to_path_buf()
}

/// A case begins with a command, ends with an empty line, and has `----` before what it expects.
fn parse(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut lines = (1..).zip(text.lines());
    while let Some((line, first)) = lines.next() {
        if first.is_empty() || first.starts_with('#') {
            continue;
        }
        let (command, rest) = first.split_once(' ').unwrap_or((first, ""));
        let input: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "----").collect();
        let expected: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| !line.is_empty()).collect();
        cases.push(Case {
            line,
            command: command.to_owned(),
            arguments: arguments(rest),
            input: input.join("\n"),
            expected: expected.join("\n"),
        });
    }
    cases
}

/// `cfg=(1, 2) votes=(y,_)`, `autoleave=true`.
fn arguments(text: &str) -> Vec<(String, Vec<String>)> {
    let mut arguments = Vec::new();
    let mut rest = text.trim();
    while let Some((name, after)) = rest.split_once('=') {
        let (values, left) = match after.strip_prefix('(') {
            Some(list) => list.split_once(')').expect("a list ends"),
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        let values = values.split(',').map(|value| value.trim().to_owned()).collect();
        arguments.push((name.to_owned(), values));
        rest = left.trim();
    }
    arguments
}
