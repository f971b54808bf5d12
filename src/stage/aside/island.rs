//! Islands: the groups of servers that no link joins, each on a ground of its own.

use crate::px::px;
use crate::stage::layout::Layout;
use machine::NodeId;
use simulator::Scene;
use yew::prelude::{Html, html};

/// How far the ground reaches around its servers.
const REACH: f64 = 15.0;

/// The groups of servers among which messages still pass, one way at least. One group is none.
pub(super) fn islands(scene: &Scene) -> Vec<Vec<NodeId>> {
    if !scene.links.iter().any(|link| link.is_cut) {
        return Vec::new();
    }
    let mut islands: Vec<Vec<NodeId>> = scene.nodes.iter().map(|node| vec![node.id]).collect();
    let whole = scene.links.iter().filter(|link| !link.is_cut);
    for (from, to) in whole.filter_map(|link| link.from.node().zip(link.to.node())) {
        let [a, b] = [from, to].map(|end| islands.iter().position(|known| known.contains(&end)));
        if let (Some(a), Some(b)) = (a, b)
            && a != b
        {
            let joined = islands.remove(a.max(b));
            islands[a.min(b)].extend(joined);
        }
    }
    if islands.len() == 1 { Vec::new() } else { islands }
}

/// The grounds, each a wide soft line round its servers.
pub(super) fn grounds(islands: &[Vec<NodeId>], layout: &Layout) -> Html {
    let ground = |island: &Vec<NodeId>| {
        let mut members = island.clone();
        members.sort_unstable();
        let corners = members.iter().map(|node| {
            let at = layout.at((*node).into());
            format!("{} {}", px(at.x), px(at.y))
        });
        let d = format!("M{}Z", corners.collect::<Vec<String>>().join("L"));
        let wide = 2.0 * (layout.outer + REACH);
        let soft = |colour: &'static str, width: f64| {
            html! {
                <path
                    d={d.clone()}
                    fill={colour}
                    stroke={colour}
                    stroke-width={px(width)}
                    stroke-linejoin="round"
                    stroke-linecap="round"
                />
            }
        };
        html! {
            <>
                { soft("var(--line)", wide + 2.0) }
                { soft("var(--sunk)", wide) }
            </>
        }
    };
    html! { <g aria-hidden="true">{ for islands.iter().map(ground) }</g> }
}
