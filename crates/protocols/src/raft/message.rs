//! The remote procedure calls of figures 2 and 13, each as a request and a reply, and `TimeoutNow`.
//! The sender's identity (`candidateId`, `leaderId`) travels with every message anyway.

use super::log::Base;
use super::snapshot::Piece;
use super::state::{Entry, LogIndex, Term};
use core::hash::{Hash, Hasher};

/// What servers send each other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Message {
    /// A candidate asks for a vote.
    RequestVote {
        /// The candidate's term; for a pre-vote, the one in which it would stand.
        term: Term,
        /// What it asks for.
        ask: Ask,
        /// The index of its last entry.
        last_index: LogIndex,
        /// The term of its last entry.
        last_term: Term,
    },
    /// The answer to [`Message::RequestVote`].
    RequestVoteReply {
        /// The voter's term; if it grants a pre-vote, the one it was asked about.
        term: Term,
        /// What it was asked for.
        ask: Ask,
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
        /// The leader's round of heartbeats.
        round: Round,
    },
    /// The answer to [`Message::AppendEntries`].
    AppendEntriesReply {
        /// The follower's term.
        term: Term,
        /// What became of it.
        result: Appended,
        /// The round of the call.
        round: Round,
    },
    /// A leader tells the server that should lead after it to stand at once (dissertation, 3.10).
    TimeoutNow {
        /// The leader's term.
        term: Term,
    },
    /// A leader sends a part of its snapshot (figure 13).
    InstallSnapshot {
        /// The leader's term.
        term: Term,
        /// The last entry that is in the snapshot.
        base: Base,
        /// How many bytes of the snapshot come before this part.
        offset: u64,
        /// The part.
        pieces: Vec<Piece>,
        /// Whether it is the last one.
        done: bool,
        /// The leader's round of heartbeats.
        round: Round,
    },
    /// The answer to [`Message::InstallSnapshot`].
    InstallSnapshotReply {
        /// The follower's term.
        term: Term,
        /// The last entry that is in the snapshot.
        index: LogIndex,
        /// What became of it.
        result: Installed,
        /// The round of the call.
        round: Round,
    },
}

/// What a candidate asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// A vote.
    Vote,
    /// Whether it would get a vote (dissertation, 9.6).
    PreVote,
    /// A vote, at its leader's wish: voters give it although they hear that leader (4.2.3).
    Transfer,
}

/// A leader's round of heartbeats, which every answer to one names; 0 where nobody counts them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Round(pub u64);

/// A plain vote adds nothing to a digest, so that traces without pre-votes stay what they were.
impl Hash for Ask {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if *self != Ask::Vote {
            (*self as u8).hash(state);
        }
    }
}

/// The same for a round that nobody counts.
impl Hash for Round {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if self.0 > 0 {
            self.0.hash(state);
        }
    }
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

/// What became of an `InstallSnapshot`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Installed {
    /// The follower has all that is in the snapshot.
    Whole,
    /// It has so many bytes of it.
    Upto(u64),
    /// The term was stale.
    Stale,
}

impl Message {
    /// The term that the message carries.
    #[must_use]
    pub fn term(&self) -> Term {
        match self {
            Message::RequestVote { term, .. }
            | Message::RequestVoteReply { term, .. }
            | Message::AppendEntries { term, .. }
            | Message::AppendEntriesReply { term, .. }
            | Message::TimeoutNow { term }
            | Message::InstallSnapshot { term, .. }
            | Message::InstallSnapshotReply { term, .. } => *term,
        }
    }

    /// Whether some server is in that term: a pre-vote only asks about it.
    #[must_use]
    pub fn is_of_its_term(&self) -> bool {
        let (Message::RequestVote { ask, .. } | Message::RequestVoteReply { ask, .. }) = self
        else {
            return true;
        };
        let is_refusal = matches!(self, Message::RequestVoteReply { vote: Vote::Refused, .. });
        *ask != Ask::PreVote || is_refusal
    }
}
