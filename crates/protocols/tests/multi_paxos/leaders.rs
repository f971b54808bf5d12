//! Leaders: PML 4.2, PMMC C1, C2 and R5, and the gaps of "Paxos Made Simple", 3.

use super::cluster::{Disks, Hand, accepted, ballot, multi_paxos, put, s};
use machine::{Command, Reply};
use protocols::multi_paxos::{Message, Note, Role, Rule, Slot, Timer, Value};

fn count(hand: &Hand, is_it: impl Fn(&Message) -> bool) -> usize {
    hand.flights.iter().filter(|flight| is_it(&flight.message)).count()
}

#[test]
fn after_one_phase_1_every_slot_takes_a_round_trip() {
    let mut hand = Hand::new(3);
    hand.elect(1);
    for number in 1..=5 {
        hand.ask(1, number, s(1), put("1"));
        assert_eq!(count(&hand, |message| matches!(message, Message::Prepare { .. })), 0);
        assert_eq!(count(&hand, |message| matches!(message, Message::Accept { .. })), 2);
        hand.settle();
        assert!(matches!(hand.replies.pop(), Some((_, _, Reply::Done(_)))));
    }
    assert_eq!(hand.memory(s(1)).prefix, Slot(5));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_candidate_counts_its_own_promise_once_it_is_saved() {
    let mut hand = Hand::new(3);
    hand.saving = Disks::ByHand;
    hand.fire(s(1), Timer::Election);
    let Role::Candidate { promised_by, .. } = &hand.memory(s(1)).role else { panic!() };
    assert!(promised_by.is_empty() && hand.flights.is_empty());
    hand.save(s(1));
    let Role::Candidate { promised_by, .. } = &hand.memory(s(1)).role else { panic!() };
    assert_eq!(promised_by[..], [s(1)]);
    assert_eq!(hand.flights.len(), 2);
}

#[test]
fn the_highest_proposal_of_each_slot_is_adopted_and_gaps_become_no_ops() {
    let mut hand = Hand::new(5);
    hand.fire(s(1), Timer::Election);
    hand.flights.clear();
    let promise = |known: &[(u64, u64, &str)]| Message::Promise {
        ballot: ballot(11),
        accepted: known.iter().map(|(slot, b, text)| (Slot(*slot), accepted(*b, text))).collect(),
        snapshot: None,
    };
    let hear = |hand: &mut Hand, from, message| {
        hand.arrive(crate::harness::Flight { from: s(from), to: s(1), message });
    };
    hear(&mut hand, 2, promise(&[(1, 2, "old"), (3, 4, "3")]));
    assert!(!hand.leads(1));
    hear(&mut hand, 3, promise(&[(1, 5, "new")]));
    assert!(hand.leads(1));
    let Role::Leader(leading) = &hand.memory(s(1)).role else { panic!() };
    let proposed: Vec<_> =
        leading.proposals.iter().map(|(slot, open)| (slot.0, open.value.to_string())).collect();
    let wanted = [(1, "x=new"), (2, "no-op"), (3, "x=3")];
    assert_eq!(proposed, wanted.map(|(slot, text)| (slot, text.to_string())));
    assert_eq!(leading.next, Slot(4));
}

#[test]
fn a_value_is_chosen_by_a_majority_and_not_by_one_less() {
    let mut hand = Hand::new(5);
    hand.elect(1);
    hand.ask(1, 1, s(1), put("1"));
    for (from, chosen) in [(2, 0), (3, 1)] {
        hand.deliver(s(1), s(from));
        hand.deliver(s(from), s(1));
        assert_eq!(hand.memory(s(1)).prefix, Slot(chosen));
    }
    assert_eq!(hand.broken, []);
}

#[test]
fn no_more_is_proposed_than_the_window_takes() {
    let mut hand = Hand::of(multi_paxos(3, &[("window", 1)], &[]), 3);
    hand.elect(1);
    hand.ask(1, 1, s(1), put("1"));
    hand.ask(2, 1, s(1), put("2"));
    assert!(hand.notes.iter().any(|note| matches!(note, Note::WindowFull(_, 1, Slot(2)))));
    assert_eq!(count(&hand, |message| matches!(message, Message::Accept { .. })), 2);
    hand.settle();
    assert_eq!(hand.x(1).as_deref(), Some("2"));
    assert_eq!(hand.replies.len(), 2);
}

#[test]
fn a_leader_that_hears_of_a_higher_ballot_steps_down_and_sends_away_who_waits_for_the_window() {
    let mut hand = Hand::of(multi_paxos(3, &[("window", 1)], &[]), 3);
    hand.elect(1);
    hand.ask(1, 1, s(1), put("1"));
    hand.ask(2, 1, s(1), put("2"));
    hand.flights.clear();
    hand.elect(3);
    assert!(!hand.leads(1) && hand.leads(3));
    assert!(matches!(hand.replies[0], (_, 1, Reply::Redirect(_))));
    // What was proposed is adopted, and its client is answered by the server that it asked.
    hand.fire(s(3), Timer::Heartbeat);
    hand.settle();
    assert!(
        hand.replies
            .iter()
            .any(|(client, _, reply)| { client.0 == 1 && matches!(reply, Reply::Done(_)) })
    );
    assert_eq!(hand.broken, []);
}

#[test]
fn a_leader_without_the_rule_leaves_gaps_and_nothing_after_them_is_applied() {
    for (off, applied) in [(&[][..], Some("2")), (&[Rule::FillGaps], None)] {
        let mut hand = Hand::without(3, off);
        hand.elect(1);
        hand.ask(1, 1, s(1), Command::Put("y".into(), "1".into()));
        hand.flights.clear();
        hand.ask(2, 1, s(1), put("2"));
        hand.deliver(s(1), s(2));
        hand.crash(s(1));
        hand.flights.clear();
        hand.elect(3);
        assert_eq!(hand.x(3).as_deref(), applied);
        let known = hand.node(s(3)).disk.accepted.get(Slot(1));
        assert_eq!(known.map(|known| &known.value), applied.map(|_| &Value::NoOp));
    }
}
