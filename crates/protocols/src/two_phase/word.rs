//! The words of this protocol's views, each with its stable name in files.

use super::properties::Promise;
use super::rules::{RULES, Rule};

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// The role of the server that leads transactions.
    Coordinator,
    /// The role of a server with an account.
    Participant,
    /// The role of a participant that has voted yes and does not know the decision.
    Uncertain,
    /// The name of the role.
    Role,
    /// A transaction.
    Transaction,
    /// The same where there is none: it has no name.
    NoTransaction,
    /// What a transaction does.
    Transfer,
    /// Transactions that wait for votes.
    Collecting,
    /// Yes votes.
    Votes,
    /// Transactions that wait for acknowledgements.
    Committing,
    /// Acknowledgements.
    Acks,
    /// What the account holds.
    Balance,
    /// Which transaction holds the lock on the account.
    Lock,
    /// The transactions that are prepared and not decided.
    InDoubt,
    /// For how long at least, in milliseconds.
    InDoubtMs,
    /// How many records the log has.
    Records,
    /// In which epoch a coordinator numbers its transactions.
    Epoch,
    /// What a peer knows.
    Knows,
    /// It has committed.
    Committed,
    /// It has aborted.
    Aborted,
    /// It does not know.
    Unsure,
    /// How a server stands to a transaction.
    State,
    /// What it voted; of a coordinator, how many have voted yes.
    Vote,
    /// Whether the transaction has the lock on the account.
    AccountLock,
    /// It has.
    Held,
    /// The records of a transaction that are on the disk.
    Forced,
    /// Everybody has acknowledged the commit.
    Ended,
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
    /// The timer of a coordinator that waits for votes.
    VoteTimer,
    /// The timer of a coordinator that waits for acknowledgements.
    AckTimer,
    /// The timer of a participant that waits for a decision.
    DecisionTimer,
    /// The title of a rule.
    Rule(Rule),
    /// The title of a property.
    Promise(Promise),
}

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        match word {
            Word::Coordinator => "coordinator",
            Word::Participant => "participant",
            Word::Uncertain => "uncertain",
            Word::Role => "role",
            Word::Transaction | Word::NoTransaction => "transaction",
            Word::Transfer => "transfer",
            Word::Collecting => "collecting",
            Word::Votes => "votes",
            Word::Committing => "committing",
            Word::Acks => "acks",
            Word::Balance => "balance",
            Word::Lock => "lock",
            Word::InDoubt => "in-doubt",
            Word::InDoubtMs => "in-doubt-ms",
            Word::Records => "records",
            Word::Epoch => "epoch",
            Word::Knows => "knows",
            Word::Committed => "committed",
            Word::Aborted => "aborted",
            Word::Unsure => "unsure",
            Word::State => "state",
            Word::Vote => "vote",
            Word::AccountLock => "account-lock",
            Word::Held => "held",
            Word::Forced => "forced",
            Word::Ended => "ended",
            Word::Accounts => "accounts",
            Word::OnTheWay => "on-the-way",
            Word::Total => "total",
            Word::Opening => "opening",
            Word::Nothing => "nothing",
            Word::Yes => "yes",
            Word::No => "no",
            Word::VoteTimer => "vote",
            Word::AckTimer => "ack",
            Word::DecisionTimer => "decision",
            Word::Rule(rule) => RULES[rule as usize].name,
            Word::Promise(promise) => promise.name(),
        }
    }
}
