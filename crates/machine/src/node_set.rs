//! Sets of nodes, and what a node takes for its cluster.

use crate::ids::NodeId;
use crate::view::Standing;

/// A set of nodes, none of them later than `S16`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct NodeSet(u16);

impl NodeSet {
    /// The nodes `S1` to `S<count>`.
    #[must_use]
    pub fn first(count: u8) -> Self {
        NodeId::all(count).collect()
    }

    /// Whether the node is one of them.
    #[must_use]
    pub fn contains(self, node: NodeId) -> bool {
        self.0 & (1 << node.index()) != 0
    }

    /// These and the node.
    #[must_use]
    pub fn with(self, node: NodeId) -> Self {
        NodeSet(self.0 | (1 << node.index()))
    }

    /// These without the node.
    #[must_use]
    pub fn without(self, node: NodeId) -> Self {
        NodeSet(self.0 & !(1 << node.index()))
    }

    /// Those that are in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        NodeSet(self.0 | other.0)
    }

    /// Those that are in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        NodeSet(self.0 & other.0)
    }

    /// Those that are not in the other.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        NodeSet(self.0 & !other.0)
    }

    /// How many they are.
    #[must_use]
    pub fn len(self) -> u8 {
        self.0.count_ones() as u8
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in order.
    pub fn iter(self) -> impl Iterator<Item = NodeId> {
        NodeId::all(16).filter(move |node| self.contains(*node))
    }
}

impl FromIterator<NodeId> for NodeSet {
    fn from_iter<I: IntoIterator<Item = NodeId>>(nodes: I) -> Self {
        nodes.into_iter().fold(NodeSet::default(), NodeSet::with)
    }
}

/// Which nodes a node takes for the cluster, in a protocol that can change that.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Membership {
    /// Those whose votes and copies count; during a change of several, those of the new
    /// configuration.
    pub voters: NodeSet,
    /// During such a change, those of the old one, of which a majority is needed as well.
    pub outgoing: NodeSet,
    /// Those that are only told. One that is among `outgoing` too counts until the change is over.
    pub learners: NodeSet,
    /// Whether the node knows this to be decided.
    pub standing: Standing,
}

#[cfg(test)]
mod tests {
    use super::NodeSet;
    use crate::NodeId;

    #[test]
    fn a_set_holds_what_was_put_into_it_in_order() {
        let set: NodeSet = [3, 1, 16, 3].map(NodeId).into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 3, 16].map(NodeId));
        assert!(set.contains(NodeId(16)) && !set.contains(NodeId(2)));
        assert_eq!((set.len(), set.is_empty()), (3, false));
        assert_eq!(set.without(NodeId(1)).without(NodeId(2)).len(), 2);
    }

    #[test]
    fn sets_are_joined_met_and_parted() {
        let (low, high) = (NodeSet::first(3), NodeSet::first(5).without(NodeId(1)));
        assert_eq!(low.or(high), NodeSet::first(5));
        assert_eq!(low.and(high), [2, 3].map(NodeId).into_iter().collect());
        assert_eq!(low.minus(high), [NodeId(1)].into_iter().collect());
        assert!(NodeSet::default().is_empty());
    }
}
