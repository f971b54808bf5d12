//! A server: a shape, its name and era, and beside it what it is and what its disk holds.

use super::layout::{Layout, Side};
use super::pressed::on_press;
use crate::era::class as era_class;
use crate::px::px;
use crate::session::Target;
use crate::shared::Shared;
use crate::words::{Words, capitalised};
use machine::{NodeId, Shape, Status};
use simulator::{NodeScene, Power};
use yew::prelude::{Callback, Html, Properties, classes, component, html};

/// A ring below this radius takes smaller letters.
const SMALL: f64 = 26.0;
/// Half the width of a letter of an era, in pixels.
const LETTER: f64 = 5.9 / 2.0;
/// The distance of two lines beside a server.
pub(super) const LINE: f64 = 15.5;

/// Which server, and how it is seen.
#[derive(Properties, PartialEq)]
pub(super) struct NodeProps {
    pub(super) face: Face,
    /// Its place among the servers.
    pub(super) place: usize,
    pub(super) layout: Shared<Layout>,
    pub(super) look: Look,
    pub(super) on_click: Callback<Target>,
}

/// What is shown of a server. Most events leave it as it was, and then nothing is drawn.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Face {
    id: NodeId,
    power: Power,
    status: Status,
    /// How it is heard.
    name: String,
    /// What stands under its name.
    below: String,
    /// What stands beside it, and how each line looks.
    beside: Vec<(&'static str, String)>,
}

impl Face {
    pub(super) fn of(node: &NodeScene, ring: f64, words: &Words) -> Self {
        let status = node.view.status;
        let below = match node.power {
            Power::Down => words.stage.down.to_string(),
            Power::Up | Power::Paused => {
                let era = era(node, words);
                if era.len() as f64 * LETTER > ring { short(&era, status.era) } else { era }
            }
        };
        let (name, beside) = (name(node, words), lines(node, words));
        Face { id: node.id, power: node.power, status, name, below, beside }
    }
}

/// Whether a server stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    Plain,
    Selected,
    Gathered,
}

/// A server.
#[component]
pub(super) fn Node(props: &NodeProps) -> Html {
    let node = &props.face;
    let (at, side) = props.layout.node(props.place);
    let target = Target::Node(node.id);
    let id = props.layout.id(target);
    let (onclick, onkeydown) = on_press(target, &props.on_click);
    let look = match props.look {
        Look::Plain => None,
        Look::Selected => Some("is-selected"),
        Look::Gathered => Some("is-gathered"),
    };
    let power = match node.power {
        Power::Up => None,
        Power::Paused => Some("is-paused"),
        Power::Down => Some("is-down"),
    };
    let size = (props.layout.ring < SMALL).then_some("is-small");
    let full = is_full(node).then_some("is-full");
    let class = classes!("node", era_class(node.status.era), look, power, size, full);
    // What is read stands outside the button, whose name says it in full.
    html! {
        <g {class} transform={format!("translate({} {})", px(at.x), px(at.y))}>
            <g
                id={id.clone()}
                class="node-button"
                role="button"
                tabindex="0"
                aria-label={node.name.clone()}
                aria-describedby={format!("about-{id}")}
                aria-haspopup="menu"
                {onclick}
                {onkeydown}
            >
                <circle class="node-halo" r={px(props.layout.outer + 6.0)} />
                <circle class="node-hit" r={px(props.layout.outer)} />
                { shape(node, props.layout.ring) }
            </g>
            if node.power != Power::Down {
                <circle class="timer-track" r={px(props.layout.outer)} />
            }
            <g class="words" aria-hidden="true">
                { inside(node) }
                { beside(node, side, &props.layout) }
            </g>
        </g>
    }
}

/// The server's era; nothing while it is in none.
fn era(node: &NodeScene, words: &Words) -> String {
    match node.view.era_name.text {
        "" => String::new(),
        name => (words.stage.era)(name, node.view.status.era),
    }
}

