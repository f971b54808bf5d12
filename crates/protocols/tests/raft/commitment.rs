//! Sections 5.3 and 5.4.2: what is committed, and when.

use super::cluster::{Disks, Hand, put, s};
use super::server::{Server, append, log, matched};
use protocols::raft::{LogIndex, Note, Persistent, Rule, Term, Timer};

#[test]
fn an_entry_of_the_current_term_that_a_majority_holds_is_committed() {
    // What each server holds, the leader first; the terms of its log; its term; commitIndex.
    let table: [(&[u64], &[u64], u64, u64); 14] = [
        (&[1], &[1], 1, 1),
        (&[1], &[1], 2, 0),
        (&[2], &[1, 2], 2, 2),
        (&[1], &[2], 2, 1),
        (&[2, 1, 1], &[1, 2], 1, 1),
        (&[2, 1, 1], &[1, 1], 2, 0),
        (&[2, 1, 2], &[1, 2], 2, 2),
        (&[2, 1, 2], &[1, 1], 2, 0),
        (&[2, 1, 1, 1], &[1, 2], 1, 1),
        (&[2, 1, 1, 1], &[1, 1], 2, 0),
        (&[2, 1, 1, 2], &[1, 2], 1, 1),
        (&[2, 1, 1, 2], &[1, 1], 2, 0),
        (&[2, 1, 2, 2], &[1, 2], 2, 2),
        (&[2, 1, 2, 2], &[1, 1], 2, 0),
    ];
    for (held, terms, term, commit) in table {
        let mut server = Server::leader(term, terms, &[&[0], &held[1..]].concat());
        let copy = Persistent { log: log(&terms[..held[0] as usize]), ..Persistent::default() };
        server.saved_only(&copy);
        assert_eq!(server.memory().commit, LogIndex(commit), "{held:?} {terms:?} in {term}");
        assert_eq!(server.memory().applied, LogIndex(commit));
    }
}

#[test]
fn the_answer_of_the_last_one_needed_commits() {
    let mut server = Server::leader(1, &[1], &[1, 0, 0, 0, 0]);
    server.receive(2, matched(1, 1));
    assert_eq!(server.memory().commit, LogIndex(0));
    let did = server.receive(3, matched(1, 1));
    assert_eq!(server.memory().commit, LogIndex(1));
    assert!(did.notes().contains(&Note::Committed(LogIndex(1), 3)));
    let did = server.receive(4, matched(1, 1));
    assert!(!did.notes().iter().any(|note| matches!(note, Note::Committed(..))));
}

#[test]
fn a_leader_counts_its_own_copy_once_its_disk_has_it() {
    let mut server = Server::leader(1, &[], &[0, 0, 0]);
    let before = server.node.disk.clone();
    server.ask(1, put("a"));
    server.receive(2, matched(1, 1));
    assert_eq!(server.memory().commit, LogIndex(0), "one copy of three is safe");
    server.saved_only(&before);
    assert_eq!(server.memory().commit, LogIndex(0), "an older save does not hold the entry");
    server.saved();
    assert_eq!(server.memory().commit, LogIndex(1));
}

#[test]
fn followers_can_be_a_majority_before_the_leaders_disk_is_done() {
    let mut server = Server::leader(1, &[], &[0, 0, 0]);
    server.ask(1, put("a"));
    server.receive(2, matched(1, 1));
    server.receive(3, matched(1, 1));
    assert_eq!(server.memory().commit, LogIndex(1));
    assert_eq!(server.knows(1).1, 0);
}

