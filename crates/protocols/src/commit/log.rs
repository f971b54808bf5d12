//! A server's disk: one log, and what follows from it.
//!
//! A handler adds records and asks for a save before what depends on them leaves; an unforced
//! record reaches the disk with the next save. What a restart needs to know (the balance, what is
//! in doubt, which transactions a coordinator leads) is kept beside the records, so that recovery
//! need not read them all; it follows from them alone.

use core::fmt::Debug;
use core::hash::Hash;
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
pub struct Prepared<S> {
    /// What the transaction does, and so who takes part.
    pub transfer: Arc<Transfer>,
    /// The undo record: by how much the account differed from its opening balance before.
    pub before: i64,
    /// The redo record: by how much it differs after.
    pub after: i64,
    /// How far it has come since.
    pub stage: S,
}

/// What a coordinator has on its disk of a transaction that it leads.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Work {
    /// What the transaction does, and so who takes part.
    pub transfer: Arc<Transfer>,
    /// Whose request it is, and its number: a retry is recognised even after a crash.
    pub request: (ClientId, u64),
}

/// What follows from a record.
#[derive(Debug)]
pub enum Meaning<'a, S> {
    /// A coordinator numbers its transactions in this epoch.
    Epoch(u32),
    /// A coordinator leads a transaction that is not to be forgotten.
    Opened(TxnId, &'a Work),
    /// A coordinator may forget it.
    Closed(TxnId),
    /// A participant is prepared: it is in doubt.
    Prepared(TxnId, &'a Prepared<S>),
    /// A participant in doubt has come further.
    Advanced(TxnId, S),
    /// A server has decided.
    Decided(TxnId, Decision),
}

/// One record of a log.
pub trait Record: Clone + Eq + Hash + Debug + 'static {
    /// How far a participant in doubt may come.
    type Stage: Clone + Eq + Hash + Debug + Default;

    /// What follows from it.
    fn meaning(&self) -> Meaning<'_, Self::Stage>;

    /// The transaction it is about.
    fn txn(&self) -> Option<TxnId>;

    /// As a cell shows it.
    fn text(&self) -> String;
}

/// A log and what follows from it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Log<R: Record> {
    records: rpds::Vector<R>,
    /// By how much the account differs from its opening balance.
    change: i64,
    /// The transactions that a participant has voted yes on and not decided.
    in_doubt: LiteMap<TxnId, Prepared<R::Stage>>,
    /// What a server has decided.
    decided: rpds::RedBlackTreeMap<TxnId, Decision>,
    /// The transactions that a coordinator leads and may not forget.
    open: LiteMap<TxnId, Work>,
    /// The last request of each client that was led, and the transaction it became.
    requests: LiteMap<ClientId, (u64, TxnId)>,
    /// The last epoch.
    epoch: u32,
}

impl<R: Record> Default for Log<R> {
    fn default() -> Self {
        Log {
            records: rpds::Vector::default(),
            change: 0,
            in_doubt: LiteMap::new(),
            decided: rpds::RedBlackTreeMap::default(),
            open: LiteMap::new(),
            requests: LiteMap::new(),
            epoch: 0,
        }
    }
}

impl<R: Record> Log<R> {
    /// Adds a record.
    pub fn push(&mut self, record: R) {
        match record.meaning() {
            Meaning::Epoch(epoch) => self.epoch = epoch,
            Meaning::Opened(txn, work) => {
                let (client, number) = work.request;
                self.requests.insert(client, (number, txn));
                self.epoch = txn.epoch;
                self.open.insert(txn, work.clone());
            }
            Meaning::Closed(txn) => {
                self.open.remove(&txn);
            }
            Meaning::Prepared(txn, prepared) => {
                self.in_doubt.insert(txn, prepared.clone());
            }
            Meaning::Advanced(txn, stage) => {
                if let Some(prepared) = self.in_doubt.get_mut(&txn) {
                    prepared.stage = stage;
                }
            }
            Meaning::Decided(txn, decision) => {
                if let Some(prepared) = self.in_doubt.remove(&txn)
                    && decision == Decision::Commit
                {
                    // Redo. An abort has nothing to undo here: the account is written on commit.
                    self.change = prepared.after;
                }
                self.open.remove(&txn);
                self.decided.insert_mut(txn, decision);
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
    pub fn from(&self, place: u64) -> impl DoubleEndedIterator<Item = &R> {
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
    pub fn in_doubt(&self) -> &LiteMap<TxnId, Prepared<R::Stage>> {
        &self.in_doubt
    }

    /// What this server has decided about the transaction.
    #[must_use]
    pub fn decision(&self, txn: TxnId) -> Option<Decision> {
        self.decided.get(&txn).copied()
    }

    /// The transactions that a coordinator leads and may not forget.
    #[must_use]
    pub fn open(&self) -> &LiteMap<TxnId, Work> {
        &self.open
    }

    /// The client's last request that was led, and the transaction it became.
    #[must_use]
    pub fn request(&self, client: ClientId) -> Option<(u64, TxnId)> {
        self.requests.get(&client).copied()
    }

    /// The last epoch.
    #[must_use]
    pub fn epoch(&self) -> u32 {
        self.epoch
    }
}
