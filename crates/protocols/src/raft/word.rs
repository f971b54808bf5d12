//! The words Raft's views use, each with its stable name.

use super::properties::Promise;
use super::rules::{RULES, Rule};

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// A role.
    Leader,
    /// A role.
    Candidate,
    /// A role.
    Follower,
    /// What a server is at present.
    Role,
    /// `currentTerm`.
    Term,
    /// `votedFor`.
    Vote,
    /// The number of entries.
    Log,
    /// `commitIndex`.
    Commit,
    /// `lastApplied`.
    Applied,
    /// The leader a follower has heard from.
    KnownLeader,
    /// `matchIndex[]`.
    Match,
    /// `nextIndex[]`.
    Next,
    /// Who voted for a candidate.
    Votes,
    /// The election timer.
    ElectionTimer,
    /// The heartbeat timer.
    HeartbeatTimer,
    /// `prevLogIndex`.
    PreviousIndex,
    /// `prevLogTerm`.
    PreviousTerm,
    /// The entries a message carries.
    Entries,
    /// `lastLogIndex`.
    LastIndex,
    /// `lastLogTerm`.
    LastTerm,
    /// An `AppendEntries` without entries.
    Heartbeat,
    /// A vote was granted.
    Granted,
    /// A vote was refused.
    NoVote,
    /// Entries were taken.
    Ok,
    /// Entries were refused.
    No,
    /// Where logs part.
    ConflictAt,
    /// A role.
    PreCandidate,
    /// For how long candidates are ignored.
    ContactTimer,
    /// For how long a leader leads unanswered.
    QuorumTimer,
    /// The lease.
    LeaseTimer,
    /// For how long a leader waits for its successor.
    TransferTimer,
    /// A round of heartbeats.
    Round,
    /// Reads that wait.
    Reads,
    /// The order to hand over, and to whom.
    Transfer,
    /// Why plain reads are stale.
    PlainReads,
    /// Why reads on a lease are.
    WrongClocks,
    /// The order to take a snapshot.
    Compact,
    /// The order to send one.
    SendSnapshot,
    /// The last entry that is in a snapshot.
    Snapshot,
    /// How many bytes of a snapshot come before a part.
    Offset,
    /// How many bytes a part has.
    Bytes,
    /// The last part of a snapshot.
    Done,
    /// How many bytes of a snapshot it has been sent.
    Receiving,
    /// How many bytes of a snapshot each follower has.
    Sending,
    /// The sessions that are open.
    Sessions,
    /// A role: it is told everything and has no vote.
    Learner,
    /// A role: it belongs to no configuration.
    Outsider,
    /// Who votes.
    Voters,
    /// Who votes in the old half of a joint configuration.
    OldVoters,
    /// Who is told and has no vote.
    Learners,
    /// The entry with the configuration that the server goes by.
    ConfigurationAt,
    /// Who catches up.
    CatchingUp,
    /// For how long new servers may take to catch up.
    CatchUpTimer,
    /// The order to let a server vote.
    AddServer,
    /// The order to let a server learn.
    AddLearner,
    /// The order to let a learner vote.
    PromoteLearner,
    /// The order to take a server out.
    RemoveServer,
    /// The order to let these vote and nobody else.
    Reconfigure,
    /// The order to leave a joint configuration.
    LeaveJoint,
    /// The title of a rule.
    Rule(Rule),
    /// The title of a property.
    Promise(Promise),
}

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        match word {
            Word::Leader => "leader",
            Word::Candidate => "candidate",
            Word::Follower => "follower",
            Word::Role => "role",
            Word::Term => "term",
            Word::Vote => "vote",
            Word::Log => "log",
            Word::Commit => "commit",
            Word::Applied => "applied",
            Word::KnownLeader => "known-leader",
            Word::Match => "match",
            Word::Next => "next",
            Word::Votes => "votes",
            Word::ElectionTimer => "election",
            Word::HeartbeatTimer => "heartbeat",
            Word::PreviousIndex => "previous-index",
            Word::PreviousTerm => "previous-term",
            Word::Entries => "entries",
            Word::LastIndex => "last-index",
            Word::LastTerm => "last-term",
            Word::Heartbeat => "heartbeat",
            Word::Granted => "granted",
            Word::NoVote => "no-vote",
            Word::Ok => "ok",
            Word::No => "no",
            Word::ConflictAt => "conflict-at",
            Word::PreCandidate => "pre-candidate",
            Word::ContactTimer => "contact",
            Word::QuorumTimer => "quorum",
            Word::LeaseTimer => "lease",
            Word::TransferTimer | Word::Transfer => "transfer",
            Word::Round => "round",
            Word::Reads => "reads",
            Word::PlainReads => "plain-reads",
            Word::WrongClocks => "wrong-clocks",
            Word::Compact => "compact",
            Word::SendSnapshot => "send-snapshot",
            Word::Snapshot => "snapshot",
            Word::Offset => "offset",
            Word::Bytes => "bytes",
            Word::Done => "done",
            Word::Receiving => "receiving",
            Word::Sending => "sending",
            Word::Sessions => "sessions",
            Word::Learner => "learner",
            Word::Outsider => "outsider",
            Word::Voters => "voters",
            Word::OldVoters => "old-voters",
            Word::Learners => "learners",
            Word::ConfigurationAt => "configuration",
            Word::CatchingUp => "catching-up",
            Word::CatchUpTimer => "catch-up",
            Word::AddServer => "add-server",
            Word::AddLearner => "add-learner",
            Word::PromoteLearner => "promote",
            Word::RemoveServer => "remove-server",
            Word::Reconfigure => "reconfigure",
            Word::LeaveJoint => "leave-joint",
            Word::Rule(rule) => RULES[rule as usize].name,
            Word::Promise(promise) => promise.name(),
        }
    }
}
