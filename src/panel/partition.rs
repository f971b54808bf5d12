//! The form that parts the cluster in two: as one of a list, or each server by itself.

use super::{TabProps, scenes};
use crate::form::{Choice, answer};
use machine::{Endpoint, NodeId};
use simulator::{Action, Scene};
use yew::prelude::{AttrValue, Callback, Html, SubmitEvent, component, html, use_state};

/// On which side of a partition somebody is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    let splits = splits(&props.scene);
    let split = splits.iter().position(|split| is_split(&ends, &sides, split));
    let own = core::iter::once(AttrValue::from(words.later().tab.split_own));
    let listed = splits.iter().map(|split| {
        let [these, others] = [Side::A, Side::B].map(|side| {
            let on_side = props.scene.nodes.iter().filter(|node| side_in(split, node.id) == side);
            on_side.map(|node| node.id.to_string()).collect::<Vec<String>>().join(" ")
        });
        AttrValue::from((words.later().tab.split_off)(&these, &others))
    });
    let options = own.chain(listed).collect::<Vec<AttrValue>>();
    let on_split = {
        let (sides, ends, splits) = (sides.clone(), ends.clone(), splits.clone());
        Callback::from(move |chosen: usize| {
            let Some(split) = chosen.checked_sub(1).and_then(|place| splits.get(place)) else {
                return;
            };
            let side = |end: &Endpoint| end.node().map_or(Side::Both, |node| side_in(split, node));
            sides.set(ends.iter().map(side).collect());
        })
    };
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
                <Choice
                    id="partition-split"
                    label={words.later().tab.split}
                    {options}
                    chosen={split.map_or(0, |place| place + 1)}
                    on_choose={on_split}
                />
                <div class="form-grid">{ for each }</div>
                <button type="submit">{ words.later().tab.partition_do }</button>
                { answer(refused.as_ref()) }
            </form>
        </section>
    }
}

/// The partitions that are offered: the leader alone, the leader with each other server, and every
/// minority of one or two. Each is who stands in the group A.
fn splits(scene: &Scene) -> Vec<Vec<NodeId>> {
    let nodes: Vec<NodeId> = scene.nodes.iter().map(|node| node.id).collect();
    let smaller = nodes.len() / 2;
    let mut splits: Vec<Vec<NodeId>> = Vec::new();
    let mut offer = |split: Vec<NodeId>| {
        if split.len() <= smaller && !splits.contains(&split) {
            splits.push(split);
        }
    };
    // The first half first: as the form stands when it is opened.
    offer(nodes[..smaller.min(2)].to_vec());
    let leader = scenes::leader(scene).map(|leader| leader.id);
    for first in leader.into_iter().chain(nodes.iter().copied()) {
        offer(vec![first]);
        if Some(first) == leader {
            for other in nodes.iter().filter(|other| **other != first) {
                offer(vec![first.min(*other), first.max(*other)]);
            }
        }
    }
    for (place, first) in nodes.iter().enumerate() {
        nodes[place + 1..].iter().for_each(|other| offer(vec![*first, *other]));
    }
    splits.retain(|split| !split.is_empty());
    splits
}

/// On which side of the split a server stands.
fn side_in(split: &[NodeId], node: NodeId) -> Side {
    if split.contains(&node) { Side::A } else { Side::B }
}

/// Whether everybody stands as in this split.
fn is_split(ends: &[Endpoint], sides: &[Side], split: &[NodeId]) -> bool {
    let as_in = |(end, side): (&Endpoint, &Side)| {
        *side == end.node().map_or(Side::Both, |node| side_in(split, node))
    };
    ends.len() == sides.len() && ends.iter().zip(sides).all(as_in)
}

/// The first two servers stand against the rest; clients reach everybody.
fn first_side(end: &Endpoint) -> Side {
    match end {
        Endpoint::Node(node) if node.0 <= 2 => Side::A,
        Endpoint::Node(_) => Side::B,
        Endpoint::Client(_) => Side::Both,
    }
}
