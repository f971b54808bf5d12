//! Random schedules of primary-backup replication.

use super::cluster::{asynchronous, protocol, s};
use crate::harness::{Plan, Step, Tally, append};
use machine::{Command, NodeId, Reply};
use protocols::primary_backup::{Note, PrimaryBackup, Role, Rule, Timer};

type Chaos = crate::harness::Chaos<PrimaryBackup>;

const PLAN: Plan<PrimaryBackup> = Plan {
    steps: &[
        (564, Step::Deliver),
        (12, Step::Lose),
        (12, Step::Double),
        (256, Step::Save),
        (25, Step::Fire(Timer::Ping)),
        (45, Step::Fire(Timer::Tick)),
        (7, Step::Fire(Timer::Resend)),
        (51, Step::Ask),
        (6, Step::Crash),
        (22, Step::Restart),
    ],
    command: append,
    counted: |note| match note {
        Note::BecamePrimary(..) | Note::BecamePrimaryAlone(_) => Some("promotions"),
        Note::StateTaken(..) => Some("transfers"),
        Note::Settled(..) => Some("commits"),
        _ => None,
    },
};

fn chaos(seed: u64, nodes: u8, protocol: PrimaryBackup) -> Chaos {
    Chaos::new(&PLAN, seed, nodes, protocol)
}

/// The first seed whose schedule breaks a property, and which one.
pub(crate) fn search(
    off: &[Rule],
    nodes: u8,
    seeds: u64,
    steps: usize,
) -> Option<(u64, &'static str)> {
    crate::harness::search(seeds, steps, |seed| chaos(seed, nodes, protocol(nodes, off)))
}

#[test]
fn every_property_holds_under_random_schedules() {
    let mut all = Tally::default();
    for seed in 1..=300 {
        let nodes = 2 + (seed % 6) as u8;
        chaos(seed, nodes, protocol(nodes, &[])).hold(4_000, &mut all);
    }
    all.expect_more_than(&[
        ("promotions", 500),
        ("transfers", 500),
        ("commits", 1_000),
        ("answers", 500),
        ("restarts", 1_000),
    ]);
}

/// Asynchronous replication loses what was answered for, and nothing else goes wrong.
#[test]
fn asynchronous_schedules_break_only_what_is_expected() {
    let mut losses = 0;
    for seed in 1..=300 {
        let nodes = 3 + (seed % 5) as u8;
        let mut chaos = chaos(seed, nodes, asynchronous(nodes, &[]));
        for _ in 0..3_000 {
            chaos.step();
        }
        let others = chaos.hand.broken.iter().filter(|(name, _)| *name != "acknowledged-survives");
        assert_eq!(others.collect::<Vec<_>>(), Vec::<&(&str, Note)>::new(), "seed {seed}");
        losses += usize::from(!chaos.hand.broken.is_empty());
    }
    assert!(losses > 30, "{losses} of 300 schedules lose something");
}

#[test]
fn after_any_schedule_a_cluster_in_peace_carries_out_a_request() {
    for seed in 1..=60 {
        let nodes = 2 + (seed % 6) as u8;
        let mut chaos = chaos(seed, nodes, protocol(nodes, &[]));
        for _ in 0..800 {
            chaos.step();
        }
        let mut hand = chaos.hand;
        for node in NodeId::all(nodes) {
            if !hand.is_up(node) {
                hand.restart(node);
            }
        }
        hand.settle();
        // A few rounds of pings, and of sending again what was lost.
        for _ in 0..6 {
            for node in NodeId::all(nodes).skip(1) {
                hand.ping(node.0);
                if hand.timers[node.index()].contains(&Timer::Resend) {
                    hand.fire(node, Timer::Resend);
                    hand.settle();
                }
            }
        }
        let (view, primary, _) = hand.view(s(1));
        assert!(primary > 0 && hand.leads(s(primary)), "seed {seed}: view {view} has a primary");
        hand.replies.clear();
        hand.ask(9, 1, s(primary), Command::Put("x".into(), "peace".into()));
        hand.settle();
        assert!(
            hand.replies
                .iter()
                .any(|(client, _, reply)| { client.0 == 9 && matches!(reply, Reply::Done(_)) }),
            "seed {seed}: the request is carried out"
        );
        assert_eq!(hand.broken, []);
    }
}

#[test]
fn a_server_is_never_without_the_timer_its_role_needs() {
    for seed in 1..=40 {
        let mut chaos = chaos(seed, 5, protocol(5, &[]));
        for _ in 0..1_000 {
            chaos.step();
            for node in NodeId::all(5).filter(|node| chaos.hand.is_up(*node)) {
                let needed = match chaos.hand.memory(node).role {
                    Role::ViewService { .. } => Timer::Tick,
                    Role::Primary { .. } | Role::Backup | Role::Spare => Timer::Ping,
                };
                let set = &chaos.hand.timers[node.index()];
                assert!(set.contains(&needed), "seed {seed}: {node} has {set:?}");
            }
        }
    }
}
