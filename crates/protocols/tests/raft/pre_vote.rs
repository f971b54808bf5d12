//! Pre-votes: the dissertation, 9.6.

use super::cluster::{Hand, s};
use crate::harness::with_options;
use protocols::raft::{Ask, Message, Note, Role, Rule, Term, Timer, Vote};

fn cluster(nodes: u8) -> Hand {
    Hand::of(with_options(nodes, &[("pre-vote", 1)], &[]), nodes)
}

fn term(hand: &Hand, node: u8) -> Term {
    hand.memory(s(node)).state.term
}

#[test]
fn who_asks_first_stays_in_its_term_and_saves_nothing() {
    let mut hand = cluster(3);
    hand.campaign(s(1));
    assert!(matches!(hand.memory(s(1)).role, Role::PreCandidate { .. }));
    assert_eq!((term(&hand, 1), hand.disks[0].term), (Term(0), Term(0)));
    for flight in &hand.flights {
        let Message::RequestVote { term, ask, .. } = flight.message else { panic!("{flight:?}") };
        assert_eq!((term, ask), (Term(1), Ask::PreVote), "it asks about the next term");
    }
    assert_eq!(hand.flights.len(), 2);
}

#[test]
fn who_would_vote_is_bound_to_nothing() {
    let mut hand = cluster(3);
    hand.campaign(s(1));
    hand.campaign(s(3));
    for candidate in [1, 3] {
        hand.deliver(s(candidate), s(2));
        assert!(hand.notes.contains(&Note::PreVoteGranted(s(candidate), Term(1))));
    }
    assert_eq!((term(&hand, 2), hand.memory(s(2)).state.vote), (Term(0), None));
    assert_eq!(hand.disks[1].term, Term(0));
}

#[test]
fn a_majority_that_would_vote_makes_a_candidate_of_the_next_term() {
    let mut hand = cluster(5);
    hand.campaign(s(1));
    for voter in [2, 3] {
        assert_eq!(term(&hand, 1), Term(0));
        hand.deliver(s(1), s(voter));
        hand.deliver(s(voter), s(1));
    }
    assert!(matches!(hand.memory(s(1)).role, Role::Candidate { .. }));
    assert_eq!((term(&hand, 1), hand.disks[0].vote), (Term(1), Some(s(1))));
    hand.settle();
    assert!(hand.leads(s(1)));
}

#[test]
fn alone_it_needs_nobody() {
    let mut hand = cluster(1);
    hand.elect(s(1));
}

#[test]
fn who_hears_a_leader_would_not_vote_and_a_leader_neither() {
    let mut hand = cluster(3);
    hand.elect(s(1));
    hand.fire(s(3), Timer::Contact);
    hand.campaign(s(3));
    hand.deliver(s(3), s(1));
    assert_eq!(hand.notes, [Note::CandidateIgnored(s(3), Some(s(1)))]);
    hand.deliver(s(3), s(2));
    assert_eq!(hand.notes, [Note::CandidateIgnored(s(3), Some(s(1)))]);
    hand.settle();
    assert!(hand.leads(s(1)) && term(&hand, 3) == Term(1));
    // The heartbeat makes it a follower again.
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert!(matches!(hand.memory(s(3)).role, Role::Follower { leader: Some(_) }));
    // Once S2 has not heard the leader of late, it would vote.
    hand.fire(s(2), Timer::Contact);
    hand.campaign(s(3));
    hand.deliver(s(3), s(2));
    assert_eq!(hand.notes, [Note::PreVoteGranted(s(3), Term(2))]);
}

#[test]
fn a_follower_would_vote_for_the_leader_it_heard() {
    let mut hand = cluster(3);
    hand.elect(s(1));
    hand.crash(s(1));
    hand.restart(s(1));
    hand.campaign(s(1));
    hand.deliver(s(1), s(2));
    assert_eq!(hand.notes, [Note::PreVoteGranted(s(1), Term(2))]);
}

#[test]
fn an_older_log_gets_no_pre_vote() {
    let mut hand = cluster(3);
    hand.elect_all_but(1, 3);
    hand.crash(s(1));
    hand.fire(s(2), Timer::Contact);
    // S2 has voted in term 1. Of that S3 learns first.
    hand.campaign(s(3));
    hand.settle();
    assert_eq!(term(&hand, 3), Term(1));
    hand.campaign(s(3));
    hand.deliver(s(3), s(2));
    assert!(matches!(hand.notes[..], [Note::VoteRefusedOlderLog(..)]), "{:?}", hand.notes);
    hand.settle();
    assert_eq!(term(&hand, 3), Term(1));
}

#[test]
fn a_refusal_tells_of_a_later_term_and_a_grant_of_none() {
    let mut hand = cluster(3);
    hand.elect_all_but(1, 3);
    hand.crash(s(1));
    hand.fire(s(2), Timer::Contact);
    hand.campaign(s(3));
    hand.deliver(s(3), s(2));
    hand.deliver(s(2), s(3));
    assert_eq!(term(&hand, 3), Term(1), "S2 is in term 1");
    hand.campaign(s(3));
    let late = Message::RequestVoteReply { term: Term(9), ask: Ask::PreVote, vote: Vote::Granted };
    let flight = super::cluster::Flight { from: s(2), to: s(3), message: late };
    hand.arrive(flight);
    assert_eq!(hand.notes, [Note::VoteReplyIgnored(s(2), Term(9))]);
    assert_eq!(term(&hand, 3), Term(1), "nobody is in that term");
}

impl Hand {
    /// This server is elected, and that one hears nothing of it.
    pub(crate) fn elect_all_but(&mut self, leader: u8, deaf: u8) {
        self.campaign(s(leader));
        for _ in 0..20 {
            self.flights.retain(|flight| flight.to != s(deaf));
            for flight in core::mem::take(&mut self.flights) {
                self.arrive(flight);
            }
        }
        assert!(self.leads(s(leader)));
    }
}

/// S2 votes for S1, asks a pre-vote, and gives way to S1 again. S3 has stood in the same term, and
/// its call reaches S2 only now.
fn two_calls_in_a_term(pre_vote: u64, off: &[Rule]) -> Hand {
    let mut hand = Hand::of(with_options(3, &[("pre-vote", pre_vote)], off), 3);
    let stand = |hand: &mut Hand, node: u8| {
        hand.campaign(s(node));
        if pre_vote == 1 {
            hand.deliver(s(node), s(2));
            hand.deliver(s(2), s(node));
        }
    };
    stand(&mut hand, 3);
    stand(&mut hand, 1);
    hand.deliver(s(1), s(2));
    hand.deliver(s(2), s(1));
    // S1's first entry is lost; S2 waits so long that it asks whether it would win itself.
    hand.flights.retain(|flight| (flight.from, flight.to) != (s(1), s(2)));
    if pre_vote == 1 {
        hand.campaign(s(2));
    }
    hand.fire(s(1), Timer::Heartbeat);
    hand.deliver(s(1), s(2));
    hand.deliver(s(3), s(2));
    hand.deliver(s(2), s(3));
    hand
}

#[test]
fn to_forget_the_vote_is_harmless_and_so_is_a_pre_vote_and_both_elect_two() {
    let both = two_calls_in_a_term(1, &[Rule::KeepVote]);
    assert_eq!(both.broken.first().map(|(name, _)| *name), Some("election-safety"));
    for (pre_vote, off) in [(1, &[][..]), (0, &[Rule::KeepVote][..]), (0, &[][..])] {
        assert_eq!(two_calls_in_a_term(pre_vote, off).broken, [], "{pre_vote}, off: {off:?}");
    }
}
