//! The rules of changing the cluster, each followed and not.

use super::cluster::{Hand, put, s};
use crate::harness::with_options;
use machine::NodeId;
use protocols::raft::{Rule, Timer};

/// The same schedule with every rule followed, and without this one.
fn compare(rule: Rule, (nodes, members): (u8, u64), breaks: &str, schedule: impl Fn(&mut Hand)) {
    for (off, expected) in [(&[][..], None), (&[rule][..], Some(breaks))] {
        let mut hand = Hand::of(with_options(nodes, &[("members", members)], off), nodes);
        begin(&mut hand);
        schedule(&mut hand);
        let first = hand.broken.first().map(|(name, _)| *name);
        assert_eq!(first, expected, "{rule:?}, off: {off:?}");
    }
}

/// S1 leads, and everybody knows what it has committed.
fn begin(hand: &mut Hand) {
    hand.elect(s(1));
    hand.fire(s(1), Timer::Heartbeat);
    hand.settle();
}

fn order(hand: &mut Hand, leader: u8, name: &str, named: &[u8]) {
    let named: Vec<NodeId> = named.iter().copied().map(NodeId).collect();
    hand.order(s(leader), name, &named);
}

/// A server stands, and these hear it.
fn stand(hand: &mut Hand, candidate: u8, voters: &[u8]) {
    hand.campaign(s(candidate));
    for voter in voters {
        hand.deliver(s(candidate), s(*voter));
        hand.deliver(s(*voter), s(candidate));
    }
    hand.flights.clear();
}

/// S1 changes the cluster once these have caught up. They hear of it, and nobody else.
fn change(hand: &mut Hand, name: &str, named: &[u8], told: &[u8]) {
    let before = hand.configuration(1);
    order(hand, 1, name, named);
    for _ in 0..4 {
        for newcomer in told {
            hand.deliver(s(1), s(*newcomer));
            if hand.configuration(1) == before {
                hand.deliver(s(*newcomer), s(1));
            }
        }
    }
    hand.flights.clear();
}

/// S1 wants S4 and S5 instead of S2 and S3.
fn most_are_replaced(hand: &mut Hand) {
    change(hand, "reconfigure", &[1, 4, 5], &[4, 5]);
    stand(hand, 2, &[3]);
    stand(hand, 4, &[1, 5]);
}

#[test]
fn a_switch_in_one_step_lets_two_majorities_elect() {
    compare(Rule::JointConsensus, (5, 3), "election-safety", most_are_replaced);
}

#[test]
fn a_joint_configuration_that_asks_the_new_half_only_elects_two() {
    compare(Rule::BothMajorities, (5, 3), "election-safety", most_are_replaced);
}

#[test]
fn two_changes_at_a_time_let_two_majorities_elect() {
    compare(Rule::OneChangeAtATime, (5, 3), "election-safety", |hand| {
        change(hand, "add-server", &[4], &[4]);
        change(hand, "add-server", &[5], &[5, 4]);
        stand(hand, 2, &[3]);
        stand(hand, 4, &[1, 5]);
    });
}

#[test]
fn a_change_before_an_entry_of_the_own_term_loses_what_is_committed() {
    // Ongaro's own example of 2015, in a cluster of four.
    compare(Rule::ChangeAfterOwnTerm, (5, 4), "leader-completeness", |hand| {
        order(hand, 1, "add-server", &[5]);
        hand.settle_among(&[1, 5]);
        stand(hand, 2, &[3, 4]);
        order(hand, 2, "remove-server", &[1]);
        hand.settle_among(&[2, 3]);
        hand.crash(s(1));
        hand.restart(s(1));
        stand(hand, 1, &[]);
        stand(hand, 1, &[4, 5]);
    });
}

#[test]
fn configurations_that_wait_for_the_commit_lie_more_than_one_server_apart() {
    compare(Rule::NewConfigurationAtOnce, (5, 3), "election-safety", |hand| {
        for newcomer in [4, 5] {
            order(hand, 1, "add-server", &[newcomer]);
            hand.settle_among(&[1, newcomer]);
            hand.beat(1, &[1, 2, 4, newcomer]);
            hand.beat(1, &[1, 2, 4, newcomer]);
        }
        // S2 has both, and has forgotten that they are committed.
        hand.crash(s(2));
        hand.restart(s(2));
        stand(hand, 2, &[3]);
        stand(hand, 4, &[1, 5]);
    });
}

#[test]
fn a_leader_that_is_removed_and_leads_on_leads_from_outside() {
    compare(Rule::StepDownWhenRemoved, (3, 3), "members-lead", |hand| {
        order(hand, 1, "remove-server", &[1]);
        hand.settle();
    });
}

#[test]
fn a_leader_that_counts_itself_although_it_is_removed_commits_too_soon() {
    compare(Rule::CountMembersOnly, (4, 4), "leader-completeness", |hand| {
        change(hand, "remove-server", &[1], &[3, 4]);
        hand.ask(1, 1, s(1), put("1"));
        hand.beat(1, &[1, 2]);
        stand(hand, 3, &[4]);
    });
}

#[test]
fn who_does_not_stand_while_it_is_removed_leaves_nobody_who_can_win() {
    for (off, wins) in [(&[][..], true), (&[Rule::StandUntilRemoved][..], false)] {
        let mut hand = Hand::of(with_options(2, &[], off), 2);
        begin(&mut hand);
        order(&mut hand, 1, "remove-server", &[1]);
        hand.flights.clear();
        hand.crash(s(1));
        hand.restart(s(1));
        for node in [2, 1, 2, 2] {
            if hand.timers[s(node).index()].contains(&Timer::Election) {
                hand.campaign(s(node));
                hand.settle();
            }
        }
        assert_eq!(hand.leads(s(2)), wins, "{off:?}");
    }
}

#[test]
fn a_server_that_votes_before_it_has_the_log_stops_the_cluster() {
    for (off, is_done) in [(&[][..], true), (&[Rule::CatchUpFirst][..], false)] {
        let mut hand = Hand::of(with_options(4, &[("members", 3)], off), 4);
        begin(&mut hand);
        hand.crash(s(3));
        hand.crash(s(4));
        order(&mut hand, 1, "add-server", &[4]);
        hand.ask(1, 1, s(1), put("1"));
        hand.settle();
        assert_eq!(hand.value(s(1)).is_some(), is_done, "{off:?}");
    }
}
