//! A small cluster of Basic Paxos that is driven by hand.

pub(crate) use crate::harness::{Disks, put, s, with_options as paxos};
use machine::{Command, NodeId};
use protocols::paxos::{Accepted, Ballot, Message, Paxos, Round};

pub(crate) type Hand = crate::harness::Hand<Paxos>;
pub(crate) type Flight = crate::harness::Flight<Paxos>;

/// The ballot of this number: the proposer is the last digit.
pub(crate) fn ballot(number: u64) -> Ballot {
    let proposer = Some(NodeId((number % 10) as u8)).filter(|node| node.0 > 0);
    Ballot { round: Round(number / 10), proposer }
}

pub(crate) fn accepted(number: u64, value: &str) -> Accepted {
    Accepted { ballot: ballot(number), value: put(value) }
}

impl Hand {
    /// What a server has learned.
    pub(crate) fn chosen(&self, node: u8) -> Option<&Command> {
        self.memory(s(node)).chosen.as_ref().map(|chosen| &chosen.value)
    }

    /// Hands a server this message.
    pub(crate) fn hand(&mut self, from: u8, to: u8, message: Message) {
        self.arrive(Flight { from: s(from), to: s(to), message });
    }

    /// Delivers what is under way between two servers, which is something, in order.
    pub(crate) fn pass(&mut self, from: u8, to: u8) {
        assert!(!self.between(from, to).is_empty(), "something is under way from S{from} to S{to}");
        self.deliver(s(from), s(to));
    }

    /// What is under way from one server to another.
    pub(crate) fn between(&self, from: u8, to: u8) -> Vec<&Message> {
        let link = |flight: &&Flight| (flight.from, flight.to) == (s(from), s(to));
        self.flights.iter().filter(link).map(|flight| &flight.message).collect()
    }
}
