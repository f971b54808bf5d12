//! What servers send each other: the two phases, the leader's signs of life, and catching up.

use super::state::{Accepted, Slot, Snapshot, Value};
use machine::{Ballot, NodeId};
use std::sync::Arc;

/// A message.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Message {
    /// Phase 1a, for every slot above those that the candidate knows to be chosen.
    Prepare {
        /// The candidate's ballot.
        ballot: Ballot,
        /// It knows what is chosen up to here.
        chosen: Slot,
    },
    /// Phase 1b.
    Promise {
        /// The ballot that is promised.
        ballot: Ballot,
        /// What the acceptor has accepted above what the candidate knows to be chosen.
        accepted: Vec<(Slot, Accepted)>,
        /// If some of that was truncated: what it led to.
        snapshot: Option<Arc<Snapshot>>,
    },
    /// Phase 2a, for one slot or several.
    Accept {
        /// The leader's ballot.
        ballot: Ballot,
        /// The proposals.
        entries: Vec<(Slot, Value)>,
        /// The leader knows what is chosen up to here.
        chosen: Slot,
    },
    /// Phase 2b.
    Accepted {
        /// The ballot of the proposals.
        ballot: Ballot,
        /// The slots in which they are accepted.
        slots: Vec<Slot>,
    },
    /// An acceptor turns down what a candidate or leader asks.
    Refusal {
        /// The ballot that is turned down.
        ballot: Ballot,
        /// Why.
        reason: Reason,
    },
    /// A leader shows that it lives.
    Heartbeat {
        /// Its ballot.
        ballot: Ballot,
        /// It knows what is chosen up to here.
        chosen: Slot,
        /// The round of the lease that it asks for, if it wants one.
        lease: Option<u64>,
    },
    /// A follower grants the lease that the leader asks for.
    Granted {
        /// The leader's ballot.
        ballot: Ballot,
        /// The round of the lease.
        lease: u64,
    },
    /// A server lacks what is chosen after this slot.
    CatchUp {
        /// It knows what is chosen up to here.
        chosen: Slot,
    },
    /// What is chosen in some slots.
    Chosen {
        /// The slots with their values.
        entries: Vec<(Slot, Accepted)>,
        /// The sender knows what is chosen up to here.
        chosen: Slot,
    },
    /// What the chosen values up to a slot have led to.
    Snapshot {
        /// The snapshot.
        snapshot: Arc<Snapshot>,
    },
}

/// Why an acceptor turns something down.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// It has promised this higher ballot.
    Promised(Ballot),
    /// The lease it has granted still runs; to this server, if it remembers.
    Lease(Option<NodeId>),
}
