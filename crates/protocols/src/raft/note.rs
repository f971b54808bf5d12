//! What a handler did and why, and how a property was broken: data that every language words.

use super::configuration::Configuration;
use super::membership::Refused;
use super::state::{LogIndex, Term};
use machine::{ClientId, Mark, NodeId, NodeSet, NoteInfo, Session, Tone};

/// A note. It is told of the server on which it was made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// Its timer ran out and it asks for votes.
    ElectionStarted(Term),
    /// It got this server's vote; so many votes of so many needed.
    VoteCounted(NodeId, u8, u8),
    /// It is elected.
    Elected(Term, u8),
    /// A new leader appends a no-op.
    NoOpAppended(LogIndex, Term),
    /// It votes for this server.
    VoteGranted(NodeId, Term),
    /// It refuses its vote: the candidate's term, and its own.
    VoteRefusedStale(NodeId, Term, Term),
    /// It refuses its vote: it has voted for the second.
    VoteRefusedTaken(NodeId, NodeId, Term),
    /// It refuses its vote: the candidate's last term and index, and its own.
    VoteRefusedOlderLog(NodeId, (Term, LogIndex), (Term, LogIndex)),
    /// It was refused a vote.
    VoteDenied(NodeId),
    /// A vote came too late: it is no candidate any more, or of another term.
    VoteReplyIgnored(NodeId, Term),
    /// It saw a higher term and takes it.
    TermSeen(NodeId, Term),
    /// A leader or candidate saw a higher term and becomes a follower.
    SteppedDown(NodeId, Term),
    /// A candidate hears from the leader of its term and becomes a follower.
    Conceded(NodeId, Term),
    /// A leader shows that it lives.
    HeartbeatsSent,
    /// The leader lives.
    HeartbeatTaken(NodeId),
    /// It took entries: the first and the last.
    EntriesTaken(NodeId, LogIndex, LogIndex),
    /// It had those entries already.
    EntriesKnown(NodeId, LogIndex),
    /// It deleted entries that conflict with the leader's: the first and the last.
    Overwrote(LogIndex, LogIndex, Term),
    /// It refuses entries: the leader's term, and its own.
    EntriesRefusedStale(NodeId, Term, Term),
    /// It refuses entries: it has none at this index; its last is the second.
    EntriesRefusedGap(NodeId, LogIndex, LogIndex),
    /// It refuses entries: at this index the leader has the first term and it the second.
    EntriesRefusedMismatch(NodeId, LogIndex, Term, Term),
    /// Another server claims to lead the same term.
    RivalIgnored(NodeId, Term),
    /// A follower's log equals the leader's up to this index.
    Matched(NodeId, LogIndex),
    /// A follower was refused for another reason than its log: stale term.
    StaleTermAnswered(NodeId),
    /// A leader tries a follower with an earlier entry.
    BackedUp(NodeId, LogIndex),
    /// An answer that changes nothing: late, doubled, or of an earlier term.
    ReplyIgnored(NodeId),
    /// A leader commits by counting: the entry and its copies.
    Committed(LogIndex, u8),
    /// A majority holds an entry of an earlier term, which a leader must not commit by counting.
    NotCommitted(LogIndex, Term, Term),
    /// A follower learns that entries are committed.
    CommitLearnt(LogIndex),
    /// A leader's disk has its own copy up to this entry.
    OwnCopySaved(LogIndex),
    /// A leader appends a client's command.
    RequestAppended(ClientId, u64, LogIndex),
    /// It sends a client to the leader, if it knows it.
    RequestRedirected(ClientId, Option<NodeId>),
    /// A client's command was applied before; it gets the answer again.
    RequestAnsweredAgain(ClientId, u64),
    /// A client's command is in the log already.
    RequestKnown(ClientId, LogIndex),
    /// A command was applied: entry, client, its number.
    Applied(LogIndex, ClientId, u64),
    /// A command was applied before and is not applied again.
    DuplicateSkipped(LogIndex, ClientId, u64),
    /// A server that does not lead has no heartbeat to send.
    HeartbeatIdle,
    /// Two servers lead the same term.
    TwoLeaders(Term, NodeId, NodeId),
    /// A leader deleted or changed an entry of its own log.
    LeaderOverwrote(NodeId, LogIndex),
    /// Two logs have an entry of the same index and term, and differ up to it.
    LogsDiffer(NodeId, NodeId, LogIndex, Term),
    /// A leader lacks an entry that was committed before.
    CommittedMissing(NodeId, Term, LogIndex),
    /// A server applied another entry at an index than one before it.
    AppliedDifferently(NodeId, LogIndex),
    /// A server applied a client's command twice.
    AppliedTwice(NodeId, ClientId, u64),
    /// A server's commit index fell.
    CommitFell(NodeId, LogIndex, LogIndex),
    /// A vote came in twice. Last here, because traces are hashed with a note's place in this list.
    VoteRepeated(NodeId),
    /// Its timer ran out and it asks whether it would get votes in this term.
    PreVoteStarted(Term),
    /// This server would vote for it; so many of so many needed.
    PreVoteCounted(NodeId, u8, u8),
    /// It would vote for this server in this term.
    PreVoteGranted(NodeId, Term),
    /// It ignores a candidate: it hears this leader, or may have heard one before it started.
    CandidateIgnored(NodeId, Option<NodeId>),
    /// It has heard no leader for the shortest election timeout.
    ContactOver,
    /// A majority has answered this round of heartbeats.
    RoundConfirmed(u64),
    /// No majority has answered a leader for an election timeout.
    QuorumLost,
    /// A leader's lease is over.
    LeaseOver,
    /// A leader has to make sure that it leads before it answers a read, and apply this entry.
    ReadTaken(ClientId, u64, LogIndex),
    /// A leader answers a read from its store, with this entry applied.
    ReadServed(ClientId, u64, LogIndex),
    /// A leader is to hand over to this server.
    TransferBegun(NodeId),
    /// It tells this server to stand at once.
    HandedOver(NodeId),
    /// It has not been deposed in time, and goes on leading.
    TransferGivenUp(NodeId),
    /// It cannot hand over: it does not lead, or should hand over to itself.
    TransferIdle,
    /// It was told by this server to stand, in this term.
    ToldToStand(NodeId, Term),
    /// It is told to stand too late.
    TimeoutNowIgnored(NodeId),
    /// A leader takes no requests while it hands over to this server.
    RequestHeldOff(ClientId, NodeId),
    /// A read was answered from before this entry, which was committed when it was asked for.
    StaleRead(NodeId, ClientId, LogIndex),
    /// A leader that asks nobody has yet to apply this entry before it answers a read.
    ReadWaits(ClientId, u64, LogIndex),
    /// It takes a snapshot up to this entry.
    SnapshotTaken(LogIndex),
    /// It has nothing new to take a snapshot of.
    CompactIdle,
    /// Its log begins after this entry, which its own snapshot has replaced.
    LogCompacted(LogIndex),
    /// A snapshot up to this entry is its state from now on.
    SnapshotInstalled(LogIndex),
    /// It keeps the entries that follow the snapshot: the first and the last.
    LogKept(LogIndex, LogIndex),
    /// It discards its log, which ended with this entry.
    LogDiscarded(LogIndex),
    /// It starts with the state of its snapshot.
    Restored(LogIndex),
    /// A leader sends a part of its snapshot: the first byte, and the one after the last.
    ChunkSent(NodeId, LogIndex, (u64, u64)),
    /// A leader has no snapshot of what is not in its log any more.
    SnapshotMissing(NodeId, LogIndex),
    /// It cannot send a snapshot: it does not lead, has none, or should send it to itself.
    SendingIdle,
    /// It has so many bytes of a snapshot, and waits for more.
    ChunkTaken(NodeId, LogIndex, u64),
    /// It was sent a part that begins with the first number, and has so many bytes as the second.
    ChunkMisplaced(NodeId, LogIndex, (u64, u64)),
    /// It has a whole snapshot.
    SnapshotReceived(NodeId, LogIndex),
    /// It is sent a snapshot of what it has.
    SnapshotKnown(NodeId, LogIndex),
    /// It refuses a snapshot: the leader's term, and its own.
    SnapshotRefusedStale(NodeId, Term, Term),
    /// A follower has fewer bytes of a snapshot than the leader thought.
    ChunksLost(NodeId, LogIndex, u64),
    /// A server's state is not what the entries up to this one give.
    SnapshotWrong(NodeId, LogIndex),
    /// An entry opens a session for a client.
    SessionOpened(LogIndex, ClientId),
    /// At an entry, a session is closed: it was not used for too long, or made room for another.
    SessionClosed(LogIndex, Session),
    /// A request is not carried out: its session is over.
    SessionOver(LogIndex, ClientId, Session),
    /// A leader appends a configuration.
    ConfigurationAppended(LogIndex, Configuration),
    /// It goes by the configuration of this entry from now on; 0 is where every server begins.
    ConfigurationUsed(LogIndex, Configuration),
    /// A leader does not change the cluster.
    ChangeRefused(Refused),
    /// New servers catch up: a round begins, and ends with this entry.
    CatchUpRound(NodeSet, u8, LogIndex),
    /// The round takes longer than an election timeout.
    CatchUpSlow(NodeSet, u8),
    /// They have caught up, in this round.
    CaughtUp(NodeSet, u8),
    /// They do not catch up, and the change is given up.
    ChangeGivenUp(NodeSet),
    /// A leader is not in the configuration that is now committed, with this entry.
    LeftAsLeader(LogIndex),
    /// Its election timer ran out, and it has no vote.
    StandsOutside,
    /// It has this server's vote; so many votes of so many needed, in the old configuration and in
    /// the new one.
    VoteCountedTwice(NodeId, (u8, u8), (u8, u8)),
    /// A server leads a cluster to which it knows that it does not belong, by this entry.
    LeadsOutside(NodeId, LogIndex),
}

