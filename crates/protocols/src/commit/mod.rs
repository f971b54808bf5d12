//! What protocols of atomic commitment share: one transaction at a server that has an account, and
//! what must come of all of them together.
//!
//! After Gray, "Notes on Data Base Operating Systems", 1978 (locks, undo and redo), and Bernstein,
//! Hadzilacos and Goodman, "Concurrency Control and Recovery in Database Systems", 1987, chapter 7
//! (BHG): votes, being in doubt, AC1 to AC5. How a decision is reached and told is not here; each
//! protocol does that in its own way, in its own folder.

mod log;
mod note;
mod participant;
mod promise;
mod properties;
mod request;
mod table;
mod view;
mod word;

pub use log::{Decision, Log, Meaning, Prepared, Record, Work};
pub use note::{Note, Objection};
pub use promise::Promise;
pub use properties::History;
pub use word::Word;

pub(crate) use note::share;
pub(crate) use participant::{Considered, consider, lock};
pub(crate) use properties::properties;
pub(crate) use request::{answer, insert, take};
pub(crate) use table::{Written, nothing, overview, row, shown, tally, vote, written};
pub(crate) use view::{
    account_fields, brief_of_kind, cells, contents, decided, field, in_doubt, in_doubt_ms, listed,
    number, text, transaction,
};

use machine::{Node, NodeId, Protocol, Transfer, TxnId};
use std::sync::Arc;

/// The server that coordinates every transaction. Every other server has one account.
pub const COORDINATOR: NodeId = NodeId(1);

/// A protocol of atomic commitment.
pub trait Commit:
    Protocol<
        Disk = Log<<Self as Commit>::Record>,
        Note: From<Note>,
        Word: From<Word>,
        History = History,
    >
{
    /// What its logs are made of.
    type Record: Record;

    /// How many servers there are.
    fn nodes(&self) -> u8;

    /// What the account on a server held at the beginning.
    fn opening(memory: &Self::Memory) -> i64;

    /// What the transaction does, if this server leads it.
    fn led(node: &Node<Self>, txn: TxnId) -> Option<&Arc<Transfer>>;

    /// The transaction that holds the lock on the account.
    fn lock(&self, node: &Node<Self>) -> Option<TxnId> {
        lock(node)
    }

    /// How a participant says yes.
    fn yes(txn: TxnId) -> Self::Message;

    /// How a participant says no.
    fn no(txn: TxnId) -> Self::Message;

    /// The note as one that these protocols share, if it is.
    fn shared(note: &Self::Note) -> Option<Note>;
}
