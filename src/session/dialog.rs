//! What lies over the page and asks for something.

use machine::{ClientId, Endpoint, NodeId};
use simulator::MessageId;

/// A dialog.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dialog {
    /// The keys, and how to turn them off.
    Help,
    /// A request of a client, to this server or to whichever it believes in.
    Request(ClientId, Option<NodeId>),
    /// What was done, and the branches.
    History,
    /// The run as a file for others.
    Share,
    /// By how much to delay a message.
    Delay(MessageId),
    /// How one direction of a link treats messages.
    Link(Endpoint, Endpoint),
    /// How a part of a server behaves.
    Machine(NodeId, Part),
}

/// A part of a server that has settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// How long it takes over each input.
    Pace,
    /// Its clock.
    Clock,
    /// Its disk.
    Disk,
}
