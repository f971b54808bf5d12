//! Prepared comparisons: what comes of them, and their meters.

use crate::{THREE, TWO, all};
use catalog::{Comparison, Language, Meters, PREPARED, Prepared, open_comparison};
use machine::NodeId;

#[test]
fn a_prepared_comparison_that_is_not_there_names_those_that_are() {
    let why = Prepared::named("x").unwrap_err().to_string();
    assert!(why.contains("there is no prepared comparison named `x`; there are: coordinator-"));
}

#[test]
fn prepared_comparisons_open_and_what_is_kept_of_them_opens_the_same() {
    for prepared in PREPARED {
        let words = catalog::prepared(prepared.topic, Language::English);
        assert!(words.caption.len() > 100, "{} says what to look for", prepared.name);
        let comparison = prepared.open().unwrap();
        let opened = open_comparison(comparison.kept(""), &[]).unwrap();
        assert_eq!(all(&opened), all(&comparison), "{}", prepared.name);
    }
}

fn meters(comparison: &Comparison, side: usize) -> Meters {
    let run = comparison.run(side);
    Meters::of(run, &run.scene(Language::English))
}

/// Every meter of every side as it is shown, one line each.
fn table(name: &str) -> Vec<String> {
    let comparison = Prepared::named(name).unwrap().open().unwrap();
    let of = |side| catalog::meters(&meters(&comparison, side), Language::English);
    let columns: Vec<_> = (0..comparison.sides()).map(of).collect();
    let line = |place: usize| {
        let values: Vec<&str> = columns.iter().map(|column| &*column[place].value).collect();
        format!("{}: {}", columns[0][place].name.key, values.join(" | "))
    };
    (0..columns[0].len()).map(line).collect()
}

#[test]
fn two_phase_commit_blocks_in_doubt_where_three_phase_commit_decides() {
    let comparison = Prepared::named("coordinator-crash").unwrap().open().unwrap();
    let [two, three] = [0, 1].map(|side| meters(&comparison, side));
    assert_eq!(two.in_doubt.now, [TWO, THREE, NodeId(4)]);
    assert_eq!((two.decisions, three.decisions), (0, 1));
    assert!(three.in_doubt.now.is_empty());
    assert!(two.in_doubt.longest > three.in_doubt.longest);
    assert_eq!((two.availability.answered, three.availability.answered), (0, 1));
    assert_eq!(
        table("coordinator-crash"),
        [
            "messages: 141 | 21",
            "bytes: 1968 | 320",
            "decisions: 0 | 1",
            "per-decision: none | none",
            "rounds: none | 6",
            "to-decision: none | 385 ms",
            "to-answer: none | 42 ms",
            "saves: 4 | 10",
            "in-doubt: 7056 ms, now S2 S3 S4 | 1054 ms",
            "longest-doubt: 2359 ms | 362 ms",
            "answered: 0 of 2 | 1 of 2",
            "longest-wait: 2400 ms | 2400 ms",
            "silence: 2400 ms | 1858 ms",
        ]
    );
}

#[test]
fn under_a_partition_two_phase_commit_waits_and_three_phase_commit_breaks() {
    let comparison = Prepared::named("commit-partition").unwrap().open().unwrap();
    assert_eq!(comparison.run(0).violation(), None);
    assert!(comparison.run(1).violation().is_some());
    let [two, three] = [0, 1].map(|side| meters(&comparison, side));
    assert!(two.in_doubt.longest > three.in_doubt.longest);
    assert!(two.availability.longest_wait > three.availability.longest_wait);
    assert_eq!(
        table("commit-partition"),
        [
            "messages: 46 | 21",
            "bytes: 612 | 312",
            "decisions: 1 | 1",
            "per-decision: 11.0 | none",
            "rounds: 3 | 3",
            "to-decision: 75 ms | 175 ms",
            "to-answer: 97 ms to 1114 ms | 23 ms to 197 ms",
            "saves: 8 | 10",
            "in-doubt: 2091 ms | 1147 ms",
            "longest-doubt: 1983 ms | 850 ms",
            "answered: 2 of 2 | 2 of 2",
            "longest-wait: 1114 ms | 197 ms",
            "silence: 1114 ms | 197 ms",
        ]
    );
}

