//! What a node would say to an order, without giving it.

use super::Simulation;
use super::acting::order;
use machine::{Effect, Effects, NodeId, Protocol, Text};

impl<P: Protocol> Simulation<P> {
    /// Why the node would not obey the order now: what it would say, if that is all it would do.
    pub(crate) fn declined(&self, node: NodeId, name: &Text, named: &[NodeId]) -> Option<P::Note> {
        let give = order::<P>(name).ok()?.give;
        let before = self.nodes.get(node.index())?.as_ref()?;
        let mut after = before.clone();
        let mut fx = Effects::default();
        fx.set_overdue(self.world.overdue(node));
        give(&self.protocol, &mut after, named, &mut fx);
        let mut said = None;
        for effect in fx.drain() {
            match effect {
                Effect::Note(note) => said = said.or(Some(note)),
                Effect::Send { .. }
                | Effect::SendAtOnce { .. }
                | Effect::SetTimer { .. }
                | Effect::CancelTimer(_)
                | Effect::Save
                | Effect::Reply { .. } => return None,
            }
        }
        said.filter(|_| after == *before)
    }
}
