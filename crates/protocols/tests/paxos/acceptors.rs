//! Acceptors: phases 1b and 2b of section 2.2, as facts about one server.

use super::cluster::{Disks, Hand, accepted, ballot, paxos, put, s};
use protocols::paxos::{Message, Note};

/// A faithful acceptor S2 of three that has promised and accepted this.
fn acceptor(promised: Option<u64>, held: Option<(u64, &str)>) -> Hand {
    let mut hand = Hand::new(3);
    hand.disks[1].promised = promised.map(ballot);
    hand.disks[1].accepted = held.map(|(number, value)| accepted(number, value));
    hand.crash(s(2));
    hand.restart(s(2));
    hand.broken.clear();
    hand
}

fn prepare(number: u64) -> Message {
    Message::Prepare { ballot: ballot(number) }
}

fn accept(number: u64, value: &str) -> Message {
    Message::Accept { ballot: ballot(number), value: put(value) }
}

fn refusal(number: u64, promised: u64) -> Message {
    Message::Refusal { ballot: ballot(number), promised: ballot(promised) }
}

/// What S2, having promised and accepted this, answers S1's prepare request; `None` for nothing.
type PrepareRow = (Option<u64>, Option<(u64, &'static str)>, u64, Option<Message>);

#[test]
fn a_prepare_request_is_answered_if_its_ballot_is_higher_than_any_answered() {
    let promise = |number, held: Option<(u64, &str)>| Message::Promise {
        ballot: ballot(number),
        accepted: held.map(|(number, value)| accepted(number, value)),
    };
    let rows: [PrepareRow; 8] = [
        (None, None, 11, Some(promise(11, None))),
        (Some(11), None, 21, Some(promise(21, None))),
        (Some(13), Some((13, "3")), 21, Some(promise(21, Some((13, "3"))))),
        (Some(23), Some((13, "3")), 31, Some(promise(31, Some((13, "3"))))),
        // A lower one is refused, also within the round.
        (Some(21), None, 11, Some(refusal(11, 21))),
        (Some(13), None, 11, Some(refusal(11, 13))),
        // One that comes twice is answered twice, unless its proposal was accepted since.
        (Some(21), Some((13, "3")), 21, Some(promise(21, Some((13, "3"))))),
        (Some(21), Some((21, "1")), 21, None),
    ];
    for (promised, held, asked, answer) in rows {
        let mut hand = acceptor(promised, held);
        hand.hand(1, 2, prepare(asked));
        assert_eq!(hand.between(2, 1), Vec::from_iter(&answer), "{promised:?} {held:?} {asked}");
        let kept = promised.map(ballot).max(Some(ballot(asked)));
        assert_eq!(hand.disks[1].promised, kept);
        assert!(!hand.notes.is_empty(), "it says why");
    }
}

#[test]
fn a_proposal_is_accepted_unless_a_higher_ballot_was_promised() {
    for (promised, number, is_accepted) in
        [(None, 11, true), (Some(11), 11, true), (Some(11), 21, true), (Some(21), 11, false)]
    {
        let mut hand = acceptor(promised, None);
        hand.hand(1, 2, accept(number, "1"));
        let told = Message::Accepted { ballot: ballot(number), value: put("1") };
        if is_accepted {
            assert_eq!(hand.disks[1].accepted, Some(accepted(number, "1")));
            assert_eq!((hand.between(2, 1), hand.between(2, 3)), (vec![&told], vec![&told]));
        } else {
            assert_eq!(hand.disks[1].accepted, None);
            assert_eq!(hand.between(2, 1), [&refusal(number, 21)]);
            assert_eq!(hand.between(2, 3).len(), 0, "a refusal is for the proposer");
        }
    }
}

#[test]
fn to_accept_is_to_promise() {
    let mut hand = acceptor(None, None);
    hand.hand(3, 2, accept(23, "3"));
    assert_eq!(hand.disks[1].promised, Some(ballot(23)));
    hand.flights.clear();
    hand.hand(1, 2, prepare(11));
    assert_eq!(hand.between(2, 1), [&refusal(11, 23)]);
}

#[test]
fn the_proposal_of_the_highest_ballot_takes_the_place_of_the_one_before() {
    let mut hand = acceptor(Some(13), Some((13, "3")));
    hand.hand(1, 2, accept(21, "1"));
    assert_eq!(hand.disks[1].accepted, Some(accepted(21, "1")));
}

#[test]
fn answers_wait_until_the_disk_has_them() {
    let mut hand = Hand::new(3);
    hand.saving = Disks::ByHand;
    hand.hand(1, 2, prepare(11));
    assert_eq!(hand.between(2, 1).len(), 0);
    hand.save(s(2));
    assert_eq!(hand.between(2, 1).len(), 1);
    hand.hand(1, 2, accept(11, "1"));
    assert_eq!(hand.between(2, 3).len(), 0);
    hand.crash(s(2));
    hand.restart(s(2));
    // The promise was saved, the acceptance was not, and nobody has heard of it.
    assert_eq!(hand.node(s(2)).disk.promised, Some(ballot(11)));
    assert_eq!(hand.node(s(2)).disk.accepted, None);
}

#[test]
fn without_refusals_an_acceptor_ignores_in_silence() {
    let mut hand = Hand::of(paxos(3, &[("refusals", 0)], &[]), 3);
    hand.hand(3, 2, prepare(23));
    hand.flights.clear();
    hand.hand(1, 2, prepare(11));
    hand.hand(1, 2, accept(11, "1"));
    assert_eq!(hand.flights, []);
    let why = Note::AcceptRefused(s(1), ballot(11), ballot(23));
    assert_eq!(hand.notes, [why], "it says why all the same");
}

#[test]
fn an_acceptor_that_is_no_learner_tells_the_learners_and_the_proposer() {
    let mut hand = Hand::of(paxos(7, &[("roles-apart", 1)], &[]), 7);
    hand.hand(2, 4, accept(12, "1"));
    let told: Vec<u8> = hand.flights.iter().map(|flight| flight.to.0).collect();
    assert_eq!(told, [6, 7, 2]);
    assert_eq!(hand.chosen(4), None);
}
