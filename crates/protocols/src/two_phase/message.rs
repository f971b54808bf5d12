//! What coordinator and participants tell each other. The names are those of the presumed-abort
//! protocol (Mohan, Lindsay and Obermarck 1986, section 3); the last two are cooperative
//! termination (Bernstein, Hadzilacos and Goodman 1987, section 7.4).

use machine::{Transfer, TxnId};
use std::sync::Arc;

/// What servers send each other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Message {
    /// The coordinator asks for a vote. It carries the work, which a real system sends before.
    Prepare {
        /// The transaction.
        txn: TxnId,
        /// What it does, and so who takes part.
        transfer: Arc<Transfer>,
    },
    /// The participant can commit, whatever happens to it.
    VoteYes {
        /// The transaction.
        txn: TxnId,
    },
    /// The participant has aborted.
    VoteNo {
        /// The transaction.
        txn: TxnId,
    },
    /// The coordinator has decided to commit.
    Commit {
        /// The transaction.
        txn: TxnId,
    },
    /// The coordinator has decided to abort, or knows nothing of the transaction.
    Abort {
        /// The transaction.
        txn: TxnId,
    },
    /// The participant has committed, and its disk knows.
    Ack {
        /// The transaction.
        txn: TxnId,
    },
    /// A participant in doubt asks the coordinator or a peer what was decided.
    Inquire {
        /// The transaction.
        txn: TxnId,
    },
    /// A peer's answer.
    PeerAnswer {
        /// The transaction.
        txn: TxnId,
        /// What the peer knows.
        knows: Knowledge,
    },
}

/// What a participant knows of a transaction's fate.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Knowledge {
    /// It has committed.
    Committed,
    /// It has aborted, perhaps just now, since it had not voted.
    Aborted,
    /// It has voted yes and waits as well.
    Uncertain,
}

impl Message {
    /// The transaction that every message is about.
    #[must_use]
    pub fn txn(&self) -> TxnId {
        match self {
            Message::Prepare { txn, .. }
            | Message::VoteYes { txn }
            | Message::VoteNo { txn }
            | Message::Commit { txn }
            | Message::Abort { txn }
            | Message::Ack { txn }
            | Message::Inquire { txn }
            | Message::PeerAnswer { txn, .. } => *txn,
        }
    }
}
