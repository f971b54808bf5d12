//! Multi-Paxos, in English.

use super::world;
use crate::words::{Intro, LedgerWords, PartWords};
use protocols::multi_paxos::{MultiPaxos, Promise, Rule, Word};
use simulator::Words;

/// What a person is told who meets Multi-Paxos for the first time.
pub(crate) static INTRO: Intro = Intro {
    begin: "One server has a ballot promised for all slots at once and leads. In the tab \
            **Client** put a value: the leader proposes it in the next slot, in one round trip",
    try_first: "Try first: crash the leader, and see what its successor takes over",
};

/// What its servers hold is a row of slots.
pub(crate) static LEDGER: LedgerWords = LedgerWords {
    tab: "Slots",
    table: None,
    log: Some(PartWords {
        heading: "Slots",
        decided: "chosen",
        key: "solid = known to be chosen · dashed = accepted · colour = ballot",
    }),
    entry: "slot #",
    era: "ballot",
};

/// Multi-Paxos's words.
pub(crate) static WORDS: Words<MultiPaxos> = Words {
    word,
    property,
    note: super::multi_paxos_notes::note,
    command: world::command,
    reply: world::reply,
};

fn word(word: Word) -> &'static str {
    match word {
        Word::Leader => "leader",
        Word::Candidate => "candidate",
        Word::Follower => "follower",
        Word::Role => "role",
        Word::Ballot => "ballot",
        Word::Commit => "chosen up to",
        Word::Applied => "applied up to",
        Word::KnownLeader => "known leader",
        Word::Promises => "promises",
        Word::Next => "next slot",
        Word::Window => "window",
        Word::Open => "open proposals",
        Word::Backlog => "waiting for the window",
        Word::Lease => "lease",
        Word::Held => "held",
        Word::NotHeld => "not held",
        Word::GrantedTo => "lease granted to",
        Word::Round => "round of the lease",
        Word::Promised => "promised",
        Word::Tried => "last round tried",
        Word::Accepted => "accepted",
        Word::Snapshot => "snapshot up to",
        Word::Lacks => "proposals not accepted",
        Word::Slots => "slots",
        Word::Chosen => "chosen up to",
        Word::No => "no",
        Word::ElectionTimer => "election timer",
        Word::HeartbeatTimer => "heartbeat timer",
        Word::LeaseTimer => "lease timer",
        Word::GrantTimer => "timer of the granted lease",
        Word::Promise(promise) => promise_title(promise),
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
        Rule::FillGaps => "Fill gaps with no-ops",
        Rule::ApplyInOrder => "Apply in the order of the slots",
        Rule::StepDown => "Step down on a higher ballot",
        Rule::ClientDeduplication => "Carry out each command once",
        Rule::SaveSnapshotFirst => "Save the snapshot before truncating",
        Rule::LeaseBeforeReading => "Read locally only with the lease",
        Rule::RespectLease => "Respect the granted lease",
    }
}

pub(crate) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::PromiseCheck => {
            "An acceptor that has promised a ballot accepts nothing lower. Without it an old \
             leader's proposal can be chosen beside a new one's"
        }
        Rule::AdoptHighest => {
            "A new leader proposes in each slot the value of the highest proposal its promises \
             name. Without it another value is chosen over one that is chosen already"
        }
        Rule::MajorityToPrepare => {
            "A leader needs the promises of a majority. With one less, it may not hear of what is \
             chosen"
        }
        Rule::MajorityToAccept => {
            "A value is chosen once a majority has accepted it. With one less, the next leader may \
             not hear of it"
        }
        Rule::UniqueBallots => {
            "No two leaders use the same ballot. Without it one promise serves both, and both get \
             their values chosen"
        }
        Rule::SaveBeforeAnswering => {
            "What an answer depends on is on disk before it leaves. Without it a crash makes an \
             acceptor forget what it has promised or accepted"
        }
        Rule::FillGaps => {
            "A new leader proposes a no-op where its promises name nothing below a slot they do \
             name. Without it nothing after the gap is ever applied"
        }
        Rule::ApplyInOrder => {
            "A replica applies a slot only after all before it. Without it replicas carry out the \
             same commands in different orders"
        }
        Rule::StepDown => {
            "A leader that hears of a higher ballot stops leading, and gives up its lease. Without \
             it it answers reads from a store that is out of date"
        }
        Rule::ClientDeduplication => {
            "A command that was carried out is not carried out again. Without it a retry counts \
             twice"
        }
        Rule::SaveSnapshotFirst => {
            "The log is truncated once the snapshot is on the disk. Without it a crash in between \
             loses what was chosen"
        }
        Rule::LeaseBeforeReading => {
            "A leader answers a read from its own store only while it holds the lease. Without it \
             a leader that was replaced answers with old values"
        }
        Rule::RespectLease => {
            "While the lease runs that it has granted, an acceptor promises nothing to others. \
             Without it another leader writes while the first one still reads by its lease"
        }
    }
}

fn promise_title(promise: Promise) -> &'static str {
    match promise {
        Promise::LogAgreement => "Log agreement",
        Promise::LearnedIsChosen => "Learned is chosen",
        Promise::Validity => "Validity",
        Promise::AppliedInOrder => "Applied in order",
        Promise::StateMachineSafety => "State machine safety",
        Promise::AppliedOnce => "Applied once",
        Promise::OneLeaderPerBallot => "One leader per ballot",
        Promise::AcknowledgedSurvives => "Acknowledged writes survive",
        Promise::OneLease => "One lease",
        Promise::FreshReads => "Fresh reads",
    }
}

fn property(title: Word) -> &'static str {
    if let Word::Promise(promise) = title { promise_help(promise) } else { "" }
}

fn promise_help(promise: Promise) -> &'static str {
    match promise {
        Promise::LogAgreement => {
            "In each slot only one value is chosen, and no server learns another"
        }
        Promise::LearnedIsChosen => "A server learns only what a majority has accepted",
        Promise::Validity => {
            "What is accepted or learned is a no-op or what some client has asked for"
        }
        Promise::AppliedInOrder => "Every server applies slot after slot, without gaps",
        Promise::StateMachineSafety => {
            "All servers apply the same in a slot, and hold the same after it"
        }
        Promise::AppliedOnce => "A server applies each command of a client at most once",
        Promise::OneLeaderPerBallot => "At most one server leads in each ballot",
        Promise::AcknowledgedSurvives => {
            "What a client was answered for is with every leader of a higher ballot"
        }
        Promise::OneLease => {
            "No server takes its lease for valid once another has had one. It rests on clocks that \
             run about equally fast: where they do not, this is expected to break"
        }
        Promise::FreshReads => {
            "A leader that answers a read from its own store knows everything that clients were \
             answered for before. Like the lease, it rests on the clocks"
        }
    }
}
