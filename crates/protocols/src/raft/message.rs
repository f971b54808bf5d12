//! The two remote procedure calls of figure 2, each as a request and a reply. The sender's identity
//! (`candidateId`, `leaderId`) travels with every message anyway.

use super::state::{Entry, LogIndex, Term};

/// What servers send each other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Message {
    /// A candidate asks for a vote.
    RequestVote {
        /// The candidate's term.
        term: Term,
        /// The index of its last entry.
        last_index: LogIndex,
        /// The term of its last entry.
        last_term: Term,
    },
    /// The answer to [`Message::RequestVote`].
    RequestVoteReply {
        /// The voter's term.
        term: Term,
        /// Whether the candidate has its vote.
        vote: Vote,
    },
    /// A leader replicates entries, or just shows that it lives.
    AppendEntries {
        /// The leader's term.
        term: Term,
        /// The index of the entry before the new ones.
        previous_index: LogIndex,
        /// The term of that entry.
        previous_term: Term,
        /// The new entries; none in a heartbeat.
        entries: Vec<Entry>,
        /// The leader's `commitIndex`.
        commit: LogIndex,
    },
    /// The answer to [`Message::AppendEntries`].
    AppendEntriesReply {
        /// The follower's term.
        term: Term,
        /// What became of it.
        result: Appended,
    },
}

/// A voter's verdict.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Vote {
    /// The candidate has the vote.
    Granted,
    /// It has not.
    Refused,
}

/// What became of an `AppendEntries`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Appended {
    /// The follower's log equals the leader's up to this index.
    Matched(LogIndex),
    /// The term was stale.
    Stale,
    /// The follower's log has no entry of the right term at `previous_index` (5.3).
    Conflict {
        /// The term of the follower's entry there; `None` if it has none.
        term: Option<Term>,
        /// The first index it holds of that term; or, if it has none, its first free index.
        first: LogIndex,
    },
}

impl Message {
    /// The term that every message carries.
    #[must_use]
    pub fn term(&self) -> Term {
        match self {
            Message::RequestVote { term, .. }
            | Message::RequestVoteReply { term, .. }
            | Message::AppendEntries { term, .. }
            | Message::AppendEntriesReply { term, .. } => *term,
        }
    }
}
