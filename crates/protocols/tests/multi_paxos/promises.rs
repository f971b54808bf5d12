//! The properties themselves: each is broken once, with a rule off or by an invented event, so that
//! none of them is blind.

use super::cluster::{Hand, accepted, ballot, put, s};
use machine::{ClientId, Cluster, Observed, Protocol};
use protocols::multi_paxos::{History, MultiPaxos, Note, Rule, Slot};

/// Which properties an event with these notes breaks, after one with those.
fn broken(hand: &Hand, before: &[Note], notes: &[Note]) -> Vec<&'static str> {
    let (protocol, nodes, disks) = (&hand.protocol, &hand.nodes[..], &hand.disks[..]);
    let cluster = Cluster { protocol, nodes, disks };
    let mut history = History::default();
    let event = |notes| Observed { node: s(1), booted: false, behind: false, notes };
    MultiPaxos::remember(&cluster, &event(before), &mut history);
    let properties = MultiPaxos::info().properties.iter();
    let is_broken =
        |check: machine::Check<MultiPaxos>| check(&cluster, &event(notes), &history).is_some();
    properties.filter(|property| is_broken(property.check)).map(|property| property.name).collect()
}

#[test]
fn a_slot_that_is_skipped_or_applied_twice_is_out_of_order() {
    let hand = Hand::new(3);
    let applied = |slot| Note::NoOpApplied(Slot(slot));
    assert_eq!(broken(&hand, &[], &[applied(1), applied(2)]), [""; 0]);
    assert_eq!(broken(&hand, &[], &[applied(2)]), ["applied-in-order"]);
    assert_eq!(broken(&hand, &[applied(1)], &[applied(1)]), ["applied-in-order"]);
    let installed = Note::SnapshotInstalled(s(2), Slot(7));
    assert_eq!(broken(&hand, &[installed], &[applied(8)]), [""; 0]);
}

#[test]
fn a_command_applied_twice_is_noticed() {
    let hand = Hand::new(3);
    let applied = |slot, number| Note::Applied(Slot(slot), ClientId(1), number);
    assert_eq!(broken(&hand, &[applied(1, 1)], &[applied(2, 2)]), [""; 0]);
    assert_eq!(broken(&hand, &[applied(1, 1)], &[applied(2, 1)]), ["applied-once"]);
    assert_eq!(broken(&hand, &[], &[applied(1, 1), applied(2, 1)]), ["applied-once"]);
}

#[test]
fn something_else_in_a_slot_is_noticed() {
    let hand = Hand::new(3);
    let first = Note::Applied(Slot(1), ClientId(1), 1);
    let installed = Note::SnapshotInstalled(s(2), Slot(0));
    let found = broken(&hand, &[first], &[installed, Note::NoOpApplied(Slot(1))]);
    assert_eq!(found, ["state-machine-safety"]);
}

#[test]
fn what_nobody_asked_for_is_not_valid_and_what_no_majority_has_is_not_chosen() {
    let mut hand = Hand::new(3);
    let node = hand.nodes[0].as_mut().unwrap();
    node.memory.chosen.put(Slot(1), accepted(11, "1"));
    let learned = Note::Learned(Slot(1), ballot(11));
    assert_eq!(broken(&hand, &[], &[learned]), ["learned-is-chosen", "validity"]);
    let asked = Note::RequestRedirected(ClientId(1), 1, None);
    assert_eq!(broken(&hand, &[asked], &[learned]), ["learned-is-chosen"]);
}

#[test]
fn a_read_of_less_than_was_answered_for_is_stale() {
    let hand = Hand::new(3);
    let answered = Note::RequestAnswered(ClientId(1), 1, Slot(3));
    let read = |slot| Note::ReadLocally(ClientId(2), 1, Slot(slot));
    assert_eq!(broken(&hand, &[answered], &[read(3)]), [""; 0]);
    assert_eq!(broken(&hand, &[answered], &[read(2)]), ["fresh-reads"]);
}

#[test]
fn two_leaders_of_one_ballot_are_noticed() {
    let mut hand = Hand::without(3, &[Rule::UniqueBallots]);
    hand.elect(1);
    let leader = hand.node(s(1)).memory.clone();
    hand.nodes[1].as_mut().unwrap().memory = leader;
    hand.ask(1, 1, s(2), put("1"));
    assert!(hand.broken.iter().any(|(name, _)| *name == "one-leader-per-ballot"));
}
