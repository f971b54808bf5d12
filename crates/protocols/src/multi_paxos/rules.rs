//! The papers' rules that a run may switch off.

use machine::RuleInfo;

/// A rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// An acceptor accepts nothing below what it has promised. Off: it accepts anything.
    PromiseCheck,
    /// A leader proposes in each slot the value of the highest proposal its promises name. Off: it
    /// proposes what it likes.
    AdoptHighest,
    /// Phase 1 ends with promises from a majority. Off: one less.
    MajorityToPrepare,
    /// A value is chosen by a majority. Off: one less.
    MajorityToAccept,
    /// No two leaders share a ballot. Off: the round alone is the ballot.
    UniqueBallots,
    /// What an answer depends on is on disk before it leaves. Off: it is saved afterwards.
    SaveBeforeAnswering,
    /// A new leader fills the gaps that it finds with no-ops. Off: it leaves them.
    FillGaps,
    /// Commands are applied in the order of their slots. Off: as they become known.
    ApplyInOrder,
    /// A leader that hears of a higher ballot stops leading. Off: it goes on.
    StepDown,
    /// A command that was applied is not applied again. Off: a retry is a new command.
    ClientDeduplication,
    /// A snapshot is on disk before what it replaces is truncated. Off: the other way round.
    SaveSnapshotFirst,
    /// A leader answers a read from its own store only while it holds the lease. Off: always.
    LeaseBeforeReading,
    /// An acceptor promises nothing to others while a lease runs that it has granted. Off: it does.
    RespectLease,
}

const fn rule(rule: Rule, name: &'static str, section: &'static str) -> RuleInfo<Rule> {
    RuleInfo { rule, name, section }
}

/// Every rule, in the order of [`Rule`].
pub(super) static RULES: [RuleInfo<Rule>; 13] = [
    rule(Rule::PromiseCheck, "promise-check", "PMMC A2"),
    rule(Rule::AdoptHighest, "adopt-highest", "PMMC C2"),
    rule(Rule::MajorityToPrepare, "majority-to-prepare", "PMMC C2"),
    rule(Rule::MajorityToAccept, "majority-to-accept", "PMMC A5"),
    rule(Rule::UniqueBallots, "unique-ballots", "PMMC C1"),
    rule(Rule::SaveBeforeAnswering, "save-before-answering", "PMMC 4.3"),
    rule(Rule::FillGaps, "fill-gaps", "Simple 3"),
    rule(Rule::ApplyInOrder, "apply-in-order", "PMMC R2"),
    rule(Rule::StepDown, "step-down", "PMMC 2"),
    rule(Rule::ClientDeduplication, "client-deduplication", "PMMC 2"),
    rule(Rule::SaveSnapshotFirst, "save-snapshot-first", "PML 5.5"),
    rule(Rule::LeaseBeforeReading, "lease-before-reading", "PML 5.2"),
    rule(Rule::RespectLease, "respect-lease", "PML 5.2"),
];

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn rules_are_listed_in_their_order() {
        for (place, info) in (0u8..).zip(&RULES) {
            assert_eq!(info.rule as u8, place, "{}", info.name);
        }
    }
}
