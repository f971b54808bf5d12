//! Clients: sessions that send, time out, retry elsewhere, follow redirects, and remember.

use machine::{Command, Micros, NodeId, Outcome};

/// One sending of a client's request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Attempt {
    /// When it was sent.
    pub at: Micros,
    /// To which server.
    pub to: NodeId,
}

/// A command as its client saw it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Operation {
    /// The client's serial number for it.
    pub number: u64,
    /// What it asked for.
    pub command: Command,
    /// Each sending of it, in order.
    pub attempts: Vec<Attempt>,
    /// When the answer came, and what it was; `None` while it waits.
    pub answer: Option<(Micros, Outcome)>,
}
