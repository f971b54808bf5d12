//! The words that the views of these protocols share, each with its stable name in files.

use super::Promise;

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// The role of the server that leads transactions.
    Coordinator,
    /// The role of a server with an account.
    Participant,
    /// The name of the role.
    Role,
    /// A transaction.
    Transaction,
    /// What a transaction does.
    Transfer,
    /// Yes votes.
    Votes,
    /// Acknowledgements.
    Acks,
    /// What the account holds.
    Balance,
    /// Which transaction holds the lock on the account.
    Lock,
    /// The transactions that a participant has voted yes on and not decided.
    InDoubt,
    /// For how long at least, in milliseconds.
    InDoubtMs,
    /// How many records the log has.
    Records,
    /// Nothing.
    Nothing,
    /// A yes vote.
    Yes,
    /// A no vote.
    No,
    /// The timer of who waits for a decision.
    DecisionTimer,
    /// The title of a property.
    Promise(Promise),
}

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        match word {
            Word::Coordinator => "coordinator",
            Word::Participant => "participant",
            Word::Role => "role",
            Word::Transaction => "transaction",
            Word::Transfer => "transfer",
            Word::Votes => "votes",
            Word::Acks => "acks",
            Word::Balance => "balance",
            Word::Lock => "lock",
            Word::InDoubt => "in-doubt",
            Word::InDoubtMs => "in-doubt-ms",
            Word::Records => "records",
            Word::Nothing => "nothing",
            Word::Yes => "yes",
            Word::No => "no",
            Word::DecisionTimer => "decision",
            Word::Promise(promise) => promise.name(),
        }
    }
}
