//! The settings of one link or one server, and orders to one, asked for over the page.

use super::{DialogsProps, title};
use crate::form::{ClockForm, DiskForm, LinkForm, OrderForm, PaceForm};
use crate::session::Part;
use machine::{Endpoint, NodeId};
use simulator::Action;
use yew::prelude::{Callback, Html, html};

/// How one direction of a link treats messages.
pub(super) fn settings_of_link(
    from: Endpoint,
    to: Endpoint,
    props: &DialogsProps,
    on_act: Callback<Action>,
) -> Html {
    let words = props.words;
    let link = props.scene.links.iter().find(|link| (link.from, link.to) == (from, to));
    let settings = link.map_or(props.scene.network, |link| link.settings);
    let name = (words.stage.link_name)(&from.to_string(), &to.to_string());
    html! {
        <>
            { title(name, &props.send, words) }
            <LinkForm place="dialog" link={Some((from, to))} {settings} {on_act} {words} />
        </>
    }
}

/// How a part of a server behaves.
pub(super) fn settings_of_machine(
    node: NodeId,
    part: Part,
    props: &DialogsProps,
    on_act: Callback<Action>,
) -> Html {
    let words = props.words;
    let dialog = &words.later().dialog;
    let Some(scene) = props.scene.nodes.get(node.index()) else { return Html::default() };
    let (name, form) = match part {
        Part::Pace => (
            dialog.pace_title,
            html! { <PaceForm place="dialog" {node} pace={scene.pace} {on_act} {words} /> },
        ),
        Part::Clock => (
            dialog.clock_title,
            html! { <ClockForm place="dialog" {node} clock={scene.clock} {on_act} {words} /> },
        ),
        Part::Disk => {
            let settings = scene.disk_settings;
            (
                dialog.disk_title,
                html! { <DiskForm place="dialog" {node} {settings} {on_act} {words} /> },
            )
        }
    };
    html! {
        <>
            { title(name(&node.to_string()), &props.send, words) }
            { form }
        </>
    }
}

/// An order to a server.
pub(super) fn order(node: NodeId, props: &DialogsProps, on_act: Callback<Action>) -> Html {
    let words = props.words;
    let orders = props.opened.experiment.with(|run| run.info(words.language).orders);
    let name = (words.later().dialog.order_title)(&node.to_string());
    html! {
        <>
            { title(name, &props.send, words) }
            <OrderForm
                {node}
                {orders}
                scene={&props.scene}
                experiment={&props.opened.experiment}
                {on_act}
                {words}
            />
        </>
    }
}
