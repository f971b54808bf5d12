//! Which lane an event belongs to.

use crate::arrow::ending_of;
use crate::outline::acted;
use machine::{ClientId, Endpoint, NodeId};
use simulator::{Action, Event, Trace};

/// Every server, then every client.
pub(crate) fn ends(nodes: u8, clients: u8) -> impl Iterator<Item = Endpoint> + Clone + use<> {
    let nodes = NodeId::all(nodes).map(Endpoint::Node);
    nodes.chain((1..=clients).map(|client| Endpoint::Client(ClientId(client))))
}

/// The lane of an event: where it happened; for what happens to a message on its way its receiver's
/// if that ends its way, and its sender's otherwise; for a cut, that of the side that cannot send.
pub(crate) fn lane_of(event: &Event, trace: &Trace) -> Option<Endpoint> {
    let of_message = || {
        let packet = trace.packets.get(event.packet? as usize)?;
        Some(ending_of(event, trace).map_or(packet.from, |_| packet.to))
    };
    let of_link = || match acted(event, trace) {
        Some(Action::Cut(from, _) | Action::Heal(from, _) | Action::Isolate(from)) => Some(*from),
        Some(_) | None => None,
    };
    event.place.or_else(of_message).or_else(of_link)
}
