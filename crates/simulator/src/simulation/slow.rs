//! Inputs of nodes: handled at once, or, by a slow node, in a later event than they come in.

use super::{Record, Simulation};
use crate::event::{Event, EventKind};
use crate::world::Key;
use machine::{Micros, NodeId, Protocol, TimerId};

impl<P: Protocol> Simulation<P> {
    /// The node is about to handle something, and could see what time it is by its own clock, and
    /// which of its timers are overdue.
    pub(super) fn look_at_clock(&self, node: NodeId, record: &mut Record<P>) {
        record.fx.set_overdue(self.world.overdue(node));
        record.fx.set_clock(self.world.clock(node));
    }

    /// An input that stood in the queue like this comes to a node.
    pub(super) fn input(
        &mut self,
        node: NodeId,
        entry: (Micros, Key),
        record: &mut Record<P>,
    ) -> Event {
        if !self.world.machine(node).work.is_slow() {
            return self.handle(entry.1, record);
        }
        let (timer, packet, cause) = self.origin(entry.1);
        self.world.hand_in(node, entry);
        Event { packet, ..self.at(node, EventKind::Waits(node, timer), cause) }
    }

    /// A node handles an input.
    pub(super) fn handle(&mut self, key: Key, record: &mut Record<P>) -> Event {
        match key {
            Key::Message(id) => self.arrive(id, record),
            Key::Timer(node, timer, _) => {
                let (.., cause) = self.origin(key);
                self.fire(node, timer, record);
                self.at(node, EventKind::Fired(node, timer), cause)
            }
            Key::Start(_) | Key::Save(..) | Key::Client(..) | Key::Work(..) => {
                unreachable!("only messages and timers are inputs")
            }
        }
    }

    /// Of an input: its timer, its packet, and the event it goes back to.
    fn origin(&self, key: Key) -> (Option<TimerId>, Option<u32>, Option<u32>) {
        match key {
            Key::Message(id) => {
                let flight = &self.world.flights[&id];
                (None, Some(flight.packet), Some(flight.cause))
            }
            Key::Timer(node, timer, _) => {
                let running = self.world.machine(node).timers.get(&timer);
                (Some(timer), None, running.map(|running| running.cause))
            }
            Key::Start(_) | Key::Save(..) | Key::Client(..) | Key::Work(..) => (None, None, None),
        }
    }
}
