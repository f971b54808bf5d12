//! What another implementation's scripts of whole clusters check, where no other file here does it
//! already: duels, late messages, disruptive servers, transfers that meet something else.
//! `docs/raft/facts.md` lists them all.

use super::cluster::{Flight, Hand, put, s};
use super::server::{Server, append, log};
use crate::harness::with_options;
use machine::NodeId;
use protocols::raft::{Appended, LogIndex, Message, Note, Persistent, Role, Term, Timer};

const CHECK_QUORUM: (&str, u64) = ("check-quorum", 1);
const PRE_VOTE: (&str, u64) = ("pre-vote", 1);

fn cluster(nodes: u8, options: &[(&str, u64)]) -> Hand {
    Hand::of(with_options(nodes, options, &[]), nodes)
}

/// Everything arrives but what passes between these pairs, which is lost.
fn settle_but(hand: &mut Hand, cut: &[(u8, u8)]) {
    for _ in 0..50 {
        for flight in core::mem::take(&mut hand.flights) {
            let pair = (flight.from.0, flight.to.0);
            if !cut.contains(&pair) && !cut.contains(&(pair.1, pair.0)) {
                hand.arrive(flight);
            }
        }
    }
}

fn term(hand: &Hand, node: u8) -> Term {
    hand.memory(s(node)).state.term
}

/// S1 and S3, which cannot hear each other, both stand; S2 votes for S1. Then the network heals,
/// and S3 stands again.
fn duel(options: &[(&str, u64)]) -> Hand {
    let mut hand = cluster(3, options);
    hand.campaign(s(1));
    hand.campaign(s(3));
    settle_but(&mut hand, &[(1, 3)]);
    assert!(hand.leads(s(1)) && term(&hand, 1) == Term(1));
    assert!(matches!(hand.memory(s(3)).role, Role::Candidate { .. }));
    hand.campaign(s(3));
    hand.settle();
    assert_eq!(hand.terms(s(2)), [1]);
    assert_eq!(hand.terms(s(3)), [0; 0], "its log is older, so it does not win");
    hand
}

#[test]
fn a_candidate_with_an_older_log_deposes_the_leader_and_wins_nothing() {
    let hand = duel(&[]);
    assert!(NodeId::all(3).all(|node| !hand.leads(node)));
    assert!((1..=3).all(|node| term(&hand, node) == Term(2)));
}

#[test]
fn a_pre_candidate_with_an_older_log_leaves_the_leader_in_its_place() {
    let hand = duel(&[PRE_VOTE]);
    assert!(hand.leads(s(1)));
    assert!((1..=3).all(|node| term(&hand, node) == Term(1)));
}

#[test]
fn a_candidate_that_heard_nothing_gives_way_and_takes_the_leaders_log() {
    let mut hand = cluster(3, &[]);
    hand.campaign(s(1));
    hand.campaign(s(3));
    settle_but(&mut hand, &[(1, 2), (1, 3)]);
    assert!(hand.leads(s(3)));
    assert!(matches!(hand.memory(s(1)).role, Role::Candidate { .. }));
    hand.ask(1, 1, s(3), put("a"));
    hand.settle();
    hand.fire(s(3), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.memory(s(1)).role, Role::Follower { leader: Some(s(3)) });
    for node in NodeId::all(3) {
        assert_eq!((hand.terms(node), hand.value(node)), (vec![1, 1], Some("a")));
        assert_eq!(hand.memory(node).state.term, Term(1));
    }
}

#[test]
fn entries_of_a_leader_of_an_earlier_term_come_too_late() {
    let mut hand = cluster(3, &[]);
    for node in [1, 2, 1] {
        hand.elect(s(node));
    }
    let message = append(2, (2, 2), &[2], 3);
    hand.arrive(Flight { from: s(2), to: s(1), message });
    assert_eq!(hand.notes, [Note::EntriesRefusedStale(s(2), Term(2), Term(3))]);
    hand.settle();
    hand.ask(1, 1, s(1), put("a"));
    hand.settle();
    assert!(NodeId::all(3).all(|node| hand.terms(node) == [1, 2, 3, 3]));
    assert!(hand.leads(s(1)));
}

