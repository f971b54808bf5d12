//! What each server is in the middle of.

use super::looking::label;
use super::{Simulation, Words};
use crate::scene::Label;
use machine::{NodeId, Protocol, Underway};

impl<P: Protocol> Simulation<P> {
    /// What every server that is up is in the middle of.
    pub(crate) fn underway(&self, words: &Words<P>) -> Vec<(NodeId, Underway<Label>)> {
        let one = |it: Underway<P::Word>| Underway {
            what: label(it.what, words),
            with: it.with,
            count: it.count,
            of: it.of,
            until: it.until.map(|timer| label(timer, words)),
        };
        let nodes = self.nodes.iter().flatten();
        nodes
            .flat_map(|node| {
                let all = self.protocol.underway(node).into_iter();
                all.map(move |it| (node.id, one(it)))
            })
            .collect()
    }
}
