//! What a server only remembers.

use super::log::Log;
use super::message::{Phase, Standing};
use machine::{NodeId, Request, Transfer, TxnId};
use std::sync::Arc;

/// How far a coordinator has come with the transaction that it leads.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Stage {
    /// It waits for votes; who has voted yes.
    Voting(Vec<NodeId>),
    /// It waits for everybody to know that all have voted yes; who does.
    PreCommitting(Vec<NodeId>),
    /// A backup waits for the others' states; what it was told.
    Asking(Vec<(NodeId, Phase)>),
}

/// A transaction that a server leads: `S1` as its coordinator, another as its backup.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Led {
    /// The transaction.
    pub txn: TxnId,
    /// What it does.
    pub transfer: Arc<Transfer>,
    /// How far it has come.
    pub stage: Stage,
}

/// A participant's doubt.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Doubt {
    /// It has not failed since it voted, and follows this server; who led before is given up.
    Operational(NodeId),
    /// It has failed since it voted: others may have decided without it. How they answered.
    Recovering(Vec<(NodeId, Standing)>),
}

/// What a crash erases.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Memory {
    /// The epoch of the transactions that this server starts now.
    pub epoch: u32,
    /// How many it has started.
    pub begun: u32,
    /// The transaction it leads.
    pub led: Option<Led>,
    /// The requests that wait for their turn.
    pub queue: Vec<Request>,
    /// Its doubt, if it has voted yes and not decided.
    pub doubt: Option<Doubt>,
    /// How many records of the log are known to be on the disk.
    pub durable: u64,
    /// How often in a row it has waited in vain for a decision.
    pub waited: u64,
    /// What its account held at the beginning: configuration, not state.
    pub opening: i64,
}

impl Memory {
    /// A server that has just started with what its disk holds: recovery.
    #[must_use]
    pub fn booted(disk: &Log, opening: i64) -> Self {
        let is_in_doubt = !disk.in_doubt().is_empty();
        Memory {
            epoch: disk.epoch() + 1,
            begun: 0,
            led: None,
            queue: Vec::new(),
            doubt: is_in_doubt.then(|| Doubt::Recovering(Vec::new())),
            durable: disk.len(),
            waited: 0,
            opening,
        }
    }
}
