//! What of the strip does not move: lanes, bands, messages and marks.
//!
//! Shapes of one look are one path, so that a thousand messages are a handful of elements.

use crate::era;
use crate::px::px;
use crate::shared::Shared;
use diagram::{Arrow, Band, BandKind, Diagram, Ending, Frame, Lane, Point};
use machine::{Endpoint, Mark};
use std::fmt::Write;
use yew::prelude::{Html, Properties, component, html};

/// How far below the last lane the marks begin, in pixels.
pub(super) const BELOW_LANES: f64 = 18.0;
/// How far below that the labels' baseline is.
const LABEL_BELOW: f64 = 15.0;
/// The distance of two rows of labels.
const LABEL_ROW: f64 = 14.0;
/// Half the size of a cross.
const CROSS: f64 = 3.5;
/// Half the size of a hollow dot.
const HOLLOW: f64 = 2.5;
/// How far left of the plot a lane's name begins.
const NAME_LEFT: f64 = 0.31;

/// A part of the strip that does not move.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Part {
    /// The lines that everything stands on.
    Lines,
    /// What the servers were.
    Bands,
    /// The messages, where servers crashed, and the moments worth finding again.
    Happenings,
    /// The margins beside the plot of a strip of this width: they hide what reaches beyond it, and
    /// say whose the lanes are.
    Margins(f64),
}

/// What is drawn.
#[derive(Properties, PartialEq)]
pub(super) struct LayerProps {
    pub(super) picture: Shared<Diagram>,
    pub(super) part: Part,
}

/// One part of the strip. It is drawn again only when the picture changes.
#[component]
pub(super) fn Layer(props: &LayerProps) -> Html {
    let picture = &props.picture;
    match props.part {
        Part::Lines => picture.lanes.iter().map(|lane| line(lane, picture.frame.width)).collect(),
        Part::Bands => picture.bands.iter().map(band).collect(),
        Part::Happenings => html! { <>{ messages(picture) }{ marks(picture) }</> },
        Part::Margins(width) => margins(picture, width),
    }
}

fn lane_class(lane: &Lane) -> &'static str {
    match lane.end {
        Endpoint::Node(_) => "strip-lane",
        Endpoint::Client(_) => "strip-lane strip-lane-client",
    }
}

fn line(lane: &Lane, width: f64) -> Html {
    let y = px(lane.y);
    html! { <line class={lane_class(lane)} x1="0" y1={y.clone()} x2={px(width)} y2={y} /> }
}

fn margins(picture: &Diagram, width: f64) -> Html {
    let frame = &picture.frame;
    let margin = |left: f64, right: f64| {
        let height = px(lanes_bottom(frame));
        html! { <rect class="strip-margin" x={px(left)} width={px(right - left)} {height} /> }
    };
    let name = |lane: &Lane| {
        html! {
            <text
                class={lane_class(lane)}
                x={px(frame.insets.left * NAME_LEFT)}
                y={px(lane.y + 5.0)}
            >
                { lane.end.to_string() }
            </text>
        }
    };
    html! {
        <>
            { margin(0.0, frame.insets.left) }
            { margin(width - frame.insets.right, width) }
            { for picture.lanes.iter().map(name) }
        </>
    }
}

/// Down to where the lanes reach; the marks begin below.
pub(super) fn lanes_bottom(frame: &Frame) -> f64 {
    frame.height - frame.insets.bottom + 8.0
}

fn band(band: &Band) -> Html {
    let look = match band.kind {
        BandKind::Leading => "strip-leading",
        BandKind::Standing => "strip-standing",
        BandKind::Running => "strip-running",
        BandKind::Paused => "strip-paused",
        BandKind::Down => "strip-down",
    };
    let class = format!("{look} {}", era::class(band.era));
    let line = |class: String| {
        let y = px(band.y);
        html! { <line {class} x1={px(band.left)} y1={y.clone()} x2={px(band.right)} y2={y} /> }
    };
    match band.kind {
        // Wipes the lane's own line out first: while a server is down its lane is a gap.
        BandKind::Down => html! { <>{ line("strip-gap".into()) }{ line(class) }</> },
        BandKind::Leading | BandKind::Standing | BandKind::Running | BandKind::Paused => {
            line(class)
        }
    }
}

