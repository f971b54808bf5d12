//! The rules of the papers that a run may switch off, and what happens then.

use machine::RuleInfo;

/// A rule.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Rule {
    /// A participant's vote is on disk before it leaves. Off: it votes at once.
    ForceVote,
    /// A decision is on disk before it is told. Off: it is told at once.
    ForceDecision,
    /// A coordinator goes on once all have voted yes. Off: all but one are enough.
    AllVotes,
    /// Everybody is told that all have voted yes before anybody commits. Off: nobody is.
    PreCommitPhase,
    /// A coordinator waits until everybody knows, or has failed. Off: it commits at once.
    AwaitPreCommits,
    /// A backup decides by the states of all. Off: by its own alone.
    TerminationTable,
    /// A backup lets all know that all have voted yes before it commits. Off: it commits at once.
    SpreadFirst,
    /// Who has failed since its vote takes no part in termination. Off: it does.
    RecoveringAbstains,
}

const fn rule(rule: Rule, name: &'static str, section: &'static str) -> RuleInfo<Rule> {
    RuleInfo { rule, name, section }
}

/// Every rule, in the order of [`Rule`].
pub(super) static RULES: [RuleInfo<Rule>; 8] = [
    rule(Rule::ForceVote, "force-vote", "BHG 7.5"),
    rule(Rule::ForceDecision, "force-decision", "BHG 7.5"),
    rule(Rule::AllVotes, "all-votes", "BHG 7.5"),
    rule(Rule::PreCommitPhase, "pre-commit", "Skeen 5"),
    rule(Rule::AwaitPreCommits, "await-pre-commits", "BHG 7.5"),
    rule(Rule::TerminationTable, "termination-table", "BHG 7.5, TR1-4"),
    rule(Rule::SpreadFirst, "spread-first", "BHG 7.5, TR4"),
    rule(Rule::RecoveringAbstains, "recovering-abstains", "BHG 7.5"),
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