/// S1 leads, S3's timer runs out all the same, and S1 sends its next heartbeat.
fn disrupted(options: &[(&str, u64)]) -> Hand {
    let mut hand = cluster(3, options);
    hand.elect(s(1));
    hand.campaign(s(3));
    hand.settle();
    assert!(hand.leads(s(1)), "who hears the leader ignores the candidate");
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    hand
}

#[test]
fn with_check_quorum_alone_a_candidates_later_term_deposes_the_leader_by_an_answer() {
    let hand = disrupted(&[CHECK_QUORUM]);
    assert!(!hand.leads(s(1)));
    assert_eq!((term(&hand, 1), term(&hand, 2), term(&hand, 3)), (Term(2), Term(1), Term(2)));
}

#[test]
fn with_pre_vote_the_same_server_follows_its_leader_again() {
    let hand = disrupted(&[CHECK_QUORUM, PRE_VOTE]);
    assert!(hand.leads(s(1)));
    assert!((1..=3).all(|node| term(&hand, node) == Term(1)));
    assert_eq!(hand.memory(s(3)).role, Role::Follower { leader: Some(s(1)) });
}

#[test]
fn a_candidate_that_nobody_listens_to_is_freed_by_the_leaders_next_heartbeat() {
    let mut hand = cluster(3, &[CHECK_QUORUM]);
    hand.elect(s(1));
    for _ in 0..2 {
        hand.campaign(s(3));
        hand.settle();
    }
    assert_eq!((term(&hand, 3), term(&hand, 1)), (Term(3), Term(1)));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert!(!hand.leads(s(1)) && term(&hand, 1) == Term(3));
    // S2 would still ignore it; S1, which has stepped down, does not.
    hand.elect(s(3));
    assert_eq!(term(&hand, 3), Term(4));
}

#[test]
fn a_leader_overwrites_a_later_entry_that_no_majority_holds() {
    for options in [&[][..], &[PRE_VOTE]] {
        let mut hand = cluster(5, options);
        let disks: [(u64, Option<u8>, &[u64]); 5] = [
            (1, None, &[1]),
            (1, None, &[1]),
            (2, Some(3), &[2]),
            (2, Some(3), &[]),
            (2, Some(3), &[]),
        ];
        for (node, (term, vote, terms)) in NodeId::all(5).zip(disks) {
            hand.crash(node);
            hand.disks[node.index()] = Persistent {
                term: Term(term),
                vote: vote.map(NodeId),
                log: log(terms),
                ..Persistent::default()
            };
            hand.restart(node);
        }
        hand.campaign(s(1));
        hand.settle();
        assert!(!hand.leads(s(1)) && term(&hand, 1) == Term(2), "term 2 has been voted in");
        hand.elect(s(1));
        for node in NodeId::all(5) {
            assert_eq!(hand.memory(node).state.term, Term(3));
            assert_eq!(hand.terms(node), [1, 3], "{node}, {options:?}");
        }
    }
}

#[test]
fn what_is_proposed_before_and_after_a_change_of_leaders_is_held_by_all() {
    let mut hand = cluster(3, &[]);
    hand.elect(s(1));
    hand.ask(1, 1, s(1), put("a"));
    hand.settle();
    assert_eq!(hand.memory(s(1)).commit, LogIndex(2));
    hand.elect(s(2));
    hand.ask(1, 2, s(2), put("b"));
    hand.settle();
    hand.fire(s(2), Timer::Heartbeat);
    hand.settle();
    for node in NodeId::all(3) {
        assert_eq!((hand.terms(node), hand.value(node)), (vec![1, 1, 2, 2], Some("b")));
        assert_eq!(hand.memory(node).commit, LogIndex(4));
    }
    assert_eq!(hand.replies.len(), 2);
}

