//! Section 7: snapshots, as facts about one server or a small cluster.

use super::cluster::{Disks, Flight, Hand, put, s};
use crate::harness::with_options;
use machine::{Command, Record};
use protocols::raft::{
    Base, Installed, Log, LogIndex, Message, Note, Piece, Round, Rule, Term, Timer,
};

fn small(options: &[(&str, u64)], off: &[Rule]) -> Hand {
    Hand::of(with_options(3, options, off), 3)
}

/// S1 leads, and has applied so many commands of its client with the others of these.
fn led(options: &[(&str, u64)], off: &[Rule], commands: u64, cut_off: Option<u8>) -> Hand {
    let mut hand = small(options, off);
    hand.elect(s(1));
    for number in 1..=commands {
        let key = format!("k{number}");
        hand.ask(1, number, s(1), Command::Put(key.as_str().into(), "v".into()));
        while let Some(flight) = hand.flights.pop() {
            if Some(flight.to) != cut_off.map(s) {
                hand.arrive(flight);
            }
        }
    }
    hand
}

fn index(hand: &Hand, node: u8) -> u64 {
    hand.memory(s(node)).state.snapshot.as_ref().map_or(0, |snapshot| snapshot.base.index.0)
}

fn chunk(hand: &Hand, to: u8) -> Flight {
    let is_chunk = |flight: &&Flight| {
        flight.to == s(to) && matches!(flight.message, Message::InstallSnapshot { .. })
    };
    hand.flights.iter().find(is_chunk).expect("a chunk is under way").clone()
}

#[test]
fn a_snapshot_is_taken_after_so_many_entries_and_the_log_begins_behind_it() {
    let hand = led(&[("snapshot-every", 3)], &[], 4, None);
    // The leader's first entry and two commands; then another two.
    assert_eq!(index(&hand, 1), 3);
    let log = &hand.memory(s(1)).state.log;
    assert_eq!((log.base().index, log.last_index()), (LogIndex(3), LogIndex(5)));
    assert_eq!(hand.disks[0].log, *log);
    assert_eq!(hand.broken, []);
}

#[test]
fn a_snapshot_is_taken_after_so_many_bytes_of_entries() {
    // 8 bytes for the first entry, 8 + 12 + 12 for a command.
    assert_eq!(index(&led(&[("snapshot-bytes", 73)], &[], 2, None), 1), 0);
    assert_eq!(index(&led(&[("snapshot-bytes", 72)], &[], 2, None), 1), 3);
}

#[test]
fn without_an_option_a_snapshot_is_taken_on_an_order_only() {
    let mut hand = led(&[], &[], 9, None);
    assert_eq!(index(&hand, 1), 0);
    hand.order(s(1), "compact", &[]);
    assert_eq!(index(&hand, 1), 10);
    hand.order(s(1), "compact", &[]);
    assert_eq!(hand.notes, [Note::CompactIdle]);
}

#[test]
fn the_log_is_cut_only_once_the_snapshot_is_on_the_disk() {
    let mut hand = led(&[], &[], 1, None);
    hand.saving = Disks::ByHand;
    hand.order(s(1), "compact", &[]);
    assert_eq!(hand.memory(s(1)).state.log.base().index, LogIndex(0));
    hand.save(s(1));
    assert_eq!((hand.disks[0].log.base().index, index(&hand, 1)), (LogIndex(0), 2));
    assert_eq!(hand.notes, [Note::LogCompacted(LogIndex(2))]);
    // A crash here finds both, and the log is cut at the start.
    hand.crash(s(1));
    hand.restart(s(1));
    let memory = hand.memory(s(1));
    assert_eq!(memory.state.log.base().index, LogIndex(2));
    assert_eq!((memory.applied, memory.commit), (LogIndex(2), LogIndex(2)));
    assert!(memory.store.get("k1").is_some());
    assert_eq!(hand.broken, []);
}

#[test]
fn a_follower_that_needs_what_is_gone_gets_the_snapshot_in_chunks_in_their_order() {
    let mut hand = led(&[("snapshot-every", 3), ("snapshot-chunk", 1)], &[], 4, Some(3));
    hand.flights.clear();
    hand.fire(s(1), Timer::Heartbeat);
    let mut offsets = Vec::new();
    loop {
        let Message::InstallSnapshot { offset, pieces, done, .. } = chunk(&hand, 3).message else {
            panic!("it is one");
        };
        offsets.push((offset, pieces.len(), done));
        hand.deliver(s(1), s(3));
        if done {
            break;
        }
        hand.deliver(s(3), s(1));
    }
    // Two keys and a session: 11 bytes for each key, and then the last.
    assert_eq!(offsets, [(0, 1, false), (11, 1, false), (22, 1, true)]);
    assert_eq!(index(&hand, 3), 3);
    hand.settle();
    assert_eq!(hand.memory(s(3)).state.log.last_index(), LogIndex(5));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.memory(s(3)).store, hand.memory(s(1)).store);
    assert_eq!(hand.broken, []);
}

#[test]
fn a_chunk_out_of_its_place_is_left_out_and_says_how_far_the_follower_is() {
    let mut hand = led(&[("snapshot-every", 3), ("snapshot-chunk", 1)], &[], 4, Some(3));
    hand.flights.clear();
    hand.fire(s(1), Timer::Heartbeat);
    let first = chunk(&hand, 3);
    hand.deliver(s(1), s(3));
    hand.deliver(s(3), s(1));
    let second = chunk(&hand, 3);
    let told = |hand: &Hand| match hand.flights.last().map(|flight| flight.message.clone()) {
        Some(Message::InstallSnapshotReply { result: Installed::Upto(bytes), .. }) => Some(bytes),
        _ => None,
    };
    // The first one comes again: nothing is taken twice.
    hand.arrive(first);
    assert_eq!(told(&hand), Some(11));
    // The follower has crashed: the second one has no beginning.
    hand.crash(s(3));
    hand.restart(s(3));
    hand.arrive(second);
    assert_eq!(told(&hand), Some(0));
    hand.settle();
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(index(&hand, 3), 3);
    assert_eq!(hand.broken, []);
}

