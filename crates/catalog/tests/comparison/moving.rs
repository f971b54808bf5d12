//! One time for all sides, and one past.

use crate::{TWO, all, led, put, setup};
use catalog::{Comparison, OpenError};
use machine::Micros;
use simulator::{Action, DiskFate, KeptComparison, Setup};

#[test]
fn sides_are_two_or_three_of_one_seed() {
    let two = |seed| vec![setup("raft", 3), Setup { seed, ..setup("paxos", 3) }];
    assert!(Comparison::open(two(7)).is_ok());
    assert_eq!(Comparison::open(two(8)).err(), Some(OpenError::Seeds));
    let many = vec![setup("raft", 3); 4];
    assert_eq!(Comparison::open(many).err(), Some(OpenError::Sides(4)));
    assert_eq!(Comparison::open(vec![setup("raft", 3)]).err(), Some(OpenError::Sides(1)));
}

#[test]
fn sides_share_one_time_forwards_and_back() {
    let mut comparison = led();
    comparison.act(0, &[Action::Crash(TWO)]).unwrap();
    comparison.advance_to(Micros::from_ms(2_500), u32::MAX);
    let mut path = vec![all(&comparison)];
    let positions =
        |comparison: &Comparison| comparison.runs().map(|run| run.position()).sum::<u32>();
    for _ in 0..400 {
        assert!(comparison.step());
        let now = comparison.now();
        for run in comparison.runs() {
            assert_eq!(run.now(), now, "no side lags");
        }
        path.push(all(&comparison));
    }
    for (steps, (kept, hashes)) in path.iter().enumerate().rev().skip(1) {
        let before = positions(&comparison);
        assert!(comparison.step_back());
        assert!(positions(&comparison) < before);
        let (found, found_hashes) = all(&comparison);
        let places =
            |kept: &KeptComparison| kept.sides.iter().map(|side| side.position).collect::<Vec<_>>();
        assert_eq!(places(&found), places(kept), "after {steps} steps");
        assert_eq!(&found_hashes, hashes);
    }
    // An act on both is one step, however its sides stand.
    comparison.seek(Micros(0));
    while comparison.taken() == 0 {
        assert!(comparison.step());
    }
    assert!(
        comparison
            .runs()
            .all(|run| run.trace().events[run.position() as usize - 1].kind.act().is_some())
    );
    assert!(comparison.step_back());
    assert_eq!(comparison.taken(), 0);
}

#[test]
fn going_to_a_time_is_the_same_from_before_and_after() {
    let mut comparison = led();
    comparison.act(0, &[Action::Crash(TWO)]).unwrap();
    comparison.advance_to(Micros::from_ms(3_000), u32::MAX);
    let time = Micros(1_777_777);
    comparison.seek(time);
    let back = all(&comparison);
    assert_eq!(comparison.now(), time);
    comparison.seek(Micros(0));
    comparison.advance_to(time, u32::MAX);
    assert_eq!(all(&comparison), back);
    assert!(comparison.end() >= Micros::from_ms(2_900));
}

#[test]
fn what_was_done_is_undone_and_done_again() {
    let mut comparison = led();
    let before = all(&comparison);
    comparison.act(0, &[Action::Crash(TWO)]).unwrap();
    let crashed = all(&comparison);
    comparison.advance_to(Micros::from_ms(3_000), u32::MAX);
    comparison.act(1, &[put(1, 1)]).unwrap();
    assert_eq!(comparison.edits(), (2, 0));
    let last = all(&comparison);
    assert!(comparison.undo());
    assert!(comparison.undo());
    assert_eq!(all(&comparison), before);
    assert!(!comparison.undo());
    assert!(comparison.redo());
    assert_eq!(all(&comparison), crashed);
    assert!(comparison.redo());
    assert_eq!(all(&comparison), last);
    assert!(!comparison.redo());
}

#[test]
fn acting_before_a_later_act_forgets_it_on_every_side_until_undo() {
    let mut comparison = led();
    comparison.advance_to(Micros::from_ms(2_000), u32::MAX);
    comparison.act(0, &[Action::Crash(TWO)]).unwrap();
    let before = all(&comparison).0.together;
    comparison.seek(Micros::from_ms(1_700));
    // On one side only: the other must forget its crash as well.
    comparison.act(1, &[Action::BreakRule("election-restriction".into())]).unwrap();
    assert_eq!(comparison.joints().len(), 1);
    assert!(comparison.run(0).trace().acts.is_empty());
    assert!(comparison.kept("").joints().is_some());
    comparison.undo();
    assert_eq!(all(&comparison).0.together, before);
}

#[test]
fn an_act_is_taken_out_on_every_side() {
    let mut comparison = led();
    comparison.act(0, &[Action::Crash(TWO)]).unwrap();
    comparison.advance_to(Micros::from_ms(2_000), u32::MAX);
    comparison.act(0, &[Action::Restart(TWO, DiskFate::Keep)]).unwrap();
    comparison.act(0, &[Action::HealAll]).unwrap();
    let before = all(&comparison);
    let left_out = comparison.remove(0);
    assert_eq!(left_out.len(), 2, "the restart, on both sides: {left_out:?}");
    assert_eq!(comparison.joints().len(), 1);
    assert_eq!(comparison.now(), Micros::from_ms(2_000));
    assert!(comparison.remove(9).is_empty());
    assert!(comparison.undo());
    assert_eq!(all(&comparison), before);
}
