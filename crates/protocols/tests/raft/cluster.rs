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

    /// Nobody but these hears of anything, until they have nothing more to say.
    pub(crate) fn settle_among(&mut self, servers: &[u8]) {
        let is_among = |node: NodeId| servers.contains(&node.0);
        for _ in 0..1_000 {
            self.flights.retain(|flight| is_among(flight.from) && is_among(flight.to));
            if self.flights.is_empty() {
                return;
            }
            for flight in core::mem::take(&mut self.flights) {
                self.arrive(flight);
            }
        }
        panic!("they come to rest");
    }

    /// The leader shows that it lives, and these hear of it.
    pub(crate) fn beat(&mut self, leader: u8, servers: &[u8]) {
        self.fire(s(leader), Timer::Heartbeat);
        self.settle_among(servers);
    }

    /// The configuration that a server's log ends with, as its cell shows it.
    pub(crate) fn configuration(&self, node: u8) -> String {
        let known = self.memory(s(node)).state.log.configurations();
        known.last().map_or_else(String::new, |(_, configuration)| configuration.to_string())
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