#[test]
fn a_single_server_commits_what_its_disk_has() {
    let mut hand = Hand::new(1);
    hand.saving = Disks::ByHand;
    hand.campaign(s(1));
    assert!(!hand.leads(s(1)));
    hand.save(s(1));
    assert!(hand.leads(s(1)));
    hand.ask(1, 1, s(1), put("a"));
    hand.save(s(1));
    assert_eq!(hand.memory(s(1)).commit, LogIndex(1), "the empty entry");
    assert_eq!(hand.replies, []);
    hand.save(s(1));
    assert_eq!((hand.value(s(1)), hand.replies.len()), (Some("a"), 1));
    hand.crash(s(1));
    hand.restart(s(1));
    hand.saving = Disks::AtOnce;
    hand.campaign(s(1));
    assert_eq!(hand.value(s(1)), Some("a"));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_crash_before_the_save_loses_an_entry_that_nobody_was_told_of() {
    let mut hand = Hand::new(1);
    hand.campaign(s(1));
    hand.saving = Disks::ByHand;
    hand.ask(1, 1, s(1), put("a"));
    hand.crash(s(1));
    hand.restart(s(1));
    assert_eq!((hand.terms(s(1)), hand.replies.len()), (vec![1], 0));
}

#[test]
fn entries_of_earlier_terms_are_committed_along_with_the_leaders_own() {
    let mut hand = Hand::new(3);
    hand.elect_by(s(1), &[2]);
    hand.ask(1, 1, s(1), put("a"));
    hand.deliver(s(1), s(2));
    hand.deliver(s(2), s(1));
    hand.deliver(s(1), s(2));
    hand.crash(s(1));
    hand.flights.clear();
    assert_eq!((hand.terms(s(2)), hand.memory(s(2)).commit.0), (vec![1, 1], 0));
    hand.elect(s(2));
    assert_eq!(hand.memory(s(2)).commit, LogIndex(3));
    assert_eq!(hand.value(s(2)), Some("a"));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_majority_for_an_earlier_terms_entry_commits_nothing() {
    let mut server = Server::leader(2, &[1], &[1, 0, 0]);
    let did = server.receive(2, matched(2, 1));
    assert_eq!(server.memory().commit, LogIndex(0));
    assert!(did.notes().contains(&Note::NotCommitted(LogIndex(1), Term(1), Term(2))));

    server.raft = super::cluster::raft(3, &[Rule::CurrentTermCommit]);
    server.receive(3, matched(2, 1));
    assert_eq!(server.memory().commit, LogIndex(1), "without the rule it does");
}

#[test]
fn a_new_leader_does_not_doubt_what_it_knows_to_be_committed() {
    for off in [&[][..], &[Rule::CurrentTermCommit]] {
        let mut server = Server::leader(2, &[1, 1, 2], &[0, 0, 0]);
        server.raft = super::cluster::raft(3, off);
        server.node.memory.commit = LogIndex(2);
        let did = server.receive(2, matched(2, 1));
        assert_eq!(did.notes(), [Note::Matched(s(2), LogIndex(1))]);
        server.receive(3, matched(2, 1));
        assert_eq!(server.memory().commit, LogIndex(2), "{off:?}");
    }
}

#[test]
fn without_the_empty_entry_an_earlier_terms_entry_waits_for_a_client() {
    for (off, commit) in [(&[][..], 3), (&[Rule::NoOp], 0)] {
        let mut hand = Hand::without(3, off);
        hand.elect_by(s(1), &[2]);
        hand.ask(1, 1, s(1), put("a"));
        hand.deliver(s(1), s(2));
        hand.deliver(s(2), s(1));
        hand.deliver(s(1), s(2));
        hand.crash(s(1));
        hand.flights.clear();
        assert_eq!(hand.terms(s(2)).last(), Some(&1), "S2 holds S1's entry");
        hand.elect(s(2));
        for _ in 0..20 {
            hand.fire(s(2), Timer::Heartbeat);
            hand.settle();
        }
        assert_eq!(hand.memory(s(2)).commit.0, commit, "{off:?}");
        assert_eq!(hand.memory(s(3)).commit.0, commit);
        // Once there is a command, everything before it is committed too.
        hand.ask(2, 1, s(2), put("b"));
        hand.settle();
        assert_eq!(hand.memory(s(2)).commit, hand.memory(s(2)).state.log.last_index());
    }
}

#[test]
fn a_follower_applies_in_the_order_of_the_log() {
    let mut server = Server::new(3, 1, None, &[]);
    let did = server.receive(2, append(1, (0, 0), &[1, 1, 1], 3));
    let applied = did.notes().into_iter().filter_map(|note| match note {
        Note::Applied(index, ..) => Some(index.0),
        _ => None,
    });
    assert!(applied.eq(1..=3));
    assert_eq!(server.memory().store.get("x").map(|value| &**value), Some("1.3"));
}
