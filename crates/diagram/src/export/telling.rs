//! A run with the words to tell it in.

use core::fmt;
use machine::{ClientId, Endpoint, NodeId};
use simulator::{Event, Setup, Trace};

/// A run with the words to tell it in.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// What the run starts from.
    pub setup: &'a Setup,
    /// The record of it.
    pub trace: &'a Trace,
    /// The event at this place of the trace in sentences, the most telling first, as plain text.
    pub sentences: &'a dyn Fn(u32) -> Vec<String>,
    /// The label of the mark that the event at this place of the trace leaves, if it leaves one.
    pub mark: &'a dyn Fn(u32) -> Option<String>,
    /// What the node where the event at this place of the trace happened is after it. Only asked
    /// for events that changed the node's status.
    pub role: &'a dyn Fn(u32) -> String,
}

impl<'a> Telling<'a> {
    /// Every server, then every client.
    pub(super) fn ends(&self) -> impl Iterator<Item = Endpoint> + use<> {
        let nodes = NodeId::all(self.setup.nodes).map(Endpoint::Node);
        nodes.chain((1..=self.setup.clients).map(|client| Endpoint::Client(ClientId(client))))
    }

    /// Every event with its place in the trace.
    pub(super) fn events(&self) -> impl Iterator<Item = (u32, &'a Event)> + use<'a> {
        (0..).zip(&self.trace.events)
    }

    /// The most telling sentence about an event.
    pub(super) fn sentence(&self, event: u32) -> String {
        (self.sentences)(event).into_iter().next().unwrap_or_default()
    }
}

impl fmt::Debug for Telling<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Telling").field("setup", self.setup).finish_non_exhaustive()
    }
}
