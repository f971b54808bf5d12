//! What servers are in the middle of: in words beside them, as an arrow to whom it is with, and as
//! an arc inside that of the timer, if a timer ends it.

use super::AsideProps;
use crate::px::px;
use crate::stage::layout::{Layout, Point};
use crate::units::duration;
use crate::words::Words;
use js_sys::Math;
use machine::{Endpoint, NodeId, Underway};
use simulator::{Label, NodeScene, Scene, TimerScene};
use std::f64::consts::TAU;
use yew::prelude::{Html, html};

/// What each server is in the middle of.
pub(super) type Doing = [(NodeId, Underway<Label>)];

/// How far the end of an arrow lies from the middle of the way, as a share of its length.
const BOW: f64 = 0.16;

/// What a server is in the middle of, a line each.
pub(super) fn lines(doing: &Doing, node: &NodeScene, scene: &Scene, words: &Words) -> Vec<String> {
    let own = doing.iter().filter(|(id, _)| *id == node.id);
    own.map(|(_, it)| said(it, node, scene, words)).collect()
}

/// `hands over to S2, 84 ms left`.
fn said(it: &Underway<Label>, node: &NodeScene, scene: &Scene, words: &Words) -> String {
    let what = match it.with {
        Some(with) if it.count.is_some() => format!("{} {with}:", it.what.text),
        Some(with) => format!("{} {with}", it.what.text),
        None => it.what.text.to_string(),
    };
    let mut said = match it.count {
        Some(count) => (words.stage.badge)(&what, count, it.of),
        None => what,
    };
    if let Some(timer) = timer(it, node) {
        let left = duration(timer.due.since(scene.now));
        said = format!("{said}, {}", (words.later().aside.left)(&left));
    }
    said
}

/// The timer that ends it, if it runs.
fn timer<'a>(it: &Underway<Label>, node: &'a NodeScene) -> Option<&'a TimerScene> {
    let key = it.until?.key;
    node.timers.iter().find(|timer| timer.name.key == key)
}

/// An arrow to each server that another is in the middle of something with.
pub(super) fn arrows(doing: &Doing, props: &AsideProps) -> Html {
    let one = |(from, it): &(NodeId, Underway<Label>)| {
        let to = it.with?;
        let label = format!("{from} {} {to}", it.what.text);
        Some(html! {
            <g role="img" aria-label={label} fill="none" stroke="var(--accent)">
                <path
                    d={bow((*from).into(), to.into(), &props.layout)}
                    stroke-width="2.5"
                    stroke-dasharray="7 5"
                    stroke-linecap="round"
                />
                <path d={head((*from).into(), to.into(), &props.layout)} stroke-width="2.5" />
            </g>
        })
    };
    doing.iter().filter_map(one).collect()
}

/// Where an arrow turns: beside the middle of the way.
fn turn(from: Endpoint, to: Endpoint, layout: &Layout) -> (Point, Point, Point) {
    let path = layout.path(from, to);
    let middle = path.point(0.5);
    let aside = path.length * BOW * 2.0;
    let turn = Point { x: middle.x - path.uy * aside, y: middle.y + path.ux * aside };
    (path.start, turn, path.end)
}

fn bow(from: Endpoint, to: Endpoint, layout: &Layout) -> String {
    let (start, turn, end) = turn(from, to, layout);
    let point = |at: Point| format!("{} {}", px(at.x), px(at.y));
    format!("M{}Q{} {}", point(start), point(turn), point(end))
}

/// The two strokes of its head, along the way in which it ends.
fn head(from: Endpoint, to: Endpoint, layout: &Layout) -> String {
    let (_, turn, end) = turn(from, to, layout);
    let (dx, dy) = (end.x - turn.x, end.y - turn.y);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (ux, uy) = (9.0 * dx / length, 9.0 * dy / length);
    let side = |sign: f64| {
        let (x, y) = (end.x - ux - sign * uy * 0.6, end.y - uy + sign * ux * 0.6);
        format!("{} {}", px(x), px(y))
    };
    format!("M{}L{} {}L{}", side(1.0), px(end.x), px(end.y), side(-1.0))
}

/// What is left of each timer that ends something, inside the arc of the timer that is next.
pub(super) fn arcs(doing: &Doing, props: &AsideProps) -> Html {
    let one = |(id, it): &(NodeId, Underway<Label>)| {
        let node = props.scene.nodes.get(id.index())?;
        let timer = timer(it, node)?;
        let whole = timer.due.since(timer.set).0.max(1);
        let left = timer.due.since(props.scene.now).0.min(whole) as f64 / whole as f64;
        let radius = (props.layout.outer + props.layout.ring * 1.18) / 2.0;
        let (at, _) = props.layout.node(id.index());
        Some(html! {
            <g transform={format!("translate({} {})", px(at.x), px(at.y))} aria-hidden="true">
                <path
                    d={arc(radius, 0.0, left.min(0.9995))}
                    fill="none"
                    stroke="var(--accent)"
                    stroke-width="2.5"
                />
            </g>
        })
    };
    doing.iter().filter_map(one).collect()
}

/// So much of a circle round the origin, clockwise, from this share of it on.
pub(super) fn arc(radius: f64, from: f64, share: f64) -> String {
    let at = |share: f64| {
        let angle = TAU * share;
        format!("{} {}", px(radius * Math::sin(angle)), px(-radius * Math::cos(angle)))
    };
    let (large, round) = (u8::from(share > 0.5), px(radius));
    format!("M{}A{} {} 0 {} 1 {}", at(from), round, round, large, at(from + share))
}
