//! Learners and replicas: PMMC R1 to R4, catching up and snapshots (PML 5.5).

use super::cluster::{Disks, Hand, multi_paxos, put, s};
use machine::{Command, Outcome, Reply};
use protocols::multi_paxos::{Note, Slot, Timer};

fn append(text: &str) -> Command {
    Command::Append("x".into(), text.into())
}

/// A leader that has so many slots chosen, in digits, while S3 is down.
fn without_s3(options: &[(&str, u64)], slots: u64) -> Hand {
    let mut hand = Hand::of(multi_paxos(3, options, &[]), 3);
    hand.crash(s(3));
    hand.elect(1);
    for number in 1..=slots {
        hand.ask(1, number, s(1), append(&number.to_string()));
        hand.settle();
    }
    hand.restart(s(3));
    hand
}

#[test]
fn a_follower_believes_what_it_accepted_in_the_leaders_ballot_only() {
    let mut hand = Hand::new(3);
    hand.elect(1);
    hand.ask(1, 1, s(1), put("1"));
    hand.settle();
    assert_eq!(hand.chosen(2), []);
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.chosen(2), [(1, "x=1".to_string())]);
    assert_eq!(hand.broken, []);
}

#[test]
fn a_replica_that_lags_asks_for_batches_until_it_has_all() {
    let mut hand = without_s3(&[("batch", 2)], 5);
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.x(3).as_deref(), Some("12345"));
    assert_eq!(hand.broken, []);
}

#[test]
fn what_is_truncated_comes_as_a_snapshot() {
    let mut hand = without_s3(&[("snapshot-every", 2)], 5);
    let base = hand.node(s(1)).disk.accepted.base();
    assert_eq!((base, hand.disks[0].snapshot_slot()), (Slot(4), Slot(4)));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.disks[2].snapshot_slot(), Slot(4));
    assert_eq!(hand.x(3).as_deref(), Some("1234"));
    // And what comes after it slot by slot, as the next sign of life shows that there is more.
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.x(3).as_deref(), Some("12345"));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_candidate_is_told_with_a_promise_what_is_truncated() {
    let mut hand = without_s3(&[("snapshot-every", 2)], 5);
    hand.crash(s(1));
    hand.elect(3);
    assert_eq!(hand.x(3).as_deref(), Some("12345"));
    assert_eq!(hand.broken, []);
}

#[test]
fn nothing_is_truncated_before_the_snapshot_is_saved() {
    let mut hand = Hand::of(multi_paxos(1, &[("snapshot-every", 1)], &[]), 1);
    hand.elect(1);
    hand.saving = Disks::ByHand;
    hand.ask(1, 1, s(1), put("1"));
    hand.save(s(1));
    // The acceptance is saved and the value chosen: a snapshot is on its way to the disk.
    assert!(hand.notes.iter().any(|note| matches!(note, Note::SnapshotTaken(Slot(1)))));
    assert!(hand.node(s(1)).disk.accepted.get(Slot(1)).is_some());
    hand.save(s(1));
    assert_eq!(hand.node(s(1)).disk.accepted.base(), Slot(1));
    // A crash before the truncation is saved, and one after, begin with the snapshot.
    for _ in 0..2 {
        hand.crash(s(1));
        hand.restart(s(1));
        assert_eq!((hand.x(1).as_deref(), hand.memory(s(1)).applied), (Some("1"), Slot(1)));
    }
    assert_eq!(hand.broken, []);
}

#[test]
fn a_retry_is_answered_and_not_carried_out_again() {
    let mut hand = Hand::new(3);
    hand.elect(1);
    hand.ask(1, 1, s(1), append("1"));
    hand.ask(1, 1, s(1), append("1"));
    assert!(hand.notes.iter().any(|note| matches!(note, Note::RequestKnown(..))));
    hand.settle();
    hand.ask(1, 1, s(1), append("1"));
    hand.settle();
    // Another leader knows it too.
    hand.elect(2);
    hand.ask(1, 1, s(2), append("1"));
    hand.settle();
    assert_eq!(hand.x(2).as_deref(), Some("1"));
    let done = (machine::ClientId(1), 1, Reply::Done(Outcome::Written));
    assert!(hand.replies.iter().all(|reply| *reply == done) && hand.replies.len() >= 3);
    assert_eq!(hand.broken, []);
}
