//! What the diagram remembers from one look at the run to the next.

use super::SpacetimeProps;
use super::other::{Other, other};
use crate::dom;
use crate::session::{ExperimentHandle, Pace};
use catalog::Experiment;
use diagram::{
    Filter, Frame, Highlight, Index, Insets, Picture, View, Window, highlight_svg, lanes_svg,
    plot_svg,
};
use machine::Micros;
use simulator::MessageScene;
use std::rc::Rc;
use yew::AttrValue;

/// The width from which a diagram is wide.
const WIDE: f64 = 700.0;
/// How much time is shown at first of a run too long to tell its messages apart.
const FIRST: Micros = Micros::from_ms(1_600);
/// The shortest time shown.
const LEAST: Micros = Micros(200);
/// A run of more messages is not shown whole at first.
const MESSAGES: usize = 600;
/// The part of the window drawn more on each side, so that panning has something to move.
const SLACK: f64 = 0.5;
/// How far the present moment goes before the page turns, in hundredths of the window.
const AHEAD: u64 = 92;
/// How long a picture stays while the run plays, in milliseconds.
const STAYS_MS: f64 = 160.0;

/// What part of the run is seen.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
enum Sees {
    /// All of it, if that is not too much; otherwise what is about the present moment.
    #[default]
    First,
    /// All of it, as it grows.
    All,
    /// A window.
    Window(Window),
}

/// A picture drawn as text.
pub(super) struct Drawn {
    key: Key,
    at: f64,
    pub(super) picture: Picture,
    pub(super) lanes: AttrValue,
    pub(super) plot: AttrValue,
}

/// What a picture was drawn from: the same again gives the same picture.
#[derive(Clone, PartialEq)]
struct Key {
    frame: Frame,
    hash: (usize, u64),
    filter: Filter,
    in_flight: usize,
    /// The present moment, if it stands still.
    now: Option<Micros>,
    other: Option<(u32, u64)>,
}

/// What is pointed at, drawn over the picture.
#[derive(Clone, PartialEq)]
pub(super) struct Traced {
    pub(super) event: u32,
    pub(super) svg: AttrValue,
    /// Whether what led to it and came of it is drawn, too.
    pub(super) is_traced: bool,
    /// How many events in sight led to it, and how many came of it.
    pub(super) counts: (usize, usize),
}

/// What is seen.
pub(super) struct Looked {
    /// Its size and time.
    pub(super) frame: Frame,
    pub(super) drawn: Rc<Drawn>,
    /// How far the picture is moved to the right under the frame, in pixels.
    pub(super) scroll: f64,
    pub(super) highlight: Option<Traced>,
}

/// What the diagram remembers.
#[derive(Default)]
pub(super) struct Desk {
    experiment: Option<ExperimentHandle>,
    index: Option<Index>,
    sees: Sees,
    filter: Filter,
    /// Where the run was at the last look.
    before: Option<(u32, Micros)>,
    in_flight: (u64, Vec<MessageScene>),
    drawn: Option<Rc<Drawn>>,
    /// What was seen at the last look.
    pub(super) looked: Option<Rc<Looked>>,
    pub(super) other: Option<Other>,
    /// The event under the pointer, and the one the keys have gone to.
    pub(super) hovered: Option<u32>,
    pub(super) focused: Option<u32>,
    /// The pointers that are down: which, where, and whether they have moved.
    pub(super) pointers: Vec<(i32, f64)>,
    pub(super) has_moved: bool,
}

impl Desk {
    /// The diagram of this size, as the run is now.
    pub(super) fn look(&mut self, props: &SpacetimeProps, (width, height): (f64, f64)) -> Looked {
        if self.experiment.as_ref() != Some(&props.experiment) {
            let filter = Filter::default();
            *self = Desk { experiment: Some(props.experiment.clone()), filter, ..Desk::default() };
        }
        other(self, props);
        let experiment = props.experiment.clone();
        experiment.with(|run| self.look_at(run, props, (width, height)))
    }

