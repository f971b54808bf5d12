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
    /// The same where there is none: it has no name.
    NoTransaction,
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
    /// A coordinator waits for votes.
    Collecting,
    /// Who leads waits for everybody to know that all have voted yes.
    PreCommitting,
    /// A backup waits for the others' states.
    Asking,
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
            Word::Transaction | Word::NoTransaction => "transaction",
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
            Word::Collecting => "collecting",
            Word::PreCommitting => "pre-committing",
            Word::Asking => "asking",
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
            Word::CoordinateTimer => "coordinate",
            Word::DecisionTimer => "decision",
            Word::Rule(rule) => RULES[rule as usize].name,
            Word::Promise(promise) => promise.name(),
        }
    }
}
