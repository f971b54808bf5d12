//! What a handler did and why, and how a property was broken: data that every language words.

use machine::{Ballot, ClientId, Mark, NodeId, NoteInfo, Tone};

/// A note. It is told of the server on which it was made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// A client asks for a value: its number, and the digest of the value.
    RequestTaken(ClientId, u64, u64),
    /// A client asks again while its first request is still being worked on.
    RequestKnown(ClientId, u64),
    /// A client is told what is chosen.
    RequestAnswered(ClientId, u64, Ballot),
    /// It sends a client to a server that proposes, if it knows one.
    RequestRedirected(ClientId, Option<NodeId>),
    /// It begins phase 1: its ballot, and which attempt it is.
    BallotStarted(Ballot, u32),
    /// It promises this ballot to this proposer; it has accepted that proposal before, if any.
    PromiseMade(NodeId, Ballot, Option<Ballot>),
    /// It answers a prepare request that came twice.
    PromiseMadeAgain(NodeId, Ballot),
    /// It ignores a prepare request: it has accepted a proposal of the same ballot since.
    PrepareOutdated(NodeId, Ballot),
    /// It refuses a prepare request: the ballot, and the higher one it has promised.
    PrepareRefused(NodeId, Ballot, Ballot),
    /// It has this server's promise; so many of so many needed.
    PromiseCounted(NodeId, Ballot, u8, u8),
    /// A promise came in twice.
    PromiseRepeated(NodeId, Ballot),
    /// A promise for a ballot it no longer prepares.
    PromiseIgnored(NodeId, Ballot),
    /// It has enough promises: its ballot, and how many.
    Prepared(Ballot, u8),
    /// It takes over the value of an accepted proposal: its own ballot, and that one's.
    ValueAdopted(Ballot, Ballot),
    /// It proposes what this client wants.
    OwnValueProposed(Ballot, ClientId),
    /// It proposes what this client wants although a promise names an accepted proposal.
    OwnValueForced(Ballot, Ballot, ClientId),
    /// Nobody's promise names a proposal, and it has none to make: nothing was chosen.
    NothingChosen(Ballot),
    /// It accepts the proposal of this server.
    ProposalAccepted(NodeId, Ballot),
    /// It accepts a proposal although it has promised the second ballot.
    PromiseBroken(NodeId, Ballot, Ballot),
    /// It refuses a proposal: the ballot, and the higher one it has promised.
    AcceptRefused(NodeId, Ballot, Ballot),
    /// It abandons its ballot: this server has promised the second one.
    BallotAbandoned(NodeId, Ballot, Ballot),
    /// A refusal of a ballot that it has left already.
    RefusalIgnored(NodeId, Ballot),
    /// This server has accepted; so many of so many needed.
    AcceptanceCounted(NodeId, Ballot, u8, u8),
    /// An acceptance came in twice.
    AcceptanceRepeated(NodeId, Ballot),
    /// An acceptance that adds nothing: the value is known.
    AcceptanceKnown(NodeId, Ballot),
    /// It learns what is chosen: by this ballot, from so many acceptors.
    Learned(Ballot, u8),
    /// It takes itself for the distinguished proposer.
    Distinguished,
    /// It trusts this server to propose, and stops doing so itself.
    StoodDown(NodeId),
    /// It trusts this server to propose.
    Trusted(NodeId),
    /// It hears from the distinguished proposer.
    AliveHeard(NodeId),
    /// It ignores that this server takes itself for distinguished: the second goes before it.
    AliveIgnored(NodeId, NodeId),
    /// It shows the others that it lives.
    AliveSent,
    /// A timer that has nothing to do.
    TimerIdle,
    /// Two values are chosen: by these ballots.
    TwoChosen(Ballot, Ballot),
    /// A value that no client asked for was accepted or learned.
    NotProposed(NodeId, Ballot),
    /// A learner learned a value that only so many acceptors have accepted, of so many needed.
    LearnedUnchosen(NodeId, Ballot, u8, u8),
    /// A learner learned two values.
    LearnedTwice(NodeId, Ballot, Ballot),
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
        if matches!(self, Note::Prepared(..) | Note::Distinguished) {
            Some(Mark::Election)
        } else {
            matches!(self, Note::Learned(..)).then_some(Mark::Decision)
        }
    }

    fn source(&self) -> (&'static str, Tone) {
        match self {
            Note::RequestTaken(..) | Note::RequestKnown(..) => ("2.1", Tone::Plain),
            Note::RequestAnswered(..) => ("2.3", Tone::Plain),
            Note::RequestRedirected(..) => ("2.4", Tone::Refusal),
            Note::BallotStarted(..) | Note::PromiseMade(..) => ("2.2", Tone::Plain),
            Note::PromiseMadeAgain(..) | Note::PromiseCounted(..) => ("2.2", Tone::Plain),
            Note::PrepareOutdated(..) => ("2.2", Tone::Ignored),
            Note::PrepareRefused(..) | Note::AcceptRefused(..) => ("2.2", Tone::Refusal),
            Note::PromiseRepeated(..) | Note::PromiseIgnored(..) => ("2.2", Tone::Ignored),
            Note::Prepared(..) | Note::ValueAdopted(..) => ("2.2", Tone::Progress),
            Note::OwnValueProposed(..) | Note::OwnValueForced(..) => ("2.2", Tone::Plain),
            Note::NothingChosen(_) => ("2.3", Tone::Progress),
            Note::ProposalAccepted(..) | Note::PromiseBroken(..) => ("2.2", Tone::Plain),
            Note::BallotAbandoned(..) => ("2.5", Tone::Refusal),
            Note::RefusalIgnored(..) => ("2.5", Tone::Ignored),
            Note::AcceptanceCounted(..) => ("2.3", Tone::Plain),
            Note::AcceptanceRepeated(..) | Note::AcceptanceKnown(..) => ("2.3", Tone::Ignored),
            Note::Learned(..) => ("2.3", Tone::Progress),
            Note::Distinguished | Note::StoodDown(_) => ("2.4", Tone::Progress),
            Note::Trusted(_) | Note::AliveHeard(_) | Note::AliveSent => ("2.4", Tone::Plain),
            Note::AliveIgnored(..) => ("2.4", Tone::Ignored),
            Note::TimerIdle => ("2.4", Tone::Plain),
            Note::TwoChosen(..) | Note::NotProposed(..) => ("2.1", Tone::Broken),
            Note::LearnedUnchosen(..) | Note::LearnedTwice(..) => ("2.1", Tone::Broken),
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
