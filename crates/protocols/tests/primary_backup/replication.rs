//! Forwarding, the transfer of the state, and when a primary answers.

use super::cluster::{Disks, Hand, asynchronous, put, s};
use protocols::primary_backup::{LogIndex, Message, Note, Timer, ViewNumber};

#[test]
fn a_synchronous_primary_answers_once_its_backup_has_saved() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.saving = Disks::ByHand;
    hand.ask(1, 1, s(2), put("1"));
    assert!(hand.flights.is_empty(), "what is forwarded waits for the primary's disk");
    hand.save(s(2));
    hand.deliver(s(2), s(3));
    assert!(hand.flights.is_empty(), "the answer waits for the backup's disk");
    assert_eq!(hand.value(s(3)), Some("1"));
    hand.save(s(3));
    assert!(hand.replies.is_empty());
    hand.deliver(s(3), s(2));
    assert_eq!(hand.replies.len(), 1);
    assert_eq!(hand.memory(s(2)).settled, LogIndex(1));
}

#[test]
fn an_asynchronous_primary_answers_once_it_has_saved_itself() {
    let mut hand = Hand::of(asynchronous(3, &[]), 3);
    hand.begin();
    hand.saving = Disks::ByHand;
    hand.ask(1, 1, s(2), put("1"));
    assert!(hand.replies.is_empty());
    hand.save(s(2));
    assert_eq!(hand.replies.len(), 1);
    assert_eq!(hand.value(s(3)), None);
    hand.deliver(s(2), s(3));
    assert_eq!(hand.value(s(3)), Some("1"));
}

#[test]
fn a_primary_alone_answers_once_it_has_saved() {
    let mut hand = Hand::new(2);
    hand.begin();
    hand.saving = Disks::ByHand;
    hand.ask(1, 1, s(2), put("1"));
    assert!(hand.replies.is_empty());
    hand.save(s(2));
    assert_eq!(hand.replies.len(), 1);
}

#[test]
fn operations_that_overtake_each_other_are_taken_in_order() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    hand.ask(2, 1, s(2), put("2"));
    let second = hand.flights.pop().expect("S2 forwards both");
    hand.arrive(second);
    assert!(matches!(hand.notes[..], [Note::OperationsMissing(..)]));
    hand.settle();
    assert_eq!(hand.memory(s(3)).state.log.last_index(), LogIndex(1));
    hand.fire(s(2), Timer::Resend);
    hand.settle();
    assert_eq!(hand.memory(s(3)).state.log, hand.memory(s(2)).state.log);
    assert_eq!(hand.replies.len(), 2);
}

#[test]
fn a_doubled_forward_is_applied_once() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    let copy = hand.flights[0].clone();
    hand.settle();
    hand.arrive(copy);
    assert!(matches!(hand.notes[..], [Note::OperationsKnown(..)]));
    assert_eq!(hand.memory(s(3)).state.log.last_index(), LogIndex(1));
}

#[test]
fn a_late_transfer_takes_nothing_back() {
    let mut hand = Hand::new(3);
    hand.ping(2);
    hand.ping(3);
    hand.fire(s(2), Timer::Ping);
    hand.deliver(s(2), s(1));
    hand.deliver(s(1), s(2));
    let late = hand.flights[0].clone();
    assert!(matches!(late.message, Message::Transfer { .. }));
    hand.settle();
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
    hand.arrive(late);
    assert!(matches!(hand.notes[..], [Note::StateKnown(..)]));
    assert_eq!(hand.value(s(3)), Some("1"));
}

#[test]
fn a_transfer_replaces_what_an_old_primary_took_alone() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.miss(&[2]);
    hand.ask(1, 1, s(2), put("lost"));
    hand.flights.clear();
    hand.ask(2, 1, s(3), put("kept"));
    hand.settle();
    assert_eq!(hand.value(s(2)), Some("lost"));
    hand.ping(2);
    hand.ping(3);
    assert_eq!(hand.view(s(2)), (4, 3, 2));
    assert_eq!(hand.value(s(2)), Some("kept"));
    assert_eq!(hand.memory(s(2)).state.log, hand.memory(s(3)).state.log);
    assert_eq!(hand.broken, []);
}

#[test]
fn a_backup_without_the_state_takes_no_operations() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.crash(s(3));
    hand.disks[2].holds = ViewNumber(0);
    hand.disks[2].log = Default::default();
    hand.restart(s(3));
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
    assert_eq!(hand.value(s(3)), None);
    assert!(hand.replies.is_empty());
}

#[test]
fn an_answer_of_another_view_is_not_counted() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    hand.deliver(s(2), s(3));
    let mut old = hand.flights.pop().expect("S3 vouches");
    old.message = Message::Forwarded { view: ViewNumber(1), has: LogIndex(1) };
    hand.arrive(old);
    assert!(matches!(hand.notes[..], [Note::AnswerIgnored(..)]));
    assert!(hand.replies.is_empty());
}

#[test]
fn what_is_lost_on_the_way_is_sent_again_and_nothing_else() {
    let mut hand = Hand::new(3);
    hand.begin();
    hand.ask(1, 1, s(2), put("1"));
    hand.flights.clear();
    hand.fire(s(2), Timer::Resend);
    hand.settle();
    assert_eq!(hand.replies.len(), 1);
    hand.fire(s(2), Timer::Resend);
    assert_eq!(hand.notes, [Note::TimerIdle]);
    assert!(hand.flights.is_empty());
}

#[test]
fn a_promoted_backup_has_what_was_answered_for() {
    let mut hand = Hand::new(4);
    hand.begin();
    for (number, value) in [(1, "1"), (2, "2"), (3, "3")] {
        hand.ask(1, number, s(2), put(value));
        hand.settle();
    }
    hand.crash(s(2));
    hand.miss(&[2]);
    assert!(hand.leads(s(3)));
    assert_eq!(hand.value(s(3)), Some("3"));
    // And so does the next, which was a spare.
    assert_eq!(hand.view(s(4)).2, 4);
    assert_eq!(hand.value(s(4)), Some("3"));
    hand.crash(s(3));
    hand.miss(&[2, 3]);
    assert!(hand.leads(s(4)));
    assert_eq!(hand.broken, []);
}
