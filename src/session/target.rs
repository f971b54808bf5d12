//! What a person can click on the stage.

use machine::{ClientId, Endpoint, NodeId};
use simulator::MessageId;

/// Something on the stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// A server.
    Node(NodeId),
    /// A client.
    Client(ClientId),
    /// One direction of a link.
    Link(Endpoint, Endpoint),
    /// A message in flight.
    Message(MessageId),
}

impl Target {
    /// The id of its element in the page.
    pub(crate) fn element(self) -> String {
        match self {
            Target::Node(node) => format!("at-{node}"),
            Target::Client(client) => format!("at-{client}"),
            Target::Link(from, to) => format!("link-{from}-{to}"),
            Target::Message(MessageId { from, to, number, copy }) => {
                format!("message-{from}-{to}-{number}-{copy}")
            }
        }
    }
}
