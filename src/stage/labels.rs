//! Where the words of messages stand, and which messages have theirs beside them: words that would
//! lie on others or on a server are left out until there is room.

use super::layout::{Layout, Path, Point};
use super::message::travelled;
use machine::Micros;
use simulator::MessageScene;

/// How far a way falls or rises for its length that counts as level.
const LEVEL: f64 = 0.3;
/// Where words begin beside their dot, and where they stand a little lower or higher than it.
const BESIDE: f64 = 13.0;
const LOWER: f64 = 10.0;
const HIGHER: f64 = -2.0;
const ABOVE: f64 = -11.0;
/// About how wide a letter is, and how high a line.
const LETTER: f64 = 6.6;
const LINE: f64 = 14.0;
/// At one more than so many moments of what is left of a way it is looked whether words are clear.
const LOOKS: u64 = 4;

/// Where the words stand, seen from the dot.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct LabelSide {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Whether they are read from there on, not up to there.
    pub(super) is_right: bool,
}

/// Where the words of a message stand: beside the dot, on the side that is clear of the server it
/// leaves or comes to; above it where the way is level; on a narrow stage on the middle's side, and
/// higher or lower than the dot.
pub(super) struct Sides {
    pub(super) before: LabelSide,
    pub(super) after: LabelSide,
    /// After which share of the way they change sides, if they do.
    pub(super) turn: Option<f64>,
}

impl Sides {
    pub(super) fn new(layout: &Layout, path: &Path) -> Self {
        let is_level = path.uy.abs() < LEVEL;
        let (sides, turn) = if layout.is_narrow() {
            let is_left = |point: &Point| point.x < layout.width / 2.0;
            let (first, then) = if path.uy > 0.0 { (LOWER, HIGHER) } else { (HIGHER, LOWER) };
            ([(is_left(&path.start), first), (is_left(&path.end), then)], Some(0.5))
        } else {
            let is_right = path.ux >= -0.2;
            let turn = if is_level { 0.45 } else { 0.7 };
            ([(is_right, 4.0), (!is_right, 4.0)], (path.ux.abs() > 0.2).then_some(turn))
        };
        let [before, after] = sides.map(|(is_right, y)| {
            let beside = if is_right { BESIDE } else { -BESIDE };
            let (x, y) = if is_level { (0.0, ABOVE) } else { (beside, y) };
            LabelSide { x, y, is_right }
        });
        Sides { before, after, turn }
    }
}

/// The words of a message, wherever it is.
struct Worded<'a> {
    message: &'a MessageScene,
    path: Path,
    sides: Sides,
    width: f64,
}

impl<'a> Worded<'a> {
    fn new(layout: &Layout, message: &'a MessageScene) -> Self {
        let path = layout.path(message.id.from, message.id.to);
        let sides = Sides::new(layout, &path);
        Worded { message, path, sides, width: LETTER * message.brief.len() as f64 }
    }

    /// Where their middle is at this time, and on which line.
    fn at(&self, time: Micros) -> Point {
        let share = travelled(self.message, time);
        let has_turned = self.sides.turn.is_some_and(|turn| share >= turn);
        let side = if has_turned { self.sides.after } else { self.sides.before };
        let Point { x, y } = self.path.point(share);
        let middle = if side.is_right { self.width } else { -self.width } / 2.0;
        Point { x: x + side.x + middle, y: y + side.y }
    }

    /// Whether they and others meet from now on.
    fn meet(&self, other: &Worded, now: Micros) -> bool {
        ever(now, self.message.due.min(other.message.due), &|time| {
            let (a, b) = (self.at(time), other.at(time));
            (a.y - b.y).abs() < LINE && 2.0 * (a.x - b.x).abs() < self.width + other.width
        })
    }

    /// Whether they come to lie on a server from now on.
    fn meet_server(&self, layout: &Layout, now: Micros) -> bool {
        ever(now, self.message.due, &|time| {
            let Point { x, y } = self.at(time);
            layout.servers().any(|server| {
                let aside = ((x - server.x).abs() - self.width / 2.0).max(0.0);
                let above = y - LINE / 4.0 - server.y;
                aside * aside + above * above < layout.outer * layout.outer
            })
        })
    }
}

/// Whether something is so at one of a few moments from one time to another.
fn ever(from: Micros, to: Micros, is_so: &dyn Fn(Micros) -> bool) -> bool {
    let whole = to.since(from).0;
    (0..=LOOKS).any(|look| is_so(from.plus(Micros(whole * look / LOOKS))))
}

/// Which messages have their words beside them, a bit each; all others show theirs while they are
/// pointed at or have the focus.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Labelled(u32);

impl Labelled {
    /// Looks at all messages in flight.
    pub(super) fn new(
        messages: &[MessageScene],
        servers: usize,
        layout: &Layout,
        now: Micros,
    ) -> Self {
        let mut labelled = Labelled(0);
        // Among many servers there is room for the words of fewer messages.
        if messages.len() > if servers > 5 { 6 } else { 12 } {
            return labelled;
        }
        for (place, message) in messages.iter().enumerate() {
            let words = Worded::new(layout, message);
            let is_apart = (0..place).filter(|other| labelled.has(*other)).all(|other| {
                let other = Worded::new(layout, &messages[other]);
                !words.meet(&other, now)
            });
            labelled.0 |= u32::from(is_apart && !words.meet_server(layout, now)) << place;
        }
        labelled
    }

    /// Whether the message at this place is one of them; there may be more messages than bits.
    pub(super) fn has(self, place: usize) -> bool {
        self.0.checked_shr(place as u32).is_some_and(|bits| bits & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Labelled;

    #[test]
    fn a_message_beyond_the_last_bit_has_no_words_beside_it() {
        let labelled = Labelled(0b101);
        assert_eq!(
            [0, 1, 2, 32, 900].map(|place| labelled.has(place)),
            [true, false, true, false, false]
        );
    }
}
