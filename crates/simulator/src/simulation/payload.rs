//! What travels: between nodes, and between clients and nodes.

use crate::world::Sending;
use core::hash::Hash;
use machine::{Outcome, Protocol, Reply, Request, digest_of};

/// What travels over a link.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Payload<P: Protocol> {
    /// From node to node.
    Message(P::Message),
    /// From a client to a node.
    Request(Request),
    /// From a node to a client: the answer to its request of this number.
    Reply(u64, Reply),
}

/// What the world needs to know of a payload.
pub(super) fn sending<P: Protocol>(payload: &Payload<P>) -> Sending {
    let checksum = digest_of(payload);
    match payload {
        Payload::Message(message) => {
            let head = P::message_head(message);
            Sending {
                kind: head.kind,
                era: head.era,
                is_reply: head.is_reply,
                is_refusal: head.is_refusal,
                checksum,
                size: head.size,
            }
        }
        Payload::Request(_) => {
            let (era, size) = (0, 0);
            Sending { kind: "Request", era, is_reply: false, is_refusal: false, checksum, size }
        }
        Payload::Reply(_, reply) => Sending {
            kind: "Reply",
            era: 0,
            is_reply: true,
            is_refusal: matches!(reply, Reply::Redirect(_) | Reply::Done(Outcome::Expired)),
            checksum,
            size: 0,
        },
    }
}
