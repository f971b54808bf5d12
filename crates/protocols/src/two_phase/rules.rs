//! The rules of the papers that a run may switch off, and what happens then.

use machine::RuleInfo;

/// A rule.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Rule {
    /// A participant forces its prepared record before it votes yes. Off: it votes at once.
    ForcePrepared,
    /// A coordinator forces its commit record before it tells anybody. Off: it tells at once.
    ForceDecision,
    /// A participant forces its commit record before it acknowledges. Off: it acknowledges at once.
    ForceCommit,
    /// Who knows nothing of a transaction says it was aborted. Off: it says it was committed.
    PresumeAbort,
    /// A coordinator commits once all have voted yes. Off: all but one are enough.
    AllVotes,
    /// A coordinator remembers a commit until all have acknowledged it. Off: it forgets it at once.
    AwaitAcks,
    /// A prepared transaction's account is locked. Off: others may use it.
    HoldLocks,
    /// Who has voted yes waits for the decision. Off: it aborts by itself when its timer runs out.
    AwaitDecision,
}

const fn rule(rule: Rule, name: &'static str, section: &'static str) -> RuleInfo<Rule> {
    RuleInfo { rule, name, section }
}

/// Every rule, in the order of [`Rule`].
pub(super) static RULES: [RuleInfo<Rule>; 8] = [
    rule(Rule::ForcePrepared, "force-prepared", "MLO 2"),
    rule(Rule::ForceDecision, "force-decision", "MLO 2"),
    rule(Rule::ForceCommit, "force-commit", "MLO 2"),
    rule(Rule::PresumeAbort, "presume-abort", "MLO 3"),
    rule(Rule::AllVotes, "all-votes", "BHG 7.4"),
    rule(Rule::AwaitAcks, "await-acks", "MLO 2"),
    rule(Rule::HoldLocks, "hold-locks", "Gray 5.7"),
    rule(Rule::AwaitDecision, "await-decision", "BHG 7.4"),
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
