//! Random schedules of two-phase commit.

use crate::harness::{Chaos, Dice, Plan, Step, Tally, money, protocol, search};
use machine::{Command, Protocol};
use protocols::two_phase::{Decision, Note, Timer, TwoPhase};

const PLAN: Plan<TwoPhase> = Plan {
    steps: &[
        (560, Step::Deliver),
        (20, Step::Lose),
        (20, Step::Double),
        (260, Step::Save),
        (10, Step::Fire(Timer::Vote)),
        (20, Step::Fire(Timer::Ack)),
        (30, Step::Fire(Timer::Decision)),
        (40, Step::Ask),
        (10, Step::Crash),
        (30, Step::Restart),
    ],
    command: transfer,
    counted: |note| match note {
        Note::Decided(_, Decision::Commit) => Some("commits"),
        Note::Decided(_, Decision::Abort) => Some("aborts"),
        Note::RecoveredInDoubt(_) => Some("recoveries in doubt"),
        _ => None,
    },
};

/// Each client pays from an account of its own to the next one.
fn transfer(dice: &mut Dice, client: u8, _: u64) -> Command {
    let accounts = ["S2->S3", "S3->S4", "S4->S2,S3"];
    money::put(accounts[usize::from(client)], ["1", "7"][dice.below(2)])
}

#[test]
fn every_property_holds_under_random_schedules() {
    let mut all = Tally::default();
    for seed in 1..=400 {
        let nodes = 4 + (seed % 3) as u8;
        Chaos::new(&PLAN, seed, nodes, protocol(nodes, &[])).hold(2_000, &mut all);
    }
    all.expect_more_than(&[
        ("commits", 1_000),
        ("aborts", 1_000),
        ("recoveries in doubt", 300),
        ("restarts", 1_000),
    ]);
}

#[test]
fn random_schedules_find_what_each_rule_prevents() {
    for info in TwoPhase::info().rules {
        let off = [info.rule];
        let found = search(400, 2_000, |seed| Chaos::new(&PLAN, seed, 4, protocol(4, &off)));
        assert!(found.is_some(), "{} off", info.name);
    }
}
