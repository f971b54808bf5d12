//! Three-phase commit, in English.

use super::{bank, commit};
use crate::words::{Intro, LedgerWords, PartWords};
use protocols::three_phase::{Rule, ThreePhase, Word};
use simulator::Words;

/// What a person is told who meets three-phase commit for the first time.
pub(crate) static INTRO: Intro = Intro {
    begin: "S1 coordinates; each other server holds an account. In the tab **Client** send a \
            transfer: it changes both accounts or neither",
    try_first: "Try first: crash S1 when all have voted yes, and see the others decide without it",
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
pub(crate) static WORDS: Words<ThreePhase> = Words {
    word,
    property,
    note: super::three_phase_notes::note,
    command: bank::command,
    reply: bank::reply,
};

fn word(word: Word) -> &'static str {
    match word {
        Word::Backup => "backup coordinator",
        Word::Uncertain => "uncertain",
        Word::PreCommitted => "pre-committed",
        Word::Recovering => "recovering",
        Word::Leading => "leads",
        Word::States => "states",
        Word::Queue => "waiting",
        Word::Follows => "follows",
        Word::Open => "not decided",
        Word::Operational => "undecided",
        Word::Collecting => "voting",
        Word::PreCommitting => "pre-commits",
        Word::Asking => "asks the others",
        Word::CoordinateTimer => "answer timer",
        Word::Untimely => {
            "three-phase commit takes who is late for failed. Here the network or a server may be \
             late, so that two sides may decide differently"
        }
        Word::Common(word) => commit::word(word),
    }
}

pub(crate) fn rule_title(rule: Rule) -> &'static str {
    match rule {
        Rule::ForceVote => "Force the vote",
        Rule::ForceDecision => "Force the decision",
        Rule::AllVotes => "All must vote yes",
        Rule::PreCommitPhase => "Pre-commit before commit",
        Rule::AwaitPreCommits => "Wait until all are pre-committed",
        Rule::TerminationTable => "Terminate by everybody's state",
        Rule::SpreadFirst => "A backup spreads the pre-commit first",
        Rule::RecoveringAbstains => "Who recovers only asks",
    }
}

pub(crate) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::ForceVote => {
            "A participant's vote is on disk before it leaves. Without it a restart forgets what \
             was promised, and a commit finds nothing to carry out"
        }
        Rule::ForceDecision => {
            "A decision is on disk before anybody is told. Without it who restarts asks again, or \
             decides otherwise"
        }
        Rule::AllVotes => {
            "The coordinator goes on only when all have voted yes. With one vote less, somebody \
             has refused, or never heard of it"
        }
        Rule::PreCommitPhase => {
            "Everybody learns that all have voted yes before anybody commits. Without it an \
             uncertain server cannot know whether another has committed, and its timeout is wrong"
        }
        Rule::AwaitPreCommits => {
            "The coordinator commits once all who live are pre-committed. Without it somebody is \
             still uncertain when others commit"
        }
        Rule::TerminationTable => {
            "A backup coordinator asks everybody's state before it decides. Without it an \
             uncertain one aborts what others have committed"
        }
        Rule::SpreadFirst => {
            "A backup makes everybody pre-committed before it commits. Without it, should it fail \
             as well, the next backup finds only uncertain servers and aborts"
        }
        Rule::RecoveringAbstains => {
            "Who has failed since its vote asks, and takes no part in deciding. Without it, it \
             decides by a state that the others have left behind"
        }
    }
}

fn property(title: Word) -> &'static str {
    if let Word::Common(word) = title { commit::property(word) } else { "" }
}
