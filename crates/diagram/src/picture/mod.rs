//! The whole space-time diagram of a window of a run: everything placed, nothing drawn.

mod density;
mod detail;
mod highlight;
mod hit;
mod layout;
mod shade;
mod sign;
#[cfg(test)]
mod tests;

use crate::arrow::Arrow;
use crate::band::{Band, Eras, bands, crashes};
use crate::diagram::Point;
use crate::frame::Frame;
use crate::index::Index;
use crate::lane::Lane;
use crate::mark::{MarkLabel, marks};
pub use density::{Bar, Density};
pub use highlight::{Highlight, Reach};
pub use hit::Step;
pub use layout::AxisTick;
use machine::Micros;
pub use shade::{Shade, Why};
pub use sign::{Save, Sign, SignKind};
use simulator::{MessageScene, Trace};

/// A run to draw.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The record of the run.
    pub trace: &'a Trace,
    /// Its index, which has followed that record to its end.
    pub index: &'a Index,
    /// The messages in flight at the end of the record, if they are known.
    pub in_flight: &'a [MessageScene],
    /// The virtual time up to which it is drawn, unless events are known after it.
    pub now: Micros,
    /// The first event that is drawn: what came before is drawn with another run.
    pub since: u32,
}

impl View<'_> {
    /// When the first event that is drawn happened.
    fn begins(&self) -> Micros {
        let first = self.trace.events.get(self.since as usize).filter(|_| self.since > 0);
        first.map_or(Micros(0), |event| event.at)
    }

    /// When the last known event happened.
    #[must_use]
    pub fn ends(&self) -> Micros {
        self.trace.events.last().map_or(Micros(0), |event| event.at)
    }

    /// The places of the events in the window: the first, and the one after the last.
    pub(crate) fn events_in(&self, frame: &Frame) -> (u32, u32) {
        let before = |at: Micros| self.trace.events.partition_point(|event| event.at < at) as u32;
        let (first, end) = (before(frame.window.from), before(frame.window.to));
        (first.max(self.since), end.max(first).max(self.since))
    }
}

/// The diagram of a window of a run.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// Its size, margins and time.
    pub frame: Frame,
    /// The lanes.
    pub lanes: Vec<Lane>,
    /// The moments named along its upper edge.
    pub axis: Vec<AxisTick>,
    /// What the servers were.
    pub bands: Vec<Band>,
    /// When a server stood still, or could not reach others.
    pub shades: Vec<Shade>,
    /// The messages, if there are few enough to tell them apart.
    pub arrows: Vec<Arrow>,
    /// How many messages came when, if there are too many for arrows.
    pub density: Option<Density>,
    /// From when a save was asked for until it was finished.
    pub saves: Vec<Save>,
    /// What happened at servers besides messages.
    pub signs: Vec<Sign>,
    /// Where servers crashed.
    pub crashes: Vec<Point>,
    /// The moments worth finding again, in order.
    pub marks: Vec<MarkLabel>,
}

/// How many messages, or other things, are drawn one by one for each pixel of width.
const MOST_PER_PIXEL: f64 = 0.7;
/// In how many rows marks are named.
const LABEL_ROWS: u8 = 2;

impl Picture {
    /// Places everything that can be seen. `name` gives the label of the mark that the event at a
    /// place of the trace leaves.
    #[must_use]
    pub fn new(frame: Frame, of: &View<'_>, name: &dyn Fn(u32) -> Option<String>) -> Self {
        let lanes = layout::lanes(&frame, of.index);
        let most = (frame.plot_width() * MOST_PER_PIXEL) as usize;
        let window = frame.window;
        let outline = &of.index.outline;
        let begins = of.begins().max(window.from);
        let is_dense = of.index.flights.count(begins, window.to) > most;
        let ticks = of.index.ticks(of.trace, begins, window.to);
        let signs_fit = ticks.len() <= most;
        let known = (frame.x(of.begins()), frame.x(of.ends().max(of.now)));
        let left = known.0;
        let found = detail::thin(&frame, outline.marks(begins, window.to));
        let bands = bands(&frame, &lanes, outline, Eras::OfAll);
        let bands = detail::between(known, detail::wide_enough(bands));
        let mut crashes = crashes(&frame, &lanes, outline);
        crashes.retain(|crash| crash.x >= left);
        Picture {
            axis: layout::axis(&frame),
            shades: shade::shades(&frame, &lanes, of, &bands, known),
            arrows: if is_dense { Vec::new() } else { detail::arrows(&frame, &lanes, of) },
            density: is_dense.then(|| Density::new(&frame, &lanes, of)),
            saves: if signs_fit { sign::saves(&frame, &lanes, of, ticks) } else { Vec::new() },
            signs: sign::signs(&frame, &lanes, of, if signs_fit { ticks } else { &[] }, &found),
            marks: marks(&frame, &found, (LABEL_ROWS, -frame.insets.left), name),
            bands,
            crashes,
            lanes,
            frame,
        }
    }
}
