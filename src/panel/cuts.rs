//! Which links are cut.

use super::TabProps;
use simulator::{Action, LinkScene};
use yew::prelude::{Html, component, html};

/// The cut links, each with a way to heal it.
#[component]
pub(crate) fn Cuts(props: &TabProps) -> Html {
    let words = props.words;
    let cuts: Vec<&LinkScene> = props.scene.links.iter().filter(|link| link.is_cut).collect();
    html! {
        <section class="panel-section">
            <div class="panel-head">
                <h2 class="panel-heading">{ words.later().tab.cut_links }</h2>
                if !cuts.is_empty() {
                    <button
                        type="button"
                        class="small"
                        onclick={props.on_act.reform(|_| Action::HealAll)}
                    >
                        { words.later().tab.heal_all }
                    </button>
                }
            </div>
            if cuts.is_empty() {
                <p class="quiet">{ words.later().tab.no_cuts }</p>
            }
            <ul class="cuts">{ for cuts.iter().map(|link| one(link, props)) }</ul>
        </section>
    }
}

fn one(link: &LinkScene, props: &TabProps) -> Html {
    let words = props.words;
    let (from, to) = (link.from, link.to);
    let (a, b) = (from.to_string(), to.to_string());
    let onclick = props.on_act.reform(move |_| Action::Heal(from, to));
    let name = (words.later().tab.heal_it)(&a, &b);
    html! {
        <li key={name.clone()}>
            <span class="cut-mark" aria-hidden="true">{ "×" }</span>
            <span>{ (words.later().tab.from_to)(&a, &b) }</span>
            <button type="button" class="small" aria-label={name} {onclick}>
                { words.later().tab.heal }
            </button>
        </li>
    }
}
