//! The records of a server's log, as Mohan, Lindsay and Obermarck (1986, section 3) have them. A
//! handler asks for a save where they say *force*.

use crate::commit::{self, Decision, Meaning, Work, decided};
use machine::TxnId;

/// What a participant forces to its disk before it votes yes.
pub type Prepared = commit::Prepared<()>;
/// A server's disk.
pub type Log = commit::Log<Record>;

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
    Commit(TxnId, Work),
    /// Everybody has acknowledged the commit: the coordinator may forget it. Not forced.
    End(TxnId),
}

impl commit::Record for Record {
    type Stage = ();

    fn meaning(&self) -> Meaning<'_, ()> {
        match self {
            Record::Epoch(epoch) => Meaning::Epoch(*epoch),
            Record::Prepared(txn, prepared) => Meaning::Prepared(*txn, prepared),
            Record::Decided(txn, decision) => Meaning::Decided(*txn, *decision),
            Record::Commit(txn, work) => Meaning::Opened(*txn, work),
            Record::End(txn) => Meaning::Closed(*txn),
        }
    }

    fn txn(&self) -> Option<TxnId> {
        match self {
            Record::Epoch(_) => None,
            Record::Prepared(txn, _)
            | Record::Decided(txn, _)
            | Record::Commit(txn, _)
            | Record::End(txn) => Some(*txn),
        }
    }

    fn text(&self) -> String {
        match self {
            Record::Epoch(epoch) => format!("epoch-{epoch}"),
            Record::Prepared(..) => "prepared".to_owned(),
            Record::Decided(_, decision) => decided(*decision),
            Record::Commit(..) => "commit".to_owned(),
            Record::End(_) => "end".to_owned(),
        }
    }
}
