//! Orders and what servers are in the middle of, as a page asks about them, whatever the protocol.

use catalog::{Experiment, Language, act, open};
use machine::{ClientId, Command, Micros, NodeId, Text};
use simulator::{Action, Drive, LinkSettings, Setup};
use std::collections::BTreeMap;

fn run(protocol: &str, options: &[(&str, u64)]) -> Box<dyn Experiment> {
    let options = options.iter().map(|(name, value)| ((*name).into(), *value));
    let setup = Setup {
        protocol: protocol.into(),
        nodes: 3,
        clients: 1,
        seed: 7,
        options: options.collect::<BTreeMap<Text, u64>>(),
        rules_off: Vec::new(),
        network: LinkSettings::default(),
        drive: Drive::Auto,
    };
    open(setup).expect("the setup is good")
}

/// A run with a leader: who leads, and another server.
fn led(options: &[(&str, u64)]) -> (Box<dyn Experiment>, NodeId, NodeId) {
    let mut run = run("raft", options);
    let leads = |run: &dyn Experiment, node: NodeId| {
        run.role(node, Language::English).is_some_and(|role| role.key == "leader")
    };
    let find = |run: &dyn Experiment| NodeId::all(3).find(|node| leads(run, *node));
    while find(&*run).is_none() {
        assert!(run.step());
    }
    let leader = find(&*run).expect("just seen");
    let other = NodeId::all(3).find(|node| *node != leader).expect("there are three");
    (run, leader, other)
}

fn declined(run: &dyn Experiment, node: NodeId, to: NodeId) -> Option<String> {
    run.declined(node, &"transfer".into(), &[to], Language::English)
}

#[test]
fn an_order_is_declined_by_who_would_only_say_something() {
    let (run, leader, other) = led(&[]);
    let hash = run.trace_hash();
    assert_eq!(declined(&*run, leader, other), None);
    for (node, to) in [(leader, leader), (other, leader)] {
        let said = declined(&*run, node, to).expect("it does nothing");
        assert!(said.starts_with(&node.to_string()) && !said.contains('*'), "{said}");
    }
    assert_eq!(run.trace_hash(), hash, "to ask changes nothing");
}

#[test]
fn who_hands_over_and_who_holds_a_lease_is_in_the_middle_of_it() {
    let (mut run, leader, other) = led(&[("reads", 3)]);
    let told = |run: &dyn Experiment| -> Vec<(NodeId, &str, Option<NodeId>)> {
        let all = run.underway(Language::English).into_iter();
        all.map(|(node, it)| (node, it.what.key, it.with)).collect()
    };
    assert_eq!(told(&*run), []);
    let soon = Micros(run.now().0 + 45_000);
    run.advance_to(soon, 1_000);
    assert_eq!(told(&*run), [(leader, "lease", None)]);
    run.act(Action::Order(leader, "transfer".into(), vec![other])).expect("it can be ordered");
    assert!(told(&*run).contains(&(leader, "transfer", Some(other))), "{:?}", told(&*run));
}

#[test]
fn an_act_is_told_as_its_protocol_words_it() {
    let order = Action::Order(NodeId(1), "transfer".into(), vec![NodeId(2)]);
    let said = act(&*run("raft", &[]), &order, Language::English);
    assert_eq!(said, "S1: hand over leadership to S2");
    let put = Command::Put("S2->S3".into(), "10".into());
    let request = Action::Request(ClientId(1), None, put);
    let said = act(&*run("two-phase", &[]), &request, Language::English);
    assert_eq!(said, "C1: transfer 10 from S2 to S3");
    let said = act(&*run("raft", &[]), &request, Language::English);
    assert_eq!(said, "C1: put S2->S3 10");
}
