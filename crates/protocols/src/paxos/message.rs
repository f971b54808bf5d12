//! The messages of section 2.2 and 2.3. The sender's identity travels with every message anyway.

use super::state::{Accepted, Value};
use machine::Ballot;

/// What servers send each other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Message {
    /// Phase 1a: a proposer asks an acceptor for a promise.
    Prepare {
        /// The number of the proposal it is going to make.
        ballot: Ballot,
    },
    /// Phase 1b: an acceptor promises never again to accept a proposal of a lower number.
    Promise {
        /// The number that was asked for.
        ballot: Ballot,
        /// The highest-numbered proposal it has accepted, if any.
        accepted: Option<Accepted>,
    },
    /// Phase 2a: a proposer asks an acceptor to accept a proposal.
    Accept {
        /// The proposal's number.
        ballot: Ballot,
        /// Its value.
        value: Value,
    },
    /// Phase 2b: an acceptor has accepted a proposal, and tells the learners (2.3).
    Accepted {
        /// The proposal's number.
        ballot: Ballot,
        /// Its value.
        value: Value,
    },
    /// An acceptor ignores a request, and says why (2.5, an optimisation).
    Refusal {
        /// The number that was refused.
        ballot: Ballot,
        /// The higher number that it has promised.
        promised: Ballot,
    },
    /// The distinguished proposer shows that it lives (2.4).
    Alive,
}
