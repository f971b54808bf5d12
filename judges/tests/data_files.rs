//! The data files that ship in the source of the crate `raft`, run against our configurations.
//!
//! They say, case by case, which index is committed, how a vote ends, and what a change makes of a
//! configuration. `docs/raft.md` says what of them is not run, and why.

#![cfg(not(target_family = "wasm"))]

#[path = "data_files/case.rs"]
mod case;
#[path = "data_files/changes.rs"]
mod changes;
#[path = "data_files/quorums.rs"]
mod quorums;

use case::Case;

/// What a judge's file is about.
type Answer = Box<dyn FnMut(&Case) -> String>;

/// Every case of a folder's files against our answers: how many there are, and which differ.
fn judge(folder: &str, ours: impl Fn(&str) -> Answer) -> (u32, Vec<String>) {
    let (mut count, mut wrong) = (0, Vec::new());
    for (file, cases) in case::files(folder) {
        let mut answer = ours(&file);
        println!("{folder}/{file}: {} cases", cases.len());
        for case in cases {
            count += 1;
            let found = answer(&case);
            if found != case.expected {
                let Case { line, expected, .. } = &case;
                wrong.push(format!("{file}:{line}\nexpected:\n{expected}\nfound:\n{found}"));
            }
        }
    }
    println!("{folder}: {} of {count} cases hold", count as usize - wrong.len());
    (count, wrong)
}

#[test]
fn every_published_case_of_quorums_holds() {
    let (count, wrong) = judge("src/quorum/testdata", |_| Box::new(quorums::answer));
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert_eq!(count, 127);
}

#[test]
fn every_published_case_of_changes_holds() {
    let fresh = |_: &str| {
        let mut cluster = changes::Cluster::default();
        Box::new(move |case: &Case| cluster.answer(case)) as Answer
    };
    let (count, wrong) = judge("src/confchange/testdata", fresh);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert_eq!(count, 55);
}
