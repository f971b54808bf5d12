//! What proposers, acceptors and learners remember: sections 2.2, 2.3 and 2.5.

use litemap::LiteMap;
use machine::{Ballot, ClientId, Command, NodeId, Round};

/// A value that can be chosen: what a client wants done.
pub type Value = Command;

/// A proposal that was accepted, or is known to be chosen.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Accepted {
    /// Its number.
    pub ballot: Ballot,
    /// Its value.
    pub value: Value,
}

/// What survives a crash (2.5: stable storage).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Disk {
    /// Proposer: the highest round it has tried. On disk before the prepare requests leave.
    pub tried: Round,
    /// Acceptor: the highest ballot it has promised. On disk before the answer leaves.
    pub promised: Option<Ballot>,
    /// Acceptor: the highest proposal it has accepted. On disk before the answer leaves.
    pub accepted: Option<Accepted>,
}

/// A promise that a proposer has got.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Promised {
    /// The acceptor.
    pub by: NodeId,
    /// The highest proposal it had accepted.
    pub accepted: Option<Accepted>,
}

/// A client that waits for the chosen value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Waiting {
    /// The serial number of its request.
    pub number: u64,
    /// The value it asks for; of a `get`, which proposes nothing, the command itself.
    pub command: Command,
}

impl Waiting {
    /// The value it wants proposed, unless it only wants to know what is chosen.
    #[must_use]
    pub fn proposal(&self) -> Option<&Value> {
        match &self.command {
            Command::Get(_) => None,
            Command::Put(..) | Command::Cas(..) | Command::Append(..) => Some(&self.command),
        }
    }
}

/// What a proposer is doing.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Phase {
    /// Nothing: no client waits.
    Idle,
    /// Phase 1: it gathers promises.
    Preparing {
        /// Its ballot.
        ballot: Ballot,
        /// The promises it has, in the order of the acceptors.
        promises: Vec<Promised>,
        /// Who waited when the ballot began, and so may be told that nothing was chosen.
        asked: Vec<(ClientId, u64)>,
    },
    /// Phase 2: it has asked acceptors to accept.
    Proposing {
        /// Its ballot.
        ballot: Ballot,
        /// The value it proposes.
        value: Value,
    },
    /// It has abandoned a ballot and waits before it tries a higher one.
    BackingOff,
}

impl Phase {
    /// The ballot a proposer is at, if it is at one.
    #[must_use]
    pub fn ballot(&self) -> Option<Ballot> {
        match self {
            Phase::Preparing { ballot, .. } | Phase::Proposing { ballot, .. } => Some(*ballot),
            Phase::Idle | Phase::BackingOff => None,
        }
    }
}

/// What a crash erases.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Memory {
    /// Proposer: what it is doing.
    pub phase: Phase,
    /// Proposer: how many ballots it has tried for those who wait.
    pub attempts: u32,
    /// Proposer: the highest round it has heard of.
    pub seen: Round,
    /// Proposer: who waits for the chosen value.
    pub waiting: LiteMap<ClientId, Waiting>,
    /// Proposer: whom it takes for the distinguished one.
    pub trusted: Option<NodeId>,
    /// Learner: who has accepted which proposal; empty once a value is chosen.
    pub votes: LiteMap<(Ballot, Value), Vec<NodeId>>,
    /// Learner: the proposal by which it learned what is chosen.
    pub chosen: Option<Accepted>,
}

impl Memory {
    /// A server that has just started.
    #[must_use]
    pub fn booted(trusted: Option<NodeId>) -> Self {
        Memory {
            phase: Phase::Idle,
            attempts: 0,
            seen: Round(0),
            waiting: LiteMap::new(),
            trusted,
            votes: LiteMap::new(),
            chosen: None,
        }
    }
}
