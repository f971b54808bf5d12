//! A run as its space-time diagram.

use super::plain;
use catalog::{Comparison, Experiment, Language};
use diagram::{Filter, Frame, Index, Insets, Picture, View, Window, svg_file, svg_stack};
use machine::Micros;

/// The narrowest and the widest diagram, in pixels.
const WIDTHS: (f64, f64) = (1_200.0, 4_800.0);
/// How much width a message takes, unless there are too many.
const MESSAGE: f64 = 1.6;
/// The height of a lane.
const LANE: f64 = 46.0;
/// The margins round the lanes.
const INSETS: Insets = Insets { top: 48.0, right: 28.0, bottom: 76.0, left: 56.0 };

/// The whole run as a picture, wide enough to tell its messages apart if that can be.
pub(super) fn svg(experiment: &mut dyn Experiment) -> String {
    experiment.seek(experiment.length());
    let experiment = &*experiment;
    let index = index(experiment);
    let setup = experiment.setup();
    let picture = picture(experiment, &index, index.messages(), end(experiment));
    let title = format!("{}, {} servers, seed {}", setup.protocol, setup.nodes, setup.seed);
    svg_file(&picture, None, &title)
}

/// The sides of a comparison below each other, on one time axis, with all that is known of each;
/// and how wide and high that is.
#[must_use]
pub fn comparison_svg(comparison: &Comparison) -> (String, (f64, f64)) {
    let indexes: Vec<Index> = comparison.runs().map(index).collect();
    let messages = indexes.iter().map(Index::messages).max().unwrap_or_default();
    let end = comparison.runs().map(end).max().unwrap_or_default();
    let sides = comparison.runs().zip(&indexes);
    let pictures: Vec<Picture> =
        sides.map(|(run, index)| picture(run, index, messages, end)).collect();
    let titles: Vec<String> = comparison.runs().map(catalog::side_title).collect();
    let named: Vec<(&Picture, &str)> =
        pictures.iter().zip(titles.iter().map(String::as_str)).collect();
    svg_stack(&named, &titles.join(" | "))
}

fn index(experiment: &dyn Experiment) -> Index {
    let setup = experiment.setup();
    let mut index = Index::new(setup.nodes, setup.clients, Filter::default());
    index.follow(experiment.trace());
    index
}

/// A little more than the run, so that its last moment can be seen.
fn end(experiment: &dyn Experiment) -> Micros {
    let last = experiment.trace().events.last().map(|event| event.at);
    Micros(experiment.now().max(last.unwrap_or_default()).0 * 102 / 100 + 1)
}

/// The run until `end`, as wide as so many messages need.
fn picture(experiment: &dyn Experiment, index: &Index, messages: usize, end: Micros) -> Picture {
    let (setup, trace) = (experiment.setup(), experiment.trace());
    let in_flight = experiment.scene(Language::English).messages;
    let is_at_end = experiment.position() == experiment.length();
    let in_flight = if is_at_end { &*in_flight } else { &[] };
    let view = View { trace, index, in_flight, now: experiment.now(), since: 0 };
    let lanes = f64::from(setup.nodes) + f64::from(setup.clients);
    let frame = Frame {
        width: (messages as f64 * MESSAGE).clamp(WIDTHS.0, WIDTHS.1),
        height: INSETS.top + LANE * (lanes - 1.0) + INSETS.bottom,
        insets: INSETS,
        window: Window { from: Micros(0), to: end },
    };
    let name = |event| {
        let mark = experiment.narrate(event, Language::English).mark;
        mark.map(|(_, label)| plain(&label))
    };
    Picture::new(frame, &view, &name)
}
