//! What servers tell each other: three-phase commit (Skeen 1981) in the words of Bernstein,
//! Hadzilacos and Goodman (1987, section 7.5), and its termination protocol.

use machine::{Transfer, TxnId};
use std::sync::Arc;

/// What servers send each other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Message {
    /// Phase one: the coordinator asks for a vote. It carries the work.
    CanCommit {
        /// The transaction.
        txn: TxnId,
        /// What it does, and so who takes part.
        transfer: Arc<Transfer>,
    },
    /// The participant can commit.
    VoteYes {
        /// The transaction.
        txn: TxnId,
    },
    /// The participant has aborted.
    VoteNo {
        /// The transaction.
        txn: TxnId,
    },
    /// Phase two: all have voted yes. From a backup: somebody knows that all have.
    PreCommit {
        /// The transaction.
        txn: TxnId,
    },
    /// The participant knows that all have voted yes.
    PreCommitAck {
        /// The transaction.
        txn: TxnId,
    },
    /// Phase three: commit.
    DoCommit {
        /// The transaction.
        txn: TxnId,
    },
    /// Abort.
    Abort {
        /// The transaction.
        txn: TxnId,
    },
    /// A participant takes the receiver for the backup coordinator.
    Elect {
        /// The transaction.
        txn: TxnId,
    },
    /// A backup coordinator asks for the receiver's state.
    StateRequest {
        /// The transaction.
        txn: TxnId,
    },
    /// The answer, if the receiver has not decided and did not crash since it voted.
    StateReply {
        /// The transaction.
        txn: TxnId,
        /// Its state.
        phase: Phase,
    },
    /// A recovering server asks what was decided.
    Inquire {
        /// The transaction.
        txn: TxnId,
    },
    /// The answer of a server that has not decided.
    NotDecided {
        /// The transaction.
        txn: TxnId,
        /// What it knows.
        standing: Standing,
    },
}

/// How far a participant has come that has voted yes and not decided.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Phase {
    /// It has voted yes and knows no more.
    #[default]
    Uncertain,
    /// It knows that all have voted yes.
    PreCommitted,
}

/// How a server stands to a transaction that it has not decided.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Standing {
    /// It has not failed, and will decide, or help to.
    Operational,
    /// It has failed since, and asks as well. It last was in this phase (the coordinator: in the
    /// first).
    Recovering(Phase),
}

impl Message {
    /// The transaction that every message is about.
    #[must_use]
    pub fn txn(&self) -> TxnId {
        match self {
            Message::CanCommit { txn, .. }
            | Message::VoteYes { txn }
            | Message::VoteNo { txn }
            | Message::PreCommit { txn }
            | Message::PreCommitAck { txn }
            | Message::DoCommit { txn }
            | Message::Abort { txn }
            | Message::Elect { txn }
            | Message::StateRequest { txn }
            | Message::StateReply { txn, .. }
            | Message::Inquire { txn }
            | Message::NotDecided { txn, .. } => *txn,
        }
    }
}
