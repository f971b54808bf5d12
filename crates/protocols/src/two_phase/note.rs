//! What a handler did and why, and how a property was broken: data that every language words.

use crate::commit::{Decision, Objection, share};
use machine::{ClientId, Mark, NodeId, NoteInfo, Tone, TxnId};

/// A note. It is told of the server on which it was made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// A coordinator begins a transaction for a client and asks for votes.
    Begun(TxnId, ClientId),
    /// A client's request is no transfer.
    RequestMalformed(ClientId),
    /// A client is sent to another server.
    RequestRedirected(ClientId, NodeId),
    /// A client's request is being worked on.
    RequestKnown(ClientId, u64),
    /// A client's request is older than one that was answered.
    RequestOld(ClientId, u64),
    /// A client's request was answered before and is answered again.
    RequestAnsweredAgain(ClientId, u64),
    /// A client reads the account.
    AccountRead(ClientId),
    /// A client would read the account, and a transaction holds its lock.
    ReadBlocked(ClientId, TxnId),
    /// A participant locks its account and writes its prepared record.
    PreparedWritten(TxnId),
    /// Its prepared record is on disk: from now on it is in doubt.
    Uncertain(TxnId),
    /// It votes yes again.
    VotedAgain(TxnId),
    /// It votes no.
    VotedNo(TxnId, Objection),
    /// A coordinator counts a yes: so many of so many.
    VoteCounted(TxnId, NodeId, u8, u8),
    /// A vote that changes nothing.
    VoteIgnored(TxnId, NodeId),
    /// A coordinator has enough votes and writes its commit record.
    CommitWritten(TxnId),
    /// A server has decided: a coordinator or a participant.
    Decided(TxnId, Decision),
    /// A coordinator aborts, since a participant voted no.
    Refused(TxnId, NodeId),
    /// A coordinator has waited long enough for votes.
    VoteTimeout(TxnId),
    /// A coordinator waits for votes that it could not yet ask for.
    NotAskedYet(TxnId),
    /// A coordinator counts an acknowledgement: so many of so many.
    Acknowledged(TxnId, NodeId, u8, u8),
    /// An acknowledgement that changes nothing.
    AckIgnored(TxnId, NodeId),
    /// All have acknowledged: a coordinator forgets the transaction.
    Forgotten(TxnId),
    /// A coordinator tells those who have not acknowledged once more.
    CommitResent(TxnId),
    /// A coordinator knows nothing of the transaction, and answers so.
    Presumed(TxnId, NodeId, Decision),
    /// A coordinator is asked for a decision that it has not taken.
    Undecided(TxnId, NodeId),
    /// A coordinator tells its decision to one who asks.
    DecisionTold(TxnId, NodeId),
    /// A participant in doubt asks everybody.
    Asked(TxnId),
    /// A participant answers a peer.
    PeerTold(TxnId, NodeId),
    /// A participant that has not voted aborts, as a peer asks it.
    AbortedForPeer(TxnId, NodeId),
    /// A peer does not know either.
    PeerUncertain(TxnId, NodeId),
    /// A participant learns the decision from a peer.
    LearntFromPeer(TxnId, NodeId),
    /// A participant learns what it knows already.
    DecisionKnown(TxnId, NodeId),
    /// A participant that has aborted without a word is told to commit, or the other way round.
    Damage(TxnId, Decision),
    /// A participant is told to commit what it knows nothing of.
    NothingToCommit(TxnId),
    /// A participant does not wait for the decision any longer.
    Heuristic(TxnId),
    /// A server restarts, in doubt about the transaction.
    RecoveredInDoubt(TxnId),
    /// A coordinator restarts with a commit that is not acknowledged.
    RecoveredCommit(TxnId),
    /// A timer went off with nothing to wait for.
    TimerIdle,
    /// Two servers have decided differently.
    DecisionsDiffer(TxnId, NodeId, NodeId),
    /// A server has decided otherwise than it did before.
    Reversed(TxnId, NodeId),
    /// A transaction was committed, and this server had not voted yes.
    CommittedWithoutVote(TxnId, NodeId),
    /// There is more or less money than there was: by so much.
    MoneyChanged(i64),
}

share!(Note);

impl Note {
    /// What is known of the note besides its words.
    pub(super) fn info(&self) -> NoteInfo {
        let (section, tone) = self.source();
        let mark = if tone == Tone::Broken {
            Some(Mark::Violation)
        } else {
            matches!(self, Note::Decided(..)).then_some(Mark::Decision)
        };
        NoteInfo { section, tone, mark }
    }

    fn source(&self) -> (&'static str, Tone) {
        match self {
            Note::Begun(..) | Note::PreparedWritten(_) | Note::VoteCounted(..) => {
                ("MLO 2", Tone::Plain)
            }
            Note::CommitWritten(_) | Note::Acknowledged(..) | Note::CommitResent(_) => {
                ("MLO 2", Tone::Plain)
            }
            Note::RequestMalformed(_) => ("", Tone::Refusal),
            Note::RequestRedirected(..) => ("", Tone::Refusal),
            Note::RequestKnown(..) | Note::RequestOld(..) => ("", Tone::Ignored),
            Note::RequestAnsweredAgain(..) | Note::AccountRead(_) => ("", Tone::Plain),
            Note::ReadBlocked(..) => ("Gray 5.7", Tone::Refusal),
            Note::Uncertain(_) => ("BHG 7.4", Tone::Progress),
            Note::VotedAgain(_) => ("MLO 2", Tone::Plain),
            Note::VotedNo(..) | Note::Refused(..) => ("MLO 2", Tone::Refusal),
            Note::VoteIgnored(..) | Note::AckIgnored(..) => ("MLO 2", Tone::Ignored),
            Note::Decided(..) => ("BHG 7.3", Tone::Progress),
            Note::VoteTimeout(_) => ("BHG 7.4", Tone::Progress),
            Note::NotAskedYet(_) => ("MLO 2", Tone::Ignored),
            Note::Forgotten(_) => ("MLO 2", Tone::Progress),
            Note::Presumed(..) => ("MLO 3", Tone::Progress),
            Note::Undecided(..) | Note::DecisionKnown(..) => ("BHG 7.4", Tone::Ignored),
            Note::DecisionTold(..) | Note::Asked(_) | Note::PeerTold(..) => {
                ("BHG 7.4", Tone::Plain)
            }
            Note::AbortedForPeer(..) | Note::LearntFromPeer(..) => ("BHG 7.4", Tone::Progress),
            Note::PeerUncertain(..) => ("BHG 7.4", Tone::Plain),
            Note::Damage(..) | Note::Heuristic(_) => ("MLO 2", Tone::Refusal),
            Note::NothingToCommit(_) => ("MLO 3", Tone::Ignored),
            Note::RecoveredInDoubt(_) | Note::RecoveredCommit(_) => ("MLO 2", Tone::Progress),
            Note::TimerIdle => ("", Tone::Ignored),
            Note::DecisionsDiffer(..) => ("BHG 7.3, AC1", Tone::Broken),
            Note::Reversed(..) => ("BHG 7.3, AC2", Tone::Broken),
            Note::CommittedWithoutVote(..) => ("BHG 7.3, AC3", Tone::Broken),
            Note::MoneyChanged(_) => ("Gray 5.7", Tone::Broken),
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