    fn look_at(
        &mut self,
        run: &dyn Experiment,
        props: &SpacetimeProps,
        (width, height): (f64, f64),
    ) -> Looked {
        let (trace, setup) = (run.trace(), run.setup());
        let fresh = || Index::new(setup.nodes, setup.clients, Filter::default());
        let mut index = self.index.take().unwrap_or_else(fresh);
        index.set_filter(self.filter.clone());
        index.follow(trace);
        let hash = (trace.events.len(), trace.events.last().map_or(0, |event| event.hash));
        self.note_in_flight(props, hash.1);
        let window = self.window(run, props, &index, width);
        let frame = Frame { width, height, insets: insets(width), window };
        let wider = wider(&frame);
        let key = Key {
            frame: wider,
            hash,
            filter: self.filter.clone(),
            in_flight: self.in_flight.1.len(),
            now: (props.pace == Pace::Still).then(|| run.now()),
            other: self.other.as_ref().map(Other::key),
        };
        let in_flight = &self.in_flight.1;
        let view = View { trace, index: &index, in_flight, now: run.now(), since: 0 };
        let is_good = |drawn: &&Rc<Drawn>| {
            let stays = props.pace == Pace::Playing && dom::page_time() - drawn.at < STAYS_MS;
            drawn.key == key || (stays && drawn.key.frame == wider)
        };
        let drawn = match self.drawn.as_ref().filter(is_good) {
            Some(drawn) => drawn.clone(),
            None => Rc::new(draw(run, props, (&view, self.other.as_ref()), key)),
        };
        let scroll = wider.x(wider.window.from) - wider.x(window.from);
        let event = self.hovered.or(self.focused).filter(|event| (*event as usize) < hash.0);
        let traced = event.and_then(|event| {
            let highlight = drawn.picture.highlight(&view, event, &frame)?;
            Some(traced(event, &highlight, &drawn))
        });
        self.drawn = Some(drawn.clone());
        self.index = Some(index);
        Looked { frame, drawn, scroll, highlight: traced }
    }

    /// Keeps what is in flight at the end of the record, which only a scene of that end shows.
    fn note_in_flight(&mut self, props: &SpacetimeProps, hash: u64) {
        let scene = &props.scene;
        if scene.event == scene.length {
            self.in_flight = (hash, scene.messages.clone());
        } else if self.in_flight.0 != hash {
            self.in_flight = (hash, Vec::new());
        }
    }

    /// The time that is seen. It follows the present moment unless a person has looked elsewhere.
    fn window(
        &mut self,
        run: &dyn Experiment,
        props: &SpacetimeProps,
        index: &Index,
        width: f64,
    ) -> Window {
        let (position, now) = (run.position(), run.now());
        let whole = whole(run);
        let window = match self.sees {
            Sees::First if index.messages() > MESSAGES => {
                let length = if width < WIDE { Micros(FIRST.0 / 2) } else { FIRST };
                let from = now.since(Micros(length.0 * 6 / 10));
                self.sees = Sees::Window(Window { from, to: from.plus(length) });
                Window { from, to: from.plus(length) }
            }
            Sees::First | Sees::All => whole,
            Sees::Window(window) => {
                let was_in_sight = self.before.is_none_or(|(_, then)| window.contains(then));
                let has_moved = self.before.is_some_and(|(then, _)| then != position);
                let follows = was_in_sight || props.pace == Pace::Still;
                if has_moved && follows && self.pointers.is_empty() {
                    let window = follow(window, now);
                    self.sees = Sees::Window(window);
                    window
                } else {
                    window
                }
            }
        };
        self.before = Some((position, now));
        window
    }

    /// Sees another window.
    pub(super) fn see(&mut self, window: Window) {
        self.sees = Sees::Window(window);
    }

    /// Sees all of the run.
    pub(super) fn see_all(&mut self) {
        self.sees = Sees::All;
    }

    /// Sees as much as this, around that moment.
    pub(super) fn zoom(
        &mut self,
        experiment: &ExperimentHandle,
        from: Window,
        around: Micros,
        times: f64,
    ) {
        let most = experiment.with(|run| whole(run).length());
        self.see(from.zoom(around, times, LEAST, most));
    }

