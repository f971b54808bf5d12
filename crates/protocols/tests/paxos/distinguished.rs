//! The distinguished proposer (2.4).

use super::cluster::{Hand, paxos, put, s};
use machine::{ClientId, NodeId, Reply};
use protocols::paxos::{Message, Note, Phase, Timer};

fn hand(nodes: u8) -> Hand {
    Hand::of(paxos(nodes, &[("distinguished-proposer", 1)], &[]), nodes)
}

fn trusted(hand: &Hand, node: u8) -> Option<NodeId> {
    hand.node(s(node)).memory.trusted
}

#[test]
fn the_first_proposer_is_distinguished_from_the_start_and_the_others_hear_of_it() {
    let mut hand = hand(3);
    assert_eq!(trusted(&hand, 1), Some(s(1)));
    assert_eq!(trusted(&hand, 2), None);
    hand.settle();
    assert_eq!([2, 3].map(|node| trusted(&hand, node)), [Some(s(1)); 2]);
    hand.ask(1, 1, s(3), put("1"));
    assert_eq!(hand.replies, [(ClientId(1), 1, Reply::Redirect(Some(s(1))))]);
}

#[test]
fn who_hears_nothing_takes_over_and_gives_way_to_one_before_it() {
    let mut hand = hand(3);
    hand.flights.clear();
    hand.fire(s(3), Timer::Suspicion);
    assert_eq!(trusted(&hand, 3), Some(s(3)));
    hand.ask(1, 1, s(3), put("1"));
    assert!(hand.node(s(3)).memory.phase.ballot().is_some());
    hand.hand(1, 3, Message::Alive);
    assert_eq!(hand.notes, [Note::StoodDown(s(1))]);
    assert_eq!(hand.node(s(3)).memory.phase, Phase::Idle);
    assert_eq!(hand.replies, [(ClientId(1), 1, Reply::Redirect(Some(s(1))))]);
    assert_eq!(Vec::from_iter(hand.timers[2].iter().copied()), [Timer::Suspicion]);
}

#[test]
fn who_is_trusted_is_not_left_for_one_after_it() {
    let mut hand = hand(3);
    hand.settle();
    hand.hand(3, 2, Message::Alive);
    assert_eq!(hand.notes, [Note::AliveIgnored(s(3), s(1))]);
    hand.hand(3, 1, Message::Alive);
    assert_eq!(hand.notes, [Note::AliveIgnored(s(3), s(1))]);
    assert_eq!([1, 2].map(|node| trusted(&hand, node)), [Some(s(1)); 2]);
}

#[test]
fn only_the_distinguished_proposer_shows_that_it_lives() {
    let mut hand = hand(3);
    hand.settle();
    assert!(hand.timers[0].contains(&Timer::Heartbeat));
    hand.fire(s(1), Timer::Heartbeat);
    assert_eq!(hand.flights.len(), 2);
    for node in [2, 3] {
        assert!(!hand.timers[s(node).index()].contains(&Timer::Heartbeat));
    }
}

#[test]
fn acceptors_and_learners_believe_whoever_spoke_last() {
    let changed = [("distinguished-proposer", 1), ("roles-apart", 1)];
    let mut hand = Hand::of(paxos(7, &changed, &[]), 7);
    hand.settle();
    assert_eq!([2, 4, 7].map(|node| trusted(&hand, node)), [Some(s(1)); 3]);
    hand.hand(2, 7, Message::Alive);
    assert_eq!(trusted(&hand, 7), Some(s(2)));
    assert_eq!(hand.timers[6].len(), 0);
}
