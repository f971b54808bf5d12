//! An event with everything in sight that led to it and that it led to.

use super::{Picture, View, detail};
use crate::arrow::{Arrow, Ending};
use crate::causality::{future, past};
use crate::diagram::Point;
use crate::frame::Frame;
use crate::index::lane_of;
use crate::lane::height_of;

/// One side of an event: what led to it, or what it led to.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Reach {
    /// How many events in sight belong to it.
    pub events: usize,
    /// The messages among them.
    pub arrows: Vec<Arrow>,
    /// How far along each lane it reaches: left end, right end, the lane's centre.
    pub stretches: Vec<(f64, f64, f64)>,
}

/// An event with its causal past and future, as far as they are in sight.
#[derive(Clone, PartialEq, Debug)]
pub struct Highlight {
    /// Where the event stands.
    pub at: Point,
    /// What had to happen before it.
    pub past: Reach,
    /// What could only happen after it.
    pub future: Reach,
}

impl Picture {
    /// The event at this place of the trace, with all in the window `seen` that led to it or came
    /// of it; `None` if it is not drawn. Where messages are not drawn one by one only the event
    /// itself is.
    #[must_use]
    pub fn highlight(&self, of: &View<'_>, event: u32, seen: &Frame) -> Option<Highlight> {
        let at = self.point(of, event)?;
        let mut highlight = Highlight { at, past: Reach::default(), future: Reach::default() };
        if self.density.is_some() {
            return Some(highlight);
        }
        let (first, end) = of.events_in(seen);
        let is_in = |events: &[u32], it: u32| it == event || events.binary_search(&it).is_ok();
        let (before, after) = (past(of.trace, event, first), future(of.trace, event, end));
        for flight in of.index.flights.crossing(seen.window.from, seen.window.to) {
            let sent = of.trace.packets[flight.packet as usize].sent;
            let ended = flight.end().map(|(_, event)| event);
            let reach = if ended.is_some_and(|ended| is_in(&before, ended)) {
                &mut highlight.past
            } else if is_in(&after, sent) {
                &mut highlight.future
            } else {
                continue;
            };
            reach.arrows.extend(detail::arrow(&self.frame, &self.lanes, of, flight));
        }
        let edge = (seen.x(seen.window.from), seen.x(seen.window.to));
        let shift = self.frame.x(seen.window.from) - edge.0;
        let (left, right) = (edge.0 + shift, edge.1 + shift);
        highlight.past.stretches = self.stretches(of, &before, event, |x| (left, x));
        highlight.future.stretches =
            self.stretches(of, &after, event, |x| (x, right.min(self.frame.x(of.ends()))));
        highlight.past.events = before.len();
        highlight.future.events = after.len();
        Some(highlight)
    }

    /// From the event nearest to the focused one on each lane to the edge: all beyond is reached.
    fn stretches(
        &self,
        of: &View<'_>,
        reached: &[u32],
        event: u32,
        to_edge: impl Fn(f64) -> (f64, f64),
    ) -> Vec<(f64, f64, f64)> {
        let mut nearest: Vec<(f64, u32)> = Vec::new();
        for it in reached.iter().chain([&event]) {
            let place = of.trace.events[*it as usize].place;
            let Some(y) = place.and_then(|place| height_of(&self.lanes, place)) else { continue };
            let distance = |other: u32| other.abs_diff(event);
            match nearest.iter_mut().find(|(lane, _)| *lane == y) {
                Some((_, known)) if distance(*it) < distance(*known) => *known = *it,
                Some(_) => {}
                None => nearest.push((y, *it)),
            }
        }
        let stretch = |(y, it): (f64, u32)| {
            let (left, right) = to_edge(self.frame.x(of.trace.events[it as usize].at));
            (left, right, y)
        };
        nearest.into_iter().map(stretch).filter(|(left, right, _)| right > left).collect()
    }

    /// Where the event at this place of the trace stands; `None` if its lane is not drawn.
    #[must_use]
    pub fn point(&self, of: &View<'_>, event: u32) -> Option<Point> {
        let it = of.trace.events.get(event as usize)?;
        let x = self.frame.x(it.at);
        let Some(lane) = lane_of(it, of.trace) else {
            return Some(Point { x, y: self.marks_y() });
        };
        let y = height_of(&self.lanes, lane)?;
        let flight = it.packet.and_then(|packet| of.index.flights.of(packet));
        let arrow = flight.and_then(|it| detail::arrow(&self.frame, &self.lanes, of, &it));
        let lost = arrow.filter(|it| it.ending == Ending::Lost && self.density.is_none());
        let is_end = flight.and_then(|flight| flight.end()).is_some_and(|end| end.1 == event);
        Some(lost.filter(|_| is_end).map_or(Point { x, y }, |arrow| arrow.to))
    }

    /// Where the row of marks is.
    #[must_use]
    pub fn marks_y(&self) -> f64 {
        self.frame.height - self.frame.insets.bottom + crate::svg::MARKS_BELOW
    }
}
