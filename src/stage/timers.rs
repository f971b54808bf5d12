//! The arcs round the servers: what is left of the timer that goes off next.

use super::layout::{Layout, Point};
use crate::clock::{Clock, Looks, use_now};
use crate::px::px;
use crate::shared::Shared;
use core::f64::consts::TAU;
use js_sys::Math;
use machine::Micros;
use simulator::{Power, Scene, TimerScene};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::{Html, Properties, component, html};

/// The longest arc: its two ends are a tenth of a pixel from each other.
const SHARE_MAX: f64 = 0.9995;

/// Whose timers, and the time. While the run plays an event alone does not draw them again: they
/// show what has become of them when they next look at the clock.
#[derive(Properties, PartialEq)]
pub(super) struct TimersProps {
    pub(super) latest: Rc<RefCell<Shared<Scene>>>,
    pub(super) layout: Shared<Layout>,
    pub(super) clock: Clock,
}

/// All arcs as one path: one shape is cheaper to change than one a server.
#[component]
pub(super) fn Timers(props: &TimersProps) -> Html {
    let now = use_now(&props.clock, Looks::Often);
    let mut d = String::new();
    for (place, node) in props.latest.borrow().nodes.iter().enumerate() {
        if let (Power::Up | Power::Paused, Some(timer)) = (node.power, node.timers.first()) {
            let (centre, _) = props.layout.node(place);
            d += &arc(centre, props.layout.outer, left(timer, now));
        }
    }
    html! { <path class="timer-arc" {d} aria-hidden="true" /> }
}

/// So much of a circle as a path, clockwise from the top. A whole one would end where it begins,
/// and be no arc.
fn arc(centre: Point, radius: f64, share: f64) -> String {
    let angle = TAU * share.min(SHARE_MAX);
    let end = [radius * Math::sin(angle), radius * (1.0 - Math::cos(angle))];
    let start = [centre.x, centre.y - radius];
    let large = if share > 0.5 { "1" } else { "0" };
    let point = |[x, y]: [f64; 2]| format!("{} {}", px(x), px(y));
    format!("M{}a{} 0 {} 1 {}", point(start), point([radius, radius]), large, point(end))
}

/// What is left of a timer, as a share of the whole.
fn left(timer: &TimerScene, now: Micros) -> f64 {
    let whole = timer.due.since(timer.set).0.max(1);
    timer.due.since(now).0.min(whole) as f64 / whole as f64
}
