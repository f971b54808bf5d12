//! Which links are cut, and the form that parts the cluster in two.

use super::TabProps;
use crate::form::{Choice, answer};
use machine::Endpoint;
use simulator::{Action, LinkScene};
use yew::prelude::{AttrValue, Callback, Html, SubmitEvent, component, html, use_state};

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

/// On which side of a partition somebody is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    A,
    B,
    /// In neither group: reaches everybody.
    Both,
}

const SIDES: [Side; 3] = [Side::A, Side::B, Side::Both];

/// The form that parts the cluster in two groups.
#[component]
pub(crate) fn PartitionForm(props: &TabProps) -> Html {
    let words = props.words;
    let nodes = props.scene.nodes.iter().map(|node| Endpoint::Node(node.id));
    let clients = props.scene.clients.iter().map(|client| Endpoint::Client(client.id));
    let ends: Vec<Endpoint> = nodes.chain(clients).collect();
    let sides = use_state(|| ends.iter().map(first_side).collect::<Vec<Side>>());
    let refused = use_state(|| None::<AttrValue>);
    let onsubmit = {
        let (sides, refused, ends) = (sides.clone(), refused.clone(), ends.clone());
        let on_act = props.on_act.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let group = |side: Side| -> Vec<Endpoint> {
                let on_side = ends.iter().zip(sides.iter()).filter(|(_, of)| **of == side);
                on_side.map(|(end, _)| *end).collect()
            };
            let groups = vec![group(Side::A), group(Side::B)];
            let is_whole = groups.iter().any(Vec::is_empty);
            refused.set(is_whole.then_some(AttrValue::from(words.later().tab.expect_two_groups)));
            if !is_whole {
                on_act.emit(Action::Partition(groups));
            }
        })
    };
    let names = [words.later().tab.group_a, words.later().tab.group_b, words.later().tab.no_group];
    let each = ends.iter().enumerate().map(|(place, end)| {
        let on_choose = {
            let sides = sides.clone();
            Callback::from(move |chosen: usize| {
                let mut all = (*sides).clone();
                all.resize(all.len().max(place + 1), Side::Both);
                all[place] = SIDES[chosen];
                sides.set(all);
            })
        };
        let side = sides.get(place).copied().unwrap_or(Side::Both);
        html! {
            <Choice
                key={place}
                id={format!("side-{end}")}
                label={end.to_string()}
                options={names.map(AttrValue::from).to_vec()}
                chosen={SIDES.iter().position(|known| *known == side).unwrap_or(0)}
                {on_choose}
            />
        }
    });
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ words.later().tab.partition }</h2>
            <p class="quiet">{ words.later().tab.partition_note }</p>
            <form class="form" {onsubmit}>
                <div class="form-grid">{ for each }</div>
                <button type="submit">{ words.later().tab.partition_do }</button>
                { answer(refused.as_ref()) }
            </form>
        </section>
    }
}

/// The first two servers stand against the rest; clients reach everybody.
fn first_side(end: &Endpoint) -> Side {
    match end {
        Endpoint::Node(node) if node.0 <= 2 => Side::A,
        Endpoint::Node(_) => Side::B,
        Endpoint::Client(_) => Side::Both,
    }
}