fn messages(picture: &Diagram) -> Html {
    let mut paths = Paths::default();
    for arrow in &picture.arrows {
        add(arrow, &mut paths);
    }
    let mut crosses = String::new();
    for crash in &picture.crashes {
        cross(&mut crosses, *crash);
    }
    let each = paths.0.iter().map(|((look, era), path)| {
        let class = format!("{look} {era}");
        html! { <path key={class.clone()} {class} d={path.clone()} /> }
    });
    html! {
        <>
            { for each }
            <path class="strip-cross" d={crosses} />
        </>
    }
}

/// Paths in the order of their looks and colours, so that dots lie over lines.
#[derive(Default)]
struct Paths(Vec<((&'static str, &'static str), String)>);

impl Paths {
    /// The path of this look and colour.
    fn of(&mut self, look: &'static str, colour: &'static str) -> &mut String {
        let place = self.0.partition_point(|(known, _)| *known < (look, colour));
        if self.0.get(place).is_none_or(|(known, _)| *known != (look, colour)) {
            self.0.insert(place, ((look, colour), String::new()));
        }
        &mut self.0[place].1
    }
}

/// Adds an arrow to the paths of its looks.
fn add(arrow: &Arrow, paths: &mut Paths) {
    let colour = era::class(arrow.era);
    let line = if arrow.is_copy { "strip-copy" } else { "strip-arrow" };
    let path = paths.of(line, colour);
    let _ = write!(path, "M{}L{}", at(arrow.from), at(arrow.to));
    match arrow.ending {
        Ending::Arrived | Ending::InFlight => {
            let dots = paths.of("strip-dot", colour);
            let _ = write!(dots, "M{}h0", at(arrow.to));
        }
        Ending::Refusal => {
            let dots = paths.of("strip-refusal", colour);
            let left = Point { x: arrow.to.x - HOLLOW, y: arrow.to.y };
            let _ = write!(dots, "M{}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0", at(left));
        }
        Ending::Damaged | Ending::Lost => {
            cross(paths.of("strip-cross", ""), arrow.to);
        }
    }
}

fn cross(path: &mut String, centre: Point) {
    let Point { x, y } = centre;
    let corner = |dx: f64, dy: f64| at(Point { x: x + dx * CROSS, y: y + dy * CROSS });
    let down = (corner(-1.0, -1.0), corner(1.0, 1.0));
    let up = (corner(-1.0, 1.0), corner(1.0, -1.0));
    // Writing to a string never fails.
    let _ = write!(path, "M{}L{}M{}L{}", down.0, down.1, up.0, up.1);
}

fn marks(picture: &Diagram) -> Html {
    let frame = &picture.frame;
    let top = frame.height - frame.insets.bottom + BELOW_LANES - 6.0;
    let each = picture.marks.iter().map(|mark| {
        let class = match mark.mark {
            Mark::Violation => "strip-mark strip-mark-violation",
            Mark::Fault => "strip-mark strip-mark-fault",
            Mark::Election | Mark::Commit | Mark::Decision => "strip-mark",
        };
        let label = mark.label.as_ref().map(|label| {
            let y = top + 6.0 + LABEL_BELOW + f64::from(label.row) * LABEL_ROW;
            html! { <text x={px(label.x)} y={px(y)}>{ &label.text }</text> }
        });
        let tick = if label.is_some() { 5.0 } else { 3.0 };
        html! {
            <g key={mark.event} {class}>
                <path d={format!("M{}v{}", at(Point { x: mark.x, y: top }), px(tick))} />
                { for label }
            </g>
        }
    });
    each.collect()
}

fn at(point: Point) -> String {
    format!("{} {}", px(point.x), px(point.y))
}
