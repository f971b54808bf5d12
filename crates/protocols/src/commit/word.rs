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
    /// The same where there is none: it has no name.
    NoTransaction,
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
    /// How a server stands to a transaction.
    State,
    /// It has committed.
    Committed,
    /// It has aborted.
    Aborted,
    /// What a server voted; of a coordinator, how many have voted yes.
    Vote,
    /// Whether the transaction has the lock on the account.
    AccountLock,
    /// It has.
    Held,
    /// The records of a transaction that are on the disk.
    Forced,
    /// What each account holds.
    Accounts,
    /// What committed transfers will still change.
    OnTheWay,
    /// What there is in all.
    Total,
    /// What there was in all at the beginning.
    Opening,
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
            Word::Transaction | Word::NoTransaction => "transaction",
            Word::Transfer => "transfer",
            Word::Votes => "votes",
            Word::Acks => "acks",
            Word::Balance => "balance",
            Word::Lock => "lock",
            Word::InDoubt => "in-doubt",
            Word::InDoubtMs => "in-doubt-ms",
            Word::Records => "records",
            Word::State => "state",
            Word::Committed => "committed",
            Word::Aborted => "aborted",
            Word::Vote => "vote",
            Word::AccountLock => "account-lock",
            Word::Held => "held",
            Word::Forced => "forced",
            Word::Accounts => "accounts",
            Word::OnTheWay => "on-the-way",
            Word::Total => "total",
            Word::Opening => "opening",
            Word::Nothing => "nothing",
            Word::Yes => "yes",
            Word::No => "no",
            Word::DecisionTimer => "decision",
            Word::Promise(promise) => promise.name(),
        }
    }
}
