//! What a Raft server did and why, in English.
//!
//! A sentence says nothing that a rule switched off would make untrue: that a log matches, that a
//! copy is on disk, that so many are a majority.

use machine::{NodeId, NodeSet};
use protocols::raft::{Configuration, Impossible, LogIndex, Note, Refused};

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

/// A note that this server made, as a sentence.
pub(crate) fn note(me: NodeId, note: &Note) -> String {
    match note {
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
            format!("{me} knows of no leader: it sends {client} away")
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
        Note::ConfigurationAppended(index, configuration) => {
            format!("{me} appends entry {index}, {}", of(configuration))
        }
        Note::ConfigurationUsed(LogIndex(0), configuration) => {
            format!("{me} is back at the first configuration, {}", of(configuration))
        }
        Note::ConfigurationUsed(index, configuration) => {
            format!("{me} goes by entry {index} from now on, {}", of(configuration))
        }
        Note::ChangeRefused(why) => format!("{me} does not change the cluster: {}", refused(*why)),
        Note::CatchUpRound(who, round, last) => format!(
            "{} first must catch up with {me}'s log: round {round}, up to entry {last}",
            names(*who)
        ),
        Note::CatchUpSlow(who, round) => {
            format!("Round {round} is slow: {} will have to catch up once more", names(*who))
        }
        Note::CaughtUp(who, round) => {
            format!("{} caught up quickly enough in round {round}", names(*who))
        }
        Note::ChangeGivenUp(who) => {
            format!("{me} **gives the change up**: {} cannot catch up", names(*who))
        }
        Note::LeftAsLeader(index) => format!(
            "Entry {index} is committed, and {me} does not belong to the cluster any more: **it \
             steps down**"
        ),
        Note::StandsOutside => {
            format!("{me} has no vote in the cluster, so it does not stand for election")
        }
        Note::VoteCountedTwice(from, (old, old_needed), (new, new_needed)) => format!(
            "{me} has {from}'s vote: {old} of the {old_needed} it needs from the old \
             configuration, {new} of {new_needed} from the new one"
        ),
        Note::LeadsOutside(node, index) => format!(
            "Members lead is broken: **{node} leads, and knows by entry {index} that it does not \
             belong to the cluster**"
        ),
        Note::StaleRead(node, client, index) => format!(
            "Fresh reads is broken: **{node} answers {client} without entry {index}**, which was \
             committed when it was asked"
        ),
        Note::SnapshotTaken(index) => {
            format!("{me} **takes a snapshot** of all that it has applied, up to entry {index}")
        }
        Note::CompactIdle => {
            format!("{me} takes no snapshot: it has applied nothing since the last one")
        }
        Note::LogCompacted(index) => {
            format!("{me} deletes its log up to entry {index}: that is in its snapshot")
        }
        Note::SnapshotInstalled(index) => {
            format!("{me} **installs the snapshot**: its state is that after entry {index}")
        }
        Note::LogKept(first, last) => format!(
            "{me} keeps its entries {first} to {last}: the snapshot is of a prefix of its log"
        ),
        Note::LogDiscarded(last) => format!(
            "{me} **discards its log**, which ended with entry {last}: it is not the leader's"
        ),
        Note::Restored(index) => {
            format!("{me} starts with its snapshot, the state after entry {index}")
        }
        Note::ChunkSent(to, index, (first, end)) => format!(
            "{me} no longer has the entries that {to} needs: it sends its snapshot up to entry \
             {index}, bytes {first} to {end}"
        ),
        Note::SnapshotMissing(to, index) => format!(
            "{me} cannot help {to}: its log begins after entry {index}, and it has no snapshot"
        ),
        Note::SendingIdle => format!("{me} has no snapshot to send, or nobody to send it to"),
        Note::ChunkTaken(from, index, bytes) => format!(
            "{me} has {bytes} bytes of {from}'s snapshot up to entry {index}, and waits for more"
        ),
        Note::ChunkMisplaced(from, index, (first, held)) => format!(
            "{me} leaves out a part of {from}'s snapshot up to entry {index}: it begins with byte \
             {first}, and {me} has {held} bytes"
        ),
        Note::SnapshotReceived(from, index) => {
            format!("{me} has all of {from}'s snapshot up to entry {index}, and saves it")
        }
        Note::SnapshotKnown(from, index) => {
            format!("{me} needs no snapshot up to entry {index} from {from}: it has all that")
        }
        Note::SnapshotRefusedStale(from, theirs, ours) => format!(
            "{me} refuses {from}'s snapshot: {from} leads term {theirs}, and **{me} is in term \
             {ours} already**"
        ),
        Note::ChunksLost(from, index, bytes) => format!(
            "{from} has only {bytes} bytes of the snapshot up to entry {index}: {me} goes on from \
             there"
        ),
        Note::SnapshotWrong(node, index) => format!(
            "Snapshots equal the log is broken: **{node}'s state is not what the entries up to \
             {index} give**"
        ),
        Note::SessionOpened(index, client) => format!(
            "{me} opens session {index} for {client}: its command waits until it comes again with \
             that"
        ),
        Note::SessionClosed(index, session) => {
            format!("{me} **closes session {}** at entry {index}", session.0)
        }
        Note::SessionOver(index, client, session) => format!(
            "{me} does not carry out entry {index}: {client}'s **session {} is over**, and it may \
             have been done before",
            session.0
        ),
    }
}

fn names(nodes: NodeSet) -> String {
    nodes.iter().map(|node| node.to_string()).collect::<Vec<_>>().join(", ")
}

/// What a configuration demands.
fn of(configuration: &Configuration) -> String {
    let voters = names(configuration.voters);
    let learners = match configuration.learners {
        none if none.is_empty() => String::new(),
        some => format!("; {} only learn", names(some)),
    };
    if configuration.is_joint() {
        let old = names(configuration.outgoing);
        format!("the **joint configuration** of {old} and of {voters}{learners}")
    } else {
        format!("the **configuration** of {voters}{learners}")
    }
}

fn refused(why: Refused) -> &'static str {
    match why {
        Refused::NotLeading => "it does not lead",
        Refused::HandingOver => "it hands over",
        Refused::ChangeUnderWay => "**the change before is not committed yet**",
        Refused::NothingCommitted => "**it has committed no entry of its own term yet**",
        Refused::Nothing => "there is nothing to change",
        Refused::Impossible(Impossible::Joint) => "it has to leave the joint configuration first",
        Refused::Impossible(Impossible::NotJoint) => "its configuration is not joint",
        Refused::Impossible(Impossible::NoVoters) => "nobody would be left to vote",
        Refused::Impossible(Impossible::NoOldVoters) => "nobody votes in the old configuration",
        Refused::Impossible(Impossible::SeveralVoters) => "more than one voter would change",
    }
}
