//! What another implementation's tests of snapshots, learners and changes check, where no other
//! file here does it already. `docs/raft/facts.md` lists them all.

use super::cluster::{Hand, put, s};
use super::server::{Server, request_vote, vote};
use crate::harness::with_options;
use machine::NodeId;
use protocols::raft::{LogIndex, Note, Refused, Term, Timer, Vote};

/// S1 leads, and has replaced the first `count` commands by a snapshot. S3 has heard of nothing but
/// the leader's first entry.
fn compacted(count: u64, more: &[(&str, u64)]) -> Hand {
    let mut hand = Hand::of(with_options(5, &[&[("members", 3)], more].concat(), &[]), 5);
    hand.elect(s(1));
    for number in 1..=count {
        hand.ask(1, number, s(1), put(&number.to_string()));
        hand.settle_among(&[1, 2]);
    }
    hand.order(s(1), "compact", &[]);
    assert_eq!(begin(&hand, 1), count + 1);
    hand
}

/// The last index that a server's log does not hold any more.
fn begin(hand: &Hand, node: u8) -> u64 {
    hand.memory(s(node)).state.log.base().index.0
}

#[test]
fn a_snapshot_takes_the_place_of_a_log_that_lags() {
    let mut hand = compacted(3, &[]);
    assert_eq!(hand.memory(s(3)).state.log.last_index(), LogIndex(1));
    hand.beat(1, &[1, 2, 3]);
    let (leader, follower) = (hand.memory(s(1)).clone(), hand.memory(s(3)).clone());
    assert_eq!(begin(&hand, 3), 4);
    assert_eq!(follower.state.log.base(), leader.state.log.base(), "the same index and term");
    assert_eq!((follower.commit, follower.applied), (LogIndex(4), LogIndex(4)));
    assert_eq!(follower.store, leader.store);
    hand.ask(1, 4, s(1), put("4"));
    hand.settle();
    hand.beat(1, &[1, 2, 3]);
    assert_eq!((hand.value(s(3)), hand.memory(s(3)).applied), (Some("4"), LogIndex(5)));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_follower_whose_snapshot_is_lost_gets_it_again() {
    let mut hand = compacted(2, &[]);
    hand.fire(s(1), Timer::Heartbeat);
    hand.flights.retain(|flight| flight.to != s(3));
    hand.settle();
    assert_eq!(begin(&hand, 3), 0);
    for _ in 0..3 {
        hand.beat(1, &[1, 2, 3]);
    }
    assert_eq!((begin(&hand, 3), hand.value(s(3))), (3, Some("2")));
}

#[test]
fn a_snapshot_brings_learners_and_both_halves_of_a_joint_configuration() {
    // How the cluster changes, the order, whom it names, and what comes of it.
    type Case = (u64, &'static str, &'static [u8], &'static str);
    let cases: [Case; 2] = [
        (0, "add-learner", &[4], "{1,2,3}+{4}"),
        (2, "reconfigure", &[1, 2, 4, 5], "{1,2,3}→{1,2,4,5}"),
    ];
    for (changes, order, named, expected) in cases {
        let mut hand = compacted(1, &[("changes", changes)]);
        let named: Vec<NodeId> = named.iter().copied().map(NodeId).collect();
        hand.order(s(1), order, &named);
        for _ in 0..4 {
            hand.beat(1, &[1, 2, 4, 5]);
        }
        assert_eq!(hand.configuration(1), expected);
        assert_eq!(hand.configuration(3), "", "S3 has heard of nothing");
        hand.order(s(1), "compact", &[]);
        for _ in 0..3 {
            hand.beat(1, &[1, 2, 3, 4, 5]);
        }
        assert_eq!(hand.configuration(3), expected);
        assert_eq!(begin(&hand, 3), begin(&hand, 1));
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn a_learner_gets_a_snapshot_and_then_the_entries_after_it() {
    let mut hand = compacted(2, &[]);
    hand.order(s(1), "add-learner", &[s(4)]);
    for _ in 0..3 {
        hand.beat(1, &[1, 2, 4]);
    }
    assert_eq!((begin(&hand, 4), hand.value(s(4))), (3, Some("2")));
    assert_eq!(hand.configuration(4), "{1,2,3}+{4}");
    hand.fire(s(4), Timer::Election);
    assert_eq!(hand.notes, [Note::StandsOutside], "it never stands");
}

/// Voters need not be members: the entry that makes it one may be in the candidate's log only.
#[test]
fn a_server_that_takes_itself_for_no_voter_votes_all_the_same() {
    let raft = with_options(3, &[("members", 2)], &[]);
    let mut learner = Server::new(3, 1, None, &[]);
    learner.raft = raft;
    learner.node.id = s(3);
    let did = learner.receive(2, request_vote(2, (1, 11)));
    assert_eq!(did.only(), vote(2, Vote::Granted));
    assert_eq!(learner.node.disk.vote, Some(s(2)));
}

#[test]
fn a_leader_that_found_a_change_in_its_log_makes_no_other_until_it_is_committed() {
    for found in [false, true] {
        let mut hand = Hand::of(with_options(4, &[("members", 3)], &[]), 4);
        hand.elect(s(1));
        if found {
            hand.order(s(1), "remove-server", &[s(3)]);
            hand.deliver(s(1), s(2));
        }
        hand.crash(s(1));
        hand.flights.clear();
        let members = if found { "{1,2}" } else { "" };
        assert_eq!(hand.configuration(2), members);
        // S2 and S3 elect S2, unless S3 is no voter any more: then S1 has to be back.
        hand.restart(s(1));
        hand.elect_by(s(2), &[if found { 1 } else { 3 }]);
        hand.order(s(2), "add-learner", &[s(4)]);
        let why = if found { Refused::ChangeUnderWay } else { Refused::NothingCommitted };
        assert_eq!(hand.notes, [Note::ChangeRefused(why)]);
        hand.fire(s(2), Timer::Heartbeat);
        hand.settle();
        assert_eq!(hand.memory(s(2)).state.term, Term(2));
        hand.order(s(2), "add-learner", &[s(4)]);
        hand.settle();
        assert!(hand.configuration(2).ends_with("+{4}"), "{}", hand.configuration(2));
    }
}

#[test]
fn a_leader_hands_over_to_a_server_that_needs_a_snapshot_first() {
    let mut hand = compacted(3, &[]);
    hand.order(s(1), "transfer", &[s(3)]);
    assert_eq!(hand.notes.first(), Some(&Note::TransferBegun(s(3))));
    hand.settle_among(&[1, 2, 3]);
    assert!(hand.leads(s(3)), "{:?}", hand.memory(s(1)).contact);
    assert_eq!((begin(&hand, 3), hand.value(s(3))), (4, Some("3")));
}

#[test]
fn a_leader_hands_over_to_voters_only() {
    let mut hand = compacted(1, &[]);
    hand.order(s(1), "add-learner", &[s(4)]);
    for _ in 0..3 {
        hand.beat(1, &[1, 2, 4]);
    }
    for target in [4, 5, 9] {
        hand.order(s(1), "transfer", &[s(target)]);
        assert_eq!(hand.notes, [Note::TransferIdle], "S{target}");
        assert_eq!(hand.memory(s(1)).contact.transfer, None);
    }
}

/// In the other implementation removing the target takes a transfer back; here the cluster is not
/// changed while a leader hands over, which ends by itself.
#[test]
fn while_a_leader_hands_over_the_target_is_neither_removed_nor_made_a_learner() {
    let mut hand = compacted(1, &[]);
    hand.beat(1, &[1, 2, 3]);
    hand.order(s(1), "transfer", &[s(3)]);
    hand.flights.clear();
    for order in ["remove-server", "add-learner"] {
        hand.order(s(1), order, &[s(3)]);
        assert_eq!(hand.notes, [Note::ChangeRefused(Refused::HandingOver)]);
    }
    hand.fire(s(1), Timer::Transfer);
    hand.order(s(1), "remove-server", &[s(3)]);
    hand.settle();
    assert_eq!(hand.configuration(2), "{1,2}");
}
