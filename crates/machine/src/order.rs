//! Orders: what a person asks of one server that is no client's business, such as to hand over.

use crate::effects::Effects;
use crate::ids::NodeId;
use crate::protocol::{Node, Protocol};

/// What an order does: to the server that is ordered, with the servers that the order names.
pub type Give<P> = fn(&P, &mut Node<P>, &[NodeId], &mut Effects<P>);

/// An order that a protocol takes.
#[derive(Debug)]
pub struct OrderInfo<P: Protocol> {
    /// Its name in files, such as `transfer`; a line of a scenario begins with it.
    pub name: &'static str,
    /// The section of the paper that describes it.
    pub section: &'static str,
    /// The least and the greatest number of servers that it names, besides the one that is ordered.
    pub names: (u8, u8),
    /// Its title, for a person.
    pub title: P::Word,
    /// What it does. A server that cannot obey says so in a note.
    pub give: Give<P>,
}
