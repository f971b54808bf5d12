//! What one event leaves behind, and the buffers that are used again for the next.

use crate::event::{Erased, Event, Packet};
use machine::{Effects, NodeId, Protocol};

/// What one event leaves behind.
#[derive(Clone, Debug)]
pub(crate) struct Record<P: Protocol> {
    pub(crate) event: Option<Event>,
    pub(crate) packets: Vec<Packet>,
    pub(crate) notes: Vec<P::Note>,
    /// What it erased, if it was a crash.
    pub(crate) erased: Option<Erased>,
    pub(super) fx: Effects<P>,
    /// The node whose handler ran.
    pub(super) touched: Option<NodeId>,
    /// Whether that node was started.
    pub(super) booted: bool,
}

impl<P: Protocol> Default for Record<P> {
    fn default() -> Self {
        Record {
            event: None,
            packets: Vec::new(),
            notes: Vec::new(),
            erased: None,
            fx: Effects::default(),
            touched: None,
            booted: false,
        }
    }
}

impl<P: Protocol> Record<P> {
    pub(super) fn clear(&mut self) {
        assert!(self.fx.as_slice().is_empty(), "every effect is carried out in its event");
        self.event = None;
        self.packets.clear();
        self.notes.clear();
        self.erased = None;
        self.touched = None;
        self.booted = false;
    }
}
