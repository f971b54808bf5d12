//! What a server of three-phase commit did and why, in English.

use machine::NodeId;
use protocols::three_phase::{Decision, Note, Objection, Phase};

/// A short label for the timeline, for a note that leaves a mark there.
pub(crate) fn mark(me: NodeId, note: &Note) -> Option<String> {
    if let Note::Decided(txn, decision) = note {
        Some(format!("{} {txn}", verb(*decision)))
    } else if let Note::Leads(txn) = note {
        Some(format!("{me} leads {txn}"))
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
            "{me} has voted yes on {txn} and is **uncertain**: it does not know how the others vote"
        ),
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
        Note::PreCommitting(txn) => {
            format!("All have voted yes on {txn}: {me} **tells everybody that they have**")
        }
        Note::PreCommitted(txn) => {
            format!("{me} knows that all have voted yes on {txn}: **nobody can have aborted it**")
        }
        Note::NotFollowed(txn, from) => {
            format!("{me} does not follow {from} in {txn} and stays where it is")
        }
        Note::NothingToDo(txn, from) => {
            format!("{from} tells {me} of {txn}, in which {me} has nothing to do")
        }
        Note::Acknowledged(txn, from, acks, of) => {
            format!("{from} is pre-committed in {txn}: {acks} of {of}")
        }
        Note::AckIgnored(txn, from) => {
            format!("{from}'s acknowledgement in {txn} changes nothing for {me}")
        }
        Note::WithoutAck(txn) => format!(
            "{me} takes who has not acknowledged {txn} by now for failed, and **goes on without**"
        ),
        Note::GivenUp(txn, leader) => {
            format!(
                "{me} has heard nothing of {txn} for too long: it **takes {leader} for failed**"
            )
        }
        Note::Elects(txn, next) => {
            format!("{me} takes {next} for the backup coordinator of {txn}")
        }
        Note::Leads(txn) => {
            format!("{me} **becomes the backup coordinator** of {txn}")
        }
        Note::LeadsAlready(txn, from) => {
            format!("{me} leads {txn} already, as {from} asks it to")
        }
        Note::Abstains(txn, from) => format!(
            "{me} has failed since it voted on {txn}: it **takes no part** in what {from} does"
        ),
        Note::StateTold(txn, from) => format!("{me} follows {from} in {txn} and tells its state"),
        Note::StateHeard(txn, from, Phase::Uncertain) => {
            format!("{from} is uncertain about {txn}")
        }
        Note::StateHeard(txn, from, Phase::PreCommitted) => {
            format!("{from} is pre-committed in {txn}")
        }
        Note::StateIgnored(txn, from) => {
            format!("{from}'s state in {txn} changes nothing for {me}")
        }
        Note::AllUncertain(txn) => format!(
            "All who answered {me} are uncertain about {txn}, so **nobody can have committed it**"
        ),
        Note::SomePreCommitted(txn) => {
            format!("{me} finds somebody pre-committed in {txn}, so **nobody can have aborted it**")
        }
        Note::Learnt(txn, from) => {
            format!("{me} leads {txn} and learns from {from} that it is decided")
        }
        Note::Asked(txn) => format!("{me} asks everybody what was decided about {txn}"),
        Note::Told(txn, to) => format!("{me} tells {to} what was decided about {txn}"),
        Note::NotDecidedTold(txn, to) => format!("{me} tells {to} that it has not decided {txn}"),
        Note::StillOpen(txn, from) => format!("{from} has not decided {txn} either"),
        Note::TotalFailure(txn) => format!(
            "Everybody has failed and is back, and nobody has decided {txn}: **the logs decide**"
        ),
        Note::AbortedForPeer(txn, from) => {
            format!("{me} has not voted on {txn}, so it can still abort, **and {from} learns so**")
        }
        Note::DecisionKnown(txn, from) => {
            format!("{me} knows already what {from} says of {txn}")
        }
        Note::Damage(txn, Decision::Commit) => {
            format!("{me} is told to commit {txn}, **which it has aborted**")
        }
        Note::Damage(txn, Decision::Abort) => {
            format!("{me} is told to abort {txn}, **which it has committed**")
        }
        Note::Recovered(txn) => {
            format!("{me} finds {txn} in its log, not decided: it **asks what became of it**")
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
