//! TLA+: a sequence of records, one for each state the servers were in.

use crate::samples::{all, named, scenes};
use diagram::export::{NoSuchField, tla};
use simulator::{NodeScene, Power, Scene};

/// The text of the states of a run, with the scenes it was made from.
fn written(experiment: &mut dyn catalog::Experiment) -> (String, Vec<Scene>) {
    let scenes = scenes(experiment);
    (tla(scenes.iter().cloned()).unwrap(), scenes)
}

/// The brackets of a text outside its strings, each as what would close it, or with a `/` before.
fn assert_balanced(text: &str, name: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let pairs = [("<<", ">>"), ("[", "]"), ("(", ")")];
        if letter == '"' {
            rest = after_string(rest);
        } else if let Some((_, end)) = pairs.iter().find(|(begin, _)| rest.starts_with(begin)) {
            open.push(end);
            rest = &rest[end.len()..];
        } else if let Some((_, end)) = pairs.iter().find(|(_, end)| rest.starts_with(end)) {
            assert_eq!(open.pop(), Some(*end), "{name}: before {rest:.40}");
            rest = &rest[end.len()..];
        } else {
            rest = &rest[letter.len_utf8()..];
        }
    }
    assert!(open.is_empty(), "{name}: {open:?} is missing");
}

/// What follows the string at the beginning of a text.
fn after_string(text: &str) -> &str {
    let mut is_escaped = false;
    let end = text[1..].find(|letter| {
        let is_end = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        is_end
    });
    &text[end.expect("a string ends") + 2..]
}

/// What a record should tell of a server.
fn of_node(node: &NodeScene) -> String {
    let vote = |field: &&machine::Field<simulator::Label>| field.name.key == "vote";
    let fields = || node.view.memory.iter().chain(&node.disk);
    let commit = fields().find(|field| field.name.key == "commit");
    let is_down = node.power == Power::Down;
    let log: Vec<_> = node.view.log.iter().map(|cell| (cell.era, &cell.text)).collect();
    let (role, term) = (node.view.role.key, node.view.status.era);
    format!("{is_down} {role} {term} {:?} {commit:?} {log:?}", fields().find(vote))
}

#[test]
fn brackets_are_balanced_and_there_is_one_record_a_state() {
    for (name, mut run) in all() {
        let (text, scenes) = written(&mut *run);
        assert_balanced(&text, &name);
        let mut states: Vec<Vec<String>> =
            scenes.iter().map(|scene| scene.nodes.iter().map(of_node).collect()).collect();
        // While a server is down, its role is that it is down.
        states.dedup();
        let records = text.lines().filter(|line| line.starts_with("[term |-> (s1 :> ")).count();
        assert_eq!(records, states.len(), "{name}");
        assert_eq!(text.lines().count(), records + 2, "{name}");
        assert!(text.is_ascii() && text.starts_with("<<\n") && text.ends_with("]\n>>\n"));
    }
}

#[test]
fn a_crashed_server_has_what_its_disk_holds() {
    let (text, _) = written(&mut *named("persist-log-off"));
    // S2 had x=1 in memory, but its disk was never told to save it.
    let line = text.lines().find(|line| line.contains("s2 :> \"crashed\"")).unwrap();
    let log = line.split_once("log |-> ").unwrap().1;
    assert!(log.contains("s2 :> <<>>"), "{log}");
    assert!(line.contains("commit |-> (s1 :> 0 @@ s2 :> 0"), "{line}");
}

#[test]
fn a_vote_that_is_not_saved_is_still_a_vote() {
    let (text, scenes) = written(&mut *named("persist-vote-off"));
    let last = scenes.last().unwrap();
    assert!(last.nodes.iter().all(|node| {
        node.disk
            .iter()
            .all(|field| field.name.key != "vote" || field.value == machine::Value::Node(None))
    }));
    let line = text.lines().rev().nth(1).unwrap();
    assert!(line.contains("vote |-> (s1 :> s1 @@ s2 :> s3 @@ s3 :> s3)"), "{line}");
}

#[test]
fn a_protocol_without_terms_or_votes_has_no_such_states() {
    let mut scene = scenes(&mut *named("persist-log-off")).remove(0);
    scene.nodes[1].disk.retain(|field| field.name.key != "vote");
    assert_eq!(tla([scene.clone()].into_iter()), Err(NoSuchField("vote")));
    scene.nodes[0].view.era_name.key = "ballot";
    scene.nodes[0].disk.clear();
    assert_eq!(tla([scene].into_iter()), Err(NoSuchField("term")));
}
