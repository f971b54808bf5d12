//! Section 5.3: replicating the log.

use super::cluster::{Hand, put, s};
use super::server::{Server, append, conflict, entries, matched};
use machine::Span;
use protocols::raft::{LogIndex, Message, Note, Rule, Term, Timer};

/// The term and the index of the entry before the new ones.
type Previous = (u64, u64);
/// The terms of some entries.
type Terms = &'static [u64];

/// Index and term before the entries, and how many entries.
fn shape(message: &Message) -> (u64, u64, usize) {
    let Message::AppendEntries { previous_index, previous_term, entries, .. } = message else {
        panic!("entries: {message:?}");
    };
    (previous_index.0, previous_term.0, entries.len())
}

#[test]
fn a_leader_sends_a_command_to_everybody_at_once() {
    let mut server = Server::leader(2, &[1, 2], &[2, 2, 2]);
    let did = server.ask(1, put("a"));
    assert_eq!(server.terms(), [1, 2, 2]);
    assert_eq!(server.node.disk.log, server.memory().state.log);
    assert!(did.saves_first());
    let sent = did.sent();
    let shapes: Vec<_> = sent.iter().map(|(to, message)| (*to, shape(message))).collect();
    assert_eq!(shapes, [(2, (2, 2, 1)), (3, (2, 2, 1))]);
}

#[test]
fn the_next_command_does_not_wait_for_the_answer_to_the_one_before() {
    let mut server = Server::leader(2, &[2], &[1, 1, 1]);
    server.ask(1, put("a"));
    let did = server.ask(2, put("b"));
    assert_eq!(shape(&did.sent()[0].1), (2, 2, 1), "only the new entry");
}

#[test]
fn heartbeats_go_to_everybody_at_the_interval() {
    let mut server = Server::leader(2, &[2], &[1, 1, 1]);
    let did = server.fire(Timer::Heartbeat);
    let heartbeat = append(2, (2, 1), &[], 0);
    assert_eq!(did.sent(), [(2, heartbeat.clone()), (3, heartbeat)]);
    assert_eq!(did.restarts(Timer::Heartbeat), Some(Span::ms(50, 50)));
    assert!(!did.saves());
}

#[test]
fn a_heartbeat_starts_again_behind_what_was_acknowledged() {
    let mut server = Server::leader(2, &[2, 2], &[2, 1, 1]);
    server.ask(1, put("lost"));
    let did = server.fire(Timer::Heartbeat);
    assert_eq!(shape(&did.sent()[0].1), (1, 2, 2));
}

#[test]
fn what_was_lost_before_any_answer_is_found_out_by_a_refusal() {
    let mut hand = Hand::new(3);
    hand.elect_by(s(1), &[2]);
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.terms(s(3)), [1]);
}

#[test]
fn a_batch_is_bounded_and_the_next_one_follows_the_answer() {
    let terms = [1; 20];
    let mut server = Server::leader(1, &terms, &[20, 1, 20]);
    let did = server.fire(Timer::Heartbeat);
    assert_eq!(shape(&did.sent()[0].1), (1, 1, 8));
    let did = server.receive(2, matched(1, 9));
    assert_eq!(shape(&did.only()), (9, 1, 8));
    let did = server.receive(2, matched(1, 17));
    assert_eq!(shape(&did.only()), (17, 1, 3));
    let did = server.receive(2, matched(1, 20));
    assert_eq!(did.sent(), []);
}

#[test]
fn a_follower_looks_at_the_entry_before_the_new_ones() {
    // The previous entry's term and index, and what the follower answers; its log is [1, 2].
    let table = [
        ((0, 0), matched(2, 0)),
        ((1, 1), matched(2, 1)),
        ((2, 2), matched(2, 2)),
        ((1, 2), conflict(2, Some(2), 2)),
        ((2, 1), conflict(2, Some(1), 1)),
        ((2, 3), conflict(2, None, 3)),
        ((2, 9), conflict(2, None, 3)),
    ];
    for (previous, answer) in table {
        let mut server = Server::new(3, 2, None, &[1, 2]);
        let did = server.receive(2, append(2, previous, &[], 0));
        assert_eq!(did.only(), answer, "{previous:?}");
        assert!(server.is_follower_of(Some(2)), "refused or not, it has a leader");
        assert!(did.restarts(Timer::Election).is_some());
        assert_eq!(server.terms(), [1, 2]);
    }
}

#[test]
fn a_refusal_names_the_first_entry_of_the_term_that_conflicts() {
    let mut server = Server::new(3, 5, None, &[1, 1, 4, 4, 4]);
    let did = server.receive(2, append(5, (5, 5), &[], 0));
    assert_eq!(did.only(), conflict(5, Some(4), 3));
}

