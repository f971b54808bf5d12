//! The rules of the paper that a run may switch off, and what happens then.

use machine::RuleInfo;

/// A rule of the paper.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Rule {
    /// P1a: an acceptor that has promised a higher ballot does not accept. Off: it accepts.
    PromiseCheck,
    /// P2c: a proposer takes over the value of the highest proposal that its promises name. Off: it
    /// proposes what its own client wants.
    AdoptHighest,
    /// Phase 1: promises from a majority. Off: one less is enough.
    MajorityToPrepare,
    /// Chosen means accepted by a majority. Off: one less is enough.
    MajorityToAccept,
    /// Different proposers use different ballots. Off: rounds alone are the numbers.
    UniqueBallots,
    /// What an answer depends on is on disk before it leaves. Off: answer first, save after.
    SaveBeforeAnswering,
}

const fn rule(rule: Rule, name: &'static str, section: &'static str) -> RuleInfo<Rule> {
    RuleInfo { rule, name, section }
}

/// Every rule, in the order of [`Rule`].
pub(super) static RULES: [RuleInfo<Rule>; 6] = [
    rule(Rule::PromiseCheck, "promise-check", "2.2"),
    rule(Rule::AdoptHighest, "adopt-highest", "2.2"),
    rule(Rule::MajorityToPrepare, "majority-to-prepare", "2.2"),
    rule(Rule::MajorityToAccept, "majority-to-accept", "2.2"),
    rule(Rule::UniqueBallots, "unique-ballots", "2.5"),
    rule(Rule::SaveBeforeAnswering, "save-before-answering", "2.5"),
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
