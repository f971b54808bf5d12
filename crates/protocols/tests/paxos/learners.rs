//! Learners (2.3), and what clients are told.

use super::cluster::{Disks, Hand, accepted, ballot, paxos, put, s};
use machine::{ClientId, Command, NodeId, Outcome, Reply};
use protocols::paxos::{Message, Note, Rule};

fn told(hand: &mut Hand, from: u8, number: u64, value: &str) {
    hand.hand(from, 3, Message::Accepted { ballot: ballot(number), value: put(value) });
}

/// Five servers, of which a client has asked S5 for these values, so that they are valid.
fn asked(values: &[&str]) -> Hand {
    let mut hand = Hand::new(5);
    for (client, value) in (1..).zip(values) {
        hand.ask(client, 1, s(5), put(value));
    }
    hand.flights.clear();
    hand
}

#[test]
fn a_value_is_learned_once_a_majority_has_accepted_it_in_one_ballot() {
    let mut hand = asked(&["1", "2"]);
    told(&mut hand, 1, 11, "1");
    told(&mut hand, 1, 11, "1");
    assert_eq!(hand.notes, [Note::AcceptanceRepeated(s(1), ballot(11))]);
    // The same value in another ballot does not add up.
    told(&mut hand, 2, 22, "1");
    told(&mut hand, 4, 31, "2");
    assert_eq!(hand.chosen(3), None);
    told(&mut hand, 4, 11, "1");
    assert_eq!(hand.chosen(3), None);
    told(&mut hand, 5, 11, "1");
    assert_eq!(hand.chosen(3), Some(&put("1")));
    assert_eq!(hand.node(s(3)).memory.votes.len(), 0);
    told(&mut hand, 2, 11, "1");
    assert_eq!(hand.notes, [Note::AcceptanceKnown(s(2), ballot(11))]);
}

#[test]
fn a_learner_hears_its_own_acceptor_once_the_disk_has_it() {
    let mut hand = Hand::new(3);
    hand.saving = Disks::ByHand;
    told(&mut hand, 1, 11, "1");
    hand.hand(1, 3, Message::Accept { ballot: ballot(11), value: put("1") });
    assert_eq!(hand.chosen(3), None);
    hand.save(s(3));
    assert_eq!(hand.chosen(3), Some(&put("1")));
}

#[test]
fn everybody_is_told_the_chosen_value_and_who_asks_later_at_once() {
    let mut hand = Hand::new(3);
    hand.ask(1, 1, s(1), put("1"));
    hand.ask(2, 1, s(1), put("2"));
    hand.settle();
    let chosen = |client| (ClientId(client), 1, Reply::Done(Outcome::Chosen(put("1"))));
    assert_eq!(hand.replies, [chosen(1), chosen(2)]);
    for node in NodeId::all(3) {
        assert_eq!(hand.chosen(node.0), Some(&put("1")));
    }
    hand.ask(3, 1, s(2), Command::Get("y".into()));
    assert_eq!(hand.replies.last(), Some(&chosen(3)));
    assert_eq!((hand.flights.len(), &hand.broken[..]), (0, &[][..]));
}

#[test]
fn a_request_that_comes_twice_is_taken_once() {
    let mut hand = Hand::new(3);
    hand.ask(1, 2, s(1), put("1"));
    for number in [2, 1] {
        hand.ask(1, number, s(1), put("1"));
        assert_eq!(hand.notes, [Note::RequestKnown(ClientId(1), number)]);
    }
}

#[test]
fn a_restarted_server_learns_again_by_a_ballot_of_its_own() {
    let mut hand = Hand::new(3);
    hand.ask(1, 1, s(1), put("1"));
    hand.settle();
    hand.crash(s(3));
    hand.restart(s(3));
    assert_eq!(hand.chosen(3), None);
    hand.ask(2, 1, s(3), put("2"));
    hand.settle();
    assert_eq!(hand.chosen(3), Some(&put("1")));
    assert_eq!(hand.disks[2].accepted, Some(accepted(23, "1")));
    assert_eq!(hand.broken, []);
}

#[test]
fn one_server_is_a_majority_of_itself() {
    let mut hand = Hand::new(1);
    hand.saving = Disks::ByHand;
    hand.ask(1, 1, s(1), put("1"));
    assert_eq!(hand.chosen(1), None);
    hand.settle();
    assert_eq!(hand.chosen(1), Some(&put("1")));
    assert_eq!(hand.broken, []);
}

#[test]
fn servers_that_do_not_propose_name_one_that_does() {
    let mut hand = Hand::of(paxos(7, &[("roles-apart", 1)], &[]), 7);
    for node in 3..=7 {
        hand.replies.clear();
        hand.ask(1, 1, s(node), put("1"));
        assert_eq!(hand.replies, [(ClientId(1), 1, Reply::Redirect(Some(s(1))))], "S{node}");
    }
    hand.ask(1, 1, s(2), put("1"));
    hand.settle();
    // Proposers and learners know; acceptors are told nothing.
    for (node, knows) in [(1, false), (2, true), (3, false), (5, false), (6, true), (7, true)] {
        assert_eq!(hand.chosen(node).is_some(), knows, "S{node}");
    }
    // A learner can tell.
    hand.ask(2, 1, s(7), put("2"));
    let last = hand.replies.last().map(|(.., reply)| reply.clone());
    assert_eq!(last, Some(Reply::Done(Outcome::Chosen(put("1")))));
    assert_eq!(hand.broken, []);
}

#[test]
fn one_acceptance_less_breaks_integrity_at_once() {
    let mut hand = Hand::of(paxos(3, &[], &[Rule::MajorityToAccept]), 3);
    hand.ask(1, 1, s(1), put("1"));
    hand.pass(1, 2);
    hand.pass(2, 1);
    let how = Note::LearnedUnchosen(s(1), ballot(11), 1, 2);
    assert_eq!(hand.broken, [("integrity", how)]);
}