#[test]
fn a_follower_overwrites_what_conflicts_and_nothing_else() {
    // The previous entry, the new ones, and what the follower's log [1, 2] becomes.
    let table: [(Previous, Terms, Terms); 7] = [
        ((2, 2), &[3], &[1, 2, 3]),
        ((1, 1), &[3, 4], &[1, 3, 4]),
        ((0, 0), &[1], &[1, 2]),
        ((0, 0), &[3], &[3]),
        ((0, 0), &[1, 2], &[1, 2]),
        ((0, 0), &[1, 2, 3], &[1, 2, 3]),
        ((0, 0), &[], &[1, 2]),
    ];
    for (previous, new, after) in table {
        let mut server = Server::new(3, 4, None, &[1, 2]);
        let did = server.receive(2, append(4, previous, new, 0));
        assert_eq!(server.terms(), after, "{previous:?}, {new:?}");
        assert_eq!(server.node.disk.log, server.memory().state.log);
        assert_eq!(did.saves(), after != [1, 2]);
        assert!(!did.saves() || did.saves_first(), "entries are on disk before the answer");
        // The answer vouches for what the leader sent, not for what else is in the log.
        assert_eq!(did.only(), matched(4, previous.1 + new.len() as u64));
    }
}

#[test]
fn follower_overwrites_conflicting_suffix_and_says_what_it_deleted() {
    let mut server = Server::new(3, 4, None, &[1, 2, 2, 2]);
    let did = server.receive(2, append(4, (1, 1), &[4], 0));
    assert_eq!(server.terms(), [1, 4]);
    assert!(did.notes().contains(&Note::Overwrote(LogIndex(2), LogIndex(4), Term(2))));
}

#[test]
fn a_late_message_never_shortens_the_log() {
    let mut server = Server::new(3, 1, None, &[1, 1, 1]);
    server.receive(2, append(1, (0, 0), &[1], 0));
    assert_eq!(server.terms(), [1, 1, 1]);
    let before = server.node.clone();
    let twice = append(1, (1, 2), &[1], 0);
    let first = server.receive(2, twice.clone()).only();
    assert_eq!(server.receive(2, twice).only(), first, "a doubled message has the same answer");
    assert_eq!(server.node.disk, before.disk);
}

#[test]
fn a_follower_commits_what_the_leader_has_committed_and_it_has_seen_to_be_equal() {
    // The previous entry, the new ones, leaderCommit, and the follower's; its log is [1, 1, 1].
    let table: [(Previous, Terms, u64, u64); 8] = [
        ((1, 3), &[2], 1, 1),
        ((1, 3), &[2], 3, 3),
        ((1, 3), &[2], 4, 4),
        ((1, 3), &[2], 9, 4),
        ((1, 3), &[], 3, 3),
        // What follows the message may still differ from the leader's.
        ((1, 1), &[], 3, 1),
        ((0, 0), &[1], 3, 1),
        ((0, 0), &[], 3, 0),
    ];
    for (previous, new, leaders, commit) in table {
        let mut server = Server::new(3, 2, None, &[1, 1, 1]);
        server.receive(2, append(2, previous, new, leaders));
        let memory = server.memory();
        assert_eq!((memory.commit.0, memory.applied.0), (commit, commit), "{previous:?}");
    }
}

#[test]
fn an_older_commit_index_does_not_take_the_newer_back() {
    let mut server = Server::new(3, 1, None, &[1, 1]);
    server.receive(2, append(1, (1, 2), &[], 2));
    server.receive(2, append(1, (1, 2), &[], 1));
    assert_eq!(server.memory().commit, LogIndex(2));
}

#[test]
fn a_refused_call_commits_nothing() {
    let mut server = Server::new(3, 3, None, &[1, 2]);
    server.receive(2, append(3, (3, 2), &[], 2));
    assert_eq!(server.memory().commit, LogIndex(0));
}

#[test]
fn an_answer_moves_match_and_next() {
    let mut server = Server::leader(1, &[1, 1, 1], &[3, 0, 0]);
    let did = server.receive(2, matched(1, 2));
    assert_eq!(server.knows(2), (4, 2));
    assert_eq!(did.notes()[0], Note::Matched(s(2), LogIndex(2)));
}

#[test]
fn late_and_doubled_answers_change_nothing() {
    let mut server = Server::leader(1, &[1, 1, 1], &[3, 3, 0]);
    for index in [0, 1, 3] {
        let did = server.receive(2, matched(1, index));
        assert_eq!(server.knows(2), (4, 3));
        assert_eq!(did.notes(), [Note::ReplyIgnored(s(2))]);
        assert_eq!(did.sent(), []);
    }
}

