//! Clients: where they are sent, and that a retry is not done again.

use super::cluster::{Hand, put, s};
use machine::{Command, Outcome, Reply};
use protocols::primary_backup::{LogIndex, Note};

fn append() -> Command {
    Command::Append("x".into(), "a".into())
}

#[test]
fn everybody_but_the_primary_names_the_primary() {
    let mut hand = Hand::new(4);
    hand.begin();
    hand.ping(4);
    for node in [1, 3, 4] {
        hand.ask(1, 1, s(node), put("1"));
        let (_, _, reply) = hand.replies.pop().expect("it answers at once");
        assert_eq!(reply, Reply::Redirect(Some(s(2))), "S{node}");
    }
}

#[test]
fn before_the_first_view_clients_are_sent_away() {
    let mut hand = Hand::new(3);
    for node in [1, 2] {
        hand.ask(1, 1, s(node), put("1"));
        assert_eq!(hand.replies.pop().map(|(_, _, reply)| reply), Some(Reply::Redirect(None)));
    }
}

#[test]
fn a_retry_of_what_was_answered_gets_the_same_answer() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), append());
    hand.settle();
    hand.ask(1, 1, s(2), append());
    assert!(matches!(hand.notes[..], [Note::RequestAnsweredAgain(..)]));
    assert_eq!(hand.replies.len(), 2);
    assert_eq!(hand.replies[0], hand.replies[1]);
    assert_eq!(hand.value(s(2)), Some("a"));
}

#[test]
fn a_retry_of_what_is_under_way_waits_with_it() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), append());
    hand.ask(1, 1, s(2), append());
    assert!(matches!(hand.notes[..], [Note::RequestKnown(_, LogIndex(1))]));
    assert!(hand.replies.is_empty());
    hand.settle();
    assert_eq!(hand.replies.len(), 1);
    assert_eq!(hand.value(s(3)), Some("a"));
}

#[test]
fn a_promoted_backup_recognises_a_retry() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), append());
    hand.settle();
    hand.crash(s(2));
    hand.miss(&[2]);
    hand.ask(1, 1, s(3), append());
    hand.settle();
    assert_eq!(hand.value(s(3)), Some("a"));
    assert_eq!(hand.replies.len(), 2);
}

#[test]
fn a_promoted_backup_answers_for_nothing_that_its_own_backup_lacks() {
    let mut hand = Hand::new(4);
    hand.begin();
    hand.ping(4);
    hand.ask(1, 1, s(2), append());
    hand.deliver(s(2), s(3));
    hand.flights.clear();
    hand.crash(s(2));
    // S3 is promoted, with S4 as its backup, to which nothing gets through.
    for _ in 0..6 {
        hand.fire(s(1), protocols::primary_backup::Timer::Tick);
        for node in [3, 4] {
            hand.fire(s(node), protocols::primary_backup::Timer::Ping);
            hand.deliver(s(node), s(1));
            hand.deliver(s(1), s(node));
        }
    }
    hand.flights.clear();
    assert_eq!(hand.view(s(3)), (3, 3, 4));
    hand.ask(1, 1, s(3), append());
    assert!(matches!(hand.notes[..], [Note::RequestKnown(..)]));
    assert!(hand.replies.is_empty());
    hand.fire(s(3), protocols::primary_backup::Timer::Resend);
    hand.settle();
    assert_eq!(hand.replies.len(), 1);
    assert_eq!(hand.value(s(4)), Some("a"));
}

#[test]
fn reads_are_operations_like_any_other() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
    hand.ask(2, 1, s(2), Command::Get("x".into()));
    assert_eq!(hand.replies.len(), 1);
    hand.settle();
    let value = Outcome::Value(Some("1".into()));
    assert_eq!(hand.replies[1].2, Reply::Done(value));
}
