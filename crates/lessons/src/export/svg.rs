//! A run as its space-time diagram.

use super::plain;
use catalog::{Experiment, Language};
use diagram::{Filter, Frame, Index, Insets, Picture, View, Window, svg_file};
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
    let in_flight = experiment.scene(Language::English).messages;
    let experiment = &*experiment;
    let (setup, trace) = (experiment.setup(), experiment.trace());
    let mut index = Index::new(setup.nodes, setup.clients, Filter::default());
    index.follow(trace);
    let now = experiment.now();
    let view = View { trace, index: &index, in_flight: &in_flight, now, since: 0 };
    let lanes = f64::from(setup.nodes) + f64::from(setup.clients);
    // A little more than the run, so that its last moment can be seen.
    let end = Micros(now.max(view.ends()).0 * 102 / 100 + 1);
    let frame = Frame {
        width: (index.messages() as f64 * MESSAGE).clamp(WIDTHS.0, WIDTHS.1),
        height: INSETS.top + LANE * (lanes - 1.0) + INSETS.bottom,
        insets: INSETS,
        window: Window { from: Micros(0), to: end },
    };
    let name = |event| {
        let mark = experiment.narrate(event, Language::English).mark;
        mark.map(|(_, label)| plain(&label))
    };
    let title = format!("{}, {} servers, seed {}", setup.protocol, setup.nodes, setup.seed);
    svg_file(&Picture::new(frame, &view, &name), None, &title)
}
