//! Two cards side by side: what a server keeps in memory and what its disk holds.

use super::fields::{self, Show};
use crate::words::Words;
use simulator::{NodeScene, Power};
use yew::prelude::{Html, html};

/// The cards of one server, with each field's value as `show` draws it.
pub(crate) fn cards(node: &NodeScene, show: Show<'_>, words: &'static Words) -> Html {
    html! {
        <div class="cards">
            { memory(node, show, words) }
            { disk(node, show, words) }
        </div>
    }
}

fn memory(node: &NodeScene, show: Show<'_>, words: &'static Words) -> Html {
    let body = match node.power {
        Power::Down => html! { <p class="quiet">{ words.panel.memory_gone }</p> },
        Power::Up | Power::Paused => html! {
            <dl class="fields">
                { fields::list(&node.view.memory, &node.memory_before, show, words) }
            </dl>
        },
    };
    card(&(words.panel.in_memory)(&node.id.to_string()), words.panel.lost_in_a_crash, body)
}

fn disk(node: &NodeScene, show: Show<'_>, words: &'static Words) -> Html {
    let saved = node.saved_at.map_or(words.panel.never.to_string(), |at| at.to_string());
    let body = html! {
        <dl class="fields">
            { fields::list(&node.disk, &node.disk_before, show, words) }
            <dt>{ words.panel.last_saved }</dt>
            <dd>{ saved }</dd>
        </dl>
    };
    card(&(words.panel.on_disk)(&node.id.to_string()), words.panel.survives, body)
}

fn card(title: &str, remark: &str, body: Html) -> Html {
    html! {
        <section class="card">
            <h3 class="card-title">
                { title }<span class="card-remark">{ format!(" · {remark}") }</span>
            </h3>
            { body }
        </section>
    }
}