#[test]
fn a_late_refusal_costs_a_message_and_takes_no_acknowledgement_back() {
    let mut server = Server::leader(1, &[1, 1, 1], &[3, 3, 0]);
    let did = server.receive(2, conflict(1, None, 2));
    assert_eq!(server.knows(2).1, 3, "matchIndex only grows");
    assert_eq!(shape(&did.only()), (1, 1, 2));
    server.fire(Timer::Heartbeat);
    assert_eq!(server.knows(2), (4, 3));
}

#[test]
fn an_answer_that_comes_after_a_refusal_moves_the_leader_forward_again() {
    let mut server = Server::leader(1, &[1; 20], &[20, 0, 0]);
    let did = server.receive(2, conflict(1, None, 1));
    assert_eq!(shape(&did.only()), (0, 0, 8));
    let did = server.receive(2, matched(1, 17));
    assert_eq!(shape(&did.only()), (17, 1, 3), "not what the follower has");
}

#[test]
fn a_refused_leader_goes_back_by_a_whole_term() {
    // The leader's log, the conflicting term and its first index, and behind which entry (index and
    // term) the leader goes on.
    let table: [(Terms, Option<u64>, u64, Previous); 5] = [
        // The follower's log is too short: from its end on.
        (&[1, 1, 1, 5], None, 2, (1, 1)),
        (&[1, 1, 1, 5], None, 1, (0, 0)),
        // The leader has no entry of that term: from the term's first index on.
        (&[1, 1, 5, 5, 5], Some(4), 3, (2, 1)),
        // It has: from behind its last one.
        (&[1, 4, 4, 5, 5], Some(4), 2, (3, 4)),
        (&[1, 1, 1, 5, 5], Some(1), 1, (3, 1)),
    ];
    for (terms, theirs, first, previous) in table {
        let mut server = Server::leader(5, terms, &[terms.len() as u64, 0, 0]);
        let did = server.receive(2, conflict(5, theirs, first));
        let sent = shape(&did.only());
        assert_eq!((sent.0, sent.1), previous);
        assert_eq!(did.notes(), [Note::BackedUp(s(2), LogIndex(previous.0 + 1))]);
    }
}

#[test]
fn going_back_takes_one_round_trip_a_term_not_one_an_entry() {
    let mut hand = Hand::new(3);
    // S3 leads term 1 and fills its log with 30 entries that nobody hears of.
    hand.elect_by(s(3), &[2]);
    for number in 1..=30 {
        hand.ask(1, number, s(3), put("lonely"));
    }
    hand.flights.clear();
    // S1, whose first try comes too late, leads term 2 and commits 31 other entries with S2.
    hand.campaign(s(1));
    hand.flights.clear();
    hand.elect_by(s(1), &[2]);
    for number in 1..=30 {
        hand.ask(2, number, s(1), put("shared"));
        hand.deliver(s(1), s(2));
        hand.deliver(s(2), s(1));
    }
    hand.flights.clear();
    hand.fire(s(1), Timer::Heartbeat);
    let mut refusals = 0;
    for _ in 0..20 {
        hand.deliver(s(1), s(3));
        refusals += usize::from(hand.notes.iter().any(|note| {
            matches!(note, Note::EntriesRefusedGap(..) | Note::EntriesRefusedMismatch(..))
        }));
        hand.deliver(s(3), s(1));
    }
    assert_eq!(hand.terms(s(3)), hand.terms(s(1)));
    assert!((1..=2).contains(&refusals), "{refusals} refusals");
    assert_eq!(hand.broken, []);
}

#[test]
fn two_leaders_of_one_term_cannot_be_but_would_not_obey_each_other() {
    let mut server = Server::leader(2, &[2], &[1, 0, 0]);
    let did = server.receive(3, append(2, (0, 0), &[2, 2], 0));
    assert!(server.is_leader());
    assert_eq!(did.notes(), [Note::RivalIgnored(s(3), Term(2))]);
    assert_eq!(server.terms(), [2]);
}

#[test]
fn with_a_rule_off_a_log_has_no_gap_even_if_a_call_has() {
    let off = [Rule::LogConsistencyCheck];
    let mut server = Server::without(&off, 3, 1, None, &[1]);
    server.receive(2, append(1, (1, 5), &[1], 9));
    assert_eq!(server.terms(), [1, 1]);
    assert_eq!(server.memory().applied, LogIndex(2), "nothing is applied that is not there");
    assert_eq!(entries(&[1], 6).len(), 1);
}
