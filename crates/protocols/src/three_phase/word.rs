//! The words of this protocol's views, each with its stable name in files.

use super::properties::Promise;
use super::rules::{RULES, Rule};

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// The role of the server that leads transactions.
    Coordinator,
    /// The role of a participant that leads in the coordinator's place.
    Backup,
    /// The role of a server with an account.
    Participant,
    /// The role of a participant that has voted yes and knows no more.
    Uncertain,
    /// The role of a participant that knows that all have voted yes.
    PreCommitted,
    /// The role of a participant that has failed since it voted and does not know the decision.
    Recovering,
    /// The name of the role.
    Role,
    /// A transaction.
    Transaction,
    /// What a transaction does.
    Transfer,
    /// The transaction that a server leads.
    Leading,
    /// Yes votes.
    Votes,
    /// Who knows that all have voted yes.
    Acks,
    /// Who has told a backup its state.
    States,
    /// Requests that wait for their turn.
    Queue,
    /// Whom a participant follows.
    Follows,
    /// What the account holds.
    Balance,
    /// Which transaction holds the lock on the account.
    Lock,
    /// The transactions that a participant has voted yes on and not decided.
    InDoubt,
    /// For how long at least, in milliseconds.
    InDoubtMs,
    /// The transactions that a coordinator has started and not decided.
    Open,
    /// How many records the log has.
    Records,
    /// How far a participant has come.
    State,
    /// It has not failed.
    Operational,
    /// Nothing.
    Nothing,
    /// A yes vote.
    Yes,
    /// A no vote.
    No,
    /// The timer of who leads and waits for answers.
    CoordinateTimer,
    /// The timer of who waits for a decision.
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
            Word::Backup => "backup",
            Word::Participant => "participant",
            Word::Uncertain => "uncertain",
            Word::PreCommitted => "pre-committed",
            Word::Recovering => "recovering",
            Word::Role => "role",
            Word::Transaction => "transaction",
            Word::Transfer => "transfer",
            Word::Leading => "leading",
            Word::Votes => "votes",
            Word::Acks => "acks",
            Word::States => "states",
            Word::Queue => "queue",
            Word::Follows => "follows",
            Word::Balance => "balance",
            Word::Lock => "lock",
            Word::InDoubt => "in-doubt",
            Word::InDoubtMs => "in-doubt-ms",
            Word::Open => "open",
            Word::Records => "records",
            Word::State => "state",
            Word::Operational => "operational",
            Word::Nothing => "nothing",
            Word::Yes => "yes",
            Word::No => "no",
            Word::CoordinateTimer => "coordinate",
            Word::DecisionTimer => "decision",
            Word::Rule(rule) => RULES[rule as usize].name,
            Word::Promise(promise) => promise.name(),
        }
    }
}
