//! Section 5.1: terms.

use super::server::{Server, answer, append, conflict, matched, request_vote, vote};
use protocols::raft::{Appended, Message, Note, Term, Timer, Vote};

/// Every kind of message, of this term.
fn every_kind(term: u64) -> [Message; 7] {
    [
        request_vote(term, (0, 0)),
        vote(term, Vote::Granted),
        vote(term, Vote::Refused),
        append(term, (0, 0), &[], 0),
        matched(term, 0),
        conflict(term, None, 1),
        answer(term, Appended::Stale),
    ]
}

fn every_role(term: u64) -> [Server; 3] {
    [
        Server::new(3, term, None, &[1]),
        Server::candidate(3, term, &[1]),
        Server::leader(term, &[1], &[1, 0, 0]),
    ]
}

#[test]
fn a_message_of_a_higher_term_makes_anyone_a_follower_of_that_term() {
    for message in every_kind(5) {
        for mut server in every_role(4) {
            let did = server.receive(2, message.clone());
            let leader = matches!(message, Message::AppendEntries { .. }).then_some(2);
            assert!(server.is_follower_of(leader), "{message:?}");
            assert_eq!(server.memory().state.term, Term(5));
            assert_eq!(server.node.disk.term, Term(5));
            assert!(did.saves_first(), "the term is on disk before any answer");
        }
    }
}

#[test]
fn a_higher_term_frees_the_vote() {
    let mut server = Server::new(3, 4, Some(3), &[]);
    server.receive(2, append(5, (0, 0), &[], 0));
    assert_eq!(server.memory().state.vote, None);
    assert_eq!(server.node.disk.vote, None);
}

#[test]
fn a_message_of_the_same_term_leaves_term_and_vote() {
    for message in every_kind(4) {
        let mut server = Server::new(3, 4, Some(3), &[1]);
        server.receive(2, message);
        assert_eq!((server.memory().state.term, server.node.disk.vote.unwrap().0), (Term(4), 3));
    }
}

#[test]
fn requests_of_a_stale_term_are_refused_with_the_current_term() {
    for mut server in every_role(4) {
        let did = server.receive(2, request_vote(3, (9, 9)));
        assert_eq!(did.only(), vote(4, Vote::Refused));
        let did = server.receive(2, append(3, (0, 0), &[3], 1));
        assert_eq!(did.only(), answer(4, Appended::Stale));
        assert_eq!(did.restarts(Timer::Election), None, "a stale leader is no leader");
        assert_eq!(server.terms(), [1]);
        assert_eq!(server.memory().commit.0, 0);
    }
}

#[test]
fn replies_of_a_stale_term_change_nothing() {
    for reply in [vote(3, Vote::Granted), matched(3, 1), conflict(3, None, 1)] {
        for mut server in every_role(4) {
            let before = server.node.clone();
            let did = server.receive(2, reply.clone());
            assert_eq!(server.node, before, "{reply:?}");
            assert_eq!(did.sent(), []);
            assert_eq!(did.notes().len(), 1, "it is told why");
        }
    }
}

#[test]
fn a_leader_that_steps_down_swaps_its_timers() {
    let mut server = Server::leader(4, &[1], &[1, 0, 0]);
    let did = server.receive(2, matched(5, 0));
    assert!(did.cancels(Timer::Heartbeat));
    assert!(did.restarts(Timer::Election).is_some());
    assert!(did.notes().contains(&Note::SteppedDown(super::cluster::s(2), Term(5))));
}

#[test]
fn a_candidate_that_steps_down_keeps_its_election_timer() {
    let mut server = Server::candidate(3, 4, &[1]);
    let did = server.receive(2, vote(5, Vote::Refused));
    assert_eq!(did.restarts(Timer::Election), None);
}
