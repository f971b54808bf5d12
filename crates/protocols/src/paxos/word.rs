//! The words the views use, each with its stable name.

use super::properties::Guarantee;

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// A role: a proposer in phase 1.
    Preparing,
    /// A role: a proposer in phase 2.
    Proposing,
    /// A role: a proposer that waits before it tries again.
    BackingOff,
    /// A role: the distinguished proposer, while it has nothing to propose.
    Leader,
    /// A role.
    Proposer,
    /// A role.
    Acceptor,
    /// A role.
    Learner,
    /// What a server is at present.
    Role,
    /// The number of a proposal.
    Ballot,
    /// Who has promised.
    Promises,
    /// Who has accepted.
    Acceptances,
    /// Which attempt it is.
    Attempt,
    /// The value of a proposal.
    Value,
    /// The value that is chosen, as far as a server knows.
    Chosen,
    /// Who waits for the chosen value.
    Waiting,
    /// Whom a server takes for the distinguished proposer.
    Trusts,
    /// The highest round a proposer has tried.
    Tried,
    /// The highest ballot an acceptor has promised.
    Promised,
    /// The ballot of the highest proposal an acceptor has accepted.
    Accepted,
    /// The value of that proposal.
    AcceptedValue,
    /// How many acceptances a learner has counted.
    Counted,
    /// Nothing was accepted.
    Nothing,
    /// A refusal.
    No,
    /// The timer for the next attempt.
    RetryTimer,
    /// The heartbeat timer.
    HeartbeatTimer,
    /// The timer of whoever waits for a distinguished proposer.
    SuspicionTimer,
    /// The title of a property.
    Guarantee(Guarantee),
}

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        match word {
            Word::Preparing => "preparing",
            Word::Proposing => "proposing",
            Word::BackingOff => "backing-off",
            Word::Leader => "leader",
            Word::Proposer => "proposer",
            Word::Acceptor => "acceptor",
            Word::Learner => "learner",
            Word::Role => "role",
            Word::Ballot => "ballot",
            Word::Promises => "promises",
            Word::Acceptances => "acceptances",
            Word::Attempt => "attempt",
            Word::Value => "value",
            Word::Chosen => "chosen",
            Word::Waiting => "waiting",
            Word::Trusts => "trusts",
            Word::Tried => "tried",
            Word::Promised => "promised",
            Word::Accepted => "accepted",
            Word::AcceptedValue => "accepted-value",
            Word::Counted => "counted",
            Word::Nothing => "nothing",
            Word::No => "no",
            Word::RetryTimer => "retry",
            Word::HeartbeatTimer => "heartbeat",
            Word::SuspicionTimer => "suspicion",
            Word::Guarantee(guarantee) => guarantee.name(),
        }
    }
}
