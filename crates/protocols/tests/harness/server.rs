//! One server, everybody else down. Its disk saves when a test says so.

use super::{Disks, Flight, Hand, protocol, s};
use machine::{ClientId, Command, Node, NodeId, Protocol, Reply};

/// The server, and what its last input made it do.
pub(crate) struct Server<P: Protocol> {
    me: NodeId,
    hand: Hand<P>,
}

impl<P: Protocol> Server<P> {
    /// A server that has just started for the first time, every option at its default.
    pub(crate) fn new(id: u8, nodes: u8) -> Self {
        let me = s(id);
        let mut hand = Hand::down(protocol(nodes, &[]), nodes);
        hand.saving = Disks::ByHand;
        hand.restart(me);
        Server { me, hand }
    }

    /// A crash and a restart: only the disk is left.
    pub(crate) fn crash(mut self) -> Self {
        self.forget_outputs();
        self.hand.crash(self.me);
        self.hand.restart(self.me);
        self
    }

    pub(crate) fn hear(&mut self, from: u8, message: P::Message) {
        self.forget_outputs();
        self.hand.arrive(Flight { from: s(from), to: self.me, message });
    }

    pub(crate) fn fire(&mut self, timer: P::Timer) {
        self.forget_outputs();
        self.hand.fire(self.me, timer);
    }

    pub(crate) fn ask(&mut self, client: u8, number: u64, command: Command) {
        self.forget_outputs();
        self.hand.ask(client, number, self.me, command);
    }

    /// The disk finishes what it was asked to save.
    pub(crate) fn save(&mut self) {
        while self.is_saving() {
            self.hand.save(self.me);
        }
    }

    pub(crate) fn is_saving(&self) -> bool {
        self.hand.unsaved(self.me) > 0
    }

    pub(crate) fn node(&self) -> &Node<P> {
        self.hand.node(self.me)
    }

    /// What the disk holds.
    pub(crate) fn disk(&self) -> &P::Disk {
        &self.hand.disks[self.me.index()]
    }

    /// What has left since the last input, in order.
    pub(crate) fn sent(&self) -> Vec<(NodeId, P::Message)> {
        self.hand.flights.iter().map(|flight| (flight.to, flight.message.clone())).collect()
    }

    pub(crate) fn replies(&self) -> &[(ClientId, u64, Reply)] {
        &self.hand.replies
    }

    pub(crate) fn notes(&self) -> &[P::Note] {
        &self.hand.notes
    }

    pub(crate) fn timers(&self) -> Vec<P::Timer> {
        self.hand.timers[self.me.index()].iter().copied().collect()
    }

    fn forget_outputs(&mut self) {
        self.hand.flights.clear();
        self.hand.replies.clear();
    }
}
