//! Notes that protocols of atomic commitment share.
//!
//! Each protocol lists them among its own, since their places there are what the hashes of recorded
//! runs rest on; [`share`] says once for all which they are.

use super::Decision;
use machine::{ClientId, NodeId, TxnId};

/// Why a participant votes no.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Objection {
    /// Another transaction holds the lock on its account.
    Locked(TxnId),
    /// The account does not hold so much.
    Funds,
    /// It has aborted already.
    Aborted,
}

/// A note that protocols of atomic commitment share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    /// A server learns what it knows already.
    DecisionKnown(TxnId, NodeId),
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

/// Says which of a protocol's notes are shared ones: those of the same name.
macro_rules! share {
    ($own:ident) => {
        $crate::commit::share! { $own:
            Begun { 0: txn, 1: client }
            RequestMalformed { 0: client }
            RequestRedirected { 0: client, 1: to }
            RequestKnown { 0: client, 1: number }
            RequestOld { 0: client, 1: number }
            RequestAnsweredAgain { 0: client, 1: number }
            AccountRead { 0: client }
            ReadBlocked { 0: client, 1: txn }
            PreparedWritten { 0: txn }
            Uncertain { 0: txn }
            VotedAgain { 0: txn }
            VotedNo { 0: txn, 1: why }
            VoteCounted { 0: txn, 1: from, 2: votes, 3: of }
            VoteIgnored { 0: txn, 1: from }
            Decided { 0: txn, 1: decision }
            Refused { 0: txn, 1: from }
            VoteTimeout { 0: txn }
            DecisionKnown { 0: txn, 1: from }
            TimerIdle {}
            DecisionsDiffer { 0: txn, 1: first, 2: second }
            Reversed { 0: txn, 1: node }
            CommittedWithoutVote { 0: txn, 1: node }
            MoneyChanged { 0: change }
        }
    };
    ($own:ident: $($name:ident { $($place:tt: $field:ident),* })+) => {
        impl From<$crate::commit::Note> for $own {
            fn from(note: $crate::commit::Note) -> Self {
                match note {
                    $($crate::commit::Note::$name { $($place: $field),* } => {
                        $own::$name { $($place: $field),* }
                    })+
                }
            }
        }

        impl $own {
            /// The note as one that protocols of atomic commitment share, if it is.
            #[must_use]
            pub fn shared(&self) -> Option<$crate::commit::Note> {
                $(if let $own::$name { $($place: $field),* } = *self {
                    return Some($crate::commit::Note::$name { $($place: $field),* });
                })+
                None
            }
        }
    };
}
pub(crate) use share;
