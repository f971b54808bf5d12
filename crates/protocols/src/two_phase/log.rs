//! A server's disk: one log, and what follows from it.
//!
//! Records are as Mohan, Lindsay and Obermarck (1986, section 3) have them. A handler adds records
//! and asks for a save where they say *force*; an unforced record reaches the disk with the next
//! save. What a restart needs to know (the balance, what is in doubt, which commits are not
//! acknowledged) is kept beside the records, so that recovery need not read them all; it follows
//! from them alone.

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

/// What a participant forces to its disk before it votes yes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Prepared {
    /// What the transaction does, and so who takes part.
    pub transfer: Arc<Transfer>,
    /// The undo record: by how much the account differed from its opening balance before.
    pub before: i64,
    /// The redo record: by how much it differs after.
    pub after: i64,
}

/// What a coordinator forces to its disk before it tells anybody that it commits.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Deal {
    /// What the transaction does, and so who has to acknowledge.
    pub transfer: Arc<Transfer>,
    /// Whose request it was, and its number: a retry after a crash gets the same answer.
    pub request: (ClientId, u64),
}

/// One record of the log.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Record {
    /// A coordinator begins to number its transactions anew. Forced.
    Epoch(u32),
    /// A participant is prepared. Forced.
    Prepared(TxnId, Prepared),
    /// A participant has decided. Forced if it commits.
    Decided(TxnId, Decision),
    /// A coordinator has decided to commit. Forced. There is no record of an abort: it is presumed.
    Commit(TxnId, Deal),
    /// Everybody has acknowledged the commit: the coordinator may forget it. Not forced.
    End(TxnId),
}

impl Record {
    /// The transaction it is about.
    #[must_use]
    pub fn txn(&self) -> Option<TxnId> {
        match self {
            Record::Epoch(_) => None,
            Record::Prepared(txn, _)
            | Record::Decided(txn, _)
            | Record::Commit(txn, _)
            | Record::End(txn) => Some(*txn),
        }
    }
}

/// A log and what follows from it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Log {
    records: rpds::Vector<Record>,
    /// By how much the account differs from its opening balance.
    change: i64,
    /// The transactions that a participant has prepared and not decided: it is in doubt.
    in_doubt: LiteMap<TxnId, Prepared>,
    /// What a participant has decided.
    decided: rpds::RedBlackTreeMap<TxnId, Decision>,
    /// The commits that a coordinator has not ended.
    open: LiteMap<TxnId, Deal>,
    /// The number of the last request of each client that was committed.
    answered: LiteMap<ClientId, u64>,
    /// The last epoch.
    epoch: u32,
}

impl Log {
    /// Adds a record.
    pub fn push(&mut self, record: Record) {
        match &record {
            Record::Epoch(epoch) => self.epoch = *epoch,
            Record::Prepared(txn, prepared) => {
                self.in_doubt.insert(*txn, prepared.clone());
            }
            Record::Decided(txn, decision) => {
                if let Some(prepared) = self.in_doubt.remove(txn)
                    && *decision == Decision::Commit
                {
                    // Redo. An abort has nothing to undo here: the account is written on commit.
                    self.change = prepared.after;
                }
                self.decided.insert_mut(*txn, *decision);
            }
            Record::Commit(txn, deal) => {
                self.open.insert(*txn, deal.clone());
                let (client, number) = deal.request;
                self.answered.insert(client, number);
            }
            Record::End(txn) => {
                self.open.remove(txn);
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

    /// What this participant has decided about the transaction.
    #[must_use]
    pub fn decision(&self, txn: TxnId) -> Option<Decision> {
        self.decided.get(&txn).copied()
    }

    /// The commits that are not acknowledged by all.
    #[must_use]
    pub fn open(&self) -> &LiteMap<TxnId, Deal> {
        &self.open
    }

    /// The number of the client's last request that was committed.
    #[must_use]
    pub fn answered(&self, client: ClientId) -> Option<u64> {
        self.answered.get(&client).copied()
    }

    /// The last epoch.
    #[must_use]
    pub fn epoch(&self) -> u32 {
        self.epoch
    }
}
