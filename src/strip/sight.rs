//! What the strip remembers from one look at the run to the next.

use super::StripProps;
use super::place::Place;
use crate::shared::Shared;
use crate::words::StripView;
use catalog::Experiment;
use diagram::{Diagram, Ending, Frame, Insets, Outline, Subject, Window};
use machine::Micros;
use simulator::{MessageScene, Trace};
use yew::AttrValue;

/// How much time a wide strip shows: the first of these in which the whole run has room, else the
/// last. A narrow strip shows half as much.
const LENGTHS_MS: [u64; 5] = [400, 600, 900, 1_200, 1_600];
/// The width in pixels from which a strip is wide.
const WIDE: f64 = 700.0;
/// How far into the window the present moment goes before the window scrolls, in hundredths.
const AHEAD: u64 = 75;
/// The picture is drawn for a little more than can be seen and scrolled under the frame, so that it
/// is not drawn again for every step of the scroll: this part of the window more.
const SLACK: u64 = 8;
/// How many rows the labels of marks are written in.
const LABEL_ROWS: u8 = 1;

/// A picture and how it lies under the frame.
pub(super) struct Looked {
    /// What can be seen.
    pub(super) frame: Frame,
    /// A picture of that and a little more.
    pub(super) picture: Shared<Diagram>,
    /// The picture in words.
    pub(super) summary: AttrValue,
    /// When it was looked.
    now: Micros,
    /// Up to when the run is known, if that lies ahead.
    ahead: Option<Micros>,
}

impl Looked {
    /// Where everything is at a moment up to the [turn](Self::turn); of moments that have passed,
    /// where it would have been.
    pub(super) fn place(&self, at: Micros) -> Place {
        let window = self.first().follow(at, AHEAD);
        let frame = Frame { window, ..self.frame };
        let (left, right) = (frame.insets.left, frame.width - frame.insets.right);
        let x = frame.x(window.clamp(at));
        let known = self.ahead.map_or(x, |known| frame.x(known.max(at)).min(right).max(x));
        let scroll = frame.x(self.picture.frame.window.from) - left;
        Place { at, scroll, known, x }
    }

    /// When another picture is needed: the window leaves this one, or shows more time at once.
    pub(super) fn turn(&self) -> Micros {
        let longer = Micros(self.reach().0 + 1);
        let is_longest = length(longer, self.frame.width) <= self.frame.window.length();
        let end = self.picture.frame.window.to.since(self.margin());
        let was_longer = self.ahead.unwrap_or(self.now) > longer;
        if is_longest || was_longer { end } else { end.min(longer) }
    }

    /// Where everything is when what moves now began to, or would have; at the turn; and whenever
    /// in between something begins or ceases to move. Looks on the same way have the same
    /// beginning: so the browser need not begin anew.
    pub(super) fn places(&self) -> Vec<Place> {
        let (turn, first) = (self.turn(), self.first());
        let scrolls = first.from.plus(self.reach());
        let known = self.ahead.unwrap_or(turn);
        let kinks = [scrolls, known, known.since(self.margin()), turn];
        let mut last = if scrolls <= self.now { scrolls } else { first.from };
        let mut places = vec![self.place(last)];
        while let Some(next) = kinks.into_iter().filter(|at| last < *at && *at <= turn).min() {
            places.push(self.place(next));
            last = next;
        }
        places
    }

    /// The window when it began to move as it does now, or would have: while it scrolls, the one
    /// with which the picture begins.
    fn first(&self) -> Window {
        let window = self.frame.window;
        if window.from.plus(self.reach()) > self.now {
            return window;
        }
        let from = self.picture.frame.window.from;
        Window { from, to: from.plus(window.length()) }
    }

    /// How long after the window's beginning it scrolls.
    fn reach(&self) -> Micros {
        Micros(self.frame.window.length().0 * AHEAD / 100)
    }

    /// How much of the window lies ahead of the present while it scrolls.
    fn margin(&self) -> Micros {
        self.frame.window.length().since(self.reach())
    }
}

/// What a picture was drawn from: the same again gives the same picture.
#[derive(Clone, PartialEq)]
struct Key {
    frame: Frame,
    events: usize,
    hash: u64,
    in_flight: usize,
}

/// What the strip remembers.
#[derive(Default)]
pub(super) struct Sight {
    outline: Outline,
    window: Option<Window>,
    /// Whether a pointer holds the playhead; the window stays still then.
    is_held: bool,
    /// The messages in flight at the end of the record, and that record's hash.
    in_flight: (u64, Vec<MessageScene>),
    drawn: Option<(Key, Shared<Diagram>, AttrValue)>,
}

impl Sight {
    pub(super) fn hold(&mut self) {
        self.is_held = true;
    }

    pub(super) fn release(&mut self) {
        self.is_held = false;
    }

    pub(super) fn is_held(&self) -> bool {
        self.is_held
    }

