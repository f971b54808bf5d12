//! What a handler did and why, and how a property was broken: data that every language words.

use super::state::Slot;
use machine::{Ballot, ClientId, Mark, NodeId, NoteInfo, Tone};

/// A note. It is told of the server on which it was made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// It begins phase 1 for all slots: its ballot, and which attempt it is.
    ElectionStarted(Ballot, u32),
    /// It wants to lead, and does not: the lease that it has granted to this server still runs.
    ElectionHeldBack(Option<NodeId>),
    /// It promises this ballot to this candidate.
    PromiseMade(NodeId, Ballot),
    /// It answers a prepare request that came twice.
    PromiseMadeAgain(NodeId, Ballot),
    /// It ignores a prepare request: it has accepted a proposal of the same ballot since.
    PrepareOutdated(NodeId, Ballot),
    /// It refuses a prepare request: the ballot, and the higher one it has promised.
    PrepareRefused(NodeId, Ballot, Ballot),
    /// It refuses a prepare request: the lease runs that it has granted to the last one.
    PrepareRefusedByLease(NodeId, Ballot, Option<NodeId>),
    /// It has this server's promise; so many of so many needed.
    PromiseCounted(NodeId, Ballot, u8, u8),
    /// A promise came in twice.
    PromiseRepeated(NodeId, Ballot),
    /// A promise for a ballot it does not prepare.
    PromiseIgnored(NodeId, Ballot),
    /// It leads: its ballot, and how many promises it has.
    Elected(Ballot, u8),
    /// It proposes in this slot what was accepted there before, in the second ballot.
    ValueAdopted(Slot, Ballot),
    /// It proposes a no-op in this slot: no promise names a proposal there.
    GapFilled(Slot),
    /// It leaves this slot open.
    GapLeft(Slot),
    /// It accepts this server's proposal for a slot.
    ProposalAccepted(NodeId, Ballot, Slot),
    /// It accepts proposals although it has promised the second ballot.
    PromiseBroken(NodeId, Ballot, Ballot),
    /// It refuses proposals: the ballot, and the higher one it has promised.
    AcceptRefused(NodeId, Ballot, Ballot),
    /// A leader proposes for a slot that it could know to be chosen.
    LeaderBehind(NodeId, Slot),
    /// A refusal of a ballot that is not its own any more.
    RefusalIgnored(NodeId, Ballot),
    /// This server refuses its promise: the lease runs that it has granted to the last one.
    HeldOffByLease(NodeId, Ballot, Option<NodeId>),
    /// A candidate gives its ballot up: of a higher one it knows by this server.
    Preempted(NodeId, Ballot, Ballot),
    /// A leader stops leading: of a higher ballot it knows by this server.
    SteppedDown(NodeId, Ballot, Ballot),
    /// A leader goes on although it knows of a higher ballot.
    LedOn(NodeId, Ballot, Ballot),
    /// A leader takes a client's request and proposes it in this slot.
    RequestProposed(ClientId, u64, Slot),
    /// A leader takes a client's request, which waits: this slot is beyond the window.
    WindowFull(ClientId, u64, Slot),
    /// A request that is being worked on already.
    RequestKnown(ClientId, u64),
    /// It sends a client to the leader, if it knows one.
    RequestRedirected(ClientId, u64, Option<NodeId>),
    /// It answers a request that was carried out before.
    RequestAnsweredAgain(ClientId, u64),
    /// It answers a client whose request is in this slot, or in the snapshot up to it.
    RequestAnswered(ClientId, u64, Slot),
    /// It answers a read from its own store, which has applied everything up to this slot.
    ReadLocally(ClientId, u64, Slot),
    /// This server has accepted; so many of so many needed.
    AcceptanceCounted(NodeId, Slot, u8, u8),
    /// An acceptance came in twice.
    AcceptanceRepeated(NodeId, Slot),
    /// An acceptance for a slot whose value is known.
    AcceptanceKnown(NodeId, Slot),
    /// Acceptances of a ballot that it does not lead.
    AcceptedIgnored(NodeId, Ballot),
    /// A value is chosen, by so many acceptors.
    Chosen(Slot, Ballot, u8),
    /// It learns what is chosen in a slot.
    Learned(Slot, Ballot),
    /// It applies the command in a slot.
    Applied(Slot, ClientId, u64),
    /// It skips the command in a slot: it was applied before.
    DuplicateSkipped(Slot, ClientId, u64),
    /// The slot holds a no-op.
    NoOpApplied(Slot),
    /// A leader shows that it lives.
    HeartbeatsSent(Ballot),
    /// The leader lives.
    HeartbeatTaken(NodeId, Ballot),
    /// It refuses a leader: its ballot, and the higher one it has promised.
    HeartbeatRefused(NodeId, Ballot, Ballot),
    /// It lacks what is chosen from this slot on, and asks this server.
    CatchUpAsked(NodeId, Slot),
    /// It knows no more than the one who asks.
    CatchUpIgnored(NodeId, Slot),
    /// It tells a server what is chosen in these slots.
    ChosenTold(NodeId, Slot, Slot),
    /// It knew all that it is told.
    ChosenKnown(NodeId, Slot),
    /// It takes a snapshot.
    SnapshotTaken(Slot),
    /// It sends its snapshot.
    SnapshotSent(NodeId, Slot),
    /// It cannot tell what is chosen there: that is truncated, and no snapshot has it.
    SnapshotMissing(NodeId, Slot),
    /// It takes a snapshot over.
    SnapshotInstalled(NodeId, Slot),
    /// It knows more than the snapshot it is sent.
    SnapshotKnown(NodeId, Slot),
    /// It forgets the proposals up to a slot.
    Truncated(Slot),
    /// It grants the leader its lease.
    LeaseGranted(NodeId, Ballot, u64),
    /// This server grants the lease; so many of so many needed.
    GrantCounted(NodeId, u64, u8, u8),
    /// A grant of a round that is not open.
    GrantIgnored(NodeId, u64),
    /// It holds the lease.
    LeaseHeld(u64),
    /// The time of its lease is over.
    LeaseLost(u64),
    /// The time of a round is over, and it was not granted.
    LeaseNotGranted(u64),
    /// The time of the lease that it has granted is over.
    GrantOver(Option<NodeId>),
    /// A timer that has nothing to do.
    TimerIdle,
    /// Two values are chosen in a slot; the second in this ballot.
    TwoChosen(Slot, Ballot),
    /// A server learned something else in a slot than what is chosen there, or learned before.
    LearnedDifferently(NodeId, Slot),
    /// A server learned a value that only so many acceptors have accepted, of so many needed.
    LearnedUnchosen(NodeId, Slot, u8, u8),
    /// A server accepted or learned what no client asked for.
    NotProposed(NodeId, Slot),
    /// A server applied the first slot where the second was next.
    AppliedOutOfOrder(NodeId, Slot, Slot),
    /// A server applied something else in a slot than one before it.
    AppliedDifferently(NodeId, Slot),
    /// A server's state after a slot is not what it was on another.
    StatesDiffer(NodeId, Slot),
    /// A server applied a client's command twice.
    AppliedTwice(NodeId, ClientId, u64),
    /// Two servers lead in one ballot.
    TwoLeaders(Ballot, NodeId, NodeId),
    /// A leader lacks a command that a client was answered for.
    AcknowledgedLost(NodeId, Ballot, Slot),
    /// A server takes its lease for valid although the second has had one since.
    TwoLeases(NodeId, NodeId),
    /// A read was answered without what was answered for before: it knew up to the first slot, and
    /// the second was answered for.
    StaleRead(NodeId, Slot, Slot),
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
            matches!(self, Note::Chosen(..)).then_some(Mark::Commit)
        }
    }

    fn source(&self) -> (&'static str, Tone) {
        match self {
            Note::ElectionStarted(..) => ("PML 4.2", Tone::Plain),
            Note::ElectionHeldBack(_) | Note::PrepareRefusedByLease(..) => {
                ("PML 5.2", Tone::Refusal)
            }
            Note::PromiseMade(..) | Note::PromiseMadeAgain(..) => ("PMMC A1", Tone::Plain),
            Note::PrepareOutdated(..) => ("PMMC A1", Tone::Ignored),
            Note::PrepareRefused(..) => ("PMMC A1", Tone::Refusal),
            Note::PromiseCounted(..) => ("PMMC C2", Tone::Plain),
            Note::PromiseRepeated(..) | Note::PromiseIgnored(..) => ("PMMC C2", Tone::Ignored),
            Note::Elected(..) => ("PML 4.2", Tone::Progress),
            Note::ValueAdopted(..) => ("PMMC C2", Tone::Progress),
            Note::GapFilled(_) => ("Simple 3", Tone::Progress),
            Note::GapLeft(_) => ("Simple 3", Tone::Plain),
            Note::ProposalAccepted(..) | Note::PromiseBroken(..) => ("PMMC A2", Tone::Plain),
            Note::AcceptRefused(..) | Note::HeartbeatRefused(..) => ("PMMC A2", Tone::Refusal),
            Note::LeaderBehind(..) => ("PMMC 4.2", Tone::Ignored),
            Note::RefusalIgnored(..) => ("PMMC 2", Tone::Ignored),
            Note::HeldOffByLease(..) => ("PML 5.2", Tone::Refusal),
            Note::Preempted(..) => ("PMMC 3", Tone::Refusal),
            Note::SteppedDown(..) => ("PMMC 2", Tone::Progress),
            Note::LedOn(..) => ("PMMC 2", Tone::Plain),
            Note::RequestProposed(..) | Note::RequestKnown(..) => ("PMMC 2", Tone::Plain),
            Note::WindowFull(..) => ("PMMC R5", Tone::Plain),
            Note::RequestRedirected(..) => ("PML 5.2", Tone::Refusal),
            Note::RequestAnsweredAgain(..) | Note::RequestAnswered(..) => ("PMMC 2", Tone::Plain),
            Note::ReadLocally(..) => ("PML 5.2", Tone::Progress),
            Note::AcceptanceCounted(..) => ("PMMC A5", Tone::Plain),
            Note::AcceptanceRepeated(..) | Note::AcceptanceKnown(..) => ("PMMC A5", Tone::Ignored),
            Note::AcceptedIgnored(..) => ("PMMC 2", Tone::Ignored),
            Note::Chosen(..) => ("PMMC A5", Tone::Progress),
            Note::Learned(..) => ("PMMC R1", Tone::Plain),
            Note::Applied(..) | Note::NoOpApplied(_) => ("PMMC R2", Tone::Plain),
            Note::DuplicateSkipped(..) => ("PMMC 2", Tone::Refusal),
            Note::HeartbeatsSent(_) | Note::HeartbeatTaken(..) => ("PMMC 3", Tone::Plain),
            Note::CatchUpAsked(..) | Note::ChosenTold(..) => ("PML 5.5", Tone::Plain),
            Note::CatchUpIgnored(..) | Note::ChosenKnown(..) => ("PML 5.5", Tone::Ignored),
            Note::SnapshotTaken(_) | Note::SnapshotSent(..) => ("PML 5.5", Tone::Plain),
            Note::SnapshotMissing(..) | Note::SnapshotKnown(..) => ("PML 5.5", Tone::Ignored),
            Note::SnapshotInstalled(..) => ("PML 5.5", Tone::Progress),
            Note::Truncated(_) => ("PML 5.5", Tone::Plain),
            Note::LeaseGranted(..) | Note::GrantCounted(..) => ("PML 5.2", Tone::Plain),
            Note::GrantIgnored(..) => ("PML 5.2", Tone::Ignored),
            Note::LeaseHeld(_) => ("PML 5.2", Tone::Progress),
            Note::LeaseLost(_) | Note::LeaseNotGranted(_) => ("PML 5.2", Tone::Refusal),
            Note::GrantOver(_) | Note::TimerIdle => ("PML 5.2", Tone::Plain),
            Note::TwoChosen(..) => ("PMMC A5", Tone::Broken),
            Note::LearnedDifferently(..) | Note::LearnedUnchosen(..) => ("PMMC R1", Tone::Broken),
            Note::NotProposed(..) => ("Simple 2.1", Tone::Broken),
            Note::AppliedOutOfOrder(..) => ("PMMC R2", Tone::Broken),
            Note::AppliedDifferently(..) | Note::StatesDiffer(..) => ("PMMC R3", Tone::Broken),
            Note::AppliedTwice(..) => ("PMMC 2", Tone::Broken),
            Note::TwoLeaders(..) => ("PMMC C1", Tone::Broken),
            Note::AcknowledgedLost(..) => ("PMMC C2", Tone::Broken),
            Note::TwoLeases(..) | Note::StaleRead(..) => ("PML 5.2", Tone::Broken),
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
