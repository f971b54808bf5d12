//! What a server of two-phase commit did and why, in English.

use super::commit;
use machine::NodeId;
use protocols::two_phase::{Decision, Note};

/// A short label for the timeline, for a note that leaves a mark there.
pub(crate) fn mark(_: NodeId, note: &Note) -> Option<String> {
    if let Note::Decided(txn, decision) = note {
        Some(commit::decided(*txn, *decision))
    } else {
        None
    }
}

/// A note that this server made, as a sentence.
pub(crate) fn note(me: NodeId, note: &Note) -> String {
    match note {
        Note::CommitWritten(txn) => {
            format!("{me} has the votes it needs for {txn} and writes a **commit record**")
        }
        Note::NotAskedYet(txn) => {
            format!("{me} waits on: its disk is slow, and nobody has been asked about {txn} yet")
        }
        Note::Acknowledged(txn, from, acks, of) => {
            format!("{from} has committed {txn}: {acks} of {of} have acknowledged")
        }
        Note::AckIgnored(txn, from) => {
            format!("{from}'s acknowledgement of {txn} changes nothing for {me}")
        }
        Note::Forgotten(txn) => {
            format!("All have acknowledged {txn}: **{me} forgets it**, and its end record can wait")
        }
        Note::CommitResent(txn) => {
            format!("{me} tells those who have not acknowledged {txn} once more to commit")
        }
        Note::Presumed(txn, to, Decision::Abort) => format!(
            "{me} knows nothing of {txn}: it was never committed, so **it tells {to} to abort**"
        ),
        Note::Presumed(txn, to, Decision::Commit) => {
            format!("{me} knows nothing of {txn}, and **tells {to} to commit**")
        }
        Note::Undecided(txn, from) => {
            format!("{me} has not decided {txn} yet and does not answer {from}")
        }
        Note::DecisionTold(txn, to) => format!("{me} tells {to} that {txn} is committed"),
        Note::Asked(txn) => format!(
            "{me} has heard no decision on {txn}: it **asks the coordinator and the other \
             participants**"
        ),
        Note::PeerTold(txn, to) => format!("{me} tells {to} what it knows of {txn}"),
        Note::AbortedForPeer(txn, from) => format!(
            "{me} has not voted on {txn}, so it can still abort; it does, and **ends {from}'s \
             doubt**"
        ),
        Note::PeerUncertain(txn, from) => {
            format!("{from} is in doubt about {txn} too: **{me} stays blocked**")
        }
        Note::LearntFromPeer(txn, from) => {
            format!("{me} learns from {from} what was decided about {txn}")
        }
        Note::Damage(txn, Decision::Commit) => {
            format!("{me} is told to commit {txn} and **has aborted it**: the damage is done")
        }
        Note::Damage(txn, Decision::Abort) => {
            format!("{me} is told to abort {txn}, **which it has committed**: it stays so")
        }
        Note::NothingToCommit(txn) => {
            format!("{me} is told to commit {txn} and **knows nothing of it**")
        }
        Note::Heuristic(txn) => {
            format!("{me} waits no longer and **decides {txn} by itself**: a heuristic decision")
        }
        Note::RecoveredInDoubt(txn) => format!(
            "{me} finds a prepared record of {txn} in its log and no decision: it locks the \
             account again and asks"
        ),
        Note::RecoveredCommit(txn) => format!(
            "{me} finds a commit record of {txn} in its log and no end: it tells everybody again"
        ),
        Note::Begun(..)
        | Note::RequestMalformed(_)
        | Note::RequestRedirected(..)
        | Note::RequestKnown(..)
        | Note::RequestOld(..)
        | Note::RequestAnsweredAgain(..)
        | Note::AccountRead(_)
        | Note::ReadBlocked(..)
        | Note::PreparedWritten(_)
        | Note::VotedAgain(_)
        | Note::VotedNo(..)
        | Note::VoteCounted(..)
        | Note::VoteIgnored(..)
        | Note::Decided(..)
        | Note::Refused(..)
        | Note::VoteTimeout(_)
        | Note::DecisionKnown(..)
        | Note::TimerIdle
        | Note::DecisionsDiffer(..)
        | Note::Reversed(..)
        | Note::CommittedWithoutVote(..)
        | Note::MoneyChanged(_)
        | Note::Uncertain(_) => {
            note.shared().map(|note| commit::note(me, &note)).unwrap_or_default()
        }
    }
}
