//! The rules of the sources that a run may switch off, and what happens then.
//!
//! Sections: `lab 2A` and `lab 2B` are the two parts of the lab, `Pb1` to `Pb4` the specification
//! in Budhiraja et al. `docs` is this core's own: see the page of that folder.

use machine::RuleInfo;

/// A rule.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Rule {
    /// A view is on disk before anybody is told of it. Off: it stays in memory.
    SaveViews,
    /// Operations are on disk before anybody relies on them. Off: they stay in memory.
    SaveLog,
    /// The view service makes no new view until the primary has acknowledged the current one. Off:
    /// it does not wait.
    AcknowledgeView,
    /// Only the backup of the last view follows a primary. Off: the last live server of all does.
    PromoteBackup,
    /// A server ignores a view older than its own. Off: it takes whatever it is told.
    IgnoreOldViews,
    /// A server refuses what the primary of an older view sends. Off: it takes it.
    CheckView,
    /// A primary acknowledges a view once its backup has the state. Off: at once.
    TransferFirst,
    /// A synchronous primary answers once its backup has the operation. Off: once it has it itself.
    ReplyAfterBackup,
    /// A primary that is not the primary of a later view stops. Off: it takes the view and goes on.
    StepDown,
    /// An operation that was applied is not applied again. Off: a retry is a new operation.
    ClientDeduplication,
}

const fn rule(rule: Rule, name: &'static str, section: &'static str) -> RuleInfo<Rule> {
    RuleInfo { rule, name, section }
}

/// Every rule, in the order of [`Rule`].
pub(super) static RULES: [RuleInfo<Rule>; 10] = [
    rule(Rule::SaveViews, "save-views", "docs"),
    rule(Rule::SaveLog, "save-log", "docs"),
    rule(Rule::AcknowledgeView, "acknowledge-view", "lab 2A"),
    rule(Rule::PromoteBackup, "promote-backup", "lab 2A"),
    rule(Rule::IgnoreOldViews, "ignore-old-views", "lab 2B"),
    rule(Rule::CheckView, "check-view", "lab 2B"),
    rule(Rule::TransferFirst, "transfer-first", "lab 2B"),
    rule(Rule::ReplyAfterBackup, "reply-after-backup", "lab 2B"),
    rule(Rule::StepDown, "step-down", "Pb1"),
    rule(Rule::ClientDeduplication, "client-deduplication", "lab 2B"),
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
