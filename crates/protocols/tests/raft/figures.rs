//! The paper's figures 7 and 8.

use super::cluster::{Hand, put, raft, s};
use super::server::log;
use machine::{NodeId, Options, Protocol, RuleSet};
use protocols::raft::{LogIndex, Note, Persistent, Raft, Rule, Term, Timer};

/// A cluster whose servers start with these logs, everybody in this term.
fn with_logs(term: u64, logs: &[&[u64]]) -> Hand {
    let mut hand = Hand::new(logs.len() as u8);
    for (node, terms) in NodeId::all(logs.len() as u8).zip(logs) {
        hand.crash(node);
        let log = log(terms);
        hand.disks[node.index()] = Persistent { term: Term(term), log, ..Persistent::default() };
        hand.restart(node);
    }
    hand
}

const LEADER: &[u64] = &[1, 1, 1, 4, 4, 5, 5, 6, 6, 6];

#[test]
fn figure_7_every_follower_is_brought_into_line() {
    let followers: [(char, &[u64]); 6] = [
        ('a', &[1, 1, 1, 4, 4, 5, 5, 6, 6]),
        ('b', &[1, 1, 1, 4]),
        ('c', &[1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6]),
        ('d', &[1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7]),
        ('e', &[1, 1, 1, 4, 4, 4, 4]),
        ('f', &[1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]),
    ];
    for (name, follower) in followers {
        // As etcd's test has it: a third server with an empty log votes too.
        let mut hand = with_logs(7, &[LEADER, follower, &[]]);
        hand.elect(s(1));
        assert_eq!(hand.memory(s(1)).state.term, Term(8));
        let settled = [LEADER, &[8]].concat();
        assert_eq!(hand.terms(s(2)), settled, "({name})");
        assert_eq!(hand.memory(s(2)).state.log, hand.memory(s(1)).state.log, "({name})");
        assert_eq!(hand.memory(s(3)).state.log, hand.memory(s(1)).state.log, "({name})");
        assert_eq!(hand.memory(s(1)).commit, LogIndex(11));
        assert_eq!(hand.broken, [], "({name})");
    }
}

#[test]
fn figure_7_all_six_at_once_and_who_votes_for_the_leader() {
    let mut hand = with_logs(
        7,
        &[
            LEADER,
            &[1, 1, 1, 4, 4, 5, 5, 6, 6],
            &[1, 1, 1, 4],
            &[1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6],
            &[1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7],
            &[1, 1, 1, 4, 4, 4, 4],
            &[1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3],
        ],
    );
    hand.campaign(s(1));
    for node in 2..=7 {
        hand.deliver(s(1), s(node));
    }
    let refusers: Vec<u8> =
        (2..=7).filter(|node| hand.memory(s(*node)).state.vote != Some(s(1))).collect();
    assert_eq!(refusers, [4, 5], "c is longer, d has a later term");
    hand.settle();
    for node in NodeId::all(7) {
        assert_eq!(hand.memory(node).state.log, hand.memory(s(1)).state.log, "{node}");
    }
    assert_eq!(hand.broken, []);
}

/// Figure 8, up to and including (c): S1 leads term 4, and its entry 2 of term 2 is on S1, S2, S3.
/// Returns the cluster, in which S5 holds another entry 2, of term 3.
fn figure_8_to_c(raft: Raft) -> Hand {
    let mut hand = Hand::of(raft, 5);
    // (a) Entry 1 is everywhere. S1 leads term 2 and gets entry 2 to S2.
    hand.elect(s(1));
    if hand.terms(s(1)).is_empty() {
        hand.ask(1, 1, s(1), put("1"));
        hand.settle();
    }
    hand.crash(s(1));
    hand.restart(s(1));
    hand.elect_by(s(1), &[2, 3]);
    if hand.terms(s(1)).len() == 1 {
        hand.ask(1, 2, s(1), put("2"));
    } else {
        hand.fire(s(1), Timer::Heartbeat);
        hand.deliver(s(1), s(2));
        hand.deliver(s(2), s(1));
    }
    hand.deliver(s(1), s(2));
    assert_eq!((hand.terms(s(2)), hand.terms(s(3))), (vec![1, 2], vec![1]));
    // (b) S1 crashes; S5 leads term 3 with the votes of S3 and S4, and takes another entry 2.
    hand.crash(s(1));
    hand.flights.clear();
    hand.campaign(s(5));
    hand.flights.clear();
    hand.elect_by(s(5), &[3, 4]);
    if hand.terms(s(5)).len() == 1 {
        hand.ask(2, 1, s(5), put("3"));
        hand.flights.clear();
    }
    assert_eq!(hand.terms(s(5)), [1, 3]);
    // (c) S5 crashes; S1 restarts and leads term 4 with the votes of S2 and S3.
    hand.crash(s(5));
    hand.restart(s(1));
    hand.campaign(s(1));
    hand.flights.clear();
    hand.elect_by(s(1), &[2, 3]);
    assert_eq!(hand.memory(s(1)).state.term, Term(4));
    hand.fire(s(1), Timer::Heartbeat);
    // Entry 2, and only that, gets to S3; what S1 appended in term 4 is still under way.
    for _ in 0..8 {
        if hand.terms(s(3)) == [1, 2] {
            break;
        }
        hand.deliver(s(1), s(3));
        hand.deliver(s(3), s(1));
        hand.deliver(s(1), s(2));
        hand.deliver(s(2), s(1));
    }
    assert_eq!((&hand.terms(s(2))[..2], &hand.terms(s(3))[..]), (&[1, 2][..], &[1, 2][..]));
    hand.deliver(s(3), s(1));
    hand
}

