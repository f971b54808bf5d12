//! What is wrong with a server: a small sign on its ring for each fault, and words beside it; and
//! what it is in the middle of, in words.

use super::doing::{self, Doing};
use super::{AsideProps, line};
use crate::px::px;
use crate::session::Target;
use crate::stage::layout::Layout;
use crate::stage::node::LINE;
use crate::units::decimal;
use crate::words::Words;
use js_sys::Math;
use machine::NodeId;
use simulator::{Clock, DiskSettings, DiskTruth, NodeScene, Power};
use std::f64::consts::FRAC_PI_2;
use yew::prelude::{Html, html};

/// The radius of a sign at a large server.
const RADIUS: f64 = 8.0;
/// About how wide a letter beside a server is.
const LETTER: f64 = 6.3;
/// From this share of the stage's height on, words grow upwards.
const LOW: f64 = 0.6;
const HOURGLASS: &str = "M-3 -4H3L-3 4H3Z";
const HANDS: &str = "M0 -4.5V0L3 2";
const CYLINDER: &str =
    "M-4 -2.5A4 1.6 0 0 1 4 -2.5V2.5A4 1.6 0 0 1 -4 2.5ZM-4 -2.5A4 1.6 0 0 0 4 -2.5";
const STRUCK: &str = "M-4 -2.5A4 1.6 0 0 1 4 -2.5V2.5A4 1.6 0 0 1 -4 2.5ZM-6 6 6 -6";

