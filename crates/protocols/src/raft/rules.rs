//! The rules of the paper that a run may switch off, and what happens then.

use super::word::Word;
use machine::RuleInfo;

/// A rule of the paper.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Rule {
    /// `currentTerm` is on disk before any answer. Off: it stays in memory.
    PersistTerm,
    /// `votedFor` is on disk before any answer. Off: it stays in memory.
    PersistVote,
    /// `log[]` is on disk before any answer. Off: it stays in memory.
    PersistLog,
    /// A server votes for one candidate a term. Off: for every candidate that asks.
    OneVotePerTerm,
    /// A candidate needs a majority. Off: one vote less is enough.
    MajorityToElect,
    /// A voter refuses a candidate whose log is older than its own. Off: it does not look.
    ElectionRestriction,
    /// Whoever sees a higher term becomes a follower. Off: it takes the term and stays what it is.
    StepDown,
    /// A follower refuses entries from an older term. Off: it takes them.
    RefuseStaleTerm,
    /// A follower refuses entries if its log does not match before them. Off: it does not look.
    LogConsistencyCheck,
    /// A follower deletes what conflicts with the leader's entries. Off: it keeps its own.
    OverwriteConflicts,
    /// An entry is committed once a majority holds it. Off: one copy less is enough.
    MajorityToCommit,
    /// Only entries of the current term are committed by counting. Off: any entry is.
    CurrentTermCommit,
    /// A new leader appends a no-op. Off: it waits for a client.
    NoOp,
    /// Election timeouts are drawn from a range. Off: they are all the same.
    RandomisedTimeouts,
    /// A command that was applied is not applied again. Off: a retry is a new command.
    ClientDeduplication,
    /// A server that hears a leader ignores candidates. Off: it does not.
    HeardLeader,
    /// A leader that no majority answers steps down. Off: it goes on.
    QuorumContact,
    /// A leader makes sure that it still leads before it answers a read. Off: it does not.
    ReadConfirm,
    /// A new leader reads only once an entry of its own term is committed. Off: before that, too.
    ReadCurrentTerm,
    /// A lease counts from when the heartbeats were sent. Off: from when they were answered.
    LeaseFromSending,
    /// A leader that has told another to stand has no lease any more. Off: it keeps it.
    TransferEndsLease,
    /// A leader counts its own copy of an entry once it is on its disk. Off: at once.
    OwnCopySaved,
    /// A snapshot is on disk before the log is cut. Off: the other way round.
    SaveSnapshotFirst,
    /// A follower takes a chunk only where the last one ended. Off: it takes what comes.
    ChunkOffset,
    /// A follower keeps the entries that follow a snapshot of its log's prefix. Off: it does not.
    KeepFollowing,
    /// A follower discards a log that the snapshot conflicts with. Off: it keeps what follows.
    DiscardLog,
    /// A request of a session that is over is refused. Off: it is carried out, perhaps again.
    ExpiredSession,
    /// Sessions expire by the time in the log. Off: by each server's own clock.
    AgreedExpiry,
    /// Several voters change by way of a joint configuration. Off: in one step.
    JointConsensus,
    /// A joint configuration decides with a majority of each half. Off: with one of the new half.
    BothMajorities,
    /// A server goes by the latest configuration in its log. Off: by the latest committed one.
    NewConfigurationAtOnce,
    /// A change waits until the one before is committed. Off: it does not.
    OneChangeAtATime,
    /// A change waits for a committed entry of the leader's term. Off: it does not.
    ChangeAfterOwnTerm,
    /// A leader that is removed steps down once that is committed. Off: it leads on.
    StepDownWhenRemoved,
    /// A server that is no member does not count itself. Off: it does.
    CountMembersOnly,
    /// A server that is being removed stands until it knows that to be committed. Off: it does not.
    StandUntilRemoved,
    /// New servers catch up before they vote. Off: they vote at once.
    CatchUpFirst,
    /// Who gives way to a leader keeps the vote it gave in that term. Off: it forgets it.
    KeepVote,
}

const fn rule(rule: Rule, name: &'static str, section: &'static str) -> RuleInfo<Rule, Word> {
    RuleInfo { rule, name, section, title: Word::Rule(rule) }
}

/// Every rule, in the order of [`Rule`].
pub(super) static RULES: [RuleInfo<Rule, Word>; 38] = [
    rule(Rule::PersistTerm, "persist-term", "5.1"),
    rule(Rule::PersistVote, "persist-vote", "5.2"),
    rule(Rule::PersistLog, "persist-log", "5.3"),
    rule(Rule::OneVotePerTerm, "one-vote-per-term", "5.2"),
    rule(Rule::MajorityToElect, "majority-to-elect", "5.2"),
    rule(Rule::ElectionRestriction, "election-restriction", "5.4.1"),
    rule(Rule::StepDown, "step-down", "5.1"),
    rule(Rule::RefuseStaleTerm, "refuse-stale-term", "5.1"),
    rule(Rule::LogConsistencyCheck, "log-consistency-check", "5.3"),
    rule(Rule::OverwriteConflicts, "overwrite-conflicts", "5.3"),
    rule(Rule::MajorityToCommit, "majority-to-commit", "5.3"),
    rule(Rule::CurrentTermCommit, "current-term-commit", "5.4.2"),
    rule(Rule::NoOp, "no-op", "8"),
    rule(Rule::RandomisedTimeouts, "randomised-timeouts", "5.2"),
    rule(Rule::ClientDeduplication, "client-deduplication", "8"),
    rule(Rule::HeardLeader, "heard-leader", "4.2.3 (dissertation)"),
    rule(Rule::QuorumContact, "quorum-contact", "6.2 (dissertation)"),
    rule(Rule::ReadConfirm, "read-confirm", "6.4 (dissertation)"),
    rule(Rule::ReadCurrentTerm, "read-current-term", "6.4 (dissertation)"),
    rule(Rule::LeaseFromSending, "lease-from-sending", "6.4.1 (dissertation)"),
    rule(Rule::TransferEndsLease, "transfer-ends-lease", "6.4.1 (dissertation)"),
    rule(Rule::OwnCopySaved, "own-copy-saved", "10.2.1 (dissertation)"),
    rule(Rule::SaveSnapshotFirst, "save-snapshot-first", "7"),
    rule(Rule::ChunkOffset, "chunk-offset", "7"),
    rule(Rule::KeepFollowing, "keep-following", "7"),
    rule(Rule::DiscardLog, "discard-log", "7"),
    rule(Rule::ExpiredSession, "expired-session", "6.3 (dissertation)"),
    rule(Rule::AgreedExpiry, "agreed-expiry", "6.3 (dissertation)"),
    rule(Rule::JointConsensus, "joint-consensus", "6"),
    rule(Rule::BothMajorities, "both-majorities", "6"),
    rule(Rule::NewConfigurationAtOnce, "new-configuration-at-once", "6"),
    rule(Rule::OneChangeAtATime, "one-change-at-a-time", "4.1 (dissertation)"),
    rule(Rule::ChangeAfterOwnTerm, "change-after-own-term", "4.1 (dissertation)"),
    rule(Rule::StepDownWhenRemoved, "step-down-when-removed", "6"),
    rule(Rule::CountMembersOnly, "count-members-only", "6"),
    rule(Rule::StandUntilRemoved, "stand-until-removed", "4.2.2 (dissertation)"),
    rule(Rule::CatchUpFirst, "catch-up-first", "4.2.1 (dissertation)"),
    rule(Rule::KeepVote, "keep-vote", "5.2"),
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