/// (d): S1 crashes; S5 leads term 5 with the votes of S3 and S4, and overwrites entry 2. (In the
/// figure S2 votes for it too, which it does not need.)
fn figure_8_d(hand: &mut Hand) {
    hand.crash(s(1));
    hand.flights.clear();
    hand.restart(s(5));
    hand.campaign(s(5));
    hand.flights.clear();
    hand.elect_by(s(5), &[3, 4]);
    assert_eq!(hand.memory(s(5)).state.term, Term(5));
    hand.fire(s(5), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.terms(s(2))[..2], [1, 3]);
}

/// The figure's cluster, which knows no empty entries; and one that does, and sends one entry at a
/// time, so that an entry of an earlier term travels alone.
fn clusters(off: &[Rule]) -> [Raft; 2] {
    let mut options = Options::defaults(Raft::info().options);
    let batch = Raft::info().options.iter().position(|option| option.name == "batch");
    options.set(batch.expect("there is such an option"), 1);
    let mut single = Raft::new(5, &options);
    let mut rules = RuleSet::default();
    off.iter().for_each(|rule| rules.break_rule(*rule as u8));
    single.set_rules(rules);
    [raft(5, &[&[Rule::NoOp], off].concat()), single]
}

#[test]
fn figure_8_counting_copies_of_an_old_entry_loses_it() {
    for raft in clusters(&[Rule::CurrentTermCommit]) {
        let mut hand = figure_8_to_c(raft);
        assert_eq!(hand.memory(s(1)).commit, LogIndex(2), "S1 takes entry 2 for committed");
        assert_eq!(hand.broken, []);
        figure_8_d(&mut hand);
        let broken: Vec<_> = hand.broken.iter().map(|(name, _)| *name).collect();
        assert_eq!(broken[0], "leader-completeness");
        assert_eq!(
            hand.broken[0].1,
            Note::CommittedMissing(s(5), Term(5), LogIndex(2)),
            "S5 leads without it"
        );
    }
}

#[test]
fn figure_8_with_the_rule_an_old_entry_may_be_overwritten_as_nobody_was_told_of_it() {
    for raft in clusters(&[]) {
        let mut hand = figure_8_to_c(raft);
        assert!(hand.memory(s(1)).commit < LogIndex(2));
        let notes: Vec<_> = hand.notes.to_vec();
        assert!(notes.contains(&Note::NotCommitted(LogIndex(2), Term(2), Term(4))), "{notes:?}");
        figure_8_d(&mut hand);
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn figure_8_e_an_entry_of_the_leaders_own_term_makes_the_old_one_safe() {
    for raft in clusters(&[]) {
        let mut hand = figure_8_to_c(raft);
        hand.ask(1, 3, s(1), put("4"));
        for _ in 0..8 {
            for node in [2, 3] {
                hand.deliver(s(1), s(node));
                hand.deliver(s(node), s(1));
            }
        }
        assert!(hand.memory(s(1)).commit >= LogIndex(3), "entry 2 is committed along with it");
        // S5 cannot win any more: S2 and S3 refuse it.
        hand.crash(s(1));
        hand.flights.clear();
        hand.restart(s(5));
        for _ in 0..3 {
            hand.campaign(s(5));
            hand.settle();
            assert!(!hand.leads(s(5)));
        }
        assert_eq!(hand.broken, []);
    }
}