#[test]
fn a_leader_finds_where_a_log_parts_in_a_refusal_a_term_and_one_if_the_log_is_short() {
    // The leader's log, the follower's, and how often the follower refuses.
    let table: [(&[u64], &[u64], u64); 8] = [
        (&[1, 2, 2, 4, 4, 4, 4], &[1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3], 1),
        (&[1, 2, 2, 3, 4, 4, 4, 5], &[1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3], 1),
        (&[1, 1, 1, 1], &[1, 1, 2, 2], 1),
        (&[1, 1, 1, 1, 1, 1], &[1, 1], 1),
        (&[1, 1, 1, 1, 1, 1], &[], 1),
        (&[2, 2, 2, 2], &[1, 1, 1, 1], 1),
        (&[1, 1, 1, 4, 4, 5, 5, 6, 6, 6], &[1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3], 2),
        (&[1, 1, 1, 4, 4, 5, 5, 6, 6, 6], &[1, 1, 1, 4, 4, 4, 4], 2),
    ];
    for (ours, theirs, expected) in table {
        let held = [ours.len() as u64, 0, 0];
        let mut leader = Server::leader(9, ours, &held);
        let mut follower = Server::new(3, 9, None, theirs);
        let mut call = leader.fire(Timer::Heartbeat).sent()[0].1.clone();
        let mut refusals = 0;
        loop {
            let answer = follower.receive(2, call).only();
            let refused = matches!(
                answer,
                Message::AppendEntriesReply { result: Appended::Conflict { .. }, .. }
            );
            refusals += u64::from(refused);
            let next = leader.receive(2, answer).sent();
            let Some((_, message)) = next.into_iter().next() else { break };
            call = message;
        }
        assert_eq!((follower.terms(), refusals), (ours.to_vec(), expected), "{theirs:?}");
    }
}

/// S1 has been told to hand over to S3, and nothing of that has arrived.
fn handing_over() -> Hand {
    let mut hand = cluster(3, &[]);
    hand.elect(s(1));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    hand.order(s(1), "transfer", &[s(3)]);
    hand.flights.clear();
    hand
}

#[test]
fn a_leader_that_hands_over_votes_for_a_candidate_of_a_later_term_and_forgets_the_transfer() {
    let mut hand = handing_over();
    hand.elect(s(2));
    assert_eq!(hand.memory(s(1)).contact.transfer, None);
    assert!(!hand.timers[0].contains(&Timer::Transfer));
    hand.ask(1, 1, s(1), put("a"));
    assert!(matches!(hand.notes[..], [Note::RequestRedirected(_, Some(to))] if to == s(2)));
}

#[test]
fn a_second_transfer_to_another_server_takes_the_place_of_the_first() {
    let mut hand = handing_over();
    hand.order(s(1), "transfer", &[s(2)]);
    hand.settle();
    assert!(hand.leads(s(2)) && !hand.leads(s(3)));
}

/// The other implementation does not let a second order to the same server take up the time anew.
#[test]
fn a_second_transfer_to_the_same_server_tells_it_again() {
    let mut hand = handing_over();
    hand.order(s(1), "transfer", &[s(3)]);
    assert_eq!(hand.notes, [Note::TransferBegun(s(3)), Note::HandedOver(s(3))]);
    hand.settle();
    assert!(hand.leads(s(3)));
}

/// In the other implementation an order to keep the lead takes the transfer back.
#[test]
fn a_transfer_to_the_leader_itself_changes_nothing_about_one_under_way() {
    let mut hand = handing_over();
    hand.order(s(1), "transfer", &[s(1)]);
    assert_eq!(hand.notes, [Note::TransferIdle]);
    assert_eq!(hand.memory(s(1)).contact.transfer, Some(s(3)));
    hand.fire(s(1), Timer::Transfer);
    assert!(hand.leads(s(1)) && hand.memory(s(1)).contact.transfer.is_none());
}
