//! Each rule switched off: what breaks, and that nothing does while it is followed.

use crate::chaos::search;
use protocols::raft::Rule;

#[test]
fn probe() {
    for rule in [
        Rule::PersistTerm, Rule::PersistVote, Rule::PersistLog, Rule::OneVotePerTerm,
        Rule::MajorityToElect, Rule::ElectionRestriction, Rule::StepDown, Rule::RefuseStaleTerm,
        Rule::LogConsistencyCheck, Rule::OverwriteConflicts, Rule::MajorityToCommit,
        Rule::CurrentTermCommit, Rule::ClientDeduplication, Rule::NoOp,
    ] {
        for nodes in [&[3u8][..], &[5], &[3, 4, 5]] {
            eprintln!("{rule:?} {nodes:?} {:?}", search(&[rule], nodes, 500, 2000));
        }
    }
}