/// An era whose name does not fit into a ring: `T1` for the first transaction.
fn short(name: &str, era: u64) -> String {
    format!("{:.1}{era}", capitalised(name))
}

/// How the server is heard.
fn name(node: &NodeScene, words: &Words) -> String {
    let id = node.id.to_string();
    let stage = &words.stage;
    if node.power == Power::Down {
        return (stage.node_crashed)(&id);
    }
    let name = (stage.node_name)(&id, node.view.role.text, &era(node, words));
    match node.power {
        Power::Paused => (stage.node_paused)(&name),
        Power::Up | Power::Down => name,
    }
}

/// Whether its shape is filled with its colour.
fn is_full(node: &Face) -> bool {
    node.power != Power::Down && node.status.shape == Shape::Hexagon
}

fn shape(node: &Face, ring: f64) -> Html {
    if node.power == Power::Down {
        return html! { <circle class="node-shape is-crashed" r={px(ring)} /> };
    }
    let class = match node.status.shape {
        Shape::Hexagon => {
            let points = hexagon(ring * 1.18);
            return html! { <polygon class="node-shape" {points} /> };
        }
        Shape::DashedRing => "node-shape is-dashed",
        Shape::Ring => "node-shape",
        Shape::DottedRing => "node-shape is-dotted",
    };
    html! { <circle {class} r={px(ring)} /> }
}

/// A hexagon that stands on a corner.
fn hexagon(radius: f64) -> String {
    // The corners of a ring of radius 1: the sine of 60 degrees, and that of 30.
    const SIDE: f64 = 0.866_025_403_784;
    let corners = [(0.0, -1.0), (SIDE, -0.5), (SIDE, 0.5), (0.0, 1.0), (-SIDE, 0.5), (-SIDE, -0.5)];
    corners.map(|(x, y)| format!("{},{}", px(x * radius), px(y * radius))).join(" ")
}

fn inside(node: &Face) -> Html {
    let y = if node.below.is_empty() { "6" } else { "-1" };
    html! {
        <>
            <text class="node-id" {y}>{ node.id.to_string() }</text>
            <text class="node-era" y="14">{ &node.below }</text>
            if node.power == Power::Paused {
                <path class="node-bars" d="M-5 -28V-18M5 -28V-18" />
            }
        </>
    }
}

fn beside(node: &Face, side: Side, layout: &Layout) -> Html {
    let lines = &node.beside;
    let (x, y, anchor) = layout.words(side);
    let line = |(place, (class, text)): (usize, &(&'static str, String))| {
        let y = px(y + LINE * place as f64);
        html! { <text class={*class} x={px(x)} {y} text-anchor={anchor}>{ text }</text> }
    };
    // Above and under a server there is room for two lines.
    let room = match side {
        Side::Above | Side::Below => 2,
        Side::Left | Side::Right => lines.len(),
    };
    lines.iter().take(room).enumerate().map(line).collect()
}

fn lines(node: &NodeScene, words: &Words) -> Vec<(&'static str, String)> {
    let stage = &words.stage;
    if node.power == Power::Down {
        let view = &node.view;
        let holds = (stage.disk_holds)(view.era_name.text, view.status.era, node.saved_log);
        let mut lines = vec![("node-role", stage.crashed.to_string()), ("node-more", holds)];
        // Of a server that is in no era there is little to say.
        lines.truncate(if view.era_name.text.is_empty() { 1 } else { 2 });
        return lines;
    }
    let role = capitalised(node.view.role.text);
    let role = match node.power {
        Power::Paused => format!("{role}, {}", stage.paused),
        Power::Up | Power::Down => role,
    };
    let badges = node.view.badges.iter();
    let badge =
        badges.map(|badge| ("node-more", (stage.badge)(badge.name.text, badge.count, badge.of)));
    let disk = match node.unsaved_writes {
        0 => ("node-more", stage.disk_saved.to_string()),
        count => ("node-unsaved", (stage.unsaved)(count)),
    };
    std::iter::once(("node-role", role)).chain(badge).chain([disk]).collect()
}
