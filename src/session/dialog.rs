//! What lies over the page and asks for something.

use crate::comparing::Comparing;
use crate::dialog::Foreign;
use crate::keeping::Arriving;
use crate::shared::Shared;
use machine::{ClientId, Endpoint, NodeId};
use simulator::MessageId;

/// A dialog.
#[derive(Clone, PartialEq)]
pub(crate) enum Dialog {
    /// The keys, and how to turn them off.
    Help,
    /// The prepared runs, to choose one.
    Choose,
    /// A request of a client, to this server or to whichever it believes in.
    Request(ClientId, Option<NodeId>),
    /// What was done, and the branches.
    History,
    /// The run as a link, as a file, and for other programs.
    Share,
    /// Runs side by side, in the place of the laboratory.
    Compare(Comparing),
    /// A run that takes a while to open.
    Opening(Arriving),
    /// A log of another program.
    Log(Shared<Foreign>),
    /// An order to this server.
    Order(NodeId),
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
