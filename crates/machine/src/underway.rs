//! What a node is in the middle of.

use crate::ids::NodeId;

/// Something that a node is in the middle of, besides what its role says: a lease that it holds, a
/// successor that it waits for, a snapshot that it sends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Underway<W> {
    /// What it is.
    pub what: W,
    /// With which node.
    pub with: Option<NodeId>,
    /// How many there are, or how much of it is done.
    pub count: Option<u64>,
    /// Of how many.
    pub of: Option<u64>,
    /// The timer that ends it, by its title.
    pub until: Option<W>,
}

impl<W> Underway<W> {
    /// This, with nothing more to be said of it.
    pub fn new(what: W) -> Self {
        Underway { what, with: None, count: None, of: None, until: None }
    }
}
