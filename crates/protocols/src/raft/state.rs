//! A server's state: figure 2 of the paper, upper left.

use super::configuration::Configuration;
use super::contact::Contact;
use super::install::{Receiving, Sending};
use super::log::Log;
use super::membership::CatchUp;
use super::sessions::Sessions;
use super::snapshot::Snapshot;
use core::fmt;
use core::hash::{Hash, Hasher};
use litemap::LiteMap;
use machine::{ClientId, Micros, NodeId, Request, Store};
use std::sync::Arc;

/// A term: a number that only grows; at most one leader is elected in each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Term(pub u64);

impl Term {
    /// The term after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Term(self.0 + 1)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The place of an entry in the log, from 1; 0 is before the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct LogIndex(pub u64);

impl LogIndex {
    /// The place after this one.
    #[must_use]
    pub fn next(self) -> Self {
        LogIndex(self.0 + 1)
    }

    /// The place before this one; 0 has none and gives itself.
    #[must_use]
    pub fn previous(self) -> Self {
        LogIndex(self.0.saturating_sub(1))
    }
}

impl fmt::Display for LogIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An entry of the log.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Entry {
    /// The term in which a leader received it.
    pub term: Term,
    /// What it says.
    pub content: Content,
    /// What the leader's clock showed then, where sessions expire (dissertation, 6.3).
    pub time: Stamp,
}

/// What an entry says.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Content {
    /// Nothing: with it a leader begins (section 8).
    NoOp,
    /// What a client wants done.
    Request(Request),
    /// Who belongs to the cluster from here on (section 6).
    Configuration(Configuration),
}

impl Content {
    /// What a client wants done, if a client does.
    #[must_use]
    pub fn request(&self) -> Option<&Request> {
        match self {
            Content::Request(request) => Some(request),
            Content::NoOp | Content::Configuration(_) => None,
        }
    }
}

/// A time that an entry carries; 0 where nobody needs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stamp(pub Micros);

/// No time adds nothing to a digest, so that traces without sessions stay what they were.
impl Hash for Stamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if self.0.0 > 0 {
            self.0.hash(state);
        }
    }
}

/// What a server must not forget. The same things are kept twice: in memory, where handlers
/// work on them, and on disk, where [`super::Raft`] copies them before any answer that depends on
/// them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Persistent {
    /// `currentTerm`: the latest term the server has seen.
    pub term: Term,
    /// `votedFor`: who got its vote in that term.
    pub vote: Option<NodeId>,
    /// `log[]`.
    pub log: Log,
    /// The last snapshot (section 7).
    pub snapshot: Option<Arc<Snapshot>>,
}

/// What a server is at present.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// It answers; it never asks.
    Follower {
        /// The leader it has heard from in this term.
        leader: Option<NodeId>,
    },
    /// It asks for votes.
    Candidate {
        /// Who has voted for it in this term; itself too, once its disk has its vote.
        votes: Vec<NodeId>,
    },
    /// It replicates its log.
    Leader {
        /// `nextIndex[]`: the next entry to send to each server.
        next: Vec<LogIndex>,
        /// `matchIndex[]`: the last entry each server is known to hold; for the leader itself, the
        /// last entry its disk holds.
        matched: Vec<LogIndex>,
    },
    /// It asks whether it would get votes, and is in the term in which it was a follower.
    PreCandidate {
        /// Who would vote for it; itself too.
        votes: Vec<NodeId>,
    },
}

/// What a crash erases.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Memory {
    /// The working copy of what the disk should hold.
    pub state: Persistent,
    /// What the server is at present.
    pub role: Role,
    /// `commitIndex`: the last entry known to be committed.
    pub commit: LogIndex,
    /// `lastApplied`: the last entry applied to the store.
    pub applied: LogIndex,
    /// The state machine.
    pub store: Store,
    /// The clients' sessions, another part of it.
    pub sessions: Sessions,
    /// The requests a leader has taken and not yet answered, by the entry that holds them.
    pub waiting: LiteMap<LogIndex, (ClientId, u64)>,
    /// Whether it has heard a leader within the shortest election timeout (4.2.3), where that is
    /// asked for: it then ignores candidates.
    pub hears: bool,
    /// What it knows, as a leader, of who hears it.
    pub contact: Contact,
    /// A snapshot that it has not asked the disk to save yet.
    pub unsaved_snapshot: Option<Arc<Snapshot>>,
    /// The snapshot that a leader is sending it.
    pub receiving: Option<Receiving>,
    /// The snapshots that it sends, as a leader.
    pub sending: LiteMap<NodeId, Sending>,
    /// As a leader: the servers that catch up before they may vote.
    pub catch_up: Option<CatchUp>,
}

impl Memory {
    /// A server that has just started with what its disk holds.
    #[must_use]
    pub fn booted(disk: &Persistent) -> Self {
        Memory {
            state: disk.clone(),
            role: Role::Follower { leader: None },
            commit: LogIndex(0),
            applied: LogIndex(0),
            store: Store::default(),
            sessions: Sessions::default(),
            waiting: LiteMap::new(),
            hears: false,
            contact: Contact::default(),
            unsaved_snapshot: None,
            receiving: None,
            sending: LiteMap::new(),
            catch_up: None,
        }
    }
}
