//! Who belongs to the cluster: section 6; the dissertation, 4.1 to 4.3.

use super::cluster::{Hand, put, s};
use crate::harness::with_options;
use machine::{NodeId, NodeSet, Protocol, Reply, Standing};
use protocols::raft::{Impossible, LogIndex, Note, Refused, Role, Timer};

const EXPLICIT: (&str, u64) = ("changes", 2);

/// S1 leads the first `members` of `nodes` servers, and all of them know what it has committed.
fn led(nodes: u8, members: u64, more: &[(&str, u64)]) -> Hand {
    let options = [&[("members", members)], more].concat();
    let mut hand = Hand::of(with_options(nodes, &options, &[]), nodes);
    hand.elect(s(1));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    hand
}

fn set(nodes: &[u8]) -> NodeSet {
    nodes.iter().copied().map(NodeId).collect()
}

fn named(nodes: &[u8]) -> Vec<NodeId> {
    nodes.iter().copied().map(NodeId).collect()
}

fn refused(hand: &Hand) -> Refused {
    match hand.notes[..] {
        [Note::ChangeRefused(why)] => why,
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn who_is_outside_waits_without_a_timer_and_is_asked_nothing() {
    let mut hand = led(5, 3, &[]);
    for outsider in [4, 5] {
        assert!(hand.timers[s(outsider).index()].is_empty());
        assert_eq!(hand.terms(s(outsider)), [0_u64; 0]);
    }
    hand.ask(1, 1, s(4), put("1"));
    assert_eq!(hand.replies.last().map(|(_, _, reply)| reply), Some(&Reply::Redirect(None)));
    let membership = hand.protocol.membership(hand.node(s(1))).unwrap();
    assert_eq!(membership.voters, set(&[1, 2, 3]));
    assert_eq!((membership.outgoing, membership.learners), (set(&[]), set(&[])));
    assert_eq!(membership.standing, Standing::Decided);
}

#[test]
fn a_new_server_catches_up_and_then_votes() {
    let mut hand = led(4, 3, &[]);
    hand.ask(1, 1, s(1), put("1"));
    hand.settle();
    hand.order(s(1), "add-server", &named(&[4]));
    assert_eq!(hand.notes, [Note::CatchUpRound(set(&[4]), 1, LogIndex(2))]);
    assert_eq!(hand.configuration(1), "", "nothing has changed yet");
    hand.settle();
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    for server in 1..=4 {
        assert_eq!(hand.configuration(server), "{1,2,3,4}");
        assert_eq!(hand.memory(s(server)).commit, LogIndex(3));
    }
    assert!(!hand.timers[0].contains(&Timer::CatchUp));
    hand.crash(s(1));
    hand.elect(s(4));
}

#[test]
fn a_configuration_counts_from_when_it_is_in_the_log_on() {
    let mut hand = led(4, 3, &[]);
    hand.order(s(1), "add-server", &named(&[4]));
    hand.settle_among(&[1, 4]);
    assert_eq!(hand.configuration(1), "{1,2,3,4}");
    let commit = hand.memory(s(1)).commit;
    hand.beat(1, &[1, 2]);
    assert_eq!(hand.memory(s(1)).commit, LogIndex(2), "three of four have it");
    assert!(hand.memory(s(1)).commit > commit);
}

#[test]
fn a_server_falls_back_when_a_configuration_is_deleted_from_its_log() {
    let mut hand = led(4, 3, &[]);
    hand.order(s(1), "add-server", &named(&[4]));
    hand.settle_among(&[1, 4]);
    hand.elect_by(s(2), &[3]);
    hand.beat(2, &[1, 2, 3]);
    assert_eq!(hand.configuration(1), "");
    let membership = hand.protocol.membership(hand.node(s(1))).unwrap();
    assert_eq!(membership.voters, set(&[1, 2, 3]));
    assert_eq!(hand.broken, []);
}

#[test]
fn several_voters_change_by_way_of_a_joint_configuration() {
    let mut hand = led(5, 3, &[]);
    hand.order(s(1), "reconfigure", &named(&[1, 4, 5]));
    hand.settle_among(&[1, 4, 5]);
    assert_eq!(hand.configuration(1), "{1,2,3}→{1,4,5}");
    assert_eq!(hand.memory(s(1)).commit, LogIndex(1), "the old half has not agreed");
    hand.beat(1, &[1, 2]);
    assert_eq!(hand.memory(s(1)).commit, LogIndex(2), "now both have");
    hand.beat(1, &[1, 4, 5]);
    assert_eq!(hand.configuration(1), "{1,4,5}");
    assert_eq!(hand.memory(s(1)).commit, LogIndex(3));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_candidate_of_a_joint_configuration_needs_both_halves() {
    let mut hand = led(5, 3, &[]);
    hand.order(s(1), "reconfigure", &named(&[1, 4, 5]));
    hand.settle_among(&[1, 4, 5]);
    hand.crash(s(1));
    hand.campaign(s(4));
    assert_eq!(hand.flights.len(), 4, "every voter of either half is asked");
    hand.deliver(s(4), s(5));
    hand.deliver(s(5), s(4));
    let halves = Note::VoteCountedTwice(s(5), (0, 2), (2, 2));
    assert_eq!(hand.notes, [halves]);
    assert!(!hand.leads(s(4)));
    for voter in [2, 3] {
        hand.deliver(s(4), s(voter));
        hand.deliver(s(voter), s(4));
    }
    assert!(hand.leads(s(4)));
    hand.settle();
    assert_eq!(hand.configuration(4), "{1,4,5}", "the new leader completes the change");
}

#[test]
fn a_leader_that_is_removed_does_not_count_itself_and_steps_down() {
    let mut hand = led(3, 9, &[]);
    hand.order(s(1), "remove-server", &named(&[1]));
    assert!(hand.leads(s(1)) && hand.memory(s(1)).commit == LogIndex(1));
    hand.deliver(s(1), s(2));
    hand.deliver(s(2), s(1));
    assert_eq!(hand.memory(s(1)).commit, LogIndex(1), "its own copy is none of the two");
    hand.deliver(s(1), s(3));
    hand.deliver(s(3), s(1));
    assert!(hand.notes.contains(&Note::LeftAsLeader(LogIndex(2))), "{:?}", hand.notes);
    assert!(!hand.leads(s(1)));
    hand.flights.clear();
    hand.fire(s(1), Timer::Election);
    assert_eq!(hand.notes, [Note::StandsOutside]);
    hand.elect(s(2));
    assert_eq!(hand.broken, []);
}

#[test]
fn a_server_that_is_being_removed_stands_and_does_not_vote_for_itself() {
    // Figure 4.6: of two servers only S1 has the entry that removes it, and only S1 can win.
    let mut hand = led(2, 2, &[]);
    hand.order(s(1), "remove-server", &named(&[1]));
    hand.flights.clear();
    hand.crash(s(1));
    hand.restart(s(1));
    hand.campaign(s(2));
    hand.settle();
    assert!(!hand.leads(s(2)));
    hand.campaign(s(1));
    assert!(matches!(hand.memory(s(1)).role, Role::Candidate { ref votes } if votes.is_empty()));
    hand.settle();
    assert!(!hand.leads(s(1)), "it has led, committed its removal, and stepped down");
    hand.elect(s(2));
    assert_eq!(hand.configuration(2), "{2}");
    assert_eq!(hand.broken, []);
}

#[test]
fn a_learner_is_told_everything_and_counts_for_nothing_until_it_is_promoted() {
    let mut hand = led(4, 3, &[]);
    hand.order(s(1), "add-learner", &named(&[4]));
    hand.settle_among(&[1, 4]);
    assert_eq!(hand.configuration(4), "{1,2,3}+{4}");
    assert_eq!(hand.memory(s(1)).commit, LogIndex(1));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
    assert_eq!(hand.memory(s(1)).commit, LogIndex(2));
    hand.fire(s(4), Timer::Election);
    assert_eq!(hand.notes, [Note::StandsOutside]);
    hand.order(s(1), "transfer", &named(&[4]));
    assert_eq!(hand.notes, [Note::TransferIdle]);
    hand.order(s(1), "promote", &named(&[4]));
    hand.settle();
    assert_eq!(hand.configuration(4), "{1,2,3,4}");
}

#[test]
fn who_cannot_catch_up_does_not_get_in() {
    let mut hand = led(4, 3, &[]);
    hand.crash(s(4));
    hand.order(s(1), "add-server", &named(&[4]));
    hand.settle();
    hand.fire(s(1), Timer::CatchUp);
    assert_eq!(hand.notes, [Note::ChangeGivenUp(set(&[4]))]);
    hand.order(s(1), "remove-server", &named(&[3]));
    hand.settle();
    assert_eq!(hand.configuration(2), "{1,2}", "other changes can be made");
}

#[test]
fn a_slow_round_is_followed_by_another_and_a_quick_one_ends_it() {
    let mut hand = led(4, 3, &[("batch", 1)]);
    for number in 1..=3 {
        hand.ask(1, number, s(1), put("1"));
        hand.settle();
    }
    hand.order(s(1), "add-server", &named(&[4]));
    for _ in 0..2 {
        hand.deliver(s(1), s(4));
        hand.deliver(s(4), s(1));
    }
    hand.fire(s(1), Timer::CatchUp);
    assert_eq!(hand.notes, [Note::CatchUpSlow(set(&[4]), 1)]);
    hand.ask(1, 4, s(1), put("2"));
    while hand.memory(s(1)).catch_up.is_some() {
        hand.deliver(s(1), s(4));
        hand.deliver(s(4), s(1));
    }
    assert!(hand.notes.contains(&Note::CaughtUp(set(&[4]), 2)), "the first took too long");
    assert_eq!(hand.configuration(1), "{1,2,3,4}");
}

#[test]
fn a_joint_configuration_that_is_left_by_order_waits_for_it() {
    let mut hand = led(3, 2, &[EXPLICIT]);
    hand.order(s(1), "add-server", &named(&[3]));
    hand.settle();
    assert_eq!(hand.configuration(1), "{1,2}→{1,2,3}");
    hand.order(s(1), "add-learner", &named(&[2]));
    assert_eq!(refused(&hand), Refused::Impossible(Impossible::Joint));
    hand.order(s(1), "leave-joint", &[]);
    hand.settle();
    assert_eq!(hand.configuration(3), "{1,2,3}");
    hand.order(s(1), "leave-joint", &[]);
    assert_eq!(refused(&hand), Refused::Impossible(Impossible::NotJoint));
}

#[test]
fn a_leader_says_why_it_does_not_change_the_cluster() {
    let mut hand = led(4, 3, &[]);
    hand.order(s(2), "add-server", &named(&[4]));
    assert_eq!(refused(&hand), Refused::NotLeading);
    for (order, who) in [("add-server", 2), ("promote", 4), ("remove-server", 4)] {
        hand.order(s(1), order, &named(&[who]));
        assert_eq!(refused(&hand), Refused::Nothing, "{order}");
    }
    hand.order(s(1), "remove-server", &named(&[3]));
    hand.order(s(1), "remove-server", &named(&[2]));
    assert_eq!(refused(&hand), Refused::ChangeUnderWay);
    hand.elect_by(s(2), &[3]);
    hand.order(s(2), "remove-server", &named(&[3]));
    assert_eq!(refused(&hand), Refused::NothingCommitted);
    let mut alone = led(2, 1, &[]);
    alone.order(s(1), "remove-server", &named(&[1]));
    assert_eq!(refused(&alone), Refused::Impossible(Impossible::NoVoters));
}

#[test]
fn what_was_known_of_a_server_is_forgotten_when_it_comes_back() {
    let mut hand = led(3, 3, &[]);
    hand.order(s(1), "remove-server", &named(&[3]));
    hand.settle();
    hand.crash(s(3));
    hand.disks[2] = Default::default();
    hand.order(s(1), "add-learner", &named(&[3]));
    let Role::Leader { matched, .. } = &hand.memory(s(1)).role else { panic!("it leads") };
    assert_eq!(matched[2], LogIndex(0));
}

#[test]
fn a_snapshot_brings_the_configuration() {
    let mut hand = led(5, 3, &[("snapshot-chunk", 1)]);
    hand.order(s(1), "add-server", &named(&[4]));
    hand.settle();
    hand.ask(1, 1, s(1), put("1"));
    hand.settle();
    hand.order(s(1), "compact", &[]);
    hand.settle();
    assert_eq!(hand.memory(s(1)).state.log.base().index, LogIndex(3));
    hand.order(s(1), "add-learner", &named(&[5]));
    hand.settle();
    let log = &hand.memory(s(5)).state.log;
    assert_eq!(log.base().index, LogIndex(3), "it got no entry before");
    let known: Vec<String> = log.configurations().iter().map(|(_, it)| it.to_string()).collect();
    assert_eq!(known, ["{1,2,3,4}", "{1,2,3,4}+{5}"]);
    hand.crash(s(1));
    hand.restart(s(1));
    let membership = hand.protocol.membership(hand.node(s(1))).unwrap();
    assert_eq!(membership.voters, set(&[1, 2, 3, 4]), "a restart finds it again");
}

#[test]
fn a_server_that_is_sent_a_snapshot_is_not_given_up_while_parts_arrive() {
    let mut hand = led(4, 3, &[("snapshot-chunk", 1)]);
    for number in 1..=3 {
        hand.ask(number, 1, s(1), put("1"));
        hand.settle();
    }
    hand.order(s(1), "compact", &[]);
    hand.settle();
    hand.order(s(1), "add-server", &named(&[4]));
    for _ in 0..2 {
        hand.deliver(s(1), s(4));
        hand.deliver(s(4), s(1));
    }
    hand.fire(s(1), Timer::CatchUp);
    assert_eq!(hand.notes, [Note::CatchUpSlow(set(&[4]), 1)]);
    hand.fire(s(1), Timer::CatchUp);
    assert_eq!(hand.notes, [Note::ChangeGivenUp(set(&[4]))]);
}
