//! Basic Paxos, in English.

use super::world;
use crate::words::{Intro, LedgerWords, PartWords};
use protocols::paxos::{Guarantee, Paxos, Rule, Word};
use simulator::Words;

/// What a person is told who meets Basic Paxos for the first time.
pub(crate) static INTRO: Intro = Intro {
    begin: "Nothing happens until a value is proposed. In the tab **Client** put one; its server \
            asks a majority of the acceptors twice, and what they accept is chosen for good",
    try_first: "Try first: when a value is chosen, put another, and see what the client is told",
};

/// What its servers hold, side by side.
pub(crate) static LEDGER: LedgerWords = LedgerWords {
    tab: "Table",
    table: Some(PartWords {
        heading: "Acceptors and learners",
        decided: "known to be chosen",
        key: "solid = known to be chosen · dashed = accepted · colour = ballot",
    }),
    log: None,
    entry: "the value",
    era: "ballot",
};

/// Basic Paxos's words.
pub(crate) static WORDS: Words<Paxos> = Words {
    word,
    property,
    note: super::paxos_notes::note,
    command: world::command,
    reply: world::reply,
};

fn word(word: Word) -> &'static str {
    match word {
        Word::Preparing => "proposer, phase 1",
        Word::Proposing => "proposer, phase 2",
        Word::BackingOff => "proposer, backing off",
        Word::Leader => "distinguished proposer",
        Word::Proposer => "proposer",
        Word::Acceptor => "acceptor",
        Word::Learner => "learner",
        Word::Role => "role",
        Word::Ballot => "ballot",
        Word::Promises => "promises",
        Word::Acceptances => "accepted by",
        Word::Attempt => "attempt",
        Word::Value => "value",
        Word::Chosen => "chosen",
        Word::Waiting => "clients waiting",
        Word::Trusts => "distinguished",
        Word::Tried => "last round tried",
        Word::Promised => "promised",
        Word::Accepted => "accepted",
        Word::AcceptedValue => "accepted value",
        Word::Counted => "counted",
        Word::Nothing => "nothing",
        Word::No => "no",
        Word::RetryTimer => "retry timer",
        Word::HeartbeatTimer => "heartbeat timer",
        Word::SuspicionTimer => "suspicion timer",
        Word::Guarantee(guarantee) => guarantee_title(guarantee),
    }
}

pub(crate) fn rule_title(rule: Rule) -> &'static str {
    match rule {
        Rule::PromiseCheck => "Keep the promise",
        Rule::AdoptHighest => "Adopt the highest accepted value",
        Rule::MajorityToPrepare => "A majority promises",
        Rule::MajorityToAccept => "A majority accepts",
        Rule::UniqueBallots => "Unique ballots",
        Rule::SaveBeforeAnswering => "Save before answering",
    }
}

pub(crate) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::PromiseCheck => {
            "An acceptor that has promised a ballot accepts nothing lower (P1a). Without it an old \
             proposal can be chosen beside a new one"
        }
        Rule::AdoptHighest => {
            "A proposer takes over the value of the highest proposal its promises name (P2c). \
             Without it another value is chosen over one that is chosen already"
        }
        Rule::MajorityToPrepare => {
            "Phase 1 ends with the promises of a majority. With one less, a proposer may not hear \
             of what is chosen"
        }
        Rule::MajorityToAccept => {
            "A value is chosen once a majority has accepted it. With one less, the next proposer \
             may not hear of it"
        }
        Rule::UniqueBallots => {
            "No two proposers use the same ballot. Without it one promise serves both, and both \
             get their value chosen"
        }
        Rule::SaveBeforeAnswering => {
            "What an answer depends on is on disk before it leaves. Without it a crash makes an \
             acceptor forget what it has promised or accepted"
        }
    }
}

fn guarantee_title(guarantee: Guarantee) -> &'static str {
    match guarantee {
        Guarantee::Agreement => "Agreement",
        Guarantee::Validity => "Validity",
        Guarantee::Integrity => "Integrity",
    }
}

fn property(title: Word) -> &'static str {
    if let Word::Guarantee(guarantee) = title { guarantee_help(guarantee) } else { "" }
}

fn guarantee_help(guarantee: Guarantee) -> &'static str {
    match guarantee {
        Guarantee::Agreement => "Only a single value is chosen",
        Guarantee::Validity => "Only a value that a client has asked for is accepted or chosen",
        Guarantee::Integrity => {
            "A server learns one value at most, and only one that a majority has accepted"
        }
    }
}
