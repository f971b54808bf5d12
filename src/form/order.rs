//! An order to one server: which of the protocol's orders, and which servers it names.

use super::{Choice, answer};
use crate::panel::section;
use crate::session::ExperimentHandle;
use crate::shared::Shared;
use crate::words::{Words, capitalised};
use catalog::OrderWords;
use machine::NodeId;
use simulator::{Action, Scene};
use yew::prelude::{
    AttrValue, Callback, Event, Html, Properties, SubmitEvent, UseStateHandle, classes, component,
    html, use_state,
};

/// To whom, in which run.
#[derive(Clone, Properties, PartialEq)]
pub(crate) struct OrderFormProps {
    pub(crate) node: NodeId,
    /// What the protocol's orders are.
    pub(crate) orders: Vec<OrderWords>,
    pub(crate) scene: Shared<Scene>,
    pub(crate) experiment: ExperimentHandle,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

/// An order as it is filled in.
#[derive(Clone, PartialEq)]
struct Draft {
    /// Its place among the protocol's orders.
    place: usize,
    named: Vec<NodeId>,
    /// Why it cannot be given, once that was tried.
    problem: Option<AttrValue>,
}

/// Whether a server can be given any of these orders now; if it cannot, why not the first.
///
/// # Errors
/// What the server says to the first, or what is in the way of it.
pub(crate) fn can_obey(
    experiment: &ExperimentHandle,
    node: NodeId,
    orders: &[OrderWords],
    scene: &Scene,
    words: &'static Words,
) -> Result<(), String> {
    let mut first = None;
    for order in orders {
        match refused_at_all(experiment, node, order, scene, words) {
            None => return Ok(()),
            Some(why) => first = first.or(Some(why)),
        }
    }
    first.map_or(Ok(()), Err)
}

/// Why the order would come to nothing whatever it named, if it would.
fn refused_at_all(
    experiment: &ExperimentHandle,
    node: NodeId,
    order: &OrderWords,
    scene: &Scene,
    words: &'static Words,
) -> Option<String> {
    let mut first = None;
    for named in namings(order, scene.nodes.len() as u8) {
        let why = refused(experiment, node, order, &named, words)?;
        first = first.or(Some(why));
    }
    first
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
    let all: Vec<NodeId> = NodeId::all(nodes).collect();
    match order.names {
        (0, _) => vec![Vec::new()],
        (least, _) => all.windows(usize::from(least)).map(<[NodeId]>::to_vec).collect(),
    }
}

/// The form. An order that would come to nothing is not given, and the reason said.
#[component]
pub(crate) fn OrderForm(props: &OrderFormProps) -> Html {
    let words = props.words;
    let refusal = |order: &OrderWords| {
        refused_at_all(&props.experiment, props.node, order, &props.scene, words)
    };
    let refusals: Vec<Option<String>> = props.orders.iter().map(refusal).collect();
    let draft = use_state(|| {
        let first = refusals.iter().position(Option::is_none).unwrap_or(0);
        props.begin(first)
    });
    let onsubmit = {
        let (draft, props) = (draft.clone(), props.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(order) = props.orders.get(draft.place) else { return };
            let (node, named) = (props.node, &draft.named);
            match refused(&props.experiment, node, order, named, props.words) {
                Some(why) => draft.set(Draft { problem: Some(why.into()), ..(*draft).clone() }),
                None => {
                    let name = order.name.key.into();
                    props.on_act.emit(Action::Order(node, name, named.clone()));
                }
            }
        })
    };
    let orders = props.orders.iter().zip(&refusals).enumerate();
    let one = |(place, (order, why)): (usize, (&OrderWords, &Option<String>))| {
        let onchange = {
            let (draft, props) = (draft.clone(), props.clone());
            Callback::from(move |_: Event| draft.set(props.begin(place)))
        };
        choice(place, order, why.as_deref(), place == draft.place, onchange)
    };
    let servers = props.orders.get(draft.place).map(|order| match order.names {
        (_, 0) => Html::default(),
        (_, 1) => one_server(props, &draft),
        _ => several_servers(props, &draft),
    });
    html! {
        <form class="form" {onsubmit}>
            <fieldset class="orders">
                <legend class="visually-hidden">{ words.later().dialog.order }</legend>
                { for orders.map(one) }
            </fieldset>
            { servers.unwrap_or_default() }
            <button type="submit" class="button is-primary">
                { words.later().dialog.order_do }
            </button>
            { answer(draft.problem.as_ref()) }
        </form>
    }
}

impl OrderFormProps {
    /// The order at this place, as it is filled in to begin with: it names the first that would
    /// come to something, or where it names several, who votes now.
    fn begin(&self, place: usize) -> Draft {
        let named = self.orders.get(place).map(|order| {
            let own = self.scene.nodes.get(self.node.index());
            match (order.names.1, own.and_then(|own| own.membership)) {
                (2.., Some(membership)) => membership.voters.iter().collect(),
                _ => self.first(order),
            }
        });
        Draft { place, named: named.unwrap_or_default(), problem: None }
    }

    fn first(&self, order: &OrderWords) -> Vec<NodeId> {
        let mut namings = namings(order, self.scene.nodes.len() as u8);
        let does = |named: &Vec<NodeId>| {
            refused(&self.experiment, self.node, order, named, self.words).is_none()
        };
        let place = namings.iter().position(does).unwrap_or(0);
        if namings.is_empty() { Vec::new() } else { namings.swap_remove(place) }
    }
}

/// An order to choose; one that cannot be obeyed says why.
fn choice(
    place: usize,
    order: &OrderWords,
    why: Option<&str>,
    is_chosen: bool,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label class={classes!("order", why.map(|_| "is-refused"))} key={order.name.key}>
            <input
                type="radio"
                name="order"
                value={place.to_string()}
                checked={is_chosen}
                disabled={why.is_some()}
                {onchange}
            />
            <span>
                { capitalised(order.name.text) }
                { section(order.section) }
                if let Some(why) = why {
                    <span class="order-why">{ why.to_string() }</span>
                }
            </span>
        </label>
    }
}

/// A choice of one server.
fn one_server(props: &OrderFormProps, draft: &UseStateHandle<Draft>) -> Html {
    let servers: Vec<AttrValue> =
        props.scene.nodes.iter().map(|node| node.id.to_string().into()).collect();
    let on_choose = {
        let draft = draft.clone();
        Callback::from(move |place: usize| {
            let named = NodeId::all(u8::MAX).nth(place).into_iter().collect();
            draft.set(Draft { named, problem: None, ..(*draft).clone() });
        })
    };
    html! {
        <Choice
            id="order-server"
            label={props.words.later().tab.server}
            options={servers}
            chosen={draft.named.first().map_or(0, |node| node.index())}
            {on_choose}
        />
    }
}

/// A box to check for each server.
fn several_servers(props: &OrderFormProps, draft: &UseStateHandle<Draft>) -> Html {
    let each = props.scene.nodes.iter().map(|scene| {
        let node = scene.id;
        let onchange = {
            let draft = draft.clone();
            Callback::from(move |_: Event| {
                let mut named = draft.named.clone();
                named.retain(|other| *other != node);
                if named.len() == draft.named.len() {
                    named.push(node);
                    named.sort_unstable();
                }
                draft.set(Draft { named, problem: None, ..(*draft).clone() });
            })
        };
        html! {
            <label class="form-check" key={node.0}>
                <input type="checkbox" checked={draft.named.contains(&node)} {onchange} />
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
        assert!(namings(&order(4, 4), 3).is_empty());
        assert_eq!(namings(&order(2, 4), 3).len(), 2);
    }
}