    /// The strip of this size, as the run is now.
    pub(super) fn look(
        &mut self,
        run: &dyn Experiment,
        props: &StripProps,
        (width, height): (f64, f64),
    ) -> Looked {
        let trace = run.trace();
        let last = trace.events.last().map_or(Micros(0), |event| event.at);
        let now = props.clock.now();
        let known = last.max(now);
        let window = self.follow(now, known, width);
        let frame = Frame { width, height, insets: insets(width), window };
        let hash = trace.events.last().map_or(0, |event| event.hash);
        // While the run plays the scene comes a little later, and the picture with it.
        let is_behind = props.scene.length as usize != trace.events.len();
        if !is_behind {
            self.note_in_flight(props, hash);
        }
        let wider = wider(&frame);
        let in_flight = self.in_flight.1.len();
        let key = Key { frame: wider, events: trace.events.len(), hash, in_flight };
        let is_good = |drawn: &Key| *drawn == key || (is_behind && drawn.frame == key.frame);
        let fresh = self.drawn.as_ref().filter(|(drawn, ..)| is_good(drawn));
        let (picture, summary) = match fresh {
            Some((_, picture, summary)) => (picture.clone(), summary.clone()),
            None => {
                let (picture, summary) = self.draw(run, props, wider);
                self.drawn = Some((key, picture.clone(), summary.clone()));
                (picture, summary)
            }
        };
        Looked { frame, picture, summary, now, ahead: (known > now).then_some(known) }
    }

    /// The window, moved to where the present moment can be seen in it.
    fn follow(&mut self, now: Micros, end: Micros, width: f64) -> Window {
        if self.is_held
            && let Some(window) = self.window
        {
            return window;
        }
        let from = self.window.map_or(Micros(0), |window| window.from);
        let window = Window { from, to: from.plus(length(end, width)) }.follow(now, AHEAD);
        self.window = Some(window);
        window
    }

    /// Keeps what is in flight at the end of the record, which only a scene of that end shows.
    fn note_in_flight(&mut self, props: &StripProps, hash: u64) {
        let scene = &props.scene;
        if scene.event == scene.length {
            self.in_flight = (hash, scene.messages.clone());
        } else if self.in_flight.0 != hash {
            self.in_flight = (hash, Vec::new());
        }
    }

    fn draw(
        &mut self,
        run: &dyn Experiment,
        props: &StripProps,
        frame: Frame,
    ) -> (Shared<Diagram>, AttrValue) {
        let trace = run.trace();
        self.outline.follow(trace);
        let setup = run.setup();
        let subject = Subject {
            trace,
            outline: &self.outline,
            nodes: setup.nodes,
            clients: setup.clients,
            in_flight: &self.in_flight.1,
        };
        let name = |event| run.narrate(event, props.words.language).mark.map(|(_, label)| label);
        let picture = Diagram::new(frame, &subject, LABEL_ROWS, &name);
        let summary = (props.words.strip.summary)(&view(&picture, setup.nodes));
        (Shared::new(picture), summary.into())
    }
}

fn view(picture: &Diagram, servers: u8) -> StripView {
    let lost = picture.arrows.iter().filter(|arrow| arrow.ending == Ending::Lost).count();
    let named = picture.marks.iter().filter_map(|mark| mark.label.as_ref());
    StripView {
        servers: usize::from(servers),
        from: picture.frame.window.from.to_string(),
        to: picture.frame.window.to.to_string(),
        messages: picture.arrows.len(),
        lost,
        marks: named.map(|label| label.text.clone()).collect(),
    }
}

/// How much time a strip of this width shows of a run known up to `end`.
fn length(end: Micros, width: f64) -> Micros {
    let narrower = if width < WIDE { 2 } else { 1 };
    let lengths = LENGTHS_MS.map(|ms| Micros::from_ms(ms / narrower));
    let has_room = |length: &&Micros| end.0 * 100 <= length.0 * AHEAD;
    let [.., longest] = lengths;
    lengths.iter().find(has_room).copied().unwrap_or(longest)
}

fn insets(width: f64) -> Insets {
    let (left, right) = if width < WIDE { (36.0, 12.0) } else { (64.0, 30.0) };
    Insets { top: 24.0, right, bottom: 36.0, left }
}

/// The frame of the picture drawn for what `frame` shows: longer, and beginning at a whole multiple
/// of the slack, so that it is the same one for a while as the window scrolls.
fn wider(frame: &Frame) -> Frame {
    let length = frame.window.length().0;
    let slack = length / SLACK;
    let from = frame.window.from.0 / slack * slack;
    let window = Window { from: Micros(from), to: Micros(from + length + slack) };
    let more = frame.plot_width() / SLACK as f64;
    Frame { width: frame.width + more, window, ..*frame }
}

