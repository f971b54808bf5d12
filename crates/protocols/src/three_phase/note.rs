//! What a handler did and why, and how a property was broken: data that every language words.

use super::message::Phase;
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
    /// A server has decided.
    Decided(TxnId, Decision),
    /// A coordinator aborts, since a participant voted no.
    Refused(TxnId, NodeId),
    /// A coordinator has waited long enough for votes.
    VoteTimeout(TxnId),
    /// Who leads tells that all have voted yes.
    PreCommitting(TxnId),
    /// A participant knows that all have voted yes.
    PreCommitted(TxnId),
    /// A participant that does not follow the sender stays where it is.
    NotFollowed(TxnId, NodeId),
    /// A message about a transaction that the receiver knows nothing of, or has decided.
    NothingToDo(TxnId, NodeId),
    /// Who leads counts one who knows: so many of so many.
    Acknowledged(TxnId, NodeId, u8, u8),
    /// An acknowledgement that changes nothing.
    AckIgnored(TxnId, NodeId),
    /// Who leads takes those who have not acknowledged for failed, and commits.
    WithoutAck(TxnId),
    /// A participant has heard nothing from who leads for too long.
    GivenUp(TxnId, NodeId),
    /// A participant takes another for the backup coordinator.
    Elects(TxnId, NodeId),
    /// A participant becomes the backup coordinator.
    Leads(TxnId),
    /// It leads already.
    LeadsAlready(TxnId, NodeId),
    /// Who has failed takes no part in termination.
    Abstains(TxnId, NodeId),
    /// A participant tells a backup its state.
    StateTold(TxnId, NodeId),
    /// A backup hears a participant's state.
    StateHeard(TxnId, NodeId, Phase),
    /// A state that changes nothing.
    StateIgnored(TxnId, NodeId),
    /// All that answered are uncertain: nobody can have committed.
    AllUncertain(TxnId),
    /// Somebody knows that all have voted yes: nobody can have aborted.
    SomePreCommitted(TxnId),
    /// A backup learns that somebody has decided.
    Learnt(TxnId, NodeId),
    /// A server that has failed asks everybody.
    Asked(TxnId),
    /// A server tells the decision.
    Told(TxnId, NodeId),
    /// A server tells that it has not decided.
    NotDecidedTold(TxnId, NodeId),
    /// A server has not decided either, and the asking goes on.
    StillOpen(TxnId, NodeId),
    /// Everybody has failed and is back: the logs decide.
    TotalFailure(TxnId),
    /// A participant that has not voted aborts, as a peer asks it.
    AbortedForPeer(TxnId, NodeId),
    /// A server learns what it knows already.
    DecisionKnown(TxnId, NodeId),
    /// A server is told the contrary of what it has decided.
    Damage(TxnId, Decision),
    /// A server restarts and has not decided the transaction.
    Recovered(TxnId),
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
        } else if matches!(self, Note::Leads(_)) {
            Some(Mark::Election)
        } else {
            matches!(self, Note::Decided(..)).then_some(Mark::Decision)
        };
        NoteInfo { section, tone, mark }
    }

    fn source(&self) -> (&'static str, Tone) {
        match self {
            Note::Begun(..) | Note::PreparedWritten(_) | Note::VoteCounted(..) => {
                ("BHG 7.5", Tone::Plain)
            }
            Note::Acknowledged(..) | Note::VotedAgain(_) => ("BHG 7.5", Tone::Plain),
            Note::RequestMalformed(_) => ("", Tone::Refusal),
            Note::RequestRedirected(..) => ("", Tone::Refusal),
            Note::RequestKnown(..) | Note::RequestOld(..) => ("", Tone::Ignored),
            Note::RequestAnsweredAgain(..) | Note::AccountRead(_) => ("", Tone::Plain),
            Note::ReadBlocked(..) => ("Gray 5.7", Tone::Refusal),
            Note::Uncertain(_) | Note::PreCommitted(_) => ("Skeen 5", Tone::Progress),
            Note::PreCommitting(_) => ("Skeen 5", Tone::Progress),
            Note::VotedNo(..) | Note::Refused(..) => ("BHG 7.5", Tone::Refusal),
            Note::VoteIgnored(..) | Note::AckIgnored(..) => ("BHG 7.5", Tone::Ignored),
            Note::NotFollowed(..) | Note::Abstains(..) => ("BHG 7.5", Tone::Refusal),
            Note::NothingToDo(..) | Note::LeadsAlready(..) => ("BHG 7.5", Tone::Ignored),
            Note::StateIgnored(..) | Note::StillOpen(..) => ("BHG 7.5", Tone::Ignored),
            Note::DecisionKnown(..) => ("BHG 7.5", Tone::Ignored),
            Note::Decided(..) => ("BHG 7.3", Tone::Progress),
            Note::VoteTimeout(_) | Note::WithoutAck(_) => ("BHG 7.5", Tone::Progress),
            Note::GivenUp(..) | Note::Elects(..) => ("Skeen 6", Tone::Plain),
            Note::Leads(_) => ("Skeen 6", Tone::Progress),
            Note::StateTold(..) | Note::StateHeard(..) => ("Skeen 6", Tone::Plain),
            Note::AllUncertain(_) => ("BHG 7.5, TR3", Tone::Progress),
            Note::SomePreCommitted(_) => ("BHG 7.5, TR4", Tone::Progress),
            Note::Learnt(..) => ("BHG 7.5, TR1-2", Tone::Progress),
            Note::Asked(_) | Note::Told(..) | Note::NotDecidedTold(..) => ("BHG 7.5", Tone::Plain),
            Note::TotalFailure(_) | Note::AbortedForPeer(..) => ("BHG 7.5", Tone::Progress),
            Note::Damage(..) => ("BHG 7.5", Tone::Refusal),
            Note::Recovered(_) => ("BHG 7.5", Tone::Progress),
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
