//! One input that both cores were given, and what it led to on each side.

use super::facts::Facts;
use super::theirs::Options;
use super::translate::Verdict;
use machine::NodeId;
use protocols::raft::Message;

/// What a server is given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A message from another server.
    Message(NodeId, Message),
    /// Its election timer goes off.
    Election,
    /// So long ago has it heard a leader that it listens to candidates again.
    Contact,
    /// Its heartbeat timer goes off.
    Heartbeat,
    /// A leader has waited for a majority for an election timeout.
    Quorum,
    /// A transfer has taken an election timeout.
    TransferTimeout,
    /// A client asks for the command of this number.
    Propose(u64),
    /// A person orders it to hand over to this server.
    Transfer(NodeId),
    /// A person gives it another order, which names these.
    Order(&'static str, Vec<NodeId>),
    /// New servers have caught up for an election timeout.
    CatchUp,
    /// It crashes and starts again.
    Restart,
}

/// What became of a server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct After {
    /// The server, afterwards.
    pub facts: Facts,
    /// The decisions it sent, in the order of those it sent them to.
    pub said: Vec<(NodeId, Verdict)>,
}

/// What the two cores made of one input.
#[derive(Clone, Debug)]
pub struct Event {
    /// What was agreed on.
    pub options: Options,
    /// The server.
    pub me: NodeId,
    /// What it was given.
    pub input: Input,
    /// The server before, on which both cores agreed.
    pub before: Facts,
    /// Whether it had heard a leader within the shortest election timeout.
    pub heard: bool,
    /// Who had refused to vote for it, as the crate counts.
    pub refusals: Vec<NodeId>,
    /// Whether a majority had answered the leader at all since it last waited anew, as the crate
    /// counts; and whether a majority had answered a new round of ours.
    pub answered: [bool; 2],
    /// Ours.
    pub ours: After,
    /// Theirs.
    pub theirs: After,
}

impl Event {
    /// Whether both made the same of it.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.ours == self.theirs
    }

    /// Whether our server did nothing at all.
    #[must_use]
    pub fn ours_idle(&self) -> bool {
        self.ours.said.is_empty() && self.ours.facts == self.before
    }

    /// Whether theirs did nothing at all.
    #[must_use]
    pub fn theirs_idle(&self) -> bool {
        self.theirs.said.is_empty() && self.theirs.facts == self.before
    }
}
