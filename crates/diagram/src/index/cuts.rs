//! Which links were cut when.

use super::lanes::ends;
use crate::outline::acted;
use machine::{Endpoint, Micros};
use simulator::{Event, Trace};

/// From then on, this sender cannot reach these.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct CutChange {
    pub(crate) at: Micros,
    pub(crate) unreachable: Vec<Endpoint>,
}

/// Of each sender, what it could not reach, in the order of time.
#[derive(Clone, Debug)]
pub(crate) struct Cuts {
    ends: Vec<Endpoint>,
    changes: Vec<Vec<CutChange>>,
}

impl Cuts {
    pub(crate) fn new(nodes: u8, clients: u8) -> Self {
        let ends: Vec<Endpoint> = ends(nodes, clients).collect();
        Cuts { changes: vec![Vec::new(); ends.len()], ends }
    }

    /// What this sender could not reach, oldest first.
    pub(crate) fn changes(&self, sender: Endpoint) -> &[CutChange] {
        let place = self.ends.iter().position(|end| *end == sender);
        place.map_or(&[], |place| &self.changes[place])
    }

    pub(crate) fn take(&mut self, event: &Event, trace: &Trace) {
        let Some(action) = acted(event, trace) else { return };
        for (sender, changes) in self.ends.iter().zip(&mut self.changes) {
            let before = changes.last().map_or(&[][..], |change| &change.unreachable);
            let is_link =
                |to: &&Endpoint| *to != sender && (to.node().is_some() || sender.node().is_some());
            let is_cut =
                |to: &&Endpoint| action.cuts(*sender, **to).unwrap_or_else(|| before.contains(to));
            let unreachable: Vec<Endpoint> =
                self.ends.iter().filter(is_link).filter(is_cut).copied().collect();
            if unreachable != before {
                changes.push(CutChange { at: event.at, unreachable });
            }
        }
    }
}
