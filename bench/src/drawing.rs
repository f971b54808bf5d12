//! Drawing the space-time diagram: geometry and SVG text, as the page does it for every picture.

use catalog::{Experiment, Language};
use diagram::{Filter, Frame, Index, Insets, Picture, View, Window, plot_svg};
use machine::Micros;

/// How long drawing a run took, in milliseconds by a given clock.
#[derive(Clone, Copy, Debug)]
pub struct Drawing {
    /// Reading the whole record once, when the diagram is opened.
    pub index: f64,
    /// All of the run, the median of several.
    pub whole: f64,
    /// A window of 300 ms in its middle, the median of several.
    pub window: f64,
    /// The longest of all these windows, each elsewhere.
    pub longest: f64,
}

/// How often each is drawn.
const ROUNDS: u64 = 101;

/// Draws a run, whole and in windows all over it.
#[must_use]
pub fn draw(run: &dyn Experiment, now: impl Fn() -> f64) -> Drawing {
    let (setup, trace) = (run.setup(), run.trace());
    let start = now();
    let mut index = Index::new(setup.nodes, setup.clients, Filter::default());
    index.follow(trace);
    let read = now() - start;
    let end = trace.events.last().map_or(Micros(0), |event| event.at);
    let view = View { trace, index: &index, in_flight: &[], now: end, since: 0 };
    let name = |event| run.narrate(event, Language::default()).mark.map(|(_, label)| label);
    let time = |window: Window| {
        let start = now();
        let insets = Insets { top: 46.0, right: 24.0, bottom: 70.0, left: 56.0 };
        let frame = Frame { width: 1_280.0, height: 400.0, insets, window };
        std::hint::black_box(plot_svg(&Picture::new(frame, &view, &name), None));
        now() - start
    };
    let sorted = |times: &mut dyn Iterator<Item = f64>| {
        let mut times: Vec<f64> = times.collect();
        times.sort_by(f64::total_cmp);
        (times[times.len() / 2], times[times.len() - 1])
    };
    let all = Window { from: Micros(0), to: end.plus(Micros(1)) };
    let part = |round: u64| {
        let from = Micros(end.0 / ROUNDS * round);
        Window { from, to: from.plus(Micros::from_ms(300)) }
    };
    let (whole, _) = sorted(&mut (0..ROUNDS).map(|_| time(all)));
    let (window, longest) = sorted(&mut (0..ROUNDS).map(|round| time(part(round))));
    Drawing { index: read, whole, window, longest }
}
