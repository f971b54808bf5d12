//! The crate `raft` beside our core: what they agree on, and that disagreement is seen.
//!
//! A bounded number of schedules; the program `differ` plays as many as it is told.

#![cfg(not(target_family = "wasm"))]

use judges::differ::clusters::Clusters;
use judges::differ::twins::Twins;
use judges::differ::{EXPLAINED, Explained, Judge, Tally, play};
use protocols::raft::Rule;

/// Plays these seeds; nothing may be left unexplained.
fn agree<J: Judge>(seeds: u64) -> Tally {
    let mut tally = Tally::default();
    for seed in 1..=seeds {
        if let Err(difference) = play::<J>(seed, &[], &mut tally) {
            panic!("{difference}");
        }
    }
    tally
}

/// The first seed whose schedule finds a difference.
fn first<J: Judge>(rule: Rule, seeds: u64) -> Option<u64> {
    let found = |seed: &u64| play::<J>(*seed, &[rule], &mut Tally::default()).is_err();
    (1..=seeds).find(found)
}

#[test]
fn both_cores_decide_alike_message_by_message() {
    let tally = agree::<Twins>(3_000);
    for (what, least) in [
        ("leaders elected", 3_000),
        ("commits by counting", 10_000),
        ("commits learnt", 8_000),
        ("entries refused", 3_000),
        ("logs truncated", 50),
        ("restarts", 3_000),
        ("transfers ordered", 150),
        ("snapshots taken or known", 200),
        ("configurations begun", 200),
        ("logs compacted", 1_000),
        ("quorum timeouts", 300),
    ] {
        assert!(tally.count(what) > least, "{what}\n{tally}");
    }
    // What is explained happens, so that every explanation has been tried; but for one that is of
    // whole clusters, and one that comes once in some thousand schedules.
    let rare = [Explained::DeposedSending, Explained::AppendedFirst];
    for explained in EXPLAINED.into_iter().filter(|explained| !rare.contains(explained)) {
        assert!(tally.explained.contains_key(&explained), "{}", explained.name());
    }
}

#[test]
fn both_clusters_stand_alike_when_all_has_come_to_rest() {
    let tally = agree::<Clusters>(1_000);
    for (what, least) in [
        ("quiet points with a leader", 10_000),
        ("campaigns", 3_000),
        ("partitions", 1_000),
        ("restarts", 1_000),
        ("transfers ordered", 1_000),
    ] {
        assert!(tally.count(what) > least, "{what}\n{tally}");
    }
}

#[test]
fn a_rule_of_ours_that_is_not_followed_is_found() {
    for (rule, twins, clusters) in [
        (Rule::PersistTerm, true, true),
        (Rule::PersistVote, true, true),
        (Rule::PersistLog, true, true),
        (Rule::OneVotePerTerm, true, true),
        (Rule::MajorityToElect, true, true),
        (Rule::ElectionRestriction, true, true),
        (Rule::StepDown, true, true),
        (Rule::RefuseStaleTerm, true, true),
        (Rule::LogConsistencyCheck, true, true),
        (Rule::OverwriteConflicts, true, true),
        (Rule::MajorityToCommit, true, true),
        // At rest the leader's own first entry has come everywhere, and hides it.
        (Rule::CurrentTermCommit, true, false),
        (Rule::NoOp, true, true),
        (Rule::HeardLeader, true, true),
        (Rule::QuorumContact, true, true),
    ] {
        let found = (first::<Twins>(rule, 3_000), first::<Clusters>(rule, 1_000));
        eprintln!("{rule:?}: first seed message by message and between clusters {found:?}");
        assert_eq!((found.0.is_some(), found.1.is_some()), (twins, clusters), "{rule:?}");
    }
}
