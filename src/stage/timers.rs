//! The arcs round the servers: what is left of the timer that goes off next.

use super::layout::Layout;
use crate::clock::{Clock, use_now};
use crate::px::px;
use crate::shared::Shared;
use machine::Micros;
use simulator::{NodeScene, Power, Scene, TimerScene};
use yew::prelude::{Html, Properties, component, html};

/// Whose timers, and the time.
#[derive(Properties, PartialEq)]
pub(super) struct TimersProps {
    pub(super) scene: Shared<Scene>,
    pub(super) layout: Shared<Layout>,
    pub(super) clock: Clock,
}

/// All arcs. Drawn again every frame.
#[component]
pub(super) fn Timers(props: &TimersProps) -> Html {
    let now = use_now(&props.clock);
    let radius = px(props.layout.outer);
    let up = props.scene.nodes.iter().enumerate().filter(|(_, node)| node.power != Power::Down);
    let arc = |(place, node): (usize, &NodeScene)| {
        let (at, _) = props.layout.node(place);
        let left = node.timers.first().map_or(0, |timer| left(timer, now));
        html! {
            <g key={place} transform={format!("translate({} {})", px(at.x), px(at.y))}>
                <circle class="timer-track" r={radius.clone()} />
                <circle
                    class="timer-arc"
                    r={radius.clone()}
                    pathLength="1000"
                    transform="rotate(-90)"
                    stroke-dasharray={format!("{left} 1000")}
                />
            </g>
        }
    };
    html! { <g class="timers" aria-hidden="true">{ for up.map(arc) }</g> }
}

/// What is left of a timer, in thousandths.
fn left(timer: &TimerScene, now: Micros) -> u64 {
    let whole = timer.due.since(timer.set).0.max(1);
    timer.due.since(now).0.min(whole) * 1_000 / whole
}
