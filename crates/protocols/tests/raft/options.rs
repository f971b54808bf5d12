//! Random schedules with the options of the dissertation, each and together.

use super::cluster::{Hand, s};
use crate::harness::{Dice, Plan, Step, Tally, with_options};
use machine::{Command, NodeId};
use protocols::raft::{Note, Raft, Rule, Timer};

type Chaos = crate::harness::Chaos<Raft>;
type Options = &'static [(&'static str, u64)];

const PLAN: Plan<Raft> = Plan {
    steps: &[
        (590, Step::Deliver),
        (12, Step::Lose),
        (12, Step::Double),
        (250, Step::Save),
        (30, Step::Fire(Timer::Heartbeat)),
        (6, Step::Fire(Timer::Election)),
        (6, Step::Fire(Timer::Contact)),
        (2, Step::Fire(Timer::Quorum)),
        (2, Step::Fire(Timer::Transfer)),
        (2, Step::Order("transfer")),
        (60, Step::Ask),
        (6, Step::Crash),
        (22, Step::Restart),
    ],
    command,
    counted: |note| match note {
        Note::Elected(..) => Some("elections"),
        Note::Committed(..) => Some("commits"),
        Note::ReadServed(..) => Some("reads"),
        Note::PreVoteGranted(..) => Some("pre-votes"),
        Note::CandidateIgnored(..) => Some("ignored candidates"),
        Note::QuorumLost => Some("lost majorities"),
        Note::ToldToStand(..) => Some("transfers"),
        _ => None,
    },
};

const ALL: Options = &[("pre-vote", 1), ("check-quorum", 1), ("reads", 2), ("parallel-writes", 1)];

/// Every second time a read.
fn command(dice: &mut Dice, client: u8, number: u64) -> Command {
    match dice.below(2) {
        0 => Command::Get("x".into()),
        _ => Command::Append("x".into(), format!("{client}.{number}").into()),
    }
}

fn chaos(seed: u64, nodes: u8, options: Options, off: &[Rule]) -> Chaos {
    Chaos::new(&PLAN, seed, nodes, with_options(nodes, options, off))
}

#[test]
fn every_property_holds_with_all_options() {
    let mut all = Tally::default();
    for seed in 1..=150 {
        let nodes = 1 + (seed % 9) as u8;
        chaos(seed, nodes, ALL, &[]).hold(2_000, &mut all);
    }
    all.expect_more_than(&[
        ("elections", 200),
        ("commits", 1_000),
        ("reads", 500),
        ("pre-votes", 200),
        ("ignored candidates", 100),
        ("lost majorities", 20),
        ("transfers", 20),
    ]);
}

#[test]
fn every_property_holds_with_each_option() {
    for option in ALL {
        let options = core::slice::from_ref(option);
        let mut all = Tally::default();
        for seed in 1..=40 {
            chaos(seed, 1 + (seed % 7) as u8, options, &[]).hold(2_000, &mut all);
        }
        all.expect_more_than(&[("elections", 50), ("commits", 200)]);
    }
}

#[test]
fn after_any_schedule_with_all_options_a_cluster_in_peace_carries_out_a_request() {
    for seed in 1..=40 {
        let nodes = 1 + (seed % 9) as u8;
        let mut chaos = chaos(seed, nodes, ALL, &[]);
        for _ in 0..500 {
            chaos.step();
        }
        let mut hand = chaos.hand;
        let fire = |hand: &mut Hand, node: NodeId, timer: Timer| {
            if hand.timers[node.index()].contains(&timer) {
                hand.fire(node, timer);
                hand.settle();
            }
        };
        for node in NodeId::all(nodes) {
            if !hand.is_up(node) {
                hand.restart(node);
            }
        }
        hand.settle();
        for turn in 0..6 * nodes {
            let node = s(1 + turn % nodes);
            NodeId::all(nodes).for_each(|node| fire(&mut hand, node, Timer::Contact));
            fire(&mut hand, node, Timer::Transfer);
            if NodeId::all(nodes).any(|node| hand.leads(node)) {
                NodeId::all(nodes).for_each(|node| fire(&mut hand, node, Timer::Heartbeat));
                break;
            }
            fire(&mut hand, node, Timer::Election);
        }
        let leader = NodeId::all(nodes).find(|node| hand.leads(*node)).expect("somebody leads");
        fire(&mut hand, leader, Timer::Transfer);
        hand.ask(9, 1, leader, Command::Put("x".into(), "peace".into()));
        hand.settle();
        fire(&mut hand, leader, Timer::Heartbeat);
        for node in NodeId::all(nodes) {
            assert_eq!(hand.value(node), Some("peace"), "seed {seed}, {node}");
        }
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn random_schedules_find_what_breaks_without_two_of_the_rules() {
    let table: [(Rule, Options, &str); 2] = [
        (Rule::ReadCurrentTerm, &[("reads", 2)], "fresh-reads"),
        (Rule::OwnCopySaved, &[("parallel-writes", 1)], "leader-completeness"),
    ];
    for (rule, options, expected) in table {
        let found = crate::harness::search(3_000, 2_000, |seed| chaos(seed, 3, options, &[rule]));
        let (seed, name) = found.unwrap_or_else(|| panic!("{rule:?} breaks nothing"));
        assert_eq!(name, expected, "{rule:?}, seed {seed}");
    }
}