    /// What is drawn.
    pub(super) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The same, to change it.
    pub(super) fn filter_mut(&mut self) -> &mut Filter {
        self.hovered = None;
        &mut self.filter
    }

    /// What is remembered of the run, once it has been looked at.
    pub(super) fn index(&self) -> Option<&Index> {
        self.index.as_ref()
    }

    /// Looks at the run through the index.
    pub(super) fn with_view<R>(
        &self,
        experiment: &ExperimentHandle,
        look: impl FnOnce(&View<'_>) -> R,
    ) -> Option<R> {
        let index = self.index.as_ref()?;
        let in_flight = &self.in_flight.1;
        Some(experiment.with(|run| {
            look(&View { trace: run.trace(), index, in_flight, now: run.now(), since: 0 })
        }))
    }
}

fn draw(
    run: &dyn Experiment,
    props: &SpacetimeProps,
    (view, other): (&View<'_>, Option<&Other>),
    key: Key,
) -> Drawn {
    let frame = key.frame;
    let language = props.words.language;
    let name = |event| run.narrate(event, language).mark.map(|(_, label)| label);
    let picture = Picture::new(frame, view, &name);
    let words = &props.words.later().spacetime;
    let size = format!(
        "<svg class=\"space-time\" width=\"{}\" height=\"{}\" aria-hidden=\"true\">",
        frame.width.round(),
        frame.height.round(),
    );
    let beside = other.map(|other| (other.picture(frame), other.parts(&frame)));
    let beside = beside.as_ref().map(|(picture, x)| diagram::Other {
        picture,
        parts: x.map(|x| (x, words.first_difference)),
    });
    let plot = plot_svg(&picture, beside);
    Drawn {
        key,
        at: dom::page_time(),
        lanes: format!("{size}{}</svg>", lanes_svg(&picture)).into(),
        plot: format!("{size}{plot}</svg>").into(),
        picture,
    }
}

fn traced(event: u32, highlight: &Highlight, drawn: &Drawn) -> Traced {
    let frame = &drawn.picture.frame;
    let size = (frame.width.round(), frame.height.round());
    let svg = highlight_svg(highlight);
    Traced {
        event,
        svg: format!(
            "<svg class=\"space-time\" width=\"{}\" height=\"{}\" aria-hidden=\"true\">{svg}</svg>",
            size.0, size.1,
        )
        .into(),
        is_traced: drawn.picture.density.is_none(),
        counts: (highlight.past.events, highlight.future.events),
    }
}

/// All of the run and a little more, in steps, so that it does not grow with every event.
fn whole(run: &dyn Experiment) -> Window {
    let last = run.trace().events.last().map_or(Micros(0), |event| event.at);
    let end = last.max(run.now()).0;
    let step = (end.next_power_of_two() / 16).max(1_000);
    Window { from: Micros(0), to: Micros((end + 1).div_ceil(step) * step + step / 8) }
}

/// The window that shows this moment: the same while it does, else a page further or back.
fn follow(window: Window, now: Micros) -> Window {
    let length = window.length();
    let end = window.from.plus(Micros(length.0 * AHEAD / 100));
    if window.from <= now && now <= end {
        return window;
    }
    let from = now.since(Micros(length.0 * 3 / 10));
    Window { from, to: from.plus(length) }
}

fn insets(width: f64) -> Insets {
    let (left, right) = if width < WIDE { (36.0, 10.0) } else { (56.0, 24.0) };
    Insets { top: 46.0, right, bottom: 62.0, left }
}

/// The frame of the picture drawn for what `frame` shows: longer on both sides at the same scale,
/// and beginning at a whole multiple of the slack, so that it is the same one for a while.
fn wider(frame: &Frame) -> Frame {
    let length = frame.window.length().0;
    let slack = ((length as f64 * SLACK) as u64).max(1);
    let from = frame.window.from.0.saturating_sub(slack / 2) / slack * slack;
    let window = Window { from: Micros(from), to: Micros(from + length + 2 * slack) };
    let more = frame.plot_width() * (window.length().0 - length) as f64 / length as f64;
    Frame { width: frame.width + more, window, ..*frame }
}
