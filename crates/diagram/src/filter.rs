//! What of a run is drawn.

use machine::Endpoint;
use simulator::Packet;

/// What of a run is drawn: everything, unless told otherwise.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Filter {
    /// The servers and clients that have no lane.
    pub hidden: Vec<Endpoint>,
    /// The only kind of message, as the paper names it.
    pub kind: Option<&'static str>,
    /// The only term, ballot, view or epoch of messages.
    pub era: Option<u64>,
}

impl Filter {
    /// Whether it has a lane.
    #[must_use]
    pub fn shows(&self, end: Endpoint) -> bool {
        !self.hidden.contains(&end)
    }

    /// Gives it a lane, or takes it away.
    pub fn toggle(&mut self, end: Endpoint) {
        match self.hidden.iter().position(|hidden| *hidden == end) {
            Some(place) => {
                self.hidden.remove(place);
            }
            None => self.hidden.push(end),
        }
    }

    /// Whether the message is drawn.
    pub(crate) fn passes(&self, packet: &Packet) -> bool {
        self.shows(packet.from)
            && self.shows(packet.to)
            && self.kind.is_none_or(|kind| kind == packet.kind)
            && self.era.is_none_or(|era| era == packet.era)
    }
}
