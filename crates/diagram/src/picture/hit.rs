//! From a place in the picture to an event, and from one event to another.

use super::{Picture, View};
use crate::diagram::Point;
use crate::index::lane_of;
use machine::Endpoint;

/// How near to a lane a point must be to mean an event on it rather than a message, in pixels.
const ON_LANE: f64 = 7.0;
/// How near to a message or an event it must be.
const NEAR: f64 = 9.0;
/// How far from a lane it still means something on the lane.
const BESIDE: f64 = 24.0;

/// Where to go from an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// To the next event of the same lane.
    Next,
    /// To the one before.
    Previous,
    /// To the nearest event of the lane above.
    Up,
    /// Of the lane below.
    Down,
}

impl Picture {
    /// The event that a point means: one on the lane under it, else the end of the message under
    /// it, else what is nearest on the lane beside it.
    #[must_use]
    pub fn nearest(&self, of: &View<'_>, point: Point) -> Option<u32> {
        let row = self.row_at(point.y);
        let (event, away) = row.and_then(|(lane, _)| self.on_lane(of, lane, point.x)).unzip();
        let beside = row.map_or(f64::INFINITY, |(_, beside)| beside);
        let away = away.unwrap_or(f64::INFINITY);
        if beside <= ON_LANE && away <= NEAR {
            return event;
        }
        let arrows = self.arrows.iter().map(|arrow| (distance(point, arrow.from, arrow.to), arrow));
        let arrow = arrows.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(away, _)| *away <= NEAR);
        if let Some((_, arrow)) = arrow {
            let ended = of.index.flights.of(arrow.packet).and_then(|flight| flight.end());
            let sent = of.trace.packets[arrow.packet as usize].sent;
            return Some(ended.map_or(sent, |(_, event)| event));
        }
        event.filter(|_| beside <= BESIDE && (away <= BESIDE || self.density.is_some()))
    }

    /// The event to go to from this one; `None` if there is none in that direction.
    #[must_use]
    pub fn step(&self, of: &View<'_>, event: u32, step: Step) -> Option<u32> {
        let it = of.trace.events.get(event as usize)?;
        let lane = lane_of(it, of.trace);
        let events = of.index.events(lane);
        let before = events.partition_point(|other| *other < event);
        match step {
            Step::Next => events[before..].iter().copied().find(|other| *other > event),
            Step::Previous => before.checked_sub(1).map(|place| events[place]),
            Step::Up | Step::Down => {
                let rows = self.rows();
                let row = rows.iter().position(|row| *row == lane)?;
                let others: Vec<Option<Endpoint>> = if step == Step::Up {
                    rows[..row].iter().rev().copied().collect()
                } else {
                    rows[row + 1..].to_vec()
                };
                let x = self.frame.x(it.at);
                others.into_iter().find_map(|lane| Some(self.on_lane(of, lane, x)?.0))
            }
        }
    }

    /// The first or the last event of this one's lane.
    #[must_use]
    pub fn ends_of_lane(&self, of: &View<'_>, event: u32) -> Option<(u32, u32)> {
        let lane = lane_of(of.trace.events.get(event as usize)?, of.trace);
        let events = of.index.events(lane);
        Some((*events.first()?, *events.last()?))
    }

    /// Every lane, and behind them the marks that belong to none.
    fn rows(&self) -> Vec<Option<Endpoint>> {
        self.lanes.iter().map(|lane| Some(lane.end)).chain([None]).collect()
    }

    /// The row nearest to this height, and how far away it is.
    fn row_at(&self, y: f64) -> Option<(Option<Endpoint>, f64)> {
        let lanes = self.lanes.iter().map(|lane| (Some(lane.end), (lane.y - y).abs()));
        let all = lanes.chain([(None, (self.marks_y() - y).abs())]);
        all.min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The event of a row nearest to `x`, and how far away it is.
    fn on_lane(&self, of: &View<'_>, lane: Option<Endpoint>, x: f64) -> Option<(u32, f64)> {
        let at = |event: u32| self.frame.x(of.trace.events[event as usize].at);
        let events = of.index.events(lane);
        let after = events.partition_point(|event| at(*event) < x);
        let around = events[after.saturating_sub(1)..].iter().take(2);
        let away = around.map(|event| (*event, (at(*event) - x).abs()));
        let nearest = away.min_by(|a, b| a.1.total_cmp(&b.1))?;
        (nearest.0 >= of.since).then_some(nearest)
    }
}

/// How far the point is from the line between two others.
fn distance(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (px, py) = (point.x - from.x, point.y - from.y);
    let square = dx * dx + dy * dy;
    let share = if square > 0.0 { ((px * dx + py * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
    (px - share * dx).hypot(py - share * dy)
}
