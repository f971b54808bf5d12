//! What of the strip does not move: lanes, bands, messages and marks.
//!
//! Shapes of one look are one path, so that a thousand messages are a handful of elements.

use crate::era;
use crate::px::px;
use crate::shared::Shared;
use diagram::{Arrow, Band, BandKind, Diagram, Ending, Point};
use machine::{Endpoint, Mark};
use std::collections::BTreeMap;
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

#[derive(Properties, PartialEq)]
pub(super) struct PictureProps {
    pub(super) picture: Shared<Diagram>,
}

#[derive(Properties, PartialEq)]
pub(super) struct LanesProps {
    pub(super) picture: Shared<Diagram>,
    /// Where the lanes end; the picture reaches further, to be scrolled.
    pub(super) right: f64,
}

/// The lines that everything stands on, and whose they are.
#[component]
pub(super) fn Lanes(props: &LanesProps) -> Html {
    let frame = &props.picture.frame;
    let each = props.picture.lanes.iter().map(|lane| {
        let class = match lane.end {
            Endpoint::Node(_) => "strip-lane",
            Endpoint::Client(_) => "strip-lane strip-lane-client",
        };
        html! {
            <g key={lane.end.to_string()} {class}>
                <line
                    x1={px(frame.insets.left)}
                    y1={px(lane.y)}
                    x2={px(props.right)}
                    y2={px(lane.y)}
                />
                <text x={px(frame.insets.left * NAME_LEFT)} y={px(lane.y + 5.0)}>
                    { lane.end.to_string() }
                </text>
            </g>
        }
    });
    each.collect()
}

/// What the servers were.
#[component]
pub(super) fn Bands(props: &PictureProps) -> Html {
    props.picture.bands.iter().map(band).collect()
}

fn band(band: &Band) -> Html {
    let look = match band.kind {
        BandKind::Leading => "strip-leading",
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
        BandKind::Leading | BandKind::Running | BandKind::Paused => line(class),
    }
}

/// The messages, and where servers crashed.
#[component]
pub(super) fn Messages(props: &PictureProps) -> Html {
    let mut paths: BTreeMap<(&'static str, &'static str), String> = BTreeMap::new();
    for arrow in &props.picture.arrows {
        add(arrow, &mut paths);
    }
    let mut crosses = String::new();
    for crash in &props.picture.crashes {
        cross(&mut crosses, *crash);
    }
    let each = paths.iter().map(|((look, era), path)| {
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

/// Adds an arrow to the paths of its looks.
fn add(arrow: &Arrow, paths: &mut BTreeMap<(&'static str, &'static str), String>) {
    let colour = era::class(arrow.era);
    let line = if arrow.is_copy { "strip-copy" } else { "strip-arrow" };
    let path = paths.entry((line, colour)).or_default();
    let _ = write!(path, "M{}L{}", at(arrow.from), at(arrow.to));
    match arrow.ending {
        Ending::Arrived | Ending::InFlight => {
            let dots = paths.entry(("strip-dot", colour)).or_default();
            let _ = write!(dots, "M{}h0", at(arrow.to));
        }
        Ending::Refusal => {
            let dots = paths.entry(("strip-refusal", colour)).or_default();
            let left = Point { x: arrow.to.x - HOLLOW, y: arrow.to.y };
            let _ = write!(dots, "M{}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0", at(left));
        }
        Ending::Damaged | Ending::Lost => {
            cross(paths.entry(("strip-cross", "")).or_default(), arrow.to);
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

/// The moments worth finding again.
#[component]
pub(super) fn Marks(props: &PictureProps) -> Html {
    let frame = &props.picture.frame;
    let top = frame.height - frame.insets.bottom + BELOW_LANES - 6.0;
    let each = props.picture.marks.iter().map(|mark| {
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
