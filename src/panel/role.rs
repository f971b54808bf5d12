//! A server's role as a small shape beside its word: a shape as well as a colour.

use crate::words::Words;
use machine::Shape;
use simulator::{NodeScene, Power};
use yew::prelude::{Html, html};

/// The shape of the server's role, hidden from those who hear its word.
pub(crate) fn glyph(node: &NodeScene) -> Html {
    let class = format!("role-glyph {}", crate::era::class(node.view.status.era));
    let shape = match (node.power, node.view.status.shape) {
        (Power::Down, _) => html! { <circle class="role-down" cx="6" cy="6" r="4.5" /> },
        (_, Shape::Hexagon) => {
            html! { <path class="role-hexagon" d="M6 .8 10.6 3.4V8.6L6 11.2 1.4 8.6V3.4Z" /> }
        }
        (_, Shape::Ring) => html! { <circle class="role-ring" cx="6" cy="6" r="4.2" /> },
        (_, Shape::DashedRing) => html! { <circle class="role-dashed" cx="6" cy="6" r="4.2" /> },
        (_, Shape::DottedRing) => html! { <circle class="role-dotted" cx="6" cy="6" r="4.2" /> },
    };
    html! {
        <svg {class} viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">{ shape }</svg>
    }
}

/// The word for what the server is now: its role, or that it is down.
pub(crate) fn word(node: &NodeScene, words: &'static Words) -> &'static str {
    match node.power {
        Power::Up => node.view.role.text,
        Power::Paused => words.panel.paused,
        Power::Down => words.panel.crashed,
    }
}
