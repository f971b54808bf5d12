//! Looking back at a run without moving it.

use crate::run::Act;
use crate::simulation::{Checking, Record, Simulation};
use crate::stepping::{CarryOut, step};
use machine::Protocol;

/// A copy of a run at some moment, which goes on by itself and leaves the run where it is. No
/// property is checked on the way: what was known to be broken at the moment of the copy is.
#[derive(Debug)]
pub struct Past<'a, P: Protocol> {
    simulation: Simulation<P>,
    /// The acts of the run, and how they are carried out.
    acts: (&'a [Act], Option<CarryOut<P>>),
    record: Record<P>,
}

impl<'a, P: Protocol> Past<'a, P> {
    /// Begins with this copy, and takes these acts of the run when they are due.
    pub(crate) fn new(
        mut simulation: Simulation<P>,
        acts: (&'a [Act], Option<CarryOut<P>>),
    ) -> Self {
        simulation.checking = Checking::Never;
        Past { simulation, acts, record: Record::default() }
    }

    /// Goes on to just after the first `position` events; stays where it is if it is further.
    pub fn go_on(&mut self, position: u32) {
        while self.simulation.position() < position {
            if !step(&mut self.simulation, self.acts, &mut self.record) {
                return;
            }
        }
    }

    /// The copy as it is now.
    #[must_use]
    pub fn simulation(&self) -> &Simulation<P> {
        &self.simulation
    }
}
