//! The whole picture: lanes, bands, arrows and marks of a window of a run.

use crate::arrow::{Arrow, arrows};
use crate::band::{Band, Eras, bands, crashes};
use crate::frame::Frame;
use crate::lane::Lane;
use crate::mark::{MarkLabel, marks};
use crate::outline::Outline;
use simulator::{MessageScene, Trace};

/// How many arrows are drawn for each pixel of width before they are thinned out.
const ARROWS_PER_PIXEL: f64 = 0.75;

/// A place in the picture, in pixels from its top left corner.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// What is drawn: a run.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The record of the run.
    pub trace: &'a Trace,
    /// Its outline, which has followed that record to its end.
    pub outline: &'a Outline,
    /// How many servers there are.
    pub nodes: u8,
    /// How many clients.
    pub clients: u8,
    /// The messages in flight at the end of the record.
    pub in_flight: &'a [MessageScene],
}

/// A picture of a window of a run: only what can be seen in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Diagram {
    /// Its size, margins and time.
    pub frame: Frame,
    /// A lane for each server, then for each client if there is room.
    pub lanes: Vec<Lane>,
    /// What the servers were.
    pub bands: Vec<Band>,
    /// The messages.
    pub arrows: Vec<Arrow>,
    /// Where servers crashed.
    pub crashes: Vec<Point>,
    /// The moments worth finding again, in order.
    pub marks: Vec<MarkLabel>,
}

impl Diagram {
    /// Places everything. `name` gives the label of the mark that the event at a place of the trace
    /// leaves; labels are written in at most `rows` rows.
    #[must_use]
    pub fn new(
        frame: Frame,
        of: &Subject<'_>,
        rows: u8,
        name: &dyn Fn(u32) -> Option<String>,
    ) -> Self {
        let lanes = frame.lanes(of.nodes, of.clients);
        let most = (frame.plot_width() * ARROWS_PER_PIXEL) as usize;
        let found = of.outline.marks(frame.window.from, frame.window.to);
        Diagram {
            bands: bands(&frame, &lanes, of.outline, Eras::OfLeaders),
            arrows: arrows(&frame, &lanes, of, most),
            crashes: crashes(&frame, &lanes, of.outline),
            marks: marks(&frame, found, (rows, frame.insets.left / 2.0), name),
            lanes,
            frame,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagram, Subject};
    use crate::outline::Outline;
    use crate::samples::{Script, frame};

    #[test]
    fn a_long_run_makes_no_more_shapes_than_its_window_shows() {
        let script = Script::busy(100_000);
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        let trace = &script.trace;
        let of = Subject { trace, outline: &outline, nodes: 2, clients: 0, in_flight: &[] };
        let end = trace.events.last().expect("it is busy").at.0 / 1_000;
        let picture = Diagram::new(frame(end - 100, end), &of, 1, &|_| None);
        assert!(!picture.arrows.is_empty());
        assert!(picture.arrows.len() <= 110, "{} arrows", picture.arrows.len());
        assert_eq!(picture.bands.len(), 2);
    }

    #[test]
    fn a_whole_long_run_in_one_window_is_thinned_out() {
        let script = Script::busy(100_000);
        let mut outline = Outline::default();
        outline.follow(&script.trace);
        let trace = &script.trace;
        let of = Subject { trace, outline: &outline, nodes: 2, clients: 0, in_flight: &[] };
        let end = trace.events.last().expect("it is busy").at.0 / 1_000;
        let picture = Diagram::new(frame(0, end + 1), &of, 1, &|_| None);
        assert!(picture.arrows.len() <= 750, "{} arrows", picture.arrows.len());
    }
}
