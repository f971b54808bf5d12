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
    /// The id of its element in the page, where the ids of its stage begin so.
    pub(crate) fn element(self, ids: &str) -> String {
        match self {
            Target::Node(node) => format!("{ids}at-{node}"),
            Target::Client(client) => format!("{ids}at-{client}"),
            Target::Link(from, to) => format!("{ids}link-{from}-{to}"),
            Target::Message(MessageId { from, to, number, copy }) => {
                format!("{ids}message-{from}-{to}-{number}-{copy}")
            }
        }
    }
}
