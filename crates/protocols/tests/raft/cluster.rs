//! A small cluster of Raft that is driven by hand.

pub(crate) use crate::harness::{Disks, protocol as raft, put, s};
use machine::NodeId;
use protocols::raft::{LogIndex, Raft, Role, Timer};

pub(crate) type Hand = crate::harness::Hand<Raft>;
pub(crate) type Flight = crate::harness::Flight<Raft>;

impl Hand {
    pub(crate) fn leads(&self, node: NodeId) -> bool {
        self.is_up(node) && matches!(self.memory(node).role, Role::Leader { .. })
    }

    /// The terms of a server's entries.
    pub(crate) fn terms(&self, node: NodeId) -> Vec<u64> {
        let entries = self.memory(node).state.log.from(LogIndex(1));
        entries.map(|(_, entry)| entry.term.0).collect()
    }

    /// What a server's store holds under `x`.
    pub(crate) fn value(&self, node: NodeId) -> Option<&str> {
        self.memory(node).store.get("x").map(|value| &**value)
    }

    /// A server stands for election: its timer goes off.
    pub(crate) fn campaign(&mut self, node: NodeId) {
        self.fire(node, Timer::Election);
    }

    /// A server stands for election, and nobody loses a message.
    pub(crate) fn elect(&mut self, node: NodeId) {
        self.campaign(node);
        self.settle();
        assert!(self.leads(node), "{node} is elected");
    }

    /// A server wins with the votes of these. Nothing else arrives, and its first messages as the
    /// leader are lost.
    pub(crate) fn elect_by(&mut self, node: NodeId, voters: &[u8]) {
        self.campaign(node);
        for voter in voters {
            self.deliver(node, s(*voter));
            self.deliver(s(*voter), node);
        }
        assert!(self.leads(node), "{node} is elected");
        self.flights.clear();
    }
}