#[test]
fn the_asynchronous_primary_loses_a_write_that_the_others_keep() {
    let comparison = Prepared::named("primary-crash").unwrap().open().unwrap();
    let read = |side: usize| {
        let scene = comparison.run(side).scene(Language::English);
        let (_, outcome) = scene.clients[1].operations[0].answer.clone().unwrap();
        catalog::outcome(&outcome, Language::English)
    };
    assert_eq!([0, 1, 2].map(read), ["1", "2", "2"]);
    let broken = [0, 1, 2].map(|side| comparison.run(side).violation().map(|(_, name)| name));
    assert_eq!(broken, [Some("acknowledged-survives"), None, None]);
    assert_eq!(
        table("primary-crash"),
        [
            "messages: 143 | 143 | 279",
            "bytes: 2524 | 2548 | 9460",
            "decisions: 3 | 3 | 3",
            "per-decision: 1.0 | 1.0 | 4.0",
            "rounds: 1 to 3 | 3 to 5 | 3",
            "to-decision: 29 ms to 77 ms | 52 ms to 1052 ms | 60 ms to 574 ms",
            "to-answer: 54 ms to 103 ms | 73 ms to 1072 ms | 83 ms to 597 ms",
            "saves: 19 | 20 | 21",
            "in-doubt: 0 ms | 0 ms | 0 ms",
            "longest-doubt: 0 ms | 0 ms | 0 ms",
            "answered: 3 of 3 | 3 of 3 | 3 of 3",
            "longest-wait: 103 ms | 1072 ms | 597 ms",
            "silence: 103 ms | 1072 ms | 597 ms",
        ]
    );
}

#[test]
fn basic_paxos_takes_both_phases_for_a_decision_and_multi_paxos_one() {
    let comparison = Prepared::named("messages-per-decision").unwrap().open().unwrap();
    let [basic, multi] = [0, 1].map(|side| meters(&comparison, side));
    // Prepare, promise and accept among five (4 each), and accepted to every learner (5 times 4).
    assert_eq!((basic.decisions, basic.tenths_per_decision), (1, Some(4 * 30 + 200)));
    // Accept and accepted.
    assert_eq!((multi.decisions, multi.tenths_per_decision), (5, Some(2 * 4 * 10)));
    assert_eq!(
        table("messages-per-decision"),
        [
            "messages: 32 | 314",
            "bytes: 1092 | 10304",
            "decisions: 1 | 5",
            "per-decision: 32.0 | 8.0",
            "rounds: 5 | 3",
            "to-decision: 97 ms | 49 ms to 71 ms",
            "to-answer: 38 ms to 128 ms | 74 ms to 98 ms",
            "saves: 10 | 49",
            "in-doubt: 0 ms | 0 ms",
            "longest-doubt: 0 ms | 0 ms",
            "answered: 5 of 5 | 5 of 5",
            "longest-wait: 128 ms | 98 ms",
            "silence: 128 ms | 98 ms",
        ]
    );
}

#[test]
fn the_next_leader_finishes_what_the_crashed_one_began() {
    let comparison = Prepared::named("leader-crash").unwrap().open().unwrap();
    for side in [0, 1] {
        let meters = meters(&comparison, side);
        assert_eq!((meters.availability.answered, meters.availability.asked), (3, 3));
        assert_ne!(comparison.run(side).role(NodeId(1), Language::English).unwrap().key, "leader");
    }
    assert_eq!(
        table("leader-crash"),
        [
            "messages: 353 | 606",
            "bytes: 10852 | 20072",
            "decisions: 3 | 3",
            "per-decision: 8.0 | 8.0",
            "rounds: 3 | 3 to 5",
            "to-decision: 62 ms to 572 ms | 63 ms to 630 ms",
            "to-answer: 84 ms to 598 ms | 85 ms to 640 ms",
            "saves: 32 | 33",
            "in-doubt: 0 ms | 0 ms",
            "longest-doubt: 0 ms | 0 ms",
            "answered: 3 of 3 | 3 of 3",
            "longest-wait: 598 ms | 640 ms",
            "silence: 598 ms | 640 ms",
        ]
    );
}
