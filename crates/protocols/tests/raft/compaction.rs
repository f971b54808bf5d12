//! Random schedules with snapshots (section 7) in small chunks, taken often.

use crate::harness::{Plan, Step, Tally, append, with_options};
use protocols::raft::{Note, Raft, Rule, Timer};

type Chaos = crate::harness::Chaos<Raft>;
type Options = &'static [(&'static str, u64)];

const PLAN: Plan<Raft> = Plan {
    steps: &[
        (600, Step::Deliver),
        (12, Step::Lose),
        (12, Step::Double),
        (250, Step::Save),
        (38, Step::Fire(Timer::Heartbeat)),
        (6, Step::Fire(Timer::Election)),
        (2, Step::Order("send-snapshot")),
        (52, Step::Ask),
        (6, Step::Crash),
        (22, Step::Restart),
    ],
    command: append,
    counted: |note| match note {
        Note::Elected(..) => Some("elections"),
        Note::Committed(..) => Some("commits"),
        Note::SnapshotTaken(_) => Some("snapshots"),
        Note::ChunkTaken(..) => Some("chunks"),
        Note::ChunkMisplaced(..) => Some("misplaced chunks"),
        Note::SnapshotInstalled(_) => Some("installations"),
        Note::LogKept(..) => Some("kept logs"),
        Note::LogDiscarded(_) => Some("discarded logs"),
        Note::Restored(_) => Some("restarts from a snapshot"),
        _ => None,
    },
};

const OFTEN: Options = &[("snapshot-every", 2), ("snapshot-chunk", 16)];

fn chaos(seed: u64, nodes: u8, options: Options, off: &[Rule]) -> Chaos {
    Chaos::new(&PLAN, seed, nodes, with_options(nodes, options, off))
}

#[test]
fn every_property_holds_with_snapshots_taken_often_and_sent_in_small_chunks() {
    let mut all = Tally::default();
    for seed in 1..=200 {
        chaos(seed, 1 + (seed % 9) as u8, OFTEN, &[]).hold(2_000, &mut all);
    }
    all.expect_more_than(&[
        ("elections", 500),
        ("commits", 1_500),
        ("snapshots", 1_000),
        ("chunks", 100),
        ("misplaced chunks", 20),
        ("installations", 100),
        ("kept logs", 5),
        ("discarded logs", 50),
        ("restarts from a snapshot", 500),
    ]);
}

#[test]
fn random_schedules_find_what_breaks_without_a_rule_of_snapshots() {
    let table: [(Rule, &[&str]); 3] = [
        (Rule::SaveSnapshotFirst, &["snapshot-state"]),
        (Rule::ChunkOffset, &["snapshot-state"]),
        (Rule::KeepFollowing, &["leader-completeness"]),
    ];
    for (rule, expected) in table {
        let found = crate::harness::search(3_000, 2_000, |seed| chaos(seed, 5, OFTEN, &[rule]));
        let (seed, name) = found.unwrap_or_else(|| panic!("{rule:?} breaks nothing"));
        assert!(expected.contains(&name), "{rule:?}, seed {seed}: {name}");
    }
}
