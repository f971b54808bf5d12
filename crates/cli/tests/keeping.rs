//! `open`, `link` and `save` as a person uses them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn synod(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_synod")).args(words).output().unwrap()
}

fn out(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", complaint(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What is said of a wrong file or link.
fn refused(word: &str) -> String {
    let output = synod(&["open", word]);
    assert_eq!(output.status.code(), Some(2), "{word}");
    assert!(output.stdout.is_empty(), "{word}");
    complaint(&output)
}

fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn scenario(end: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static/scenarios/raft");
    folder.join(format!("leader-crash.{end}")).to_str().unwrap().to_owned()
}

#[test]
fn a_scenario_becomes_a_link_and_a_file_that_open_as_the_same_run() {
    let link = out(&synod(&["link", &scenario("scenario")]));
    assert_eq!(link, out(&synod(&["link", &scenario("run")])), "kept as what playing gives");
    let saved = out(&synod(&["save", &scenario("scenario")]));
    let saved_again = out(&synod(&["save", &file("saved.json", saved.as_bytes())]));
    assert_eq!(saved, saved_again);
    let facts = |word: &str| {
        let said = out(&synod(&["open", word]));
        assert!(said.contains("  protocol  raft\n") && said.contains("  replay    agrees\n"));
        said.split_once('\n').map(|(_, facts)| facts.to_owned()).unwrap()
    };
    let address = format!("https://example.org/#{}", link.trim());
    let same = facts(link.trim());
    for word in [&address, &file("again.json", saved.as_bytes()), &scenario("run")] {
        assert_eq!(facts(word), same);
    }
    assert_eq!(facts(&scenario("scenario")), same);
}

#[test]
fn what_cannot_be_opened_ends_with_2_and_says_why() {
    let link = out(&synod(&["link", &scenario("run")]));
    let link = link.trim();
    assert!(refused(&format!("#{}", &link[..link.len() - 4])).contains("it is cut short, damaged"));
    assert!(refused(&format!("#AA{}", &link[2..])).contains("of format version 0"));
    assert!(refused(&format!("#Dw{}", &link[2..])).contains("use a newer one"));
    assert!(refused("there-is-none.json").contains("there-is-none.json: cannot be read"));
    let saved = out(&synod(&["save", &scenario("run")]));
    let with = |name, from: &str, to: &str| {
        assert!(saved.contains(from), "{from}");
        refused(&file(name, saved.replacen(from, to, 1).as_bytes()))
    };
    let newer = with("newer.json", "\"version\": 1", "\"version\": 4");
    assert!(newer.contains("it is of format version 4, and this Synod reads version 3"), "{newer}");
    let text = with("words.json", "{", "{ crash S1");
    assert!(text.contains("it is not JSON: "), "{text}");
    let unknown = with("unknown.json", "\"raft\"", "\"zab\"");
    assert!(
        unknown.contains("there is no protocol named `zab`; there are: raft, paxos"),
        "{unknown}"
    );
    let seed = with("seed.json", "\"seed\": ", "\"seed\": 9");
    assert!(seed.contains("the replay differs at event "), "{seed}");
    let scenario = file("fails.scenario", b"protocol raft\nnodes 3\nexpect S1 term 9\n");
    assert!(refused(&scenario).contains("the scenario failed at line 3"), "{}", refused(&scenario));
    let bytes = file("noise.bin", &[0xff, 0xfe, 0x80]);
    assert!(refused(&bytes).contains("it is neither a run in JSON, nor a kept run"));
}
