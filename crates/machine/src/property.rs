//! Properties: what must hold over the whole cluster after every event.

use crate::ids::NodeId;
use crate::protocol::{Node, Protocol};

/// The cluster as a property sees it.
#[derive(Clone, Copy, Debug)]
pub struct Cluster<'a, P: Protocol> {
    /// The protocol with its configuration.
    pub protocol: &'a P,
    /// The nodes, `S1` first; `None` while one is down.
    pub nodes: &'a [Option<Node<P>>],
    /// What each disk really holds, `S1` first.
    pub disks: &'a [P::Disk],
}

impl<'a, P: Protocol> Cluster<'a, P> {
    /// The node, unless it is down.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&'a Node<P>> {
        self.nodes[id.index()].as_ref()
    }

    /// The nodes that are up.
    pub fn up(&self) -> impl Iterator<Item = &'a Node<P>> + use<'a, P> {
        self.nodes.iter().flatten()
    }
}

/// What the last event did, as a property sees it.
#[derive(Clone, Copy, Debug)]
pub struct Observed<'a, P: Protocol> {
    /// The node it happened on; no other node has changed.
    pub node: NodeId,
    /// Whether the node was started, for the first time or anew, by this event.
    pub booted: bool,
    /// Whether a timer of the node has come due and has not gone off, because the node was paused
    /// or is slow: then it cannot know what time it is.
    pub behind: bool,
    /// What its handler noted.
    pub notes: &'a [P::Note],
}

/// How a property is checked: against the cluster as it is, the last event, and what was remembered
/// before it. Returns a note that says how the property is broken, if it is.
pub type Check<P> = fn(
    &Cluster<'_, P>,
    &Observed<'_, P>,
    &<P as Protocol>::History,
) -> Option<<P as Protocol>::Note>;

/// Something that must always hold.
#[derive(Debug)]
pub struct Property<P: Protocol> {
    /// Its name in files, in kebab case, such as `election-safety`.
    pub name: &'static str,
    /// The section of the paper that states it.
    pub section: &'static str,
    /// Its title, for a person.
    pub title: P::Word,
    /// How it is checked.
    pub check: Check<P>,
}
