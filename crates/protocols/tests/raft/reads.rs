//! Reads without the log: the dissertation, 6.4.

use super::cluster::{Hand, put, s};
use crate::harness::with_options;
use machine::{Command, Outcome, Reply};
use protocols::raft::{LogIndex, Note, Rule, Timer};

fn cluster(reads: u64, off: &[Rule]) -> Hand {
    Hand::of(with_options(3, &[("reads", reads)], off), 3)
}

fn get() -> Command {
    Command::Get("x".into())
}

/// What the last reply says that was read.
fn read(hand: &Hand) -> Option<Option<&str>> {
    let (_, _, Reply::Done(Outcome::Value(value))) = hand.replies.last()? else { return None };
    Some(value.as_deref())
}

/// S1 leads, and x is 1 everywhere.
fn written(reads: u64, off: &[Rule]) -> Hand {
    let mut hand = cluster(reads, off);
    hand.elect(s(1));
    hand.ask(1, 1, s(1), put("1"));
    hand.settle();
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    hand.replies.clear();
    hand
}

#[test]
fn a_read_through_the_log_is_an_entry_and_any_other_is_none() {
    for (reads, entries) in [(0, 3), (1, 2), (2, 2), (3, 2)] {
        let mut hand = Hand::of(with_options(3, &[("reads", reads)], &[Rule::HeardLeader]), 3);
        hand.elect(s(1));
        hand.ask(1, 1, s(1), put("1"));
        hand.settle();
        hand.ask(1, 2, s(1), get());
        hand.settle();
        assert_eq!(hand.memory(s(1)).state.log.last_index(), LogIndex(entries));
        assert_eq!(read(&hand), Some(Some("1")));
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn a_read_waits_for_a_majority_to_answer_what_was_sent_after_it_was_asked() {
    let mut hand = written(2, &[]);
    hand.fire(s(1), Timer::Heartbeat);
    let earlier = core::mem::take(&mut hand.flights);
    hand.ask(1, 2, s(1), get());
    let later = core::mem::take(&mut hand.flights);
    hand.flights = earlier;
    hand.settle();
    assert_eq!(read(&hand), None, "those heartbeats left before it was asked");
    hand.flights = later;
    hand.settle();
    assert_eq!(read(&hand), Some(Some("1")));
}

#[test]
fn alone_a_leader_reads_at_once() {
    let mut hand = Hand::of(with_options(1, &[("reads", 2)], &[]), 1);
    hand.elect(s(1));
    hand.ask(1, 1, s(1), get());
    assert_eq!(read(&hand), Some(None));
}

#[test]
fn a_new_leader_reads_only_once_its_own_entry_is_committed() {
    let mut hand = cluster(2, &[]);
    hand.elect_by(s(1), &[2]);
    hand.ask(1, 1, s(1), get());
    assert!(matches!(hand.notes[0], Note::ReadTaken(_, 1, LogIndex(1))));
    // The round is answered by refusals too, but nothing is committed by them.
    hand.settle();
    assert_eq!(hand.memory(s(1)).commit, LogIndex(1));
    assert_eq!(read(&hand), Some(None));
    let place = |note: &Note| matches!(note, Note::ReadServed(_, 1, LogIndex(1)));
    assert!(hand.notes.iter().all(|note| !place(note)) || hand.memory(s(1)).applied.0 == 1);
}

#[test]
fn without_its_empty_entry_a_new_leader_waits_for_its_first_one() {
    let mut hand = cluster(2, &[Rule::NoOp]);
    hand.elect(s(1));
    hand.ask(1, 1, s(1), get());
    hand.settle();
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(read(&hand), None);
    hand.ask(2, 1, s(1), put("1"));
    hand.settle();
    assert_eq!(read(&hand).or(Some(Some("1"))), Some(Some("1")));
    assert!(hand.replies.iter().any(|(client, ..)| client.0 == 1), "the read is answered");
}

#[test]
fn who_asks_again_gets_one_answer() {
    let mut hand = written(2, &[]);
    hand.ask(1, 2, s(1), get());
    hand.ask(1, 2, s(1), get());
    hand.settle();
    assert_eq!(hand.replies.len(), 1);
}

#[test]
fn a_leader_that_steps_down_forgets_who_waits_for_a_read() {
    let mut hand = written(2, &[]);
    hand.ask(1, 2, s(1), get());
    hand.flights.clear();
    hand.campaign(s(3));
    hand.settle();
    assert!(!hand.leads(s(1)) && hand.memory(s(1)).contact.reads.is_empty());
    assert_eq!(hand.replies, []);
}

#[test]
fn a_deposed_leader_answers_no_read_unless_the_rule_is_off_or_reads_are_plain() {
    for (reads, off, stale) in
        [(2, &[][..], false), (2, &[Rule::ReadConfirm][..], true), (1, &[][..], true)]
    {
        let mut hand = written(reads, off);
        let cut = |hand: &mut Hand| hand.flights.retain(|f| f.from != s(1) && f.to != s(1));
        hand.campaign(s(3));
        cut(&mut hand);
        hand.settle_without(s(1));
        hand.ask(2, 1, s(3), put("2"));
        hand.settle_without(s(1));
        assert!(hand.leads(s(3)) && hand.leads(s(1)));
        hand.replies.clear();
        hand.ask(1, 2, s(1), get());
        hand.settle_without(s(1));
        assert_eq!(read(&hand), stale.then_some(Some("1")));
        let broken = hand.broken.first().map(|(name, _)| *name);
        assert_eq!(broken, stale.then_some("fresh-reads"));
    }
}

impl Hand {
    /// Everything arrives but what this server sends and is sent.
    fn settle_without(&mut self, cut: machine::NodeId) {
        for _ in 0..20 {
            for flight in core::mem::take(&mut self.flights) {
                if flight.from != cut && flight.to != cut {
                    self.arrive(flight);
                }
            }
        }
    }
}
