//! Raft, in English.

use super::world;
use crate::words::Intro;
use protocols::raft::{Promise, Raft, Rule, Word};
use simulator::Words;

/// What a person is told who meets Raft for the first time.
pub(crate) static INTRO: Intro = Intro {
    begin: "Each server waits for a leader; the first whose timer runs out stands for election. \
            **Click any server** to crash it and see whether the others carry on",
    try_first: "Try first: click the leader, choose Crash, and watch who takes over",
    scenarios: &[
        ("election", "A leader is elected"),
        ("replication", "A command is replicated"),
        ("leader-crash", "The leader crashes"),
        ("split-vote", "A split vote"),
        ("old-leader-in-minority", "An old leader in a minority"),
        ("figure-8", "Figure 8: an old entry on a majority is not committed"),
    ],
};

/// Raft's words.
pub(crate) static WORDS: Words<Raft> = Words {
    word,
    rule,
    property,
    note: super::raft_notes::note,
    command: world::command,
    reply: world::reply,
};

fn word(word: Word) -> &'static str {
    match word {
        Word::Leader => "leader",
        Word::Candidate => "candidate",
        Word::Follower => "follower",
        Word::Role => "role",
        Word::Term => "term",
        Word::Vote => "voted for",
        Word::Log => "log entries",
        Word::Commit => "commit index",
        Word::Applied => "last applied",
        Word::KnownLeader => "leader",
        Word::Match => "match",
        Word::Next => "next",
        Word::Votes => "votes",
        Word::ElectionTimer => "election timer",
        Word::HeartbeatTimer => "heartbeat timer",
        Word::PreviousIndex => "previous index",
        Word::PreviousTerm => "previous term",
        Word::Entries => "entries",
        Word::LastIndex => "last index",
        Word::LastTerm => "last term",
        Word::Heartbeat => "heartbeat",
        Word::Granted => "vote",
        Word::NoVote => "no vote",
        Word::Ok => "ok",
        Word::No => "no",
        Word::ConflictAt => "conflict at",
        Word::PreCandidate => "pre-candidate",
        Word::ContactTimer => "contact timer",
        Word::QuorumTimer => "quorum timer",
        Word::LeaseTimer => "lease",
        Word::TransferTimer => "transfer timer",
        Word::Round => "round",
        Word::Reads => "reads waiting",
        Word::Transfer => "hands over to",
        Word::PlainReads => "plain reads ask nobody whether the leader still leads",
        Word::WrongClocks => "a lease rests on clocks, and a clock or a timer was wrong",
        Word::Compact => "take a snapshot",
        Word::SendSnapshot => "send the snapshot to",
        Word::Snapshot => "snapshot up to",
        Word::Offset => "offset",
        Word::Bytes => "bytes",
        Word::Done => "last part",
        Word::Receiving => "bytes of a snapshot",
        Word::Sending => "bytes sent",
        Word::Sessions => "sessions",
        Word::Learner => "learner",
        Word::Outsider => "outsider",
        Word::Voters => "voters",
        Word::OldVoters => "old voters",
        Word::Learners => "learners",
        Word::ConfigurationAt => "configuration from entry",
        Word::CatchingUp => "catching up",
        Word::CatchUpTimer => "catch-up timer",
        Word::AddServer => "let vote",
        Word::AddLearner => "let learn",
        Word::PromoteLearner => "promote",
        Word::RemoveServer => "remove",
        Word::Reconfigure => "let only these vote",
        Word::LeaveJoint => "leave the joint configuration",
        Word::Rule(rule) => rule_title(rule),
        Word::Promise(promise) => promise_title(promise),
    }
}

