//! Links: a line between two servers, and a button for each of its directions.

use super::layout::{Layout, Path, Point};
use super::pressed::on_press;
use crate::px::px;
use crate::session::Target;
use crate::shared::Shared;
use crate::words::Words;
use js_sys::Math;
use machine::{Endpoint, NodeId};
use simulator::{LinkScene, Scene};
use yew::prelude::{Callback, Html, Properties, component, html};

/// Which links, and how they are seen.
#[derive(Properties, PartialEq)]
pub(super) struct LinksProps {
    pub(super) links: Vec<LinkScene>,
    pub(super) layout: Shared<Layout>,
    /// The server whose links the tab key reaches; without one it reaches all.
    pub(super) selected: Option<NodeId>,
    pub(super) on_click: Callback<Target>,
    pub(super) words: &'static Words,
}

/// The links that are shown: those between servers, and those of clients that are cut.
pub(super) fn shown(scene: &Scene) -> Vec<LinkScene> {
    let is_shown =
        |link: &&LinkScene| link.is_cut || (link.from.node().is_some() && link.to.node().is_some());
    scene.links.iter().filter(is_shown).cloned().collect()
}

/// The links. They are drawn again only when one of them has changed: there are many.
#[component]
pub(super) fn Links(props: &LinksProps) -> Html {
    let whole = props.links.iter().filter(|link| {
        let is_first = link.from < link.to;
        is_first && !link.is_cut && !is_cut(&props.links, link.to, link.from)
    });
    html! {
        <g class="links">
            { for whole.map(|link| line(&props.layout, link)) }
            { for props.links.iter().map(|link| direction(props, link)) }
        </g>
    }
}

fn is_cut(links: &[LinkScene], from: Endpoint, to: Endpoint) -> bool {
    links.iter().any(|link| link.from == from && link.to == to && link.is_cut)
}

/// The line of a link that is whole both ways, in the middle between its directions.
fn line(layout: &Layout, link: &LinkScene) -> Html {
    let (there, back) = (layout.path(link.from, link.to), layout.path(link.to, link.from));
    let middle = |one: Point, other: Point| Point {
        x: f64::midpoint(one.x, other.x),
        y: f64::midpoint(one.y, other.y),
    };
    let (from, to) = (middle(there.start, back.end), middle(there.end, back.start));
    html! {
        <line
            key={format!("{}-{}", link.from, link.to)}
            class="way-line"
            x1={px(from.x)} y1={px(from.y)} x2={px(to.x)} y2={px(to.y)}
        />
    }
}

fn direction(props: &LinksProps, link: &LinkScene) -> Html {
    let (from, to) = (link.from, link.to);
    let path = props.layout.path(from, to);
    let target = Target::Link(from, to);
    let id = props.layout.id(target);
    let (onclick, onkeydown) = on_press(target, &props.on_click);
    let (from_name, to_name) = (from.to_string(), to.to_string());
    let stage = &props.words.stage;
    let name = if link.is_cut { stage.link_cut } else { stage.link_name };
    let reached = props.selected.is_none_or(|node| [from.node(), to.node()].contains(&Some(node)));
    let is_one_way = !link.is_cut && is_cut(&props.links, to, from);
    html! {
        <g
            key={id.clone()}
            id={id.clone()}
            class="way"
            role="button"
            tabindex={if reached { "0" } else { "-1" }}
            aria-label={name(&from_name, &to_name)}
            aria-describedby={link.has_own_settings.then(|| format!("about-{id}"))}
            aria-haspopup="menu"
            {onclick}
            {onkeydown}
        >
            { stroke("way-hit", &path) }
            if is_one_way { { stroke("way-line", &path) } }
            if link.is_cut {
                { stroke("way-cut", &path) }
                { cut_mark(&path) }
            }
        </g>
    }
}

fn stroke(class: &'static str, path: &Path) -> Html {
    html! {
        <line
            {class}
            x1={px(path.start.x)} y1={px(path.start.y)} x2={px(path.end.x)} y2={px(path.end.y)}
        />
    }
}

/// A pair of scissors, near the end that cannot send.
fn cut_mark(path: &Path) -> Html {
    let at = path.point((34.0 / path.length).min(0.4));
    let turn = Math::atan2(path.uy, path.ux).to_degrees();
    let transform = format!("translate({} {}) rotate({})", px(at.x), px(at.y), px(turn));
    html! {
        <g class="way-mark" {transform}>
            <circle class="way-ground" r="9" />
            <path d="M-1 -1.6 7 3.4M-1 1.6 7 -3.4" />
            <circle cx="-3.2" cy="-3" r="2.3" />
            <circle cx="-3.2" cy="3" r="2.3" />
        </g>
    }
}
