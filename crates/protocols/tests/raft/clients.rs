//! Section 8: clients.

use super::cluster::{Hand, put, s};
use super::server::{Server, append, matched};
use machine::{ClientId, Command, Outcome, Reply};
use protocols::raft::{Content, LogIndex, Note, Rule, Timer};

fn add(value: &str) -> Command {
    Command::Append("x".into(), value.into())
}

const WRITTEN: Reply = Reply::Done(Outcome::Written);

#[test]
fn whoever_does_not_lead_names_the_leader_it_has_heard_from() {
    let mut follower = Server::new(3, 1, None, &[]);
    assert_eq!(follower.ask(1, put("a")).replies(), [(1, Reply::Redirect(None))]);
    follower.receive(3, append(1, (0, 0), &[], 0));
    assert_eq!(follower.ask(1, put("a")).replies(), [(1, Reply::Redirect(Some(s(3))))]);
    let mut candidate = Server::candidate(3, 1, &[]);
    assert_eq!(candidate.ask(1, put("a")).replies(), [(1, Reply::Redirect(None))]);
    assert!(follower.terms().is_empty() && candidate.terms().is_empty());
}

#[test]
fn a_follower_forgets_its_leader_when_the_term_is_over() {
    let mut server = Server::new(3, 1, None, &[]);
    server.receive(3, append(1, (0, 0), &[], 0));
    server.receive(2, super::server::request_vote(2, (0, 0)));
    assert_eq!(server.ask(1, put("a")).replies(), [(1, Reply::Redirect(None))]);
}

#[test]
fn a_leader_answers_once_the_command_is_applied() {
    let mut server = Server::leader(1, &[], &[0, 0, 0]);
    assert_eq!(server.ask(1, put("a")).replies(), []);
    assert_eq!(server.saved().replies(), []);
    assert_eq!(server.receive(2, matched(1, 1)).replies(), [(1, WRITTEN)]);
    assert_eq!(server.receive(3, matched(1, 1)).replies(), [], "once");
    assert!(server.memory().waiting.is_empty());
}

#[test]
fn reads_go_through_the_log() {
    let mut server = Server::leader(1, &[], &[0, 0, 0]);
    let did = server.ask(1, Command::Get("x".into()));
    assert_eq!((server.terms(), did.replies().len()), (vec![1], 0));
    server.saved();
    let did = server.receive(2, matched(1, 1));
    assert_eq!(did.replies(), [(1, Reply::Done(Outcome::Value(None)))]);
}

#[test]
fn a_retry_of_an_applied_command_gets_its_first_answer_again() {
    let mut hand = Hand::new(3);
    hand.elect(s(1));
    for _ in 0..2 {
        hand.ask(1, 1, s(1), add("a"));
        hand.settle();
    }
    assert_eq!(hand.replies, [(ClientId(1), 1, WRITTEN), (ClientId(1), 1, WRITTEN)]);
    assert_eq!((hand.value(s(1)), hand.terms(s(1)).len()), (Some("a"), 2));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_retry_of_a_command_under_way_is_not_appended_again() {
    let mut server = Server::leader(1, &[], &[0, 0, 0]);
    server.ask(1, add("a"));
    let did = server.ask(1, add("a"));
    assert_eq!(did.notes(), [Note::RequestKnown(ClientId(1), LogIndex(1))]);
    assert_eq!(server.terms(), [1]);
    server.saved();
    assert_eq!(server.receive(2, matched(1, 1)).replies(), [(1, WRITTEN)]);
}

#[test]
fn a_command_that_two_leaders_took_is_applied_once() {
    let mut hand = Hand::new(3);
    // S1 and S2 hold C1's command; S1 crashes before anybody hears of it.
    hand.elect_by(s(1), &[2]);
    hand.ask(1, 1, s(1), add("a"));
    hand.deliver(s(1), s(2));
    hand.deliver(s(2), s(1));
    hand.deliver(s(1), s(2));
    hand.crash(s(1));
    hand.flights.clear();
    assert_eq!(hand.terms(s(2)), [1, 1]);
    // S2 leads; the client asks it again while the first entry is not yet committed.
    hand.campaign(s(2));
    hand.deliver(s(2), s(3));
    hand.deliver(s(3), s(2));
    hand.ask(1, 1, s(2), add("a"));
    hand.settle();
    assert_eq!(hand.replies, [(ClientId(1), 1, WRITTEN)]);
    assert_eq!(hand.value(s(2)), Some("a"));
    assert_eq!(hand.broken, []);
}

#[test]
fn two_entries_of_one_command_are_applied_once_and_answered() {
    // Two leaders appended the same command before either was applied.
    for (off, value, notes) in [(&[][..], "a", 1), (&[Rule::ClientDeduplication], "aa", 0)] {
        let mut server = Server::without(off, 1, 1, Some(1), &[]);
        server.fire(Timer::Election);
        server.saved();
        server.saved();
        let request = machine::Request::new(ClientId(1), 1, add("a"));
        let term = server.memory().state.term;
        let twice = protocols::raft::Entry {
            term,
            content: Content::Request(request),
            time: Default::default(),
        };
        server.node.memory.state.log.push(twice.clone());
        server.node.memory.state.log.push(twice);
        server.node.disk.log = server.memory().state.log.clone();
        let did = server.saved();
        let skipped = |note: &&Note| matches!(note, Note::DuplicateSkipped(..));
        assert_eq!(did.notes().iter().filter(skipped).count(), notes);
        assert_eq!(server.memory().store.get("x").map(|x| &**x), Some(value), "{off:?}");
    }
}

#[test]
fn without_deduplication_a_retry_is_a_new_command() {
    let mut hand = Hand::without(3, &[Rule::ClientDeduplication]);
    hand.elect(s(1));
    hand.ask(1, 1, s(1), add("a"));
    hand.ask(1, 1, s(1), add("a"));
    hand.settle();
    assert_eq!(hand.value(s(1)), Some("aa"));
    assert_eq!(hand.broken.first().map(|(name, _)| *name), Some("applied-once"));
}

#[test]
fn a_leader_that_steps_down_leaves_its_clients_to_ask_again() {
    let mut server = Server::leader(1, &[], &[0, 0, 0]);
    server.ask(1, put("a"));
    let did = server.receive(2, append(2, (0, 0), &[], 0));
    assert_eq!(did.replies(), []);
    assert!(server.memory().waiting.is_empty());
    // Another leader's entry takes the place, and nobody is told of it by mistake.
    let did = server.receive(2, append(2, (0, 0), &[2], 1));
    assert_eq!(did.replies(), []);
}

#[test]
fn a_restarted_server_knows_what_was_applied() {
    let mut hand = Hand::new(3);
    hand.elect(s(1));
    hand.ask(1, 1, s(1), add("a"));
    hand.settle();
    for node in [1, 2, 3] {
        hand.crash(s(node));
        hand.restart(s(node));
    }
    hand.elect(s(2));
    hand.ask(1, 1, s(2), add("a"));
    hand.settle();
    assert_eq!((hand.value(s(2)), hand.replies.len()), (Some("a"), 2));
    assert_eq!(hand.broken, []);
}