/// A sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    /// So many inputs wait.
    Count(u32),
    /// A drawing.
    Drawn(&'static str),
    /// A drawing of what destroys data.
    Grave(&'static str),
}

/// What is wrong with every server.
pub(super) fn badges(props: &AsideProps, islands: &[Vec<NodeId>], doing: &Doing) -> Html {
    let each = props.scene.nodes.iter().enumerate();
    each.map(|(place, node)| one(place, node, props, islands, doing)).collect()
}

fn one(
    place: usize,
    node: &NodeScene,
    props: &AsideProps,
    islands: &[Vec<NodeId>],
    doing: &Doing,
) -> Html {
    let (words, layout) = (props.words, &props.layout);
    let found = found(node, words);
    let doing = doing::lines(doing, node, &props.scene, words);
    let (at, _) = layout.node(place);
    let target = layout.id(Target::Node(node.id));
    let about = about(node, &found, &doing, islands, words);
    html! {
        <g key={target.clone()} transform={format!("translate({} {})", px(at.x), px(at.y))}>
            <desc id={format!("about-{target}")}>{ about }</desc>
            { for found.iter().enumerate().map(|(nth, (sign, _))| {
                drawn(*sign, nth, found.len(), layout)
            }) }
            { beside(node, &found, &doing, place, layout) }
        </g>
    }
}

/// What is wrong with the server: the sign and the words for it.
fn found(node: &NodeScene, words: &'static Words) -> Vec<(Sign, String)> {
    let fault = &words.later().fault;
    let mut found = Vec::new();
    if node.waiting_inputs > 0 {
        found.push((Sign::Count(node.waiting_inputs), (fault.waits)(node.waiting_inputs)));
    }
    if let Some(pace) = node.pace {
        found.push((Sign::Drawn(HOURGLASS), (fault.slow)(&line::span(pace, words))));
    }
    if node.clock != Clock::default() {
        let Clock { skew, drift } = node.clock;
        let said = (fault.clock)(&signed(skew, 1_000), &signed(drift.into(), 10_000));
        found.push((Sign::Drawn(HANDS), said));
    }
    let DiskSettings { save, truth } = node.disk_settings;
    if save != DiskSettings::default().save {
        found.push((Sign::Drawn(CYLINDER), (fault.slow_disk)(&line::span(save, words))));
    }
    let claimed = node.claimed.as_ref().map_or(0, |claimed| claimed.writes);
    if truth == DiskTruth::Unsynced || claimed > 0 {
        found.push((Sign::Grave(STRUCK), (fault.lying_disk)(claimed)));
    }
    found
}

/// A number of units with its sign; zero has none.
fn signed(number: i64, unit: u64) -> String {
    let text = decimal(number.unsigned_abs(), unit);
    match number {
        0 => text,
        1.. => format!("+{text}"),
        _ => format!("-{text}"),
    }
}

/// All that is said of the server besides its name.
fn about(
    node: &NodeScene,
    found: &[(Sign, String)],
    doing: &[String],
    islands: &[Vec<NodeId>],
    words: &'static Words,
) -> String {
    let found = found.iter().map(|(_, said)| said);
    let mut said: Vec<String> = found.chain(doing).cloned().collect();
    if node.unsaved_writes > 0 {
        said.push((words.stage.unsaved)(node.unsaved_writes));
    }
    let others = islands.iter().filter(|island| !island.contains(&node.id)).flatten();
    let mut others: Vec<NodeId> = others.copied().collect();
    others.sort_unstable();
    if !others.is_empty() {
        let names: Vec<String> = others.iter().map(NodeId::to_string).collect();
        said.push((words.later().fault.cut_off)(&names.join(", ")));
    }
    said.join("; ")
}

/// A sign on the ring: the signs stand side by side at its foot, inside the arc of the timer.
fn drawn(sign: Sign, nth: usize, of: usize, layout: &Layout) -> Html {
    let scale = (layout.outer / 44.0).clamp(0.75, 1.0);
    let step = (2.0 * RADIUS + 2.0) * scale / layout.ring;
    let angle = FRAC_PI_2 + step * ((of as f64 - 1.0) / 2.0 - nth as f64);
    let (x, y) = (layout.ring * Math::cos(angle), layout.ring * Math::sin(angle));
    let place = format!("translate({} {}) scale({scale})", px(x), px(y));
    let colour = match sign {
        Sign::Count(_) | Sign::Drawn(_) => "var(--warn)",
        Sign::Grave(_) => "var(--danger)",
    };
    html! {
        <g transform={place} fill="none" stroke={colour} stroke-width="1.4" aria-hidden="true">
            <circle r={px(RADIUS)} fill="var(--surface)" />
            { match sign {
                Sign::Count(count) => html! {
                    <text y="4" font-size="11" font-weight="600" text-anchor="middle"
                        stroke="none" fill={colour}>
                        { count }
                    </text>
                },
                Sign::Drawn(d) | Sign::Grave(d) => html! { <path {d} /> },
            } }
        </g>
    }
}

/// The words, under those that are always there, or over them where the stage ends below; a narrow
/// stage has no room for them.
fn beside(
    node: &NodeScene,
    found: &[(Sign, String)],
    doing: &[String],
    place: usize,
    layout: &Layout,
) -> Html {
    if layout.is_narrow() {
        return Html::default();
    }
    let (at, side) = layout.node(place);
    let (x, y, anchor) = layout.words(side);
    // The role and the disk, and a line for each count.
    let usual = match node.power {
        Power::Down => 2,
        Power::Up | Power::Paused => 2 + node.view.badges.len(),
    };
    let room = if x > 0.0 { layout.width - at.x - x } else { at.x + x };
    let most = (room / LETTER) as usize;
    let said = |class: &'static str, said: &str| {
        broken(said, most).into_iter().map(move |line| (class, line))
    };
    let doing = doing.iter().flat_map(|it| said("node-doing", it));
    let found = found.iter().flat_map(|(_, it)| said("node-unsaved", it));
    let lines: Vec<(&str, String)> = doing.chain(found).collect();
    let first = if at.y < layout.height * LOW {
        y + LINE * usual as f64
    } else {
        y - LINE * lines.len() as f64
    };
    let line = |(place, (class, said)): (usize, &(&'static str, String))| {
        let y = px(first + LINE * place as f64);
        html! {
            <text class={*class} x={px(x)} {y} text-anchor={anchor} aria-hidden="true">
                { said }
            </text>
        }
    };
    lines.iter().enumerate().map(line).collect()
}

/// A text in lines of so many letters at most, as far as its words allow.
fn broken(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| line.len() + word.len() < most) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn words_that_have_no_room_stand_in_the_next_line() {
        assert_eq!(broken("slow: 0 to 40 ms an input", 22), ["slow: 0 to 40 ms an", "input"]);
        assert_eq!(broken("slow: 0 to 40 ms", 22), ["slow: 0 to 40 ms"]);
        assert_eq!(broken("unbreakable", 3), ["unbreakable"]);
    }
}
