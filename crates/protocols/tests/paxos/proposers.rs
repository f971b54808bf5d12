//! Proposers: phases 1a and 2a of section 2.2, ballots and trying again.

use super::cluster::{Disks, Hand, accepted, ballot, paxos, put, s};
use machine::{ClientId, Command, Outcome, Reply};
use protocols::paxos::{Accepted, Message, Note, Phase, Round, Timer};

/// S1 of five begins ballot 11 for C1, which wants this.
fn begun(command: Command) -> Hand {
    let mut hand = Hand::new(5);
    hand.ask(1, 1, s(1), command);
    hand
}

fn promise(hand: &mut Hand, from: u8, number: u64, accepted: Option<Accepted>) {
    hand.hand(from, 1, Message::Promise { ballot: ballot(number), accepted });
}

/// What S1 proposes, if it does.
fn proposed(hand: &Hand) -> Option<(u64, Command)> {
    match &hand.node(s(1)).memory.phase {
        Phase::Proposing { ballot, value } => Some((ballot.number(), value.clone())),
        Phase::Idle | Phase::Preparing { .. } | Phase::BackingOff => None,
    }
}

#[test]
fn every_acceptor_is_asked_once_the_disk_has_the_round() {
    let mut hand = Hand::new(5);
    hand.saving = Disks::ByHand;
    hand.ask(1, 1, s(1), put("1"));
    assert_eq!(hand.flights, []);
    hand.save(s(1));
    assert_eq!(hand.disks[0].tried, Round(1));
    let asked: Vec<u8> = hand.flights.iter().map(|flight| flight.to.0).collect();
    assert_eq!(asked, [2, 3, 4, 5]);
    assert!(hand.flights.iter().all(|f| f.message == Message::Prepare { ballot: ballot(11) }));
}

#[test]
fn a_majority_of_promises_lets_it_propose_and_a_minority_does_not() {
    let mut hand = begun(put("1"));
    promise(&mut hand, 2, 11, None);
    // Doubled, it is still one promise.
    promise(&mut hand, 2, 11, None);
    assert_eq!(hand.notes, [Note::PromiseRepeated(s(2), ballot(11))]);
    assert_eq!(proposed(&hand), None);
    promise(&mut hand, 4, 11, None);
    assert_eq!(proposed(&hand), Some((11, put("1"))));
    // Its own acceptor has accepted, too.
    assert_eq!(hand.disks[0].accepted, Some(accepted(11, "1")));
}

#[test]
fn its_own_promise_counts_once_the_disk_has_it() {
    let mut hand = Hand::new(3);
    hand.saving = Disks::ByHand;
    hand.ask(1, 1, s(1), put("1"));
    promise(&mut hand, 2, 11, None);
    assert_eq!(proposed(&hand), None);
    hand.save(s(1));
    assert_eq!(proposed(&hand), Some((11, put("1"))));
}

#[test]
fn promises_of_another_ballot_do_not_count() {
    let mut hand = begun(put("1"));
    promise(&mut hand, 2, 11, None);
    hand.fire(s(1), Timer::Retry);
    for from in 2..=5 {
        promise(&mut hand, from, 11, None);
        assert_eq!(hand.notes, [Note::PromiseIgnored(s(from), ballot(11))]);
    }
    assert_eq!(proposed(&hand), None);
}

#[test]
fn the_value_is_that_of_the_highest_proposal_named() {
    let rows: [(Option<u64>, Option<u64>, &str); 4] = [
        (None, None, "own"),
        (Some(2), None, "2"),
        (Some(2), Some(3), "3"),
        (Some(3), Some(2), "3"),
    ];
    for (first, second, value) in rows {
        let mut hand = begun(put("own"));
        hand.fire(s(1), Timer::Retry);
        hand.fire(s(1), Timer::Retry);
        let of = |node: Option<u64>| node.map(|node| accepted(10 + node, &node.to_string()));
        promise(&mut hand, 2, 31, of(first));
        promise(&mut hand, 3, 31, of(second));
        assert_eq!(proposed(&hand), Some((31, put(value))), "{first:?} {second:?}");
    }
}

