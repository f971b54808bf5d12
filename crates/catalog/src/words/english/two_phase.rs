//! Two-phase commit, in English.

use super::{bank, commit};
use crate::words::{Intro, LedgerWords, PartWords};
use protocols::two_phase::{Rule, TwoPhase, Word};
use simulator::Words;

/// What a person is told who meets two-phase commit for the first time.
pub(crate) static INTRO: Intro = Intro {
    begin: "S1 coordinates; each other server holds an account. In the tab **Client** send a \
            transfer: it changes both accounts or neither",
    try_first: "Try first: crash S1 when all have voted yes, and see who waits, and for how long",
};

/// What its servers hold, side by side.
pub(crate) static LEDGER: LedgerWords = LedgerWords {
    tab: "Table",
    table: Some(PartWords {
        heading: "Transactions",
        decided: "decided",
        key: "solid = decided · dashed = not yet · colour = transaction",
    }),
    log: Some(PartWords {
        heading: "Log records",
        decided: "on disk",
        key: "solid = on disk · dashed = not yet · colour = transaction",
    }),
    entry: "record #",
    era: "transaction",
};

/// The protocol's words.
pub(crate) static WORDS: Words<TwoPhase> = Words {
    word,
    property,
    note: super::two_phase_notes::note,
    command: bank::command,
    reply: bank::reply,
};

fn word(word: Word) -> &'static str {
    match word {
        Word::Uncertain => "uncertain",
        Word::Collecting => "voting",
        Word::Committing => "committing",
        Word::Epoch => "epoch",
        Word::Knows => "knows",
        Word::Unsure => "in doubt too",
        Word::Ended => "ended",
        Word::VoteTimer => "vote timer",
        Word::AckTimer => "acknowledgement timer",
        Word::Common(word) => commit::word(word),
    }
}

pub(crate) fn rule_title(rule: Rule) -> &'static str {
    match rule {
        Rule::ForcePrepared => "Force the prepared record",
        Rule::ForceDecision => "Force the decision",
        Rule::ForceCommit => "Force the commit before acknowledging",
        Rule::PresumeAbort => "Presume abort",
        Rule::AllVotes => "All must vote yes",
        Rule::AwaitAcks => "Remember until all acknowledge",
        Rule::HoldLocks => "Hold locks until the decision",
        Rule::AwaitDecision => "Wait for the decision",
    }
}

pub(crate) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::ForcePrepared => {
            "A participant's prepared record is on disk before it votes yes. Without it a restart \
             forgets what was promised, and a commit finds nothing to carry out"
        }
        Rule::ForceDecision => {
            "The commit record is on disk before anybody is told. Without it a restarted \
             coordinator says abort to some after it said commit to others"
        }
        Rule::ForceCommit => {
            "A participant's commit record is on disk before it acknowledges. Without it a restart \
             asks again, when the coordinator has forgotten, and aborts"
        }
        Rule::PresumeAbort => {
            "Who knows nothing of a transaction says it was aborted. Without it, what was aborted \
             and forgotten is told to be committed"
        }
        Rule::AllVotes => {
            "The coordinator commits only when all have voted yes. With one vote less, somebody \
             has refused, or never heard of it"
        }
        Rule::AwaitAcks => {
            "The coordinator remembers a commit until all have acknowledged it. Without it, who \
             missed the message is told abort"
        }
        Rule::HoldLocks => {
            "The account of a prepared transaction is locked until the decision. Without it \
             another transaction's change to it is lost"
        }
        Rule::AwaitDecision => {
            "Who has voted yes waits for the decision, however long. Without it a participant \
             decides by itself (a heuristic decision), perhaps otherwise than the others"
        }
    }
}

fn property(title: Word) -> &'static str {
    if let Word::Common(word) = title { commit::property(word) } else { "" }
}