/// A whole snapshot of the leader of this term, up to an entry of this term.
fn whole(term: u64, last: (u64, u64)) -> Message {
    let mut log = Log::default();
    for index in 1..=last.1 {
        let term = Term(if index == last.1 { last.0 } else { 1 });
        log.push(protocols::raft::Entry {
            term,
            content: protocols::raft::Content::NoOp,
            time: Default::default(),
        });
    }
    let base: Base = log.base_at(LogIndex(last.1)).expect("it has such an entry");
    let pieces = vec![Piece::Store(Record::Value("x".into(), "s".into()))];
    Message::InstallSnapshot {
        term: Term(term),
        base,
        offset: 0,
        pieces,
        done: true,
        round: Round(0),
    }
}

fn hear(hand: &mut Hand, message: Message) {
    hand.arrive(Flight { from: s(2), to: s(3), message });
}

#[test]
fn a_snapshot_of_an_older_term_is_refused() {
    let mut hand = small(&[], &[]);
    hand.campaign(s(3));
    hand.flights.clear();
    hear(&mut hand, whole(0, (0, 4)));
    assert_eq!(hand.notes, [Note::SnapshotRefusedStale(s(2), Term(0), Term(1))]);
    let answer = &hand.flights[0].message;
    assert!(matches!(answer, Message::InstallSnapshotReply { result: Installed::Stale, .. }));
    assert_eq!(index(&hand, 3), 0);
}

/// S3 has entries of these terms and hears of a snapshot up to an entry of this term and index.
fn with_log(terms: &[u64], last: (u64, u64)) -> Hand {
    let mut hand = small(&[], &[]);
    let node = hand.nodes[2].as_mut().expect("it is up");
    for term in terms {
        let term = Term(*term);
        let entry = protocols::raft::Entry {
            term,
            content: protocols::raft::Content::NoOp,
            time: Default::default(),
        };
        node.memory.state.log.push(entry);
    }
    hear(&mut hand, whole(9, last));
    hand
}

#[test]
fn entries_that_follow_a_snapshot_of_the_logs_prefix_are_kept() {
    let hand = with_log(&[1, 1, 1, 1], (1, 2));
    let log = &hand.memory(s(3)).state.log;
    assert_eq!((log.base().index, log.last_index()), (LogIndex(2), LogIndex(4)));
    assert_eq!(hand.value(s(3)), Some("s"));
}

#[test]
fn a_log_that_the_snapshot_conflicts_with_or_is_too_long_for_is_discarded() {
    for terms in [&[1, 1, 1, 1][..], &[1]] {
        let hand = with_log(terms, (3, 2));
        let log = &hand.memory(s(3)).state.log;
        assert_eq!((log.base().index, log.last_index()), (LogIndex(2), LogIndex(2)));
        assert_eq!(log.last_term(), Term(3));
    }
}

#[test]
fn a_snapshot_of_what_a_follower_has_changes_nothing() {
    let mut hand = led(&[], &[], 2, None);
    let before = hand.memory(s(3)).state.clone();
    let term = before.term.0;
    hear(&mut hand, whole(term, (1, 1)));
    assert_eq!(hand.notes.last(), Some(&Note::SnapshotKnown(s(2), LogIndex(1))));
    assert_eq!(hand.memory(s(3)).state, before);
    assert_eq!(hand.value(s(3)), None);
}

#[test]
fn entries_from_before_the_base_are_known() {
    let mut hand = led(&[], &[], 2, None);
    hand.order(s(3), "compact", &[]);
    let before = hand.memory(s(3)).state.clone();
    let late = super::server::append(before.term.0, (0, 0), &[1, 1, 1], 0);
    hand.arrive(Flight { from: s(1), to: s(3), message: late });
    assert_eq!(hand.memory(s(3)).state, before);
    let answer = &hand.flights[0].message;
    assert_eq!(*answer, super::server::matched(before.term.0, 3));
}

#[test]
fn a_leader_whose_log_begins_later_is_elected_and_helps_by_its_snapshot() {
    let mut hand = led(&[("snapshot-every", 2)], &[], 5, Some(3));
    hand.flights.clear();
    hand.elect(s(2));
    hand.fire(s(2), Timer::Heartbeat);
    hand.settle();
    hand.fire(s(2), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.memory(s(3)).store, hand.memory(s(2)).store);
    assert_eq!(hand.memory(s(3)).commit, hand.memory(s(2)).commit);
    assert_eq!(hand.broken, []);
}

#[test]
fn a_person_may_have_a_snapshot_sent_to_who_does_not_need_it() {
    let mut hand = led(&[], &[], 1, None);
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    hand.order(s(1), "send-snapshot", &[s(2)]);
    assert_eq!(hand.notes, [Note::SendingIdle], "there is none");
    hand.order(s(1), "compact", &[]);
    hand.order(s(1), "send-snapshot", &[s(2)]);
    hand.deliver(s(1), s(2));
    assert!(matches!(hand.notes[..], [Note::SnapshotKnown(..)]));
    hand.deliver(s(2), s(1));
    assert!(hand.memory(s(1)).sending.is_empty());
    hand.order(s(2), "send-snapshot", &[s(1)]);
    assert_eq!(hand.notes, [Note::SendingIdle], "it does not lead");
    hand.ask(1, 2, s(1), put("z"));
    hand.settle();
    assert_eq!(hand.broken, []);
}
