//! The words Multi-Paxos's views use, each with its stable name.

use super::properties::Promise;

/// A word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// A role.
    Leader,
    /// A role.
    Candidate,
    /// A role.
    Follower,
    /// What a server is at present.
    Role,
    /// The number of a leader or candidate.
    Ballot,
    /// Up to this slot a server knows what is chosen.
    Commit,
    /// The last slot that is applied.
    Applied,
    /// The leader a server has heard from.
    KnownLeader,
    /// Who has promised, of those needed.
    Promises,
    /// The next slot to propose for.
    Next,
    /// How many slots above the chosen ones may be proposed for.
    Window,
    /// Proposals that are not known to be chosen.
    Open,
    /// How many clients wait for the window.
    Backlog,
    /// Whether the leader holds a lease.
    Lease,
    /// The lease is held.
    Held,
    /// It is not.
    NotHeld,
    /// To whom an acceptor has granted a lease.
    GrantedTo,
    /// The round of a lease.
    Round,
    /// The highest ballot promised.
    Promised,
    /// The last round tried.
    Tried,
    /// The last slot accepted.
    Accepted,
    /// The last slot of the snapshot.
    Snapshot,
    /// How many proposals a server has not accepted.
    Lacks,
    /// A proposal's slots.
    Slots,
    /// What is chosen up to here, in a message.
    Chosen,
    /// A request was refused.
    No,
    /// The election timer.
    ElectionTimer,
    /// The heartbeat timer.
    HeartbeatTimer,
    /// The timers of a lease.
    LeaseTimer,
    /// The timer of a granted lease.
    GrantTimer,
    /// The title of a property.
    Promise(Promise),
}

impl From<Word> for &'static str {
    fn from(word: Word) -> Self {
        match word {
            Word::Leader => "leader",
            Word::Candidate => "candidate",
            Word::Follower => "follower",
            Word::Role => "role",
            Word::Ballot => "ballot",
            Word::Commit => "commit",
            Word::Applied => "applied",
            Word::KnownLeader => "known-leader",
            Word::Promises => "promises",
            Word::Next => "next",
            Word::Window => "window",
            Word::Open => "open",
            Word::Backlog => "backlog",
            Word::Lease => "lease",
            Word::Held => "held",
            Word::NotHeld => "not-held",
            Word::GrantedTo => "granted-to",
            Word::Round => "round",
            Word::Promised => "promised",
            Word::Tried => "tried",
            Word::Accepted => "accepted",
            Word::Snapshot => "snapshot",
            Word::Lacks => "lacks",
            Word::Slots => "slots",
            Word::Chosen => "chosen",
            Word::No => "no",
            Word::ElectionTimer => "election",
            Word::HeartbeatTimer => "heartbeat",
            Word::LeaseTimer => "lease-timer",
            Word::GrantTimer => "grant",
            Word::Promise(promise) => promise.name(),
        }
    }
}
