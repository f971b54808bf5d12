//! Primary-backup replication, in English.

use super::world;
use crate::words::{Intro, LedgerWords, PartWords};
use protocols::primary_backup::{PrimaryBackup, Promise, Rule, Word};
use simulator::Words;

/// What a person is told who meets primary-backup replication for the first time.
pub(crate) static INTRO: Intro = Intro {
    begin: "S1 is the view service: it makes the first server that it hears of the primary, and \
            the next one its backup. **Click the primary** to crash it and see who takes over",
    try_first: "Try first: click the primary, choose Crash, and watch the backup be promoted",
};

/// What its servers hold, side by side.
pub(crate) static LEDGER: LedgerWords = LedgerWords {
    tab: "Logs",
    table: None,
    log: Some(PartWords {
        heading: "Replicated operations",
        decided: "answered",
        key: "solid = answered · dashed = not yet · colour = view",
    }),
    entry: "operation #",
    era: "view",
};

/// Primary-backup's words.
pub(crate) static WORDS: Words<PrimaryBackup> = Words {
    word,
    property,
    note: super::primary_backup_notes::note,
    command: world::command,
    reply: world::reply,
};

fn word(word: Word) -> &'static str {
    match word {
        Word::Primary => "primary",
        Word::Backup => "backup",
        Word::Spare => "spare",
        Word::ViewService => "view service",
        Word::Role => "role",
        Word::View => "view",
        Word::Holds => "has the state of view",
        Word::Log => "operations",
        Word::Commit => "answered up to",
        Word::Saved => "own copy up to",
        Word::BackupHas => "backup has up to",
        Word::Nothing => "nothing yet",
        Word::Waiting => "waiting",
        Word::Acknowledged => "view acknowledged",
        Word::Yes => "yes",
        Word::No => "no",
        Word::Alive => "alive",
        Word::Silent => "silent for",
        Word::PingTimer => "ping timer",
        Word::TickTimer => "tick timer",
        Word::ResendTimer => "resend timer",
        Word::Previous => "after operation",
        Word::Operations => "operations",
        Word::Has => "has",
        Word::OldView => "old view",
        Word::Asynchronous => {
            "an asynchronous primary answers before its backup has the operation, and what it \
             alone has is lost with it"
        }
        Word::Promise(promise) => promise_title(promise),
    }
}

pub(crate) fn rule_title(rule: Rule) -> &'static str {
    match rule {
        Rule::SaveViews => "Save the view",
        Rule::SaveLog => "Save operations",
        Rule::AcknowledgeView => "The primary acknowledges a view before the next",
        Rule::PromoteBackup => "Only the last view's backup is promoted",
        Rule::IgnoreOldViews => "Ignore old views",
        Rule::CheckView => "The backup checks the view number",
        Rule::TransferFirst => "Transfer the state first",
        Rule::ReplyAfterBackup => "Answer after the backup has it",
        Rule::StepDown => "A replaced primary stops",
        Rule::ClientDeduplication => "Apply an operation once",
    }
}

pub(crate) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::SaveViews => {
            "A view is on disk before anybody is told of it. Without it a restart of the view \
             service begins again with view 1, and a second primary of it"
        }
        Rule::SaveLog => {
            "Operations are on disk before anybody relies on them. Without it a primary that \
             restarts quickly is still primary and has nothing"
        }
        Rule::AcknowledgeView => {
            "The view service makes no new view until the primary has acknowledged the current \
             one. Without it a backup that was never given the state is promoted"
        }
        Rule::PromoteBackup => {
            "Only the backup of the last view follows a primary. Without it a server that has \
             nothing, or something old, answers clients"
        }
        Rule::IgnoreOldViews => {
            "A server ignores a view older than its own. Without it a late message makes a server \
             primary of a view that is over"
        }
        Rule::CheckView => {
            "A server refuses what the primary of an older view sends. Without it an old primary \
             gets its operations acknowledged, and answers for what is lost"
        }
        Rule::TransferFirst => {
            "A primary acknowledges a view once its backup has the whole state. Without it a \
             backup that has nothing yet can be promoted"
        }
        Rule::ReplyAfterBackup => {
            "A synchronous primary answers once its backup has the operation. Without it what it \
             answered for is lost if it crashes at once"
        }
        Rule::StepDown => {
            "A primary that is not the primary of a later view stops. Without it the new view has \
             two primaries"
        }
        Rule::ClientDeduplication => {
            "An operation that a client sends again is answered again, not done again. Without it \
             a lost answer makes it count twice"
        }
    }
}

fn promise_title(promise: Promise) -> &'static str {
    match promise {
        Promise::OnePrimaryPerView => "One primary per view",
        Promise::AcknowledgedSurvives => "Acknowledged operations survive",
        Promise::BackupPrefix => "The backup holds a prefix",
        Promise::AppliedOnce => "Applied once",
        Promise::ViewMonotonic => "Views only grow",
        Promise::Succession => "Views follow one another",
    }
}

fn property(title: Word) -> &'static str {
    if let Word::Promise(promise) = title { promise_help(promise) } else { "" }
}

fn promise_help(promise: Promise) -> &'static str {
    match promise {
        Promise::OnePrimaryPerView => "At most one server acts as primary of a view",
        Promise::AcknowledgedSurvives => {
            "What clients were answered for is in the log of every later primary. Asynchronous \
             replication does not promise this: there a loss is expected"
        }
        Promise::BackupPrefix => {
            "What the backup of a view holds is the beginning of what its primary holds"
        }
        Promise::AppliedOnce => "A client's operation is applied once, however often it is sent",
        Promise::ViewMonotonic => "While a server is up, the number of its view never falls",
        Promise::Succession => {
            "View numbers grow by one, and a primary was primary or backup in the view before"
        }
    }
}
