//! An order to one server: which servers it names.

use super::{Choice, answer};
use crate::session::ExperimentHandle;
use crate::words::Words;
use catalog::OrderWords;
use machine::NodeId;
use simulator::{Action, Scene};
use yew::prelude::{
    AttrValue, Callback, Event, Html, Properties, SubmitEvent, UseStateHandle, component, html,
    use_state,
};

/// Which order, and to whom.
#[derive(Properties, PartialEq)]
pub(crate) struct OrderFormProps {
    pub(crate) node: NodeId,
    pub(crate) order: OrderWords,
    /// How many servers there are.
    pub(crate) nodes: u8,
    pub(crate) experiment: ExperimentHandle,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

/// Why the order would come to nothing if it named these servers, if it would.
fn refused(
    experiment: &ExperimentHandle,
    node: NodeId,
    order: &OrderWords,
    named: &[NodeId],
    words: &'static Words,
) -> Option<String> {
    let (name, language) = (order.name.key.into(), words.language);
    let action = Action::Order(node, order.name.key.into(), named.to_vec());
    experiment.with(|run| match run.check(&action) {
        Err(why) => Some(catalog::refusal(&why, language)),
        Ok(()) => run.declined(node, &name, named, language),
    })
}

/// What the order can name, as far as one has to look to know whether it can be obeyed at all.
fn namings(order: &OrderWords, nodes: u8) -> Vec<Vec<NodeId>> {
    let (least, most) = order.names;
    let all: Vec<NodeId> = NodeId::all(nodes).collect();
    match (least, most) {
        (0, _) => vec![Vec::new()],
        (1, _) => all.into_iter().map(|node| vec![node]).collect(),
        (least, _) => all.windows(usize::from(least)).map(<[NodeId]>::to_vec).collect(),
    }
}

/// Why the order would come to nothing whatever it named, if it would.
pub(crate) fn refused_at_all(
    experiment: &ExperimentHandle,
    node: NodeId,
    order: &OrderWords,
    scene: &Scene,
    words: &'static Words,
) -> Option<String> {
    let mut first = None;
    for named in namings(order, scene.nodes.len() as u8) {
        let refused = refused(experiment, node, order, &named, words)?;
        first = first.or(Some(refused));
    }
    first
}

/// The form. An order that would come to nothing is not given, and the reason said.
#[component]
pub(crate) fn OrderForm(props: &OrderFormProps) -> Html {
    let (words, node) = (props.words, props.node);
    let named = use_state(|| first(props));
    let why = refused(&props.experiment, node, &props.order, &named, words);
    let is_tried = use_state(|| false);
    let onsubmit = {
        let (named, is_tried, on_act) = (named.clone(), is_tried.clone(), props.on_act.clone());
        let (name, can) = (props.order.name.key, why.is_none());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_tried.set(true);
            if can {
                on_act.emit(Action::Order(node, name.into(), (*named).clone()));
            }
        })
    };
    let (_, most) = props.order.names;
    let said = why.filter(|_| *is_tried).map(AttrValue::from);
    html! {
        <form class="form" {onsubmit}>
            if most == 1 {
                { one(props, &named) }
            } else {
                { several(props, &named) }
            }
            <button type="submit" class="button is-primary">
                { words.later().dialog.order_do }
            </button>
            { answer(said.as_ref()) }
        </form>
    }
}

/// What is named to begin with: the first that would come to something.
fn first(props: &OrderFormProps) -> Vec<NodeId> {
    let mut namings = namings(&props.order, props.nodes);
    let does = |named: &Vec<NodeId>| {
        refused(&props.experiment, props.node, &props.order, named, props.words).is_none()
    };
    let place = namings.iter().position(does).unwrap_or(0);
    namings.swap_remove(place)
}

/// A choice of one server.
fn one(props: &OrderFormProps, named: &UseStateHandle<Vec<NodeId>>) -> Html {
    let servers: Vec<AttrValue> =
        NodeId::all(props.nodes).map(|node| node.to_string().into()).collect();
    let on_choose = {
        let named = named.setter();
        Callback::from(move |place: usize| {
            named.set(NodeId::all(u8::MAX).nth(place).into_iter().collect());
        })
    };
    html! {
        <Choice
            id="order-server"
            label={props.words.later().tab.server}
            options={servers}
            chosen={named.first().map_or(0, |node| node.index())}
            {on_choose}
        />
    }
}

/// A box to check for each server.
fn several(props: &OrderFormProps, named: &UseStateHandle<Vec<NodeId>>) -> Html {
    let each = NodeId::all(props.nodes).map(|node| {
        let onchange = {
            let named = named.clone();
            Callback::from(move |_: Event| {
                let (mut others, before) = ((*named).clone(), named.len());
                others.retain(|other| *other != node);
                if others.len() == before {
                    others.push(node);
                    others.sort_unstable();
                }
                named.set(others);
            })
        };
        html! {
            <label class="form-check">
                <input type="checkbox" checked={named.contains(&node)} {onchange} />
                { node.to_string() }
            </label>
        }
    });
    html! {
        <fieldset class="form-checks">
            <legend>{ props.words.later().dialog.order_servers }</legend>
            { for each }
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::namings;
    use catalog::OrderWords;
    use machine::NodeId;
    use simulator::Label;

    fn order(least: u8, most: u8) -> OrderWords {
        let name = Label { key: "turn", text: "turn" };
        OrderWords { name, section: "1", names: (least, most) }
    }

    #[test]
    fn an_order_that_names_one_server_may_name_any() {
        let three = [1, 2, 3].map(|node| vec![NodeId(node)]);
        assert_eq!(namings(&order(1, 1), 3), three);
        assert_eq!(namings(&order(1, 9), 3), three);
    }

    #[test]
    fn an_order_that_need_name_none_is_tried_so() {
        assert_eq!(namings(&order(0, 0), 3), [Vec::<NodeId>::new()]);
        assert_eq!(namings(&order(2, 4), 3).len(), 2);
    }
}
