//! What a server remembers, as acceptor, leader, learner and replica.

use super::ledger::Ledger;
use core::fmt;
use litemap::LiteMap;
use machine::{Ballot, ClientId, NodeId, Request, Round, Store};
use std::sync::Arc;

/// A place in the sequence of commands, from 1; 0 is before the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Slot(pub u64);

impl Slot {
    /// The slot after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Slot(self.0 + 1)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What can be chosen in a slot.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    /// Nothing is to be done: it fills a gap.
    NoOp,
    /// What a client wants done.
    Command(Request),
}

/// Whose request a value is; `None` for a no-op. No two values have the same.
pub type Origin = Option<(ClientId, u64)>;

impl Value {
    /// Whose request it is.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self {
            Value::NoOp => None,
            Value::Command(request) => Some((request.client, request.number)),
        }
    }
}

/// As a cell of the ledger shows it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::NoOp => f.write_str("no-op"),
            Value::Command(request) => request.command.fmt(f),
        }
    }
}

/// A proposal for a slot that was accepted, or is known to be chosen.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Accepted {
    /// Its ballot.
    pub ballot: Ballot,
    /// Its value.
    pub value: Value,
}

/// What the values of all slots up to one have led to (Paxos Made Live 5.5).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Snapshot {
    /// The last slot that is in it.
    pub slot: Slot,
    /// The state machine after it.
    pub store: Store,
}

/// What survives a crash.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Disk {
    /// Leader: the highest round it has tried. On disk before the prepare requests leave.
    pub tried: Round,
    /// Acceptor: the highest ballot it has promised. On disk before the answer leaves.
    pub promised: Option<Ballot>,
    /// Acceptor: the highest proposal it has accepted in each slot. On disk before its answer.
    pub accepted: Ledger<Accepted>,
    /// Replica: its last snapshot. On disk before what it replaces is truncated.
    pub snapshot: Option<Arc<Snapshot>>,
}

impl Disk {
    /// The last slot of the snapshot.
    #[must_use]
    pub fn snapshot_slot(&self) -> Slot {
        self.snapshot.as_ref().map_or(Slot(0), |snapshot| snapshot.slot)
    }
}

/// A proposal of a leader that is not known to be chosen yet.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Proposal {
    /// Its value.
    pub value: Value,
    /// Who has accepted it.
    pub accepted_by: Vec<NodeId>,
}

/// A leader's lease (Paxos Made Live 5.2). A round of it is asked for with heartbeats, and its time
/// runs from the first of them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Lease {
    /// The last round that was asked for.
    pub round: u64,
    /// Who has granted that round, while it is open; `None` once it is held, or was given up.
    pub granted_by: Option<Vec<NodeId>>,
    /// The round that is held.
    pub held: Option<u64>,
}

/// A leader's affairs.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Leading {
    /// Its ballot.
    pub ballot: Ballot,
    /// The first slot for which it has proposed nothing.
    pub next: Slot,
    /// The last slot that it has taken over from others.
    pub inherited: Slot,
    /// What it has proposed and does not know to be chosen.
    pub proposals: LiteMap<Slot, Proposal>,
    /// What must wait for the window.
    pub backlog: Vec<Request>,
    /// Its lease.
    pub lease: Lease,
}

/// What a server is at present.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// It accepts and learns.
    Follower,
    /// It is in phase 1.
    Candidate {
        /// Its ballot.
        ballot: Ballot,
        /// Who has promised it.
        promised_by: Vec<NodeId>,
        /// The highest proposal that the promises name in each slot.
        reported: LiteMap<Slot, Accepted>,
    },
    /// It has the promises of a majority.
    Leader(Leading),
}

/// A lease that an acceptor has granted and whose time is not over.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Grant {
    /// To this leader.
    To(NodeId),
    /// To somebody, before it crashed.
    Forgotten,
}

impl Grant {
    /// To whom, if it is known.
    #[must_use]
    pub fn holder(self) -> Option<NodeId> {
        match self {
            Grant::To(node) => Some(node),
            Grant::Forgotten => None,
        }
    }
}

/// What a crash erases.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Memory {
    /// What it is at present.
    pub role: Role,
    /// The highest ballot whose leader it has heard from, with that leader.
    pub leader: Option<(Ballot, NodeId)>,
    /// Leader: how many ballots it has tried since it last knew of a leader.
    pub attempts: u32,
    /// Leader: the highest round it has heard of.
    pub seen: Round,
    /// Learner: what it knows to be chosen, above its snapshot.
    pub chosen: Ledger<Accepted>,
    /// Learner: up to this slot it knows everything that is chosen.
    pub prefix: Slot,
    /// Replica: the last slot it has applied.
    pub applied: Slot,
    /// Replica: the state machine.
    pub store: Store,
    /// Replica: the requests it has taken and not yet answered.
    pub waiting: LiteMap<ClientId, Request>,
    /// Replica: a snapshot that it has not asked the disk to save yet.
    pub unsaved_snapshot: Option<Arc<Snapshot>>,
    /// Acceptor: the lease it has granted.
    pub grant: Option<Grant>,
}

impl Memory {
    /// A server that has just started with what its disk holds.
    #[must_use]
    pub fn booted(disk: &Disk, grant: Option<Grant>) -> Self {
        let slot = disk.snapshot_slot();
        let snapshot = disk.snapshot.as_ref();
        Memory {
            role: Role::Follower,
            leader: None,
            attempts: 0,
            seen: Round(0),
            chosen: Ledger::after(slot),
            prefix: slot,
            applied: slot,
            store: snapshot.map(|snapshot| snapshot.store.clone()).unwrap_or_default(),
            waiting: LiteMap::new(),
            unsaved_snapshot: None,
            grant,
        }
    }

    /// The ballot it prepares or leads.
    #[must_use]
    pub fn ballot(&self) -> Option<Ballot> {
        match &self.role {
            Role::Follower => None,
            Role::Candidate { ballot, .. } => Some(*ballot),
            Role::Leader(leading) => Some(leading.ballot),
        }
    }
}
