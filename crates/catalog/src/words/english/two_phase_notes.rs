//! What a server of two-phase commit did and why, in English.

use machine::NodeId;
use protocols::two_phase::{Decision, Note, Objection};

/// A short label for the timeline, for a note that leaves a mark there.
pub(crate) fn mark(_: NodeId, note: &Note) -> Option<String> {
    if let Note::Decided(txn, decision) = note {
        Some(format!("{} {txn}", verb(*decision)))
    } else {
        None
    }
}

fn verb(decision: Decision) -> &'static str {
    match decision {
        Decision::Commit => "commit",
        Decision::Abort => "abort",
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
        Note::Uncertain(txn) => format!(
            "{me} has voted yes on {txn} and **can no longer decide by itself**: it is in doubt"
        ),
        Note::VotedAgain(txn) => format!("{me} votes yes on {txn} once more"),
        Note::VotedNo(txn, why) => format!("{me} **votes no** on {txn}: {}", objection(*why)),
        Note::VoteCounted(txn, from, votes, of) => {
            format!("{me} has {from}'s yes on {txn}: {votes} of {of}")
        }
        Note::VoteIgnored(txn, from) => format!("{from}'s vote on {txn} changes nothing for {me}"),
        Note::CommitWritten(txn) => {
            format!("{me} has the votes it needs for {txn} and writes a **commit record**")
        }
        Note::Decided(txn, Decision::Commit) => format!("{me} **commits {txn}**"),
        Note::Decided(txn, Decision::Abort) => format!("{me} **aborts {txn}**"),
        Note::Refused(txn, from) => format!("{from} has voted no on {txn}: it cannot commit"),
        Note::VoteTimeout(txn) => {
            format!("{me} has waited long enough for the votes on {txn}")
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
        Note::DecisionKnown(txn, from) => {
            format!("{me} knows already what {from} says of {txn}")
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