#[test]
fn the_next_ballot_is_higher_than_any_it_has_heard_of() {
    let mut hand = begun(put("1"));
    let promised = ballot(74);
    hand.hand(2, 1, Message::Refusal { ballot: ballot(11), promised });
    assert_eq!(hand.node(s(1)).memory.phase, Phase::BackingOff);
    hand.fire(s(1), Timer::Retry);
    assert_eq!(hand.node(s(1)).memory.phase.ballot(), Some(ballot(81)));
}

#[test]
fn a_restarted_proposer_does_not_use_a_ballot_again() {
    let mut hand = begun(put("1"));
    hand.fire(s(1), Timer::Retry);
    hand.crash(s(1));
    hand.restart(s(1));
    hand.ask(1, 1, s(1), put("2"));
    assert_eq!(hand.node(s(1)).memory.phase.ballot(), Some(ballot(31)));
}

#[test]
fn a_refusal_of_an_old_ballot_changes_nothing() {
    let mut hand = begun(put("1"));
    hand.fire(s(1), Timer::Retry);
    hand.hand(2, 1, Message::Refusal { ballot: ballot(11), promised: ballot(12) });
    assert_eq!(hand.notes, [Note::RefusalIgnored(s(2), ballot(11))]);
    assert_eq!(hand.node(s(1)).memory.phase.ballot(), Some(ballot(21)));
}

#[test]
fn a_proposer_whose_own_acceptor_promises_a_higher_ballot_gives_up_its_own() {
    let mut hand = begun(put("1"));
    hand.hand(3, 1, Message::Prepare { ballot: ballot(13) });
    assert_eq!(hand.node(s(1)).memory.phase, Phase::BackingOff);
    assert!(hand.notes.contains(&Note::BallotAbandoned(s(1), ballot(11), ballot(13))));
    assert!(hand.timers[0].contains(&Timer::Retry));
}

#[test]
fn without_back_off_a_refused_proposer_tries_again_at_once() {
    let mut hand = Hand::of(paxos(3, &[("back-off", 0)], &[]), 3);
    hand.ask(1, 1, s(1), put("1"));
    hand.hand(2, 1, Message::Refusal { ballot: ballot(11), promised: ballot(13) });
    assert_eq!(hand.node(s(1)).memory.phase.ballot(), Some(ballot(21)));
}

#[test]
fn who_only_asks_is_told_that_nothing_was_chosen() {
    let mut hand = begun(Command::Get("x".into()));
    promise(&mut hand, 2, 11, None);
    promise(&mut hand, 3, 11, None);
    let nothing = Reply::Done(Outcome::Value(None));
    assert_eq!(hand.replies, [(ClientId(1), 1, nothing)]);
    assert_eq!(hand.node(s(1)).memory.phase, Phase::Idle);
    assert_eq!(hand.disks[0].accepted, None);
    assert_eq!(hand.timers[0].len(), 0);
}

#[test]
fn who_asks_while_a_ballot_is_under_way_waits_for_the_next() {
    let mut hand = begun(Command::Get("x".into()));
    promise(&mut hand, 2, 11, None);
    hand.ask(2, 1, s(1), Command::Get("x".into()));
    promise(&mut hand, 3, 11, None);
    let told: Vec<u8> = hand.replies.iter().map(|(client, ..)| client.0).collect();
    assert_eq!(told, [1], "S2 may have accepted something between its promise and the request");
    assert_eq!(hand.node(s(1)).memory.phase.ballot(), Some(ballot(21)));
}

#[test]
fn who_only_asks_has_what_is_named_proposed() {
    let mut hand = begun(Command::Get("x".into()));
    hand.fire(s(1), Timer::Retry);
    promise(&mut hand, 2, 21, Some(accepted(12, "2")));
    promise(&mut hand, 3, 21, None);
    assert_eq!(proposed(&hand), Some((21, put("2"))));
}

#[test]
fn an_earlier_save_does_not_make_its_own_promise_count() {
    let mut hand = Hand::new(3);
    hand.saving = Disks::ByHand;
    hand.hand(3, 1, Message::Prepare { ballot: ballot(13) });
    hand.ask(1, 1, s(1), put("1"));
    promise(&mut hand, 2, 21, None);
    hand.save(s(1));
    assert_eq!(proposed(&hand), None);
    hand.save(s(1));
    assert_eq!(proposed(&hand), Some((21, put("1"))));
}
