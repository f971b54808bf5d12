//! What a Raft server does by figure 2 of the paper, and why, in English.
//!
//! A sentence says nothing that a rule switched off would make untrue: that a log matches, that a
//! copy is on disk, that so many are a majority.

use machine::NodeId;
use protocols::raft::Note;

/// A short label for the timeline, for a note that leaves a mark there.
pub(crate) fn mark(me: NodeId, note: &Note) -> Option<String> {
    if let Note::Elected(term, _) = note {
        Some(format!("{me} elected, term {term}"))
    } else if let Note::Committed(index, _) = note {
        Some(format!("commit {index}"))
    } else {
        None
    }
}

/// A note that this server made, as a sentence; `None` if it is of what the paper and the
/// dissertation add to figure 2, or of a property that broke.
pub(crate) fn note(me: NodeId, note: &Note) -> Option<String> {
    let said = match note {
        Note::ElectionStarted(term) => format!(
            "{me} has heard from no leader for too long: it **becomes a candidate** in term {term} \
             and asks every server for its vote"
        ),
        Note::VoteCounted(from, votes, needed) if *from == me => {
            format!("{me} counts its own vote: {votes} of the {needed} it needs")
        }
        Note::VoteCounted(from, votes, needed) => {
            format!("{me} has {from}'s vote: {votes} of the {needed} it needs")
        }
        Note::Elected(term, 1) => {
            format!("{me} needs no vote but its own: **it leads term {term}**")
        }
        Note::Elected(term, votes) => {
            format!("{me} has {votes} votes, enough to win: **it leads term {term}**")
        }
        Note::NoOpAppended(index, term) => format!(
            "{me} appends an empty entry {index} of its own term {term}, so that older entries can \
             be committed along with it"
        ),
        Note::VoteGranted(to, term) => format!("{me} **votes for {to}** in term {term}"),
        Note::VoteRefusedStale(to, theirs, ours) => format!(
            "{me} refuses {to} its vote: {to} asks for term {theirs}, and **{me} is in term {ours} \
             already**"
        ),
        Note::VoteRefusedTaken(to, voted, term) if *voted == me => {
            format!("{me} refuses {to} its vote: in term {term} **it votes for itself**")
        }
        Note::VoteRefusedTaken(to, voted, term) => {
            format!("{me} refuses {to} its vote: in term {term} **it has voted for {voted}**")
        }
        Note::VoteRefusedOlderLog(to, (their_term, their_index), (term, index)) => format!(
            "{me} refuses {to} its vote: **{to}'s log is older** (it ends with entry {their_index} \
             of term {their_term}, {me}'s with entry {index} of term {term})"
        ),
        Note::VoteDenied(from) => format!("{me} does not get {from}'s vote"),
        Note::VoteReplyIgnored(from, term) => format!(
            "{me} ignores {from}'s answer to its request for a vote: the election of term {term} \
             is over for it"
        ),
        Note::VoteRepeated(from) => {
            format!("{me} has {from}'s vote already: an answer that comes twice counts once")
        }
        Note::TermSeen(from, term) => format!("{me} learns of term {term} from {from}"),
        Note::SteppedDown(from, term) => format!(
            "{me} learns of term {term} from {from}, later than its own: **it steps down** and \
             becomes a follower"
        ),
        Note::Conceded(from, term) => {
            format!("{me} hears that {from} leads term {term}: **it gives up its candidacy**")
        }
        Note::HeartbeatsSent => format!("{me} shows every follower that it lives"),
        Note::HeartbeatTaken(from) => {
            format!("{me} hears from its leader {from} and starts its election timer anew")
        }
        Note::EntriesTaken(from, first, last) if first == last => {
            format!("{me} takes entry {first} from {from} into its log")
        }
        Note::EntriesTaken(from, first, last) => {
            format!("{me} takes entries {first} to {last} from {from} into its log")
        }
        Note::EntriesKnown(from, last) => {
            format!("{me} adds nothing of what {from} sends: it has entries up to {last} already")
        }
        Note::Overwrote(first, last, term) if first == last => format!(
            "{me} **deletes its entry {first}** of term {term}: it conflicts with the leader's"
        ),
        Note::Overwrote(first, last, term) => format!(
            "{me} **deletes its entries {first} to {last}**: the first, of term {term}, conflicts \
             with the leader's"
        ),
        Note::EntriesRefusedStale(from, theirs, ours) => format!(
            "{me} refuses {from}'s entries: {from} leads term {theirs}, and **{me} is in term \
             {ours} already**"
        ),
        Note::EntriesRefusedGap(from, index, last) => format!(
            "{me} refuses {from}'s entries: they follow entry {index}, and **{me}'s log ends at \
             {last}**"
        ),
        Note::EntriesRefusedMismatch(from, index, theirs, ours) => format!(
            "{me} refuses {from}'s entries: **the entries before them differ** (entry {index} is \
             of term {theirs} at {from}, of term {ours} at {me})"
        ),
        Note::RivalIgnored(from, term) => {
            format!("{me} leads itself and ignores {from}, which claims to lead term {term}")
        }
        Note::Matched(from, index) => {
            format!("{from} tells {me} that it holds the leader's entries up to {index}")
        }
        Note::StaleTermAnswered(from) => format!("{me}'s term was stale for {from}"),
        Note::BackedUp(to, next) => {
            format!("{me} tries {to} again, from entry {next} on")
        }
        Note::ReplyIgnored(from) => {
            format!("{me} learns nothing new from {from}'s answer")
        }
        Note::Committed(index, 1) => {
            format!("{me} needs no copy of entry {index} but its own: **it is committed**")
        }
        Note::Committed(index, copies) => format!(
            "{me} counts {copies} copies of entry {index}: that is enough, and **entry {index} is \
             committed**"
        ),
        Note::NotCommitted(index, term, current) => format!(
            "{me} counts a majority for entry {index}, but it is from term {term} and {me} leads \
             term {current}, so **{me} does not commit it yet**"
        ),
        Note::CommitLearnt(index) => {
            format!("{me} learns that entries up to {index} are committed")
        }
        Note::OwnCopySaved(index) => {
            format!("{me} counts its own copy of entry {index}")
        }
        Note::RequestAppended(client, _, index) => {
            format!("{me} leads: it appends {client}'s command to its log as **entry {index}**")
        }
        Note::RequestRedirected(client, Some(leader)) => {
            format!("{me} does not lead: it sends {client} to {leader}")
        }
        Note::RequestRedirected(client, None) => {
            format!("{me} can name no leader: it sends {client} away")
        }
        Note::RequestAnsweredAgain(client, number) => format!(
            "{me} has applied {client}'s command {number} before: **it gives the same answer \
             again**"
        ),
        Note::RequestKnown(client, index) => format!(
            "{client}'s command is in {me}'s log already, as entry {index}: it is not appended \
             again"
        ),
        Note::Applied(index, client, _) => {
            format!("{me} applies entry {index}, {client}'s command")
        }
        Note::DuplicateSkipped(index, client, number) => format!(
            "{me} skips entry {index}: it has **already applied {client}'s command {number}**"
        ),
        Note::HeartbeatIdle => format!("{me} does not lead and has no heartbeat to send"),
        Note::TwoLeaders(..)
        | Note::LeaderOverwrote(..)
        | Note::LogsDiffer(..)
        | Note::CommittedMissing(..)
        | Note::AppliedDifferently(..)
        | Note::AppliedTwice(..)
        | Note::CommitFell(..)
        | Note::PreVoteStarted(..)
        | Note::PreVoteCounted(..)
        | Note::PreVoteGranted(..)
        | Note::CandidateIgnored(..)
        | Note::ContactOver
        | Note::RoundConfirmed(..)
        | Note::QuorumLost
        | Note::LeaseOver
        | Note::ReadTaken(..)
        | Note::ReadServed(..)
        | Note::TransferBegun(..)
        | Note::HandedOver(..)
        | Note::TransferGivenUp(..)
        | Note::TransferIdle
        | Note::ToldToStand(..)
        | Note::TimeoutNowIgnored(..)
        | Note::RequestHeldOff(..)
        | Note::StaleRead(..)
        | Note::ReadWaits(..)
        | Note::SnapshotTaken(..)
        | Note::CompactIdle
        | Note::LogCompacted(..)
        | Note::SnapshotInstalled(..)
        | Note::LogKept(..)
        | Note::LogDiscarded(..)
        | Note::Restored(..)
        | Note::ChunkSent(..)
        | Note::SnapshotMissing(..)
        | Note::SendingIdle
        | Note::ChunkTaken(..)
        | Note::ChunkMisplaced(..)
        | Note::SnapshotReceived(..)
        | Note::SnapshotKnown(..)
        | Note::SnapshotRefusedStale(..)
        | Note::ChunksLost(..)
        | Note::SnapshotWrong(..)
        | Note::SessionOpened(..)
        | Note::SessionClosed(..)
        | Note::SessionOver(..)
        | Note::ConfigurationAppended(..)
        | Note::ConfigurationUsed(..)
        | Note::ChangeRefused(..)
        | Note::CatchUpRound(..)
        | Note::CatchUpSlow(..)
        | Note::CaughtUp(..)
        | Note::ChangeGivenUp(..)
        | Note::LeftAsLeader(..)
        | Note::StandsOutside
        | Note::VoteCountedTwice(..)
        | Note::LeadsOutside(..) => return None,
    };
    Some(said)
}
