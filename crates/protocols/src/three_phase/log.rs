//! The records of a server's log. A handler asks for a save before what depends on one leaves.

use super::message::Phase;
use crate::commit::{self, Decision, Meaning, Work, decided};
use machine::TxnId;

/// What a participant has on its disk before it votes yes, and how far it has come since.
pub type Prepared = commit::Prepared<Phase>;
/// A server's disk.
pub type Log = commit::Log<Record>;

/// One record of the log.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Record {
    /// A coordinator starts a transaction (BHG: the start-3PC record).
    Started(TxnId, Work),
    /// A participant votes yes.
    Prepared(TxnId, Prepared),
    /// A participant knows that all have voted yes.
    PreCommitted(TxnId),
    /// A server has decided.
    Decided(TxnId, Decision),
}

impl commit::Record for Record {
    type Stage = Phase;

    fn meaning(&self) -> Meaning<'_, Phase> {
        match self {
            Record::Started(txn, work) => Meaning::Opened(*txn, work),
            Record::Prepared(txn, prepared) => Meaning::Prepared(*txn, prepared),
            Record::PreCommitted(txn) => Meaning::Advanced(*txn, Phase::PreCommitted),
            Record::Decided(txn, decision) => Meaning::Decided(*txn, *decision),
        }
    }

    fn txn(&self) -> Option<TxnId> {
        match self {
            Record::Started(txn, _)
            | Record::Prepared(txn, _)
            | Record::PreCommitted(txn)
            | Record::Decided(txn, _) => Some(*txn),
        }
    }

    fn text(&self) -> String {
        match self {
            Record::Started(..) => "started".to_owned(),
            Record::Prepared(..) => "prepared".to_owned(),
            Record::PreCommitted(_) => "pre-committed".to_owned(),
            Record::Decided(_, decision) => decided(*decision),
        }
    }
}
