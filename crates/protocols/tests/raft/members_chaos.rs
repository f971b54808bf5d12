//! Random schedules in which the cluster is changed all the time.

use super::cluster::{Hand, s};
use crate::harness::{Plan, Step, Tally, append, search, with_options};
use machine::NodeId;
use protocols::raft::{Note, Raft, Rule, Timer};

type Chaos = crate::harness::Chaos<Raft>;
type Options = &'static [(&'static str, u64)];

const PLAN: Plan<Raft> = Plan {
    steps: &[
        (576, Step::Deliver),
        (12, Step::Lose),
        (12, Step::Double),
        (230, Step::Save),
        (30, Step::Fire(Timer::Heartbeat)),
        (8, Step::Fire(Timer::Election)),
        (8, Step::Fire(Timer::Contact)),
        (2, Step::Fire(Timer::Quorum)),
        (2, Step::Fire(Timer::Transfer)),
        (4, Step::Fire(Timer::CatchUp)),
        (4, Step::Order("compact")),
        (2, Step::Order("transfer")),
        (10, Step::Order("add-server")),
        (8, Step::Order("add-learner")),
        (6, Step::Order("promote")),
        (10, Step::Order("remove-server")),
        (12, Step::Order("reconfigure")),
        (4, Step::Order("leave-joint")),
        (32, Step::Ask),
        (6, Step::Crash),
        (22, Step::Restart),
    ],
    command: append,
    counted: |note| match note {
        Note::Elected(..) => Some("elections"),
        Note::Committed(..) => Some("commits"),
        Note::ConfigurationAppended(_, configuration) if configuration.is_joint() => Some("joint"),
        Note::ConfigurationAppended(..) => Some("simple"),
        Note::VoteCountedTwice(..) => Some("joint votes"),
        Note::CaughtUp(..) => Some("caught up"),
        Note::ChangeGivenUp(_) => Some("given up"),
        Note::LeftAsLeader(_) => Some("leaders removed"),
        Note::StandsOutside => Some("outsiders"),
        Note::SnapshotInstalled(_) => Some("snapshots installed"),
        _ => None,
    },
};

const ALL: Options = &[
    ("pre-vote", 1),
    ("check-quorum", 1),
    ("reads", 2),
    ("parallel-writes", 1),
    ("snapshot-every", 4),
];

fn chaos(seed: u64, nodes: u8, more: Options, off: &[Rule]) -> Chaos {
    let members = 1 + seed / 7 % u64::from(nodes);
    let changed = [&[("members", members), ("changes", seed / 3 % 3)], more].concat();
    Chaos::new(&PLAN, seed, nodes, with_options(nodes, &changed, off))
}

#[test]
fn every_property_holds_while_the_cluster_changes() {
    for options in [&[], ALL] {
        let mut all = Tally::default();
        for seed in 1..=200 {
            chaos(seed, 1 + (seed % 9) as u8, options, &[]).hold(3_000, &mut all);
        }
        all.expect_more_than(&[
            ("elections", 200),
            ("commits", 1_000),
            ("joint", 100),
            ("simple", 100),
            ("joint votes", 10),
            ("caught up", 50),
            ("given up", 10),
            ("leaders removed", 5),
            ("outsiders", 20),
            ("snapshots installed", 20),
        ]);
    }
}

#[test]
fn random_schedules_find_what_breaks_without_most_of_the_rules() {
    let table = [
        Rule::JointConsensus,
        Rule::BothMajorities,
        Rule::OneChangeAtATime,
        Rule::NewConfigurationAtOnce,
        Rule::StepDownWhenRemoved,
        Rule::CountMembersOnly,
    ];
    for rule in table {
        let nodes = |seed| 3 + (seed % 3) as u8;
        let found = search(3_000, 3_000, |seed| chaos(seed, nodes(seed), &[], &[rule]));
        let (seed, name) = found.unwrap_or_else(|| panic!("{rule:?} breaks nothing"));
        println!("{rule:?}: {name}, seed {seed}");
    }
}

#[test]
fn after_any_changes_a_cluster_in_peace_carries_out_a_request() {
    for seed in 1..=60 {
        let nodes = 1 + (seed % 9) as u8;
        let mut chaos = chaos(seed, nodes, &[], &[]);
        for _ in 0..700 {
            chaos.step();
        }
        let mut hand = chaos.hand;
        for node in NodeId::all(nodes).filter(|node| !hand.is_up(*node)).collect::<Vec<_>>() {
            hand.restart(node);
        }
        let fire = |hand: &mut Hand, node: NodeId, timer: Timer| {
            if hand.timers[node.index()].contains(&timer) {
                hand.fire(node, timer);
                hand.settle();
            }
        };
        hand.settle();
        let leader = (0..8 * nodes).find_map(|turn| {
            let node = s(1 + turn % nodes);
            let leader = NodeId::all(nodes).find(|node| hand.leads(*node));
            if leader.is_none() {
                fire(&mut hand, node, Timer::Election);
            }
            leader
        });
        let leader = leader.unwrap_or_else(|| panic!("seed {seed}: somebody leads"));
        fire(&mut hand, leader, Timer::Transfer);
        hand.ask(9, 1, leader, machine::Command::Put("x".into(), "peace".into()));
        hand.settle();
        assert_eq!(hand.value(leader), Some("peace"), "seed {seed}");
        assert_eq!(hand.broken, []);
    }
}
