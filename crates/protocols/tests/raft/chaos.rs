//! Random schedules of Raft.

use super::cluster::{raft, s};
use crate::harness::{Plan, Step, Tally, append};
use machine::{Command, NodeId, Protocol, Reply};
use protocols::raft::{Note, Raft, Role, Rule, Timer};

type Chaos = crate::harness::Chaos<Raft>;

const PLAN: Plan<Raft> = Plan {
    steps: &[
        (600, Step::Deliver),
        (12, Step::Lose),
        (12, Step::Double),
        (256, Step::Save),
        (35, Step::Fire(Timer::Heartbeat)),
        (6, Step::Fire(Timer::Election)),
        (51, Step::Ask),
        (6, Step::Crash),
        (22, Step::Restart),
    ],
    command: append,
    counted: |note| match note {
        Note::Elected(..) => Some("elections"),
        Note::Committed(..) => Some("commits"),
        _ => None,
    },
};

fn chaos(seed: u64, nodes: u8, off: &[Rule]) -> Chaos {
    Chaos::new(&PLAN, seed, nodes, raft(nodes, off))
}

/// The first seed whose schedule breaks a property, and which one.
pub(crate) fn search(
    off: &[Rule],
    nodes: u8,
    seeds: u64,
    steps: usize,
) -> Option<(u64, &'static str)> {
    crate::harness::search(seeds, steps, |seed| chaos(seed, nodes, off))
}

#[test]
fn every_property_holds_under_random_schedules() {
    let mut all = Tally::default();
    for seed in 1..=200 {
        let nodes = 1 + (seed % 9) as u8;
        chaos(seed, nodes, &[]).hold(2_000, &mut all);
    }
    all.expect_more_than(&[
        ("elections", 500),
        ("commits", 2_000),
        ("answers", 1_000),
        ("restarts", 1_000),
    ]);
}

#[test]
fn after_any_schedule_a_cluster_in_peace_elects_a_leader_and_carries_out_a_request() {
    for seed in 1..=60 {
        let nodes = 1 + (seed % 9) as u8;
        let mut chaos = chaos(seed, nodes, &[]);
        for _ in 0..500 {
            chaos.step();
        }
        let mut hand = chaos.hand;
        for node in NodeId::all(nodes) {
            if !hand.is_up(node) {
                hand.restart(node);
            }
        }
        hand.settle();
        let leader = (0..4 * nodes).find_map(|turn| {
            let node = s(1 + turn % nodes);
            if !hand.leads(node) {
                hand.campaign(node);
                hand.settle();
            }
            hand.leads(node).then_some(node)
        });
        let leader = leader.expect("somebody with a newest log wins");
        hand.ask(9, 1, leader, Command::Put("x".into(), "peace".into()));
        hand.settle();
        hand.fire(leader, Timer::Heartbeat);
        hand.settle();
        let done = hand
            .replies
            .iter()
            .any(|(client, _, reply)| client.0 == 9 && matches!(reply, Reply::Done(_)));
        assert!(done, "seed {seed}: the request is carried out");
        for node in NodeId::all(nodes) {
            assert_eq!(hand.value(node), Some("peace"), "seed {seed}, {node}");
            assert_eq!(hand.memory(node).state.log, hand.memory(leader).state.log);
        }
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn a_server_is_never_without_the_timer_its_role_needs() {
    for seed in 1..=40 {
        let mut chaos = chaos(seed, 5, &[]);
        for _ in 0..1_000 {
            chaos.step();
            for node in NodeId::all(5).filter(|node| chaos.hand.is_up(*node)) {
                let needed = match chaos.hand.memory(node).role {
                    Role::Leader { .. } => Timer::Heartbeat,
                    Role::Follower { .. } | Role::Candidate { .. } => Timer::Election,
                };
                let set = &chaos.hand.timers[node.index()];
                assert!(set.iter().eq([&needed]), "seed {seed}: {node} has {set:?}");
            }
        }
    }
    assert_eq!(Raft::info().timers.len(), 2);
}
