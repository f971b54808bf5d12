//! What a Raft server does beyond figure 2 of the paper, and how its properties broke, in English.
//!
//! A sentence says nothing that a rule switched off would make untrue: that a log matches, that a
//! copy is on disk, that so many are a majority.

use super::raft_figure_2;
use machine::NodeId;
use protocols::raft::Note;

/// A note that this server made, as a sentence.
pub(crate) fn note(me: NodeId, note: &Note) -> String {
    raft_figure_2::note(me, note).unwrap_or_else(|| beyond_figure_2(me, note))
}

fn beyond_figure_2(me: NodeId, note: &Note) -> String {
    match note {
        Note::TwoLeaders(term, first, second) => {
            format!("Election safety is broken: **{first} and {second} both lead term {term}**")
        }
        Note::LeaderOverwrote(leader, index) => format!(
            "Leader append-only is broken: **{leader} changed entry {index} of its own log**"
        ),
        Note::LogsDiffer(a, b, index, term) => format!(
            "Log matching is broken: {a} and {b} both hold an entry {index} of term {term}, and \
             **their logs differ up to it**"
        ),
        Note::CommittedMissing(leader, term, index) => format!(
            "Leader completeness is broken: {leader} leads term {term} and **lacks entry {index}, \
             which was committed before**"
        ),
        Note::AppliedDifferently(node, index) => format!(
            "State machine safety is broken: **{node} applies another entry {index}** than was \
             applied before"
        ),
        Note::AppliedTwice(node, client, number) => {
            format!("Applied once is broken: **{node} applies {client}'s command {number} twice**")
        }
        Note::CommitFell(node, before, after) => {
            format!("The commit index only grows: **{node}'s fell from {before} to {after}**")
        }
        Note::PreVoteStarted(term) => format!(
            "{me} has heard from no leader for too long: it asks every server **whether it would \
             get votes** in term {term}"
        ),
        Note::PreVoteCounted(from, votes, needed) => {
            format!("{from} would vote for {me}: {votes} of the {needed} it needs")
        }
        Note::PreVoteGranted(to, term) => format!("{me} **would vote for {to}** in term {term}"),
        Note::CandidateIgnored(from, Some(leader)) if *leader == me => {
            format!("{me} leads, and **ignores the candidate {from}**")
        }
        Note::CandidateIgnored(from, Some(leader)) => {
            format!("{me} hears the leader {leader}, and **ignores the candidate {from}**")
        }
        Note::CandidateIgnored(from, None) => {
            format!("{me} may have heard a leader just now, and **ignores the candidate {from}**")
        }
        Note::ContactOver => {
            format!("{me} has not heard a leader of late: it listens to candidates again")
        }
        Note::RoundConfirmed(round) => {
            format!("{me} has enough answers to its heartbeats of round {round}")
        }
        Note::QuorumLost => {
            format!("**{me} has no answer from a majority** for an election timeout")
        }
        Note::LeaseOver => format!("{me}'s lease is over"),
        Note::ReadTaken(client, _, index) => format!(
            "{me} asks its followers whether it still leads, before it reads for {client} with \
             entry {index} applied"
        ),
        Note::ReadWaits(client, _, index) => {
            format!("{me} reads for {client} as soon as it has applied entry {index}")
        }
        Note::ReadServed(client, _, index) => {
            format!("{me} reads for {client} **without the log**, with entry {index} applied")
        }
        Note::TransferBegun(to) => {
            format!("{me} is to **hand over to {to}**: it takes no more requests")
        }
        Note::HandedOver(to) => format!("{to} has {me}'s whole log: {me} **tells it to stand**"),
        Note::TransferGivenUp(to) => {
            format!("{to} has not taken over in time: **{me} leads on** and takes requests again")
        }
        Note::TransferIdle => {
            format!("{me} has nothing to hand over, or nobody else to hand it to")
        }
        Note::ToldToStand(from, term) => {
            format!("{from} tells {me} to stand: it **becomes a candidate** in term {term} at once")
        }
        Note::TimeoutNowIgnored(from) => {
            format!("{me} ignores that {from} tells it to stand: that term is over, or it leads")
        }
        Note::RequestHeldOff(client, to) => {
            format!("{me} hands over to {to}: it sends {client} away")
        }
        Note::StaleRead(node, client, index) => format!(
            "Fresh reads is broken: **{node} answers {client} without entry {index}**, which was \
             committed when it was asked"
        ),
        Note::ElectionStarted(..)
        | Note::VoteCounted(..)
        | Note::Elected(..)
        | Note::NoOpAppended(..)
        | Note::VoteGranted(..)
        | Note::VoteRefusedStale(..)
        | Note::VoteRefusedTaken(..)
        | Note::VoteRefusedOlderLog(..)
        | Note::VoteDenied(..)
        | Note::VoteReplyIgnored(..)
        | Note::VoteRepeated(..)
        | Note::TermSeen(..)
        | Note::SteppedDown(..)
        | Note::Conceded(..)
        | Note::HeartbeatsSent
        | Note::HeartbeatTaken(..)
        | Note::EntriesTaken(..)
        | Note::EntriesKnown(..)
        | Note::EntriesRefusedStale(..)
        | Note::EntriesRefusedGap(..)
        | Note::EntriesRefusedMismatch(..)
        | Note::Overwrote(..)
        | Note::RivalIgnored(..)
        | Note::Matched(..)
        | Note::StaleTermAnswered(..)
        | Note::BackedUp(..)
        | Note::ReplyIgnored(..)
        | Note::Committed(..)
        | Note::NotCommitted(..)
        | Note::CommitLearnt(..)
        | Note::OwnCopySaved(..)
        | Note::RequestAppended(..)
        | Note::RequestRedirected(..)
        | Note::RequestAnsweredAgain(..)
        | Note::RequestKnown(..)
        | Note::Applied(..)
        | Note::DuplicateSkipped(..)
        | Note::HeartbeatIdle => String::new(),
    }
}
