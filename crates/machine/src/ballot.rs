//! Ballots: the numbers of proposals in the protocols of the Paxos family.

use crate::ids::NodeId;
use core::fmt;

/// How often a proposer has tried; each try has a higher round than all it knows of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Round(pub u64);

impl Round {
    /// The round after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Round(self.0 + 1)
    }
}

/// The number of a proposal. Rounds count first; the proposer's own number makes the ballots of two
/// proposers different (Lamport, "Paxos Made Simple", 2.5: "different proposers choose their
/// numbers from disjoint sets").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ballot {
    /// The round.
    pub round: Round,
    /// Whose it is; nobody's where the rule that keeps ballots apart is off.
    pub proposer: Option<NodeId>,
}

impl Ballot {
    /// The ballot as one number: the round, and the proposer as its last digit. Round 2 of S3: 23.
    #[must_use]
    pub fn number(self) -> u64 {
        let digit = self.proposer.map_or(0, |proposer| proposer.0);
        self.round.0.saturating_mul(10).saturating_add(u64::from(digit))
    }
}

impl fmt::Display for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::{Ballot, Round};
    use crate::NodeId;

    #[test]
    fn ballots_are_ordered_by_round_and_then_by_proposer_and_so_are_their_numbers() {
        let ballot = |round, node| Ballot { round: Round(round), proposer: Some(NodeId(node)) };
        let ordered = [ballot(1, 1), ballot(1, 3), ballot(2, 1), ballot(10, 9)];
        assert!(ordered.is_sorted());
        assert_eq!(ordered.map(Ballot::number), [11, 13, 21, 109]);
    }
}
