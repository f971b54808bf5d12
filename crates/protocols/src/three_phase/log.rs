//! A server's disk: one log, and what follows from it.
//!
//! A handler adds records and asks for a save before what depends on them leaves. What a restart
//! needs to know is kept beside the records; it follows from them alone.

use super::message::Phase;
use litemap::LiteMap;
use machine::{ClientId, Transfer, TxnId};
use std::sync::Arc;

/// A decision about a transaction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Decision {
    /// It takes effect, everywhere.
    Commit,
    /// It never happened.
    Abort,
}

/// What a participant has on its disk before it votes yes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Prepared {
    /// What the transaction does, and so who takes part.
    pub transfer: Arc<Transfer>,
    /// The undo record: by how much the account differed from its opening balance before.
    pub before: i64,
    /// The redo record: by how much it differs after.
    pub after: i64,
    /// How far it has come.
    pub phase: Phase,
}

/// What a coordinator has on its disk before it asks for votes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Started {
    /// What the transaction does, and so who takes part.
    pub transfer: Arc<Transfer>,
    /// Whose request it is, and its number: a retry is recognised even after a crash.
    pub request: (ClientId, u64),
}

/// One record of the log.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Record {
    /// A coordinator starts a transaction (BHG: the start-3PC record).
    Started(TxnId, Started),
    /// A participant votes yes.
    Prepared(TxnId, Prepared),
    /// A participant knows that all have voted yes.
    PreCommitted(TxnId),
    /// A server has decided.
    Decided(TxnId, Decision),
}

impl Record {
    /// The transaction it is about.
    #[must_use]
    pub fn txn(&self) -> TxnId {
        match self {
            Record::Started(txn, _)
            | Record::Prepared(txn, _)
            | Record::PreCommitted(txn)
            | Record::Decided(txn, _) => *txn,
        }
    }
}

/// A log and what follows from it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Log {
    records: rpds::Vector<Record>,
    /// By how much the account differs from its opening balance.
    change: i64,
    /// The transactions that a participant has voted yes on and not decided. Its one account is
    /// locked by the first, so there is no second.
    in_doubt: LiteMap<TxnId, Prepared>,
    /// What a server has decided.
    decided: rpds::RedBlackTreeMap<TxnId, Decision>,
    /// The transactions that a coordinator has started and not decided.
    open: LiteMap<TxnId, Started>,
    /// The last request of each client, and the transaction it became.
    requests: LiteMap<ClientId, (u64, TxnId)>,
    /// The last epoch in which a transaction was started.
    epoch: u32,
}

impl Log {
    /// Adds a record.
    pub fn push(&mut self, record: Record) {
        match &record {
            Record::Started(txn, started) => {
                let (client, number) = started.request;
                self.requests.insert(client, (number, *txn));
                self.epoch = txn.epoch;
                self.open.insert(*txn, started.clone());
            }
            Record::Prepared(txn, prepared) => {
                self.in_doubt.insert(*txn, prepared.clone());
            }
            Record::PreCommitted(txn) => {
                if let Some(prepared) = self.in_doubt.get_mut(txn) {
                    prepared.phase = Phase::PreCommitted;
                }
            }
            Record::Decided(txn, decision) => {
                if let Some(prepared) = self.in_doubt.remove(txn)
                    && *decision == Decision::Commit
                {
                    self.change = prepared.after;
                }
                self.open.remove(txn);
                self.decided.insert_mut(*txn, *decision);
            }
        }
        self.records.push_back_mut(record);
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.records.len() as u64
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The records from this place on, the first being 0.
    pub fn from(&self, place: u64) -> impl DoubleEndedIterator<Item = &Record> {
        let places = (place..self.len()).filter_map(|place| usize::try_from(place).ok());
        places.filter_map(|place| self.records.get(place))
    }

    /// By how much the account differs from its opening balance.
    #[must_use]
    pub fn change(&self) -> i64 {
        self.change
    }

    /// The transactions in doubt.
    #[must_use]
    pub fn in_doubt(&self) -> &LiteMap<TxnId, Prepared> {
        &self.in_doubt
    }

    /// What this server has decided about the transaction.
    #[must_use]
    pub fn decision(&self, txn: TxnId) -> Option<Decision> {
        self.decided.get(&txn).copied()
    }

    /// The transactions that were started and are not decided.
    #[must_use]
    pub fn open(&self) -> &LiteMap<TxnId, Started> {
        &self.open
    }

    /// The client's last request, and the transaction it became.
    #[must_use]
    pub fn request(&self, client: ClientId) -> Option<(u64, TxnId)> {
        self.requests.get(&client).copied()
    }

    /// The last epoch in which a transaction was started.
    #[must_use]
    pub fn epoch(&self) -> u32 {
        self.epoch
    }
}