fn rule_title(rule: Rule) -> &'static str {
    match rule {
        Rule::PersistTerm => "Persist the term",
        Rule::PersistVote => "Persist the vote",
        Rule::PersistLog => "Persist the log",
        Rule::OneVotePerTerm => "One vote per term",
        Rule::MajorityToElect => "A majority elects",
        Rule::ElectionRestriction => "Election restriction",
        Rule::StepDown => "Step down on a higher term",
        Rule::RefuseStaleTerm => "Refuse a stale term",
        Rule::LogConsistencyCheck => "Log consistency check",
        Rule::OverwriteConflicts => "Overwrite conflicts",
        Rule::MajorityToCommit => "A majority commits",
        Rule::CurrentTermCommit => "Count only the current term",
        Rule::NoOp => "A leader begins with a no-op",
        Rule::RandomisedTimeouts => "Randomised timeouts",
        Rule::ClientDeduplication => "Apply a command once",
        Rule::HeardLeader => "Ignore candidates while a leader is heard",
        Rule::QuorumContact => "Step down without a majority",
        Rule::ReadConfirm => "Confirm the lead before a read",
        Rule::ReadCurrentTerm => "Read after an entry of the own term",
        Rule::LeaseFromSending => "A lease counts from sending",
        Rule::TransferEndsLease => "Handing over ends the lease",
        Rule::OwnCopySaved => "Count the own copy once saved",
        Rule::SaveSnapshotFirst => "Save the snapshot before cutting the log",
        Rule::ChunkOffset => "Take each part at its place",
        Rule::KeepFollowing => "Keep what follows the snapshot",
        Rule::DiscardLog => "Discard a log that conflicts",
        Rule::ExpiredSession => "Refuse what comes after its session",
        Rule::AgreedExpiry => "Sessions expire by the log's time",
        Rule::JointConsensus => "Joint consensus",
        Rule::BothMajorities => "Both majorities decide",
        Rule::NewConfigurationAtOnce => "Use a new configuration at once",
        Rule::OneChangeAtATime => "One change at a time",
        Rule::ChangeAfterOwnTerm => "Change after an entry of the own term",
        Rule::StepDownWhenRemoved => "Step down when removed",
        Rule::CountMembersOnly => "Count members only",
        Rule::StandUntilRemoved => "Stand until removed",
        Rule::CatchUpFirst => "Catch up before voting",
        Rule::KeepVote => "Keep the vote when giving way",
    }
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::PersistTerm => {
            "The term is on disk before any answer. Without it a restart forgets it, and a server \
             can vote again in a term it has voted in"
        }
        Rule::PersistVote => {
            "The vote is on disk before any answer. Without it a restart forgets it, and two \
             candidates can get the same server's vote"
        }
        Rule::PersistLog => {
            "Entries are on disk before they are acknowledged. Without it a restart loses entries \
             that count as committed"
        }
        Rule::OneVotePerTerm => {
            "A server votes for one candidate in a term. Without it two candidates can both win"
        }
        Rule::MajorityToElect => {
            "A candidate needs the votes of a majority. With one vote less, two can win apart"
        }
        Rule::ElectionRestriction => {
            "A voter refuses a candidate whose log is older than its own. Without it a leader can \
             lack committed entries"
        }
        Rule::StepDown => {
            "Whoever sees a higher term becomes a follower. Without it an old leader carries on in \
             the new term"
        }
        Rule::RefuseStaleTerm => {
            "A follower refuses entries from an older term. Without it a deposed leader overwrites \
             committed entries"
        }
        Rule::LogConsistencyCheck => {
            "A follower takes entries only where its log matches the leader's before them. Without \
             it logs with gaps pass for equal"
        }
        Rule::OverwriteConflicts => {
            "A follower replaces entries that conflict with the leader's. Without it it keeps what \
             was never committed"
        }
        Rule::MajorityToCommit => {
            "An entry is committed once a majority holds it. With one copy less, the next leader \
             may lack it"
        }
        Rule::CurrentTermCommit => {
            "A leader commits by counting only entries of its own term. Without it a committed \
             entry can still be overwritten: figure 8"
        }
        Rule::NoOp => {
            "A new leader appends an empty entry. Without it entries of earlier terms wait, \
             perhaps for ever, for a new command"
        }
        Rule::RandomisedTimeouts => {
            "Election timeouts differ. Without it candidates keep splitting the vote, and nobody \
             is ever elected"
        }
        Rule::ClientDeduplication => {
            "A command that a client sends again is not applied again. Without it a lost answer \
             makes it count twice"
        }
        Rule::HeardLeader => {
            "With pre-vote or check-quorum, a server that hears a leader ignores candidates. \
             Without it a server that comes back deposes the leader, and a lease means nothing"
        }
        Rule::QuorumContact => {
            "With check-quorum, a leader that no majority answers steps down. Without it its \
             followers may wait for it for ever"
        }
        Rule::ReadConfirm => {
            "A majority answers before a read is. Without it a deposed leader tells old values"
        }
        Rule::ReadCurrentTerm => {
            "A new leader reads only with an entry of its own term committed. Without it it may \
             not know yet what is committed"
        }
        Rule::LeaseFromSending => {
            "A lease runs from when the heartbeats were sent. Without it answers that come late \
             stretch it into the next leader's time"
        }
        Rule::TransferEndsLease => {
            "A leader that has handed over reads no more on its lease. Without it both may answer"
        }
        Rule::JointConsensus => {
            "Several voters change by a configuration that needs majorities of the old and the \
             new. Without it two majorities decide that share no server"
        }
        Rule::BothMajorities => {
            "A joint configuration needs a majority of each half. With the new half alone, the \
             old one elects a leader of its own"
        }
        Rule::NewConfigurationAtOnce => {
            "A server goes by the latest configuration in its log. If it waits for the commit, \
             two servers go by configurations that are more than one server apart"
        }
        Rule::OneChangeAtATime => {
            "A change waits until the one before is committed. Without it servers go by \
             configurations whose majorities do not meet"
        }
        Rule::ChangeAfterOwnTerm => {
            "A leader first commits an entry of its own term. Without it an earlier leader's \
             change comes back, and two majorities do not meet"
        }
        Rule::StepDownWhenRemoved => {
            "A leader that is removed steps down once that is committed. Without it a cluster is \
             led from outside"
        }
        Rule::CountMembersOnly => {
            "A leader that is being removed does not count itself. Without it too few copies \
             commit"
        }
        Rule::StandUntilRemoved => {
            "A server that is being removed stands for election until it knows that this is \
             committed. Without it nobody may be able to win"
        }
        Rule::CatchUpFirst => {
            "New servers get the log before they vote. Without it they are needed before they can \
             help, and nothing is committed"
        }
        Rule::KeepVote => {
            "Who gives way to a leader keeps its vote of that term. To forget it is harmless, \
             until there are pre-votes"
        }
        Rule::OwnCopySaved => {
            "A leader counts its own copy once its disk has it. Without it a crash takes what \
             counts as committed"
        }
        Rule::SaveSnapshotFirst => {
            "The log is cut once the snapshot is on the disk. Without it a crash in between leaves \
             neither"
        }
        Rule::ChunkOffset => {
            "A follower takes a part of a snapshot only where the last one ended. Without it parts \
             can be missing, or be of two snapshots"
        }
        Rule::KeepFollowing => {
            "A snapshot of a prefix of its log leaves a follower what comes after. Without it a \
             late snapshot deletes committed entries"
        }
        Rule::DiscardLog => {
            "A follower discards a log that conflicts with a snapshot. Without it what follows \
             passes for the leader's"
        }
        Rule::ExpiredSession => {
            "A request whose session is over is refused, since nobody knows whether it was carried \
             out. Without it a late retry counts twice"
        }
        Rule::AgreedExpiry => {
            "Sessions expire by the time that the leader writes into entries. Without it servers \
             disagree on which requests to carry out"
        }
    }
}

