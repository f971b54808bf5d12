//! What protocols of atomic commitment have in common, in English.

use machine::{NodeId, TxnId};
use protocols::commit::{Decision, Note, Objection, Promise, Word};

pub(crate) fn word(word: Word) -> &'static str {
    match word {
        Word::Coordinator => "coordinator",
        Word::Participant => "participant",
        Word::Role => "role",
        Word::Transaction => "transaction",
        Word::NoTransaction => "",
        Word::Transfer => "transfer",
        Word::Votes => "votes",
        Word::Acks => "acknowledged",
        Word::Balance => "balance",
        Word::Lock => "locked by",
        Word::InDoubt => "in doubt",
        Word::InDoubtMs => "in doubt (ms)",
        Word::Records => "log records",
        Word::State => "state",
        Word::Committed => "committed",
        Word::Aborted => "aborted",
        Word::Vote => "vote",
        Word::AccountLock => "lock",
        Word::Held => "held",
        Word::Forced => "on disk",
        Word::Accounts => "accounts",
        Word::OnTheWay => "on the way",
        Word::Total => "all the money",
        Word::Opening => "at the beginning",
        Word::Nothing => "nothing",
        Word::Yes => "yes",
        Word::No => "no",
        Word::DecisionTimer => "decision timer",
        Word::Promise(promise) => promise_title(promise),
    }
}

fn promise_title(promise: Promise) -> &'static str {
    match promise {
        Promise::Agreement => "Agreement (AC1)",
        Promise::Irrevocable => "No decision is reversed (AC2)",
        Promise::CommitValidity => "Commit only if all vote yes (AC3)",
        Promise::Conservation => "Conservation of money",
    }
}

/// What a property says, by its title.
pub(crate) fn property(title: Word) -> &'static str {
    if let Word::Promise(promise) = title { promise_help(promise) } else { "" }
}

fn promise_help(promise: Promise) -> &'static str {
    match promise {
        Promise::Agreement => "All servers that decide about a transaction decide the same",
        Promise::Irrevocable => "No server decides otherwise than it has decided before",
        Promise::CommitValidity => "A transaction is committed only if every participant voted yes",
        Promise::Conservation => {
            "The sum of all accounts stays the same, counting what is committed and still in doubt"
        }
    }
}

/// A short label for the timeline: a decision.
pub(crate) fn decided(txn: TxnId, decision: Decision) -> String {
    match decision {
        Decision::Commit => format!("commit {txn}"),
        Decision::Abort => format!("abort {txn}"),
    }
}

fn objection(objection: Objection) -> String {
    match objection {
        Objection::Locked(other) => format!("{other} holds the lock on its account"),
        Objection::Funds => "its account does not hold so much".into(),
        Objection::Aborted => "it has aborted already".into(),
    }
}

/// A note that this server made, as a sentence.
pub(crate) fn note(me: NodeId, note: &Note) -> String {
    match note {
        Note::Begun(txn, client) => {
            format!("{me} begins **{txn}** for {client} and asks every participant for its vote")
        }
        Note::RequestMalformed(client) => {
            format!("{me} can make no transfer of what {client} asks for")
        }
        Note::RequestRedirected(client, to) => format!("{me} sends {client} to {to}"),
        Note::RequestKnown(client, number) => {
            format!("{me} is working on {client}'s request {number} already")
        }
        Note::RequestOld(client, number) => {
            format!("{me} ignores {client}'s request {number}: a later one was answered")
        }
        Note::RequestAnsweredAgain(client, number) => {
            format!("{me} gives {client} the same answer to request {number} again")
        }
        Note::AccountRead(client) => format!("{me} tells {client} what its account holds"),
        Note::ReadBlocked(client, txn) => format!(
            "{me} cannot tell {client} what its account holds: **{txn} holds the lock** until it \
             is decided"
        ),
        Note::PreparedWritten(txn) => {
            format!("{me} locks its account for {txn} and writes a **prepared record**")
        }
        Note::VotedAgain(txn) => format!("{me} votes yes on {txn} once more"),
        Note::VotedNo(txn, why) => format!("{me} **votes no** on {txn}: {}", objection(*why)),
        Note::VoteCounted(txn, from, votes, of) => {
            format!("{me} has {from}'s yes on {txn}: {votes} of {of}")
        }
        Note::VoteIgnored(txn, from) => format!("{from}'s vote on {txn} changes nothing for {me}"),
        Note::Decided(txn, Decision::Commit) => format!("{me} **commits {txn}**"),
        Note::Decided(txn, Decision::Abort) => format!("{me} **aborts {txn}**"),
        Note::Refused(txn, from) => format!("{from} has voted no on {txn}: it cannot commit"),
        Note::VoteTimeout(txn) => {
            format!("{me} has waited long enough for the votes on {txn}")
        }
        Note::Uncertain(txn) => format!(
            "{me} has voted yes on {txn} and **can no longer decide by itself**: it is in doubt"
        ),
        Note::DecisionKnown(txn, from) => {
            format!("{me} knows already what {from} says of {txn}")
        }
        Note::TimerIdle => format!("{me} waits for nothing: its timer means nothing"),
        Note::DecisionsDiffer(txn, first, second) => {
            format!("Agreement is broken: **{first} and {second} decided {txn} differently**")
        }
        Note::Reversed(txn, node) => {
            format!("A decision is reversed: **{node} decided {txn} otherwise before**")
        }
        Note::CommittedWithoutVote(txn, node) => {
            format!(
                "Commit validity is broken: {txn} is committed, and **{node} has not voted yes**"
            )
        }
        Note::MoneyChanged(change) if *change > 0 => {
            format!("Money is not conserved: **there is {change} more than there was**")
        }
        Note::MoneyChanged(change) => {
            format!("Money is not conserved: **{} is lost**", change.unsigned_abs())
        }
    }
}