/// How many events have happened at the one nearest to `at`.
pub(super) fn nearest(trace: &Trace, at: Micros) -> u32 {
    let events = &trace.events;
    let after = events.partition_point(|event| event.at <= at);
    let before = after.checked_sub(1).map(|place| at.since(events[place].at));
    let next = events.get(after).map(|event| event.at.since(at));
    let position = match (before, next) {
        (Some(before), Some(next)) if next < before => after + 1,
        (None, Some(_)) => 0,
        (Some(_), Some(_)) | (Some(_) | None, None) => after,
    };
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Looked, Place, length, nearest, wider};
    use crate::shared::Shared;
    use diagram::{Diagram, Frame, Insets, Outline, Subject, Window};
    use machine::Micros;
    use simulator::{Event, EventKind, Trace};

    fn trace(times: &[u64]) -> Trace {
        let event = |at: &u64| Event {
            at: Micros(*at),
            kind: EventKind::Arrived,
            place: None,
            packet: None,
            cause: None,
            notes: (0, 0),
            status: None,
            mark: None,
            doubt: None,
            hash: 0,
        };
        Trace { events: times.iter().map(event).collect(), ..Trace::default() }
    }

    #[test]
    fn a_moment_leads_to_the_event_nearest_to_it() {
        let trace = trace(&[0, 0, 100, 200]);
        assert_eq!(nearest(&trace, Micros(0)), 2);
        assert_eq!(nearest(&trace, Micros(40)), 2);
        assert_eq!(nearest(&trace, Micros(60)), 3);
        assert_eq!(nearest(&trace, Micros(900)), 4);
        assert_eq!(nearest(&Trace::default(), Micros(5)), 0);
    }

    #[test]
    fn a_short_run_is_shown_whole_and_larger() {
        assert_eq!(length(Micros::from_ms(100), 1_000.0), Micros::from_ms(400));
        assert_eq!(length(Micros::from_ms(500), 1_000.0), Micros::from_ms(900));
        assert_eq!(length(Micros::from_ms(500), 300.0), Micros::from_ms(800));
        assert_eq!(length(Micros::from_ms(9_000), 1_000.0), Micros::from_ms(1_600));
    }

    #[test]
    fn the_picture_reaches_beyond_what_is_seen_at_the_same_scale() {
        let insets = Insets { top: 0.0, right: 10.0, bottom: 0.0, left: 40.0 };
        let window = Window { from: Micros(1_234), to: Micros(2_034) };
        let seen = Frame { width: 850.0, height: 100.0, insets, window };
        let drawn = wider(&seen);
        assert_eq!(drawn.window, Window { from: Micros(1_200), to: Micros(2_100) });
        let step = |frame: &Frame| frame.x(Micros(1_300)) - frame.x(Micros(1_299));
        assert!((step(&drawn) - step(&seen)).abs() < 1e-9);
        assert!(drawn.window.to >= seen.window.to);
    }

    /// A look at this moment at a window of a second that begins at `from`.
    fn look(now: u64, from: u64, ahead: Option<u64>) -> Looked {
        let insets = Insets { top: 0.0, right: 0.0, bottom: 0.0, left: 0.0 };
        let window = Window { from: Micros(from), to: Micros(from + 1_000_000) };
        let frame = Frame { width: 1_000.0, height: 100.0, insets, window };
        let (trace, outline) = (trace(&[]), Outline::default());
        let subject =
            Subject { trace: &trace, outline: &outline, nodes: 1, clients: 0, in_flight: &[] };
        let picture = Diagram::new(wider(&frame), &subject, 1, &|_| None);
        let ahead = ahead.map(Micros);
        let (picture, summary) = (Shared::new(picture), "".into());
        Looked { frame, picture, summary, now: Micros(now), ahead }
    }

    #[test]
    fn a_later_look_finds_everything_on_the_same_way() {
        let same = |a: &Looked, b: &Looked| assert_eq!(a.places(), b.places());
        // It scrolls; the window does not begin where its picture does.
        same(&look(2_760_000, 2_010_000, None), &look(2_790_000, 2_040_000, None));
        // It does not scroll yet.
        same(&look(2_300_000, 2_000_000, None), &look(2_700_000, 2_000_000, None));
        // What is known ends ahead.
        let known = Some(2_900_000);
        same(&look(2_760_000, 2_010_000, known), &look(2_790_000, 2_040_000, known));
    }

    #[test]
    fn a_way_leads_through_where_everything_is() {
        for (now, from, ahead) in [
            (2_790_000, 2_040_000, None),
            (2_700_000, 2_000_000, None),
            (2_790_000, 2_040_000, Some(2_900_000)),
        ] {
            let looked = look(now, from, ahead);
            let (places, here) = (looked.places(), looked.place(Micros(now)));
            let after = places.iter().position(|place| place.at > here.at).unwrap();
            let (one, two) = (places[after - 1], places[after]);
            let share = (here.at.0 - one.at.0) as f64 / (two.at.0 - one.at.0) as f64;
            let between = |of: fn(&Place) -> f64| of(&one) + (of(&two) - of(&one)) * share;
            assert!((between(|place| place.x) - here.x).abs() < 0.01);
            assert!((between(|place| place.scroll) - here.scroll).abs() < 0.01);
            assert!((between(|place| place.known) - here.known).abs() < 0.01);
            let seen = Frame { window: looked.frame.window, ..looked.frame };
            assert!((seen.x(Micros(now)) - here.x).abs() < 0.01, "the playhead is at the present");
        }
    }
}
