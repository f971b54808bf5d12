//! Slow nodes: an input comes in one event and is handled in a later one.

use super::Simulation;
use crate::event::{Event, EventKind};
use crate::world::Input;
use machine::{NodeId, Protocol};

impl<P: Protocol> Simulation<P> {
    /// An input has come to a slow node, which will handle it in its turn.
    pub(super) fn waits(&mut self, node: NodeId, input: Input) -> Event {
        let machine = self.world.machine(node);
        let (timer, packet, cause) = match input {
            Input::Message(id) => {
                let flight = self.world.flights[&id];
                (None, Some(flight.packet), Some(flight.cause))
            }
            Input::Timer(timer) => {
                (Some(timer), None, machine.timers.get(&timer).map(|running| running.cause))
            }
        };
        self.world.hand_in(node, input);
        Event { packet, ..self.at(node, EventKind::Waits(node, timer), cause) }
    }
}
