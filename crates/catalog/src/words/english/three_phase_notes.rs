//! What a server of three-phase commit did and why, in English.

use super::commit;
use machine::NodeId;
use protocols::three_phase::{Decision, Note, Phase};

/// A short label for the timeline, for a note that leaves a mark there.
pub(crate) fn mark(me: NodeId, note: &Note) -> Option<String> {
    if let Note::Decided(txn, decision) = note {
        Some(commit::decided(*txn, *decision))
    } else if let Note::Leads(txn) = note {
        Some(format!("{me} leads {txn}"))
    } else {
        None
    }
}

/// A note that this server made, as a sentence.
pub(crate) fn note(me: NodeId, note: &Note) -> String {
    match note {
        Note::Uncertain(txn) => format!(
            "{me} has voted yes on {txn} and is **uncertain**: it does not know how the others vote"
        ),
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
        Note::Damage(txn, Decision::Commit) => {
            format!("{me} is told to commit {txn}, **which it has aborted**")
        }
        Note::Damage(txn, Decision::Abort) => {
            format!("{me} is told to abort {txn}, **which it has committed**")
        }
        Note::Recovered(txn) => {
            format!("{me} finds {txn} in its log, not decided: it **asks what became of it**")
        }
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
        | Note::MoneyChanged(_) => {
            note.shared().map(|note| commit::note(me, &note)).unwrap_or_default()
        }
    }
}
