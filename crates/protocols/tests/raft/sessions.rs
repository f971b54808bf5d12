//! The dissertation, 6.3: client sessions, which expire at the same entry on every server.

use super::cluster::{Hand, s};
use crate::harness::with_options;
use machine::{
    ClientId, Command, Effects, Micros, NodeId, Outcome, Protocol, Reply, Request, Session,
};
use protocols::raft::{Note, Rule, Timer};

fn cluster(options: &[(&str, u64)], off: &[Rule]) -> Hand {
    let mut hand = Hand::of(with_options(3, options, off), 3);
    hand.elect(s(1));
    hand
}

/// A client asks S1 with this session. Returns what it is told.
fn ask(hand: &mut Hand, client: u8, number: u64, session: u64, text: &str) -> Reply {
    let command = Command::Append("x".into(), text.into());
    let request =
        Request { session: Session(session), ..Request::new(ClientId(client), number, command) };
    hand.replies.clear();
    hand.request(s(1), request);
    hand.settle();
    let [(_, _, reply)] = &hand.replies[..] else { panic!("one answer: {:?}", hand.replies) };
    reply.clone()
}

const WRITTEN: Reply = Reply::Done(Outcome::Written);
const EXPIRED: Reply = Reply::Done(Outcome::Expired);

#[test]
fn a_request_without_a_session_opens_one_and_is_not_carried_out() {
    let mut hand = cluster(&[("sessions", 9)], &[]);
    // The entry that opens it gives it its number.
    assert_eq!(ask(&mut hand, 1, 1, 0, "a"), Reply::Registered(Session(2)));
    assert_eq!(hand.value(s(1)), None);
    assert_eq!(ask(&mut hand, 1, 1, 2, "a"), WRITTEN);
    assert_eq!(hand.value(s(1)), Some("a"));
}

#[test]
fn within_a_session_a_command_is_carried_out_once() {
    let mut hand = cluster(&[("sessions", 9)], &[]);
    ask(&mut hand, 1, 1, 0, "a");
    assert_eq!(ask(&mut hand, 1, 1, 2, "a"), WRITTEN);
    assert_eq!(ask(&mut hand, 1, 1, 2, "a"), WRITTEN);
    assert_eq!(hand.value(s(1)), Some("a"));
    assert_eq!(hand.broken, []);
}

#[test]
fn without_the_options_nobody_needs_a_session() {
    let mut hand = cluster(&[], &[]);
    assert_eq!(ask(&mut hand, 1, 1, 0, "a"), WRITTEN);
}

#[test]
fn the_session_used_least_recently_makes_room_for_a_new_one() {
    let mut hand = cluster(&[("sessions", 2)], &[]);
    let open = |hand: &mut Hand, client| match ask(hand, client, 1, 0, "") {
        Reply::Registered(session) => session.0,
        other => panic!("{other:?}"),
    };
    let (first, second) = (open(&mut hand, 1), open(&mut hand, 2));
    assert_eq!(ask(&mut hand, 1, 1, first, "a"), WRITTEN);
    let third = open(&mut hand, 3);
    assert_eq!(ask(&mut hand, 2, 1, second, "b"), EXPIRED);
    assert_eq!(ask(&mut hand, 1, 2, first, "c"), WRITTEN);
    assert_eq!(ask(&mut hand, 3, 1, third, "d"), WRITTEN);
    assert_eq!(hand.value(s(1)), Some("acd"));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    for node in NodeId::all(3) {
        assert_eq!(hand.memory(node).sessions, hand.memory(s(1)).sessions);
    }
    assert_eq!(hand.broken, []);
}

/// A client that opened a session at 1 s asks again at 2 s, on a cluster of one whose clock shows
/// that, with sessions that last so many milliseconds.
fn a_second_later(expiry: u64, off: &[Rule]) -> (Reply, Vec<Note>) {
    let raft: protocols::raft::Raft = with_options(1, &[("session-expiry", expiry)], off);
    let mut hand = Hand::of(raft.clone(), 1);
    hand.campaign(s(1));
    let mut told = Vec::new();
    for (ms, session) in [(1_000, 0), (2_000, 2)] {
        let command = Command::Append("x".into(), "a".into());
        let request =
            Request { session: Session(session), ..Request::new(ClientId(1), 1, command) };
        let mut fx = Effects::default();
        fx.set_clock(Micros::from_ms(ms));
        let node = hand.nodes[0].as_mut().expect("it is up");
        raft.on_request(node, request, &mut fx);
        let saved = node.disk.clone();
        let mut fx = Effects::default();
        raft.on_saved(node, &saved, &mut fx);
        told = fx.drain().collect();
    }
    let reply = told.iter().find_map(|effect| match effect {
        machine::Effect::Reply { reply, .. } => Some(reply.clone()),
        _ => None,
    });
    let notes = told.iter().filter_map(|effect| match effect {
        machine::Effect::Note(note) => Some(*note),
        _ => None,
    });
    (reply.expect("an answer"), notes.collect())
}

#[test]
fn a_session_that_was_not_used_for_too_long_is_over_by_the_time_in_the_log() {
    assert_eq!(a_second_later(1_000, &[]).0, WRITTEN);
    let (reply, notes) = a_second_later(999, &[]);
    assert_eq!(reply, EXPIRED);
    let over = |note: &&Note| matches!(note, Note::SessionClosed(..) | Note::SessionOver(..));
    assert_eq!(notes.iter().filter(over).count(), 2);
    assert_eq!(a_second_later(999, &[Rule::ExpiredSession]).0, WRITTEN);
}

#[test]
fn a_snapshot_holds_the_sessions() {
    let mut hand = cluster(&[("sessions", 9), ("snapshot-every", 1), ("snapshot-chunk", 1)], &[]);
    hand.crash(s(3));
    hand.flights.clear();
    ask(&mut hand, 1, 1, 0, "a");
    ask(&mut hand, 1, 1, 2, "a");
    ask(&mut hand, 2, 1, 0, "b");
    hand.restart(s(3));
    for _ in 0..6 {
        hand.fire(s(1), Timer::Heartbeat);
        hand.settle();
    }
    assert_eq!(hand.memory(s(3)).sessions, hand.memory(s(1)).sessions);
    assert_eq!(hand.memory(s(3)).sessions.open.len(), 2);
    assert_eq!(ask(&mut hand, 1, 1, 2, "a"), WRITTEN);
    assert_eq!(hand.value(s(1)), Some("a"));
    assert_eq!(hand.broken, []);
}
