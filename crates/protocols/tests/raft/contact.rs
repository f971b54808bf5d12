//! Check-quorum (the dissertation, 6.2 and 4.2.3) and leases (6.4.1).

use super::cluster::{Hand, put, s};
use crate::harness::with_options;
use machine::{Command, Micros, Outcome, Reply};
use protocols::raft::{Note, Role, Round, Rule, Term, Timer};

fn cluster(options: &[(&str, u64)], off: &[Rule]) -> Hand {
    Hand::of(with_options(3, options, off), 3)
}

const CHECK: &[(&str, u64)] = &[("check-quorum", 1)];
const LEASE: &[(&str, u64)] = &[("reads", 3)];

/// S1 leads, everybody has answered its heartbeats, and nobody counts on an earlier leader.
fn led(options: &[(&str, u64)], off: &[Rule]) -> Hand {
    let mut hand = cluster(options, off);
    for node in [1, 2, 3] {
        if hand.timers[usize::from(node - 1)].contains(&Timer::Contact) {
            hand.fire(s(node), Timer::Contact);
        }
    }
    hand.elect(s(1));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    hand
}

#[test]
fn without_the_options_no_round_is_counted_and_no_other_timer_set() {
    let mut hand = cluster(&[], &[]);
    hand.elect(s(1));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.memory(s(1)).contact.sent, Round(0));
    assert!(hand.timers.iter().all(|timers| timers.len() == 1), "{:?}", hand.timers);
}

#[test]
fn a_leader_that_no_majority_answers_steps_down_in_its_term() {
    let mut hand = led(CHECK, &[]);
    hand.fire(s(1), Timer::Quorum);
    assert_eq!(hand.notes, [Note::QuorumLost]);
    assert_eq!(hand.memory(s(1)).role, Role::Follower { leader: None });
    assert_eq!(hand.memory(s(1)).state.term, Term(1));
    assert!(hand.timers[0].contains(&Timer::Election) && hand.timers[0].len() == 1);
}

#[test]
fn without_the_rule_it_leads_on() {
    let mut hand = led(CHECK, &[Rule::QuorumContact]);
    hand.fire(s(1), Timer::Quorum);
    assert!(hand.leads(s(1)) && hand.timers[0].contains(&Timer::Quorum));
}

#[test]
fn a_round_counts_once_a_majority_has_answered_it_and_old_answers_do_not() {
    let mut hand = led(CHECK, &[]);
    let before = hand.memory(s(1)).contact.confirmed;
    hand.fire(s(1), Timer::Heartbeat);
    hand.deliver(s(1), s(2));
    let answer = hand.flights.iter().find(|flight| flight.to == s(1)).cloned();
    hand.deliver(s(2), s(1));
    assert!(hand.notes.contains(&Note::RoundConfirmed(before.0 + 1)));
    hand.arrive(answer.expect("S2 has answered"));
    assert!(!hand.notes.iter().any(|note| matches!(note, Note::RoundConfirmed(_))));
}

#[test]
fn an_answer_to_a_call_of_an_earlier_term_confirms_nothing() {
    let mut hand = led(CHECK, &[]);
    for _ in 0..5 {
        hand.fire(s(1), Timer::Heartbeat);
    }
    let late: Vec<_> = hand.flights.drain(..).filter(|flight| flight.to == s(2)).collect();
    // S1 leads a later term, in which its rounds are fewer.
    hand.fire(s(1), Timer::Quorum);
    hand.fire(s(2), Timer::Contact);
    hand.elect(s(1));
    let confirmed = hand.memory(s(1)).contact.confirmed;
    late.into_iter().for_each(|flight| hand.arrive(flight));
    hand.settle();
    // Nobody has answered the next round yet.
    hand.fire(s(1), Timer::Heartbeat);
    assert_eq!(hand.memory(s(1)).contact.confirmed, confirmed);
}

#[test]
fn a_server_that_hears_a_leader_ignores_a_candidate_and_its_term() {
    let mut hand = led(CHECK, &[]);
    hand.campaign(s(3));
    hand.settle();
    assert_eq!(hand.memory(s(2)).state.term, Term(1));
    assert!(hand.leads(s(1)));
    hand.fire(s(2), Timer::Contact);
    hand.campaign(s(3));
    hand.deliver(s(3), s(2));
    assert_eq!(hand.memory(s(2)).state.term, Term(3), "it has not heard the leader of late");
}

#[test]
fn a_lease_is_shorter_than_the_shortest_election_timeout_by_how_wrong_clocks_may_be() {
    let hand = led(LEASE, &[]);
    assert!(hand.memory(s(1)).contact.lease && hand.timers[0].contains(&Timer::Lease));
    // 150 ms by a clock that is 10 % fast, measured by one that is 10 % slow.
    let longest = Micros(150_000 * 90 / 110);
    assert_eq!(longest, Micros(122_727));
}

#[test]
fn on_its_lease_a_leader_reads_at_once_and_without_it_as_read_index_does() {
    let mut hand = led(LEASE, &[]);
    hand.ask(1, 1, s(1), put("1"));
    hand.settle();
    hand.ask(1, 2, s(1), Command::Get("x".into()));
    let value = Reply::Done(Outcome::Value(Some("1".into())));
    assert_eq!(hand.replies.last().map(|(_, _, reply)| reply), Some(&value));
    hand.fire(s(1), Timer::Lease);
    hand.replies.clear();
    hand.ask(1, 3, s(1), Command::Get("x".into()));
    assert_eq!(hand.replies, []);
    hand.settle();
    assert_eq!(hand.replies.last().map(|(_, _, reply)| reply), Some(&value));
}

#[test]
fn whoever_starts_while_leases_are_counted_on_ignores_candidates_at_first() {
    let mut hand = led(LEASE, &[]);
    hand.crash(s(2));
    hand.restart(s(2));
    hand.campaign(s(3));
    hand.deliver(s(3), s(2));
    assert_eq!(hand.notes, [Note::CandidateIgnored(s(3), None)]);
    hand.fire(s(2), Timer::Contact);
    hand.campaign(s(3));
    hand.deliver(s(3), s(2));
    assert!(matches!(hand.notes[..], [Note::TermSeen(..), Note::VoteGranted(..), ..]));
}

#[test]
fn answers_that_come_after_two_more_heartbeats_extend_no_lease() {
    for (rules, extends) in [(&[][..], false), (&[Rule::LeaseFromSending][..], true)] {
        let mut hand = led(LEASE, rules);
        hand.fire(s(1), Timer::Heartbeat);
        hand.deliver(s(1), s(2));
        let answer = hand.flights.iter().find(|flight| flight.to == s(1)).cloned();
        for _ in 0..2 {
            hand.fire(s(1), Timer::Heartbeat);
        }
        hand.fire(s(1), Timer::Lease);
        hand.arrive(answer.expect("S2 has answered"));
        assert_eq!(hand.memory(s(1)).contact.lease, extends);
    }
}
