//! What a handler did and why, and how a property was broken: data that every language words.

use super::Mode;
use super::state::{LogIndex, ViewNumber};
use machine::{ClientId, Mark, NodeId, NoteInfo, Tone};

/// A note. It is told of the server on which it was made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// It shows the view service that it lives, and acknowledges this view.
    Pinged(ViewNumber),
    /// A primary acknowledges its view.
    Acknowledged(ViewNumber),
    /// The view service hears a server, which acknowledges this view.
    PingTaken(NodeId, ViewNumber),
    /// The view service hears the primary acknowledge the current view.
    ViewAcknowledged(NodeId, ViewNumber),
    /// A server of the current view has lost all it had, and counts as dead.
    MemberLost(NodeId, ViewNumber),
    /// Such a server is not told the view it no longer remembers.
    LostNotTold(NodeId, ViewNumber),
    /// The view service counts how long it has not heard each server.
    Ticked,
    /// The view service makes a view, with this primary and this backup.
    ViewMade(ViewNumber, NodeId, NodeId),
    /// The view service makes a view without a backup.
    ViewMadeAlone(ViewNumber, NodeId),
    /// A new view is needed, and the primary has not acknowledged the current one.
    ViewAwaited(ViewNumber),
    /// The primary is dead, and there is no backup to promote.
    NobodyToPromote(NodeId, ViewNumber),
    /// It is told the view it knows.
    ViewKnown(ViewNumber),
    /// It is told an older view than it knows: who told, the view, and its own.
    OldViewIgnored(NodeId, ViewNumber, ViewNumber),
    /// It is primary of a view with this backup.
    BecamePrimary(ViewNumber, NodeId),
    /// It is primary of a view without a backup.
    BecamePrimaryAlone(ViewNumber),
    /// It is backup of a view.
    BecameBackup(ViewNumber, Option<NodeId>),
    /// It is neither primary nor backup of a view.
    BecameSpare(ViewNumber, Option<NodeId>),
    /// A primary learns that another is primary now.
    Replaced(ViewNumber, Option<NodeId>),
    /// A primary takes a view in which it is not primary, and goes on.
    KeptOn(ViewNumber),
    /// It starts again as primary of the view on its disk.
    Resumed(ViewNumber),
    /// A primary is refused: another server knows a later view.
    SteppedDown(NodeId, ViewNumber),
    /// A refusal that changes nothing.
    RefusalIgnored(NodeId, ViewNumber),
    /// A primary gives its backup the whole state, up to this operation.
    StateSent(NodeId, LogIndex),
    /// A primary sends its backup again what it lacks.
    SentAgain(NodeId),
    /// It refuses what a primary of an older view sends: whose, its view, and its own.
    RefusedOldView(NodeId, ViewNumber, ViewNumber),
    /// It ignores a server that claims to be primary of its own view.
    NotBackup(NodeId, ViewNumber),
    /// A backup takes the whole state, up to this operation.
    StateTaken(NodeId, ViewNumber, LogIndex),
    /// A backup has the state already.
    StateKnown(NodeId, LogIndex),
    /// A backup without the state cannot take operations.
    NoStateYet(NodeId, ViewNumber),
    /// A backup lacks operations before these: the last before them, and its own last.
    OperationsMissing(NodeId, LogIndex, LogIndex),
    /// A backup takes operations: the first and the last.
    OperationsTaken(NodeId, LogIndex, LogIndex),
    /// A backup has those operations already.
    OperationsKnown(NodeId, LogIndex),
    /// A backup has the whole state, up to this operation.
    StateArrived(NodeId, LogIndex),
    /// A backup has operations up to this one.
    BackupHas(NodeId, LogIndex),
    /// An answer that changes nothing: late, doubled, or of another view.
    AnswerIgnored(NodeId, ViewNumber),
    /// A primary's disk has operations up to this one.
    OwnCopySaved(LogIndex),
    /// A primary answers for operations: the first and the last.
    Settled(LogIndex, LogIndex),
    /// A primary takes a client's operation.
    RequestTaken(ClientId, u64, LogIndex),
    /// It sends a client to the primary, if it knows it.
    RequestRedirected(ClientId, Option<NodeId>),
    /// A client's operation was answered before; it gets the answer again.
    RequestAnsweredAgain(ClientId, u64),
    /// A client's operation is in the log already, and not answered for yet.
    RequestKnown(ClientId, LogIndex),
    /// A timer that there is nothing to do for.
    TimerIdle,
    /// A ping came to a server that is not the view service.
    NotViewService(NodeId),
    /// The view service got what is meant for others.
    NotForViewService(NodeId),
    /// Two servers act as primary of a view.
    TwoPrimaries(ViewNumber, NodeId, NodeId),
    /// A primary lacks an operation that was answered for before.
    AcknowledgedLost(NodeId, ViewNumber, LogIndex, Mode),
    /// Two primaries have answered for different operations at the same place.
    AcknowledgedDiffers(NodeId, ViewNumber, LogIndex, Mode),
    /// A backup holds what its primary does not: the backup, the primary, the operation.
    BackupDiffers(NodeId, NodeId, LogIndex),
    /// A server applied a client's operation twice.
    AppliedTwice(NodeId, ClientId, u64),
    /// A server went back to an older view.
    ViewFell(NodeId, ViewNumber, ViewNumber),
    /// The view service's view does not follow from the one before: their numbers.
    NotSucceeding(ViewNumber, ViewNumber),
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
        if matches!(self, Note::BecamePrimary(..) | Note::BecamePrimaryAlone(_)) {
            Some(Mark::Election)
        } else {
            matches!(self, Note::Settled(..)).then_some(Mark::Commit)
        }
    }

    fn source(&self) -> (&'static str, Tone) {
        match self {
            Note::Pinged(_) | Note::PingTaken(..) | Note::Ticked | Note::ViewKnown(_) => {
                ("lab 2A", Tone::Plain)
            }
            Note::Acknowledged(_) | Note::ViewAcknowledged(..) => ("lab 2A", Tone::Plain),
            Note::MemberLost(..) => ("lab 2A", Tone::Progress),
            Note::LostNotTold(..) => ("docs", Tone::Refusal),
            Note::ViewMade(..) | Note::ViewMadeAlone(..) => ("lab 2A", Tone::Progress),
            Note::ViewAwaited(_) | Note::NobodyToPromote(..) => ("lab 2A", Tone::Refusal),
            Note::OldViewIgnored(..) => ("lab 2B", Tone::Ignored),
            Note::BecamePrimary(..) | Note::BecamePrimaryAlone(_) => ("lab 2A", Tone::Progress),
            Note::BecameBackup(..) | Note::BecameSpare(..) => ("lab 2A", Tone::Plain),
            Note::Replaced(..) | Note::SteppedDown(..) => ("Pb1", Tone::Progress),
            Note::KeptOn(_) => ("Pb1", Tone::Ignored),
            Note::Resumed(_) => ("docs", Tone::Plain),
            Note::RefusalIgnored(..) | Note::AnswerIgnored(..) => ("lab 2B", Tone::Ignored),
            Note::StateSent(..) | Note::SentAgain(_) => ("lab 2B", Tone::Plain),
            Note::RefusedOldView(..) => ("lab 2B", Tone::Refusal),
            Note::NotBackup(..) => ("Pb1", Tone::Ignored),
            Note::StateTaken(..) | Note::StateArrived(..) => ("lab 2B", Tone::Progress),
            Note::StateKnown(..) | Note::OperationsKnown(..) => ("lab 2B", Tone::Plain),
            Note::NoStateYet(..) => ("lab 2B", Tone::Ignored),
            Note::OperationsMissing(..) => ("lab 2B", Tone::Refusal),
            Note::OperationsTaken(..) | Note::BackupHas(..) => ("lab 2B", Tone::Plain),
            Note::OwnCopySaved(_) => ("docs", Tone::Plain),
            Note::Settled(..) => ("lab 2B", Tone::Progress),
            Note::RequestTaken(..) => ("lab 2B", Tone::Plain),
            Note::RequestRedirected(..) => ("Pb3", Tone::Refusal),
            Note::RequestAnsweredAgain(..) | Note::RequestKnown(..) => ("lab 2B", Tone::Plain),
            Note::TimerIdle => ("docs", Tone::Plain),
            Note::NotViewService(_) | Note::NotForViewService(_) => ("lab 2A", Tone::Ignored),
            Note::TwoPrimaries(..) => ("Pb1", Tone::Broken),
            Note::AcknowledgedLost(..) | Note::AcknowledgedDiffers(..) => ("Pb4", Tone::Broken),
            Note::BackupDiffers(..) | Note::AppliedTwice(..) => ("lab 2B", Tone::Broken),
            Note::ViewFell(..) | Note::NotSucceeding(..) => ("lab 2A", Tone::Broken),
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