fn promise_title(promise: Promise) -> &'static str {
    match promise {
        Promise::ElectionSafety => "Election safety",
        Promise::LeaderAppendOnly => "Leader append-only",
        Promise::LogMatching => "Log matching",
        Promise::LeaderCompleteness => "Leader completeness",
        Promise::StateMachineSafety => "State machine safety",
        Promise::AppliedOnce => "Applied once",
        Promise::CommitMonotonic => "Commit index only grows",
        Promise::FreshReads => "Fresh reads",
        Promise::SnapshotState => "Snapshots equal the log",
        Promise::MembersLead => "Members lead",
    }
}

fn property(title: Word) -> &'static str {
    if let Word::Promise(promise) = title { promise_help(promise) } else { "" }
}

fn promise_help(promise: Promise) -> &'static str {
    match promise {
        Promise::ElectionSafety => "At most one leader is elected in a term",
        Promise::LeaderAppendOnly => "A leader never deletes or changes an entry of its own log",
        Promise::LogMatching => {
            "Two logs that hold an entry of the same index and term are the same up to it"
        }
        Promise::LeaderCompleteness => {
            "An entry committed in a term is in the log of every leader of a later term"
        }
        Promise::StateMachineSafety => "No two servers apply different entries at the same index",
        Promise::AppliedOnce => "A client's command is applied once, however often it is sent",
        Promise::CommitMonotonic => "While a server is up, its commit index never falls",
        Promise::FreshReads => "A read sees all that was committed when it was asked for",
        Promise::SnapshotState => {
            "A snapshot is what applying the committed entries up to its last one gives"
        }
        Promise::MembersLead => "No server leads a cluster that it knows it has left",
    }
}
