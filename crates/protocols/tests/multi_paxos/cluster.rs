//! A small cluster of Multi-Paxos that is driven by hand.

pub(crate) use crate::harness::{Disks, put, s, with_options as multi_paxos};
use machine::{Ballot, ClientId, NodeId, Request, Round};
use protocols::multi_paxos::{Accepted, Message, MultiPaxos, Role, Slot, Timer, Value};

pub(crate) type Hand = crate::harness::Hand<MultiPaxos>;
pub(crate) type Server = crate::harness::Server<MultiPaxos>;

/// The ballot of this number: whose it is is the last digit.
pub(crate) fn ballot(number: u64) -> Ballot {
    let proposer = Some(NodeId((number % 10) as u8)).filter(|node| node.0 > 0);
    Ballot { round: Round(number / 10), proposer }
}

/// What the first client wants first.
pub(crate) fn value(text: &str) -> Value {
    Value::Command(Request::new(ClientId(1), 1, put(text)))
}

pub(crate) fn accepted(number: u64, text: &str) -> Accepted {
    Accepted { ballot: ballot(number), value: value(text) }
}

pub(crate) fn prepare(number: u64, chosen: u64) -> Message {
    Message::Prepare { ballot: ballot(number), chosen: Slot(chosen) }
}

pub(crate) fn accept(number: u64, slot: u64, text: &str) -> Message {
    let entries = vec![(Slot(slot), value(text))];
    Message::Accept { ballot: ballot(number), entries, chosen: Slot(0) }
}

impl Hand {
    /// This server leads, with what the others that are up promise.
    pub(crate) fn elect(&mut self, node: u8) {
        self.fire(s(node), Timer::Election);
        self.settle();
        assert!(self.leads(node), "S{node} leads");
    }

    pub(crate) fn leads(&self, node: u8) -> bool {
        self.is_up(s(node)) && matches!(self.memory(s(node)).role, Role::Leader(_))
    }

    /// The values that this server knows to be chosen, above its snapshot, as a cell shows them.
    pub(crate) fn chosen(&self, node: u8) -> Vec<(u64, String)> {
        let memory = self.memory(s(node));
        let known = memory.chosen.from(Slot(1)).take_while(|(slot, _)| *slot <= memory.prefix);
        known.map(|(slot, known)| (slot.0, known.value.to_string())).collect()
    }

    /// What this server's store holds under `x`.
    pub(crate) fn x(&self, node: u8) -> Option<String> {
        self.memory(s(node)).store.get("x").map(ToString::to_string)
    }
}
