//! The lease: PML 5.2.

use super::cluster::{Hand, multi_paxos, s};
use machine::{Command, Effect, Effects, Outcome, Protocol, Reply, Span};
use protocols::multi_paxos::{Grant, Message, MultiPaxos, Note, Role, Rule, Timer};

fn cluster(off: &[Rule]) -> Hand {
    let mut hand = Hand::of(multi_paxos(3, &[("lease", 1_000)], off), 3);
    hand.elect(1);
    hand
}

fn read(hand: &mut Hand, number: u64, node: u8) -> bool {
    hand.ask(1, number, s(node), Command::Get("x".into()));
    hand.notes.iter().any(|note| matches!(note, Note::ReadLocally(..)))
}

fn holds(hand: &Hand, node: u8) -> bool {
    let Role::Leader(leading) = &hand.memory(s(node)).role else { return false };
    leading.lease.held.is_some()
}

#[test]
fn a_leader_reads_its_own_store_while_it_holds_the_lease_and_not_after() {
    let mut hand = cluster(&[]);
    assert!(holds(&hand, 1) && read(&mut hand, 1, 1));
    assert!(matches!(hand.replies[..], [(_, 1, Reply::Done(Outcome::Value(None)))]));
    hand.fire(s(1), Timer::LeaseOdd);
    assert!(!holds(&hand, 1) && !read(&mut hand, 2, 1));
    // The read goes through the log.
    hand.settle();
    assert_eq!(hand.replies.len(), 2);
}

#[test]
fn the_leaders_time_is_shorter_than_the_acceptors() {
    let protocol: MultiPaxos = multi_paxos(1, &[("lease", 1_000)], &[]);
    let mut hand = Hand::of(protocol.clone(), 1);
    let mut node = hand.node(s(1)).clone();
    let mut fx = Effects::default();
    protocol.on_timer(&mut node, Timer::Election, &mut fx);
    fx.drain().for_each(drop);
    let saved = node.disk.clone();
    protocol.on_saved(&mut node, &saved, &mut fx);
    let is_lease = |effect: &Effect<MultiPaxos>| {
        matches!(effect, Effect::SetTimer { timer: Timer::LeaseOdd, after }
            if *after == Span::ms(750, 750))
    };
    assert!(fx.as_slice().iter().any(is_lease));
    // An acceptor that restarts waits for the whole of it, whomever it may have granted one.
    hand.elect(1);
    hand.crash(s(1));
    hand.restart(s(1));
    assert_eq!(hand.memory(s(1)).grant, Some(Grant::Forgotten));
    let mut fx = Effects::default();
    protocol.boot(s(1), &hand.disks[0], &mut fx);
    let is_grant = |effect: &Effect<MultiPaxos>| {
        matches!(effect, Effect::SetTimer { timer: Timer::Grant, after }
            if *after == Span::ms(1_000, 1_000))
    };
    assert!(fx.as_slice().iter().any(is_grant));
}

#[test]
fn an_acceptor_promises_nobody_else_while_its_grant_runs() {
    let mut hand = cluster(&[]);
    hand.fire(s(3), Timer::Grant);
    hand.fire(s(3), Timer::Election);
    hand.deliver(s(3), s(2));
    assert!(hand.notes.iter().any(|note| matches!(note, Note::PrepareRefusedByLease(..))));
    hand.deliver(s(2), s(3));
    assert!(!hand.leads(3), "one promise of three is not enough");
    // Nor does it want to lead itself.
    hand.fire(s(2), Timer::Election);
    assert!(matches!(hand.notes[..], [Note::ElectionHeldBack(_)]));
    // Once its time is over it is free, and the leader's lease is over before.
    hand.flights.clear();
    hand.fire(s(1), Timer::LeaseOdd);
    hand.fire(s(2), Timer::Grant);
    hand.fire(s(3), Timer::Election);
    hand.deliver(s(3), s(2));
    hand.deliver(s(2), s(3));
    assert!(hand.leads(3));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_leader_gives_its_lease_up_when_it_promises_another() {
    for (off, is_stale) in [(&[][..], false), (&[Rule::StepDown], true)] {
        let mut hand = cluster(off);
        hand.fire(s(3), Timer::Grant);
        hand.fire(s(3), Timer::Election);
        hand.deliver(s(3), s(1));
        assert_eq!(read(&mut hand, 1, 1), is_stale);
    }
}

#[test]
fn a_late_grant_of_an_older_round_counts_for_nothing() {
    let mut hand = cluster(&[]);
    hand.fire(s(1), Timer::LeaseOdd);
    hand.fire(s(1), Timer::Heartbeat);
    assert!(!holds(&hand, 1));
    let ballot = hand.memory(s(1)).ballot().unwrap();
    let message = Message::Granted { ballot, lease: 1 };
    hand.arrive(crate::harness::Flight { from: s(2), to: s(1), message });
    assert!(!holds(&hand, 1) && matches!(hand.notes[..], [Note::GrantIgnored(..)]));
    hand.settle();
    assert!(holds(&hand, 1));
}

#[test]
fn a_round_never_takes_the_timer_of_the_one_that_is_held() {
    let mut hand = cluster(&[]);
    hand.fire(s(1), Timer::Heartbeat);
    hand.flights.clear();
    // The second round's timer goes off long before its time, and a third is asked for.
    hand.fire(s(1), Timer::LeaseEven);
    hand.fire(s(1), Timer::Heartbeat);
    let Role::Leader(leading) = &hand.memory(s(1)).role else { panic!() };
    assert_eq!((leading.lease.held, leading.lease.round), (Some(1), 4));
}
