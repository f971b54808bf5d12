//! How many messages came when, where there are too many to tell them apart.

use super::View;
use crate::frame::Frame;
use crate::lane::Lane;
use machine::Micros;

/// How wide a bar is with the gap beside it, in pixels.
const BAR: f64 = 4.0;

/// So many messages came to a lane in a short time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bar {
    /// Its left edge.
    pub x: f64,
    /// The lane's centre, on which it stands.
    pub y: f64,
    /// The part of the full height for those that arrived, from 0 to 1.
    pub arrived: f64,
    /// The part for those that were lost or came damaged, on top.
    pub lost: f64,
}

/// How many messages came when.
#[derive(Clone, PartialEq, Debug)]
pub struct Density {
    /// The time that a bar stands for.
    pub per: Micros,
    /// How many messages a bar of full height stands for.
    pub full: usize,
    /// The width of a bar in pixels, with the gap beside it.
    pub width: f64,
    /// The bars, lane by lane.
    pub bars: Vec<Bar>,
}

impl Density {
    /// Counts by halving lists of times, once for each edge of a bar.
    pub(crate) fn new(frame: &Frame, lanes: &[Lane], of: &View<'_>) -> Self {
        let window = frame.window;
        let per = (window.length().0 as f64 * BAR / frame.plot_width()).ceil().max(1.0) as u64;
        // A bar stands for the same time wherever the window begins, so that nothing flickers.
        let first = window.from.max(of.begins()).0 / per;
        let last = window.to.0.min(of.ends().0 + 1).div_ceil(per);
        let mut counts: Vec<(f64, f64, usize, usize)> = Vec::new();
        for lane in lanes {
            let traffic = of.index.traffic(lane.end);
            let mut arrived = Counter::new(&traffic.arrived, Micros(first * per));
            let mut lost = Counter::new(&traffic.lost, Micros(first * per));
            for bar in first..last {
                let end = Micros((bar + 1) * per);
                let count = (arrived.up_to(end), lost.up_to(end));
                if count != (0, 0) {
                    counts.push((frame.x(Micros(bar * per)), lane.y, count.0, count.1));
                }
            }
        }
        let highest = counts.iter().map(|(.., arrived, lost)| arrived + lost).max();
        // A power of two, so that the scale seldom changes while the window moves.
        let full = highest.unwrap_or(1).next_power_of_two();
        let share = |count: usize| count as f64 / full as f64;
        let bars = counts.into_iter().map(|(x, y, arrived, lost)| Bar {
            x,
            y,
            arrived: share(arrived),
            lost: share(lost),
        });
        let width = per as f64 * frame.plot_width() / window.length().0 as f64;
        Density { per: Micros(per), full, width, bars: bars.collect() }
    }
}

/// Counts times in order, from one edge to the next.
struct Counter<'a>(&'a [Micros]);

impl<'a> Counter<'a> {
    fn new(times: &'a [Micros], from: Micros) -> Self {
        Counter(&times[times.partition_point(|at| *at < from)..])
    }

    fn up_to(&mut self, end: Micros) -> usize {
        let count = self.0.partition_point(|at| *at < end);
        self.0 = &self.0[count..];
        count
    }
}
