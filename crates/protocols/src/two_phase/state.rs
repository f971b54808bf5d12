//! What a server only remembers.

use super::log::Log;
use litemap::LiteMap;
use machine::{ClientId, NodeId, Transfer, TxnId};
use std::sync::Arc;

/// A transaction that a coordinator leads.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Led {
    /// It waits for votes.
    Collecting {
        /// What the transaction does.
        transfer: Arc<Transfer>,
        /// Whose request it is, and its number.
        request: (ClientId, u64),
        /// Who has voted yes.
        yes: Vec<NodeId>,
    },
    /// Its commit record is written, or being written: it waits for acknowledgements.
    Committed {
        /// What the transaction does.
        transfer: Arc<Transfer>,
        /// Who has acknowledged.
        acks: Vec<NodeId>,
    },
}

/// What a client is told when it asks again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Answer {
    /// Nothing yet.
    Pending,
    /// It was committed.
    Committed,
    /// It was aborted.
    Aborted,
}

/// What a crash erases.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Memory {
    /// The epoch of the transactions that this server begins now.
    pub epoch: u32,
    /// The last epoch that is known to be on the disk.
    pub durable_epoch: u32,
    /// How many it has begun.
    pub begun: u32,
    /// The transactions it leads and has not forgotten.
    pub led: LiteMap<TxnId, Led>,
    /// The last request of each client, and what it is told.
    pub answers: LiteMap<ClientId, (u64, Answer)>,
    /// How many records of the log are known to be on the disk.
    pub durable: u64,
    /// How often in a row it has asked in vain what was decided.
    pub asked: u64,
    /// What its account held at the beginning: configuration, not state.
    pub opening: i64,
}

impl Memory {
    /// A server that has just started with what its disk holds: recovery.
    #[must_use]
    pub fn booted(disk: &Log, opening: i64) -> Self {
        let led = disk.open().iter().map(|(txn, deal)| {
            let transfer = Arc::clone(&deal.transfer);
            (*txn, Led::Committed { transfer, acks: Vec::new() })
        });
        Memory {
            epoch: disk.epoch() + 1,
            durable_epoch: disk.epoch(),
            begun: 0,
            led: led.collect(),
            answers: LiteMap::new(),
            durable: disk.len(),
            asked: 0,
            opening,
        }
    }
}

impl Led {
    /// What the transaction does.
    #[must_use]
    pub fn transfer(&self) -> &Arc<Transfer> {
        match self {
            Led::Collecting { transfer, .. } | Led::Committed { transfer, .. } => transfer,
        }
    }
}
