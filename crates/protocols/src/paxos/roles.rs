//! Who plays which role (2.1: "a single process may act as more than one agent").

use super::Paxos;
use machine::NodeId;

/// Which servers play which roles.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Cast {
    /// Every server is proposer, acceptor and learner.
    Together,
    /// The first so many servers are proposers, the last so many are learners, and those between
    /// are acceptors.
    Apart(u8),
}

impl Cast {
    /// Roles on separate servers, as far as there are enough: 1 proposer, 1 acceptor and 1 learner
    /// of three; 2, 3 and 2 of seven. Below three servers all roles stay together.
    pub(super) fn apart(nodes: u8) -> Self {
        if nodes < 3 { Cast::Together } else { Cast::Apart(((nodes - 1) / 3).max(1)) }
    }
}

impl Paxos {
    /// Whether the server proposes.
    pub(super) fn proposes(&self, node: NodeId) -> bool {
        match self.cast {
            Cast::Together => true,
            Cast::Apart(each) => node.0 <= each,
        }
    }

    /// Whether the server accepts.
    pub(super) fn accepts(&self, node: NodeId) -> bool {
        match self.cast {
            Cast::Together => true,
            Cast::Apart(each) => node.0 > each && node.0 <= self.nodes - each,
        }
    }

    /// Whether the server learns of every acceptance.
    pub(super) fn learns(&self, node: NodeId) -> bool {
        match self.cast {
            Cast::Together => true,
            Cast::Apart(each) => node.0 > self.nodes - each,
        }
    }

    /// The proposers.
    pub(super) fn proposers(&self) -> impl Iterator<Item = NodeId> + use<'_> {
        NodeId::all(self.nodes).filter(|node| self.proposes(*node))
    }

    /// The acceptors.
    pub(super) fn acceptors(&self) -> impl Iterator<Item = NodeId> + use<'_> {
        NodeId::all(self.nodes).filter(|node| self.accepts(*node))
    }

    /// The learners.
    pub(super) fn learners(&self) -> impl Iterator<Item = NodeId> + use<'_> {
        NodeId::all(self.nodes).filter(|node| self.learns(*node))
    }

    /// How many acceptors are a majority.
    pub(super) fn majority(&self) -> u8 {
        machine::Quorum::majority_of(self.acceptors().count() as u8).size()
    }
}
