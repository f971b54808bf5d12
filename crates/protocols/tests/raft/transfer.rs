//! Leadership transfer: the dissertation, 3.10.

use super::cluster::{Hand, put, s};
use crate::harness::with_options;
use machine::Reply;
use protocols::raft::{Ask, Message, Note, Term, Timer};

fn led(options: &[(&str, u64)]) -> Hand {
    let mut hand = Hand::of(with_options(3, options, &[]), 3);
    hand.elect(s(1));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    hand
}

#[test]
fn a_server_that_is_level_is_told_at_once_and_stands_in_the_next_term() {
    for options in [&[][..], &[("pre-vote", 1), ("check-quorum", 1)]] {
        let mut hand = led(options);
        hand.order(s(1), "transfer", &[s(3)]);
        assert_eq!(hand.notes, [Note::TransferBegun(s(3)), Note::HandedOver(s(3))]);
        assert_eq!(hand.flights.len(), 1, "{:?}", hand.flights);
        hand.deliver(s(1), s(3));
        let is_asked = |message: &Message| {
            matches!(message, Message::RequestVote { ask: Ask::Transfer, term: Term(2), .. })
        };
        assert!(
            hand.flights.iter().all(|flight| is_asked(&flight.message)),
            "and asks no pre-vote"
        );
        hand.settle();
        assert!(hand.leads(s(3)) && !hand.leads(s(1)));
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn a_server_that_lags_is_brought_level_first() {
    let mut hand = led(&[]);
    hand.ask(1, 1, s(1), put("1"));
    hand.flights.retain(|flight| flight.to != s(3));
    hand.settle();
    hand.order(s(1), "transfer", &[s(3)]);
    assert_eq!(hand.notes, [Note::TransferBegun(s(3))]);
    hand.settle();
    assert!(hand.leads(s(3)));
    assert_eq!(hand.terms(s(3)), [1, 1, 2]);
}

#[test]
fn a_leader_takes_no_requests_while_it_hands_over_and_does_again_afterwards() {
    let mut hand = led(&[]);
    hand.order(s(1), "transfer", &[s(3)]);
    hand.flights.clear();
    hand.ask(1, 1, s(1), put("1"));
    assert!(matches!(hand.notes[..], [Note::RequestHeldOff(_, to)] if to == s(3)));
    assert_eq!(hand.replies.last().map(|(_, _, reply)| reply), Some(&Reply::Redirect(None)));
    hand.fire(s(1), Timer::Transfer);
    assert_eq!(hand.notes, [Note::TransferGivenUp(s(3))]);
    hand.ask(1, 1, s(1), put("1"));
    hand.settle();
    assert_eq!(hand.value(s(1)), Some("1"));
}

#[test]
fn a_heartbeat_tells_again_what_was_lost() {
    let mut hand = led(&[]);
    hand.order(s(1), "transfer", &[s(3)]);
    hand.flights.clear();
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert!(hand.leads(s(3)));
}

#[test]
fn who_does_not_lead_and_who_should_hand_over_to_itself_does_nothing() {
    let mut hand = led(&[]);
    for (node, to) in [(s(2), s(3)), (s(1), s(1))] {
        hand.order(node, "transfer", &[to]);
        assert_eq!(hand.notes, [Note::TransferIdle]);
        assert_eq!(hand.flights, []);
    }
}

#[test]
fn who_is_told_to_stand_too_late_does_not() {
    let mut hand = led(&[]);
    hand.order(s(1), "transfer", &[s(3)]);
    let told = core::mem::take(&mut hand.flights);
    hand.elect(s(2));
    told.into_iter().for_each(|flight| hand.arrive(flight));
    assert_eq!(hand.notes, [Note::TimeoutNowIgnored(s(1))]);
    assert!(hand.leads(s(2)));
}

#[test]
fn after_a_transfer_that_came_to_nothing_there_is_no_lease_in_that_term() {
    let mut hand = Hand::of(with_options(3, &[("reads", 3)], &[]), 3);
    for node in [1, 2, 3] {
        hand.fire(s(node), Timer::Contact);
    }
    hand.elect(s(1));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert!(hand.memory(s(1)).contact.lease);
    hand.order(s(1), "transfer", &[s(3)]);
    assert!(!hand.memory(s(1)).contact.lease);
    hand.flights.clear();
    hand.fire(s(1), Timer::Transfer);
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert!(!hand.memory(s(1)).contact.lease, "what it told S3 may still be under way");
}

#[test]
fn a_server_told_to_stand_no_longer_counts_as_hearing_the_leader_before_it() {
    let mut hand = led(&[("check-quorum", 1)]);
    hand.order(s(1), "transfer", &[s(3)]);
    hand.settle();
    assert!(hand.leads(s(3)));
    hand.fire(s(3), Timer::Quorum);
    assert!(!hand.memory(s(3)).hears, "no timer would ever end that");
}
