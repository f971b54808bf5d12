//! Where things stand on the stage, in pixels of it.

use crate::session::Target;
use js_sys::Math;
use machine::Endpoint;
use std::f64::consts::TAU;

/// Below this width, what is said of a server stands under it instead of beside it.
const NARROW: f64 = 560.0;
/// Below this height servers are small, too.
const LOW: f64 = 350.0;
/// How far each direction of a link lies beside the line between its ends.
const ASIDE: f64 = 5.0;
/// What stays free under the picture.
const FOOT: f64 = 12.0;

/// A point of the stage.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Where the words about a server stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Side {
    Left,
    Right,
    Above,
    Below,
}

/// The whole arrangement.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The radius of the timer round a server.
    pub(super) outer: f64,
    /// The radius of a server's ring.
    pub(super) ring: f64,
    /// Half the width and half the height of a client.
    pub(super) client: (f64, f64),
    /// With what the ids of this stage's elements begin: there may be several stages.
    pub(super) ids: &'static str,
    nodes: Vec<(Point, Side)>,
    clients: Vec<Point>,
}

impl Layout {
    /// Arranges so many servers and clients in a stage of this size.
    pub(super) fn new(count: usize, clients: usize, (width, height): (f64, f64)) -> Self {
        let is_narrow = width < NARROW;
        let outer = match (is_narrow || height < LOW, count) {
            (false, 0..=5) => 44.0,
            (false, 6..=7) => 39.0,
            (false, _) => 34.0,
            (true, 0..=5) => 33.0,
            (true, 6..=7) => 25.0,
            (true, _) => 21.0,
        };
        let client = if is_narrow || clients > 2 { (24.0, 19.0) } else { (33.0, 22.0) };
        // The tools lie over the top left corner; clients stand at the bottom.
        let foot = if is_narrow || clients > 1 { 2.0 * client.1 + FOOT } else { 0.0 };
        let words = if is_narrow { 32.0 } else { 0.0 };
        let top = outer + 6.0 + words;
        let bottom = (height - foot - words - outer - FOOT).max(top + 20.0);
        // The lowest server of an odd ring stands higher than the bottom of its ellipse.
        let reach = if count.is_multiple_of(2) || count == 1 {
            1.0
        } else {
            Math::cos(TAU / 2.0 / count as f64)
        };
        let tall = if count == 1 { 0.0 } else { (bottom - top) / (1.0 + reach) };
        // Many servers stand closer, so that their words need a wider ring.
        let margin = match (is_narrow, count) {
            (true, _) => outer + 22.0,
            (false, 0..=7) => 188.0,
            (false, _) => outer + 112.0,
        };
        let wide = width / 2.0 - margin;
        let wide = wide.clamp(40.0, (tall * 1.4).max(60.0));
        let middle = if count == 1 { f64::midpoint(top, bottom) } else { top + tall };
        let node = |place: usize| {
            let angle = TAU * (place as f64 / count as f64) - TAU / 4.0;
            let (cos, sin) = (Math::cos(angle), Math::sin(angle));
            let (x, y) = (width / 2.0 + wide * cos, middle + tall * sin);
            let side = match cos {
                _ if is_narrow && sin < -0.1 => Side::Above,
                _ if is_narrow => Side::Below,
                cos if cos < -0.1 => Side::Left,
                _ => Side::Right,
            };
            (Point { x, y }, side)
        };
        let client_at = |place: usize| Point {
            x: 14.0 + client.0 + place as f64 * (2.0 * client.0 + 8.0),
            y: height - client.1 - FOOT,
        };
        Layout {
            width,
            height,
            outer,
            ring: outer * if is_narrow { 0.76 } else { 0.71 },
            client,
            ids: "",
            nodes: (0..count).map(node).collect(),
            clients: (0..clients).map(client_at).collect(),
        }
    }

    /// The same for a stage whose ids begin so.
    pub(super) fn named(self, ids: &'static str) -> Self {
        Layout { ids, ..self }
    }

    /// The id of the element that stands for this.
    pub(super) fn id(&self, target: Target) -> String {
        target.element(self.ids)
    }

    /// The server at this place, and where its words stand.
    pub(super) fn node(&self, place: usize) -> (Point, Side) {
        self.nodes.get(place).copied().unwrap_or((self.centre(), Side::Right))
    }

    /// The middles of all servers.
    pub(super) fn servers(&self) -> impl Iterator<Item = Point> {
        self.nodes.iter().map(|(middle, _)| *middle)
    }

    /// Where the words about a server begin, seen from its middle, and how they are aligned.
    pub(super) fn words(&self, side: Side) -> (f64, f64, &'static str) {
        let gap = self.outer + 11.0;
        match side {
            Side::Left => (-gap, -4.0, "end"),
            Side::Right => (gap, -4.0, "start"),
            Side::Above => (0.0, -self.outer - 21.0, "middle"),
            Side::Below => (0.0, self.outer + 14.0, "middle"),
        }
    }

    /// Whether there is little room beside things.
    pub(super) fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    /// The middle of a server or client.
    pub(super) fn at(&self, end: Endpoint) -> Point {
        match end {
            Endpoint::Node(node) => self.node(node.index()).0,
            Endpoint::Client(client) => {
                self.clients.get(client.index()).copied().unwrap_or(self.centre())
            }
        }
    }

    fn centre(&self) -> Point {
        Point { x: self.width / 2.0, y: self.height / 2.0 }
    }

    /// The way from one end to the other, from rim to rim, on its own side of the line between
    /// them.
    pub(super) fn path(&self, from: Endpoint, to: Endpoint) -> Path {
        let (start, end) = (self.at(from), self.at(to));
        let (dx, dy) = (end.x - start.x, end.y - start.y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let (ux, uy) = (dx / length, dy / length);
        let (skip, stop) = (self.rim(from), self.rim(to));
        let at = |along: f64| Point {
            x: start.x + ux * along - uy * ASIDE,
            y: start.y + uy * along + ux * ASIDE,
        };
        let stop = (length - stop).max(skip + 1.0);
        Path { start: at(skip), end: at(stop), ux, uy, length: stop - skip }
    }

    fn rim(&self, end: Endpoint) -> f64 {
        match end {
            Endpoint::Node(_) => self.outer + 2.0,
            Endpoint::Client(_) => self.client.0 + 4.0,
        }
    }
}

/// A straight way on the stage.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Path {
    pub(super) start: Point,
    pub(super) end: Point,
    /// The direction, of length 1.
    pub(super) ux: f64,
    pub(super) uy: f64,
    pub(super) length: f64,
}

impl Path {
    /// The point after this share of the way.
    pub(super) fn point(&self, share: f64) -> Point {
        let along = self.length * share;
        Point { x: self.start.x + self.ux * along, y: self.start.y + self.uy * along }
    }
}