impl Note {
    /// What is known of the note besides its words.
    pub(super) fn info(&self) -> NoteInfo {
        let (section, tone) = self.source();
        NoteInfo { section, tone, mark: self.mark() }
    }

    fn mark(&self) -> Option<Mark> {
        match self.source().1 {
            Tone::Broken => return Some(Mark::Violation),
            Tone::Plain | Tone::Progress | Tone::Refusal | Tone::Ignored => {}
        }
        if matches!(self, Note::Elected(..)) {
            Some(Mark::Election)
        } else {
            matches!(self, Note::Committed(..)).then_some(Mark::Commit)
        }
    }

    fn source(&self) -> (&'static str, Tone) {
        match self {
            Note::ElectionStarted(_) | Note::VoteCounted(..) => ("5.2", Tone::Plain),
            Note::Elected(..) => ("5.2", Tone::Progress),
            Note::NoOpAppended(..) => ("8", Tone::Plain),
            Note::VoteGranted(..) => ("5.2", Tone::Plain),
            Note::VoteRefusedStale(..) => ("5.1", Tone::Refusal),
            Note::VoteRefusedTaken(..) => ("5.2", Tone::Refusal),
            Note::VoteRefusedOlderLog(..) => ("5.4.1", Tone::Refusal),
            Note::VoteDenied(_) => ("5.2", Tone::Plain),
            Note::VoteReplyIgnored(..) | Note::VoteRepeated(_) => ("5.2", Tone::Ignored),
            Note::TermSeen(..) => ("5.1", Tone::Ignored),
            Note::SteppedDown(..) => ("5.1", Tone::Progress),
            Note::Conceded(..) => ("5.2", Tone::Progress),
            Note::HeartbeatsSent | Note::HeartbeatTaken(_) | Note::HeartbeatIdle => {
                ("5.2", Tone::Plain)
            }
            Note::EntriesTaken(..) | Note::EntriesKnown(..) | Note::OwnCopySaved(_) => {
                ("5.3", Tone::Plain)
            }
            Note::Overwrote(..) => ("5.3", Tone::Progress),
            Note::EntriesRefusedStale(..) => ("5.1", Tone::Refusal),
            Note::EntriesRefusedGap(..) | Note::EntriesRefusedMismatch(..) => {
                ("5.3", Tone::Refusal)
            }
            Note::RivalIgnored(..) => ("5.2", Tone::Ignored),
            Note::Matched(..) | Note::BackedUp(..) => ("5.3", Tone::Plain),
            Note::StaleTermAnswered(_) | Note::ReplyIgnored(_) => ("5.3", Tone::Ignored),
            Note::Committed(..) => ("5.3", Tone::Progress),
            Note::NotCommitted(..) => ("5.4.2", Tone::Refusal),
            Note::CommitLearnt(_) | Note::Applied(..) => ("5.3", Tone::Plain),
            Note::RequestAppended(..) => ("5.3", Tone::Plain),
            Note::RequestRedirected(..) => ("8", Tone::Refusal),
            Note::RequestAnsweredAgain(..) | Note::RequestKnown(..) => ("8", Tone::Plain),
            Note::DuplicateSkipped(..) => ("8", Tone::Refusal),
            Note::TwoLeaders(..) => ("5.2", Tone::Broken),
            Note::LeaderOverwrote(..) | Note::LogsDiffer(..) => ("5.3", Tone::Broken),
            Note::CommittedMissing(..) => ("5.4", Tone::Broken),
            Note::AppliedDifferently(..) => ("5.4.3", Tone::Broken),
            Note::AppliedTwice(..) => ("8", Tone::Broken),
            Note::CommitFell(..) => ("5.3", Tone::Broken),
            Note::PreVoteStarted(_) | Note::PreVoteCounted(..) | Note::PreVoteGranted(..) => {
                ("9.6 (dissertation)", Tone::Plain)
            }
            Note::CandidateIgnored(..) => ("4.2.3 (dissertation)", Tone::Refusal),
            Note::ContactOver => ("4.2.3 (dissertation)", Tone::Ignored),
            Note::QuorumLost => ("6.2 (dissertation)", Tone::Progress),
            Note::RoundConfirmed(_)
            | Note::ReadTaken(..)
            | Note::ReadWaits(..)
            | Note::ReadServed(..) => ("6.4 (dissertation)", Tone::Plain),
            Note::LeaseOver => ("6.4.1 (dissertation)", Tone::Ignored),
            Note::TransferBegun(_) | Note::HandedOver(_) | Note::ToldToStand(..) => {
                ("3.10 (dissertation)", Tone::Progress)
            }
            Note::TransferGivenUp(_) | Note::RequestHeldOff(..) => {
                ("3.10 (dissertation)", Tone::Refusal)
            }
            Note::TransferIdle | Note::TimeoutNowIgnored(_) => {
                ("3.10 (dissertation)", Tone::Ignored)
            }
            Note::StaleRead(..) => ("6.4 (dissertation)", Tone::Broken),
            Note::SnapshotTaken(_) | Note::SnapshotInstalled(_) => ("7", Tone::Progress),
            Note::LogCompacted(_)
            | Note::LogKept(..)
            | Note::Restored(_)
            | Note::ChunkSent(..)
            | Note::ChunkTaken(..)
            | Note::SnapshotReceived(..)
            | Note::ChunksLost(..) => ("7", Tone::Plain),
            Note::LogDiscarded(_) => ("7", Tone::Progress),
            Note::SnapshotMissing(..)
            | Note::ChunkMisplaced(..)
            | Note::SnapshotRefusedStale(..) => ("7", Tone::Refusal),
            Note::CompactIdle | Note::SendingIdle | Note::SnapshotKnown(..) => ("7", Tone::Ignored),
            Note::SnapshotWrong(..) => ("7", Tone::Broken),
            Note::SessionOpened(..) => ("6.3 (dissertation)", Tone::Plain),
            Note::SessionClosed(..) => ("6.3 (dissertation)", Tone::Progress),
            Note::SessionOver(..) => ("6.3 (dissertation)", Tone::Refusal),
            Note::ConfigurationAppended(..) | Note::LeftAsLeader(_) => ("6", Tone::Progress),
            Note::ConfigurationUsed(..) | Note::VoteCountedTwice(..) => ("6", Tone::Plain),
            Note::ChangeRefused(_) => ("4.1 (dissertation)", Tone::Refusal),
            Note::CatchUpRound(..) | Note::CatchUpSlow(..) | Note::CaughtUp(..) => {
                ("4.2.1 (dissertation)", Tone::Plain)
            }
            Note::ChangeGivenUp(_) => ("4.2.1 (dissertation)", Tone::Refusal),
            Note::StandsOutside => ("4.2.2 (dissertation)", Tone::Ignored),
            Note::LeadsOutside(..) => ("6", Tone::Broken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Note;

    #[test]
    fn a_note_is_small() {
        assert!(size_of::<Note>() <= 40, "{} bytes", size_of::<Note>());
    }
}
