//! The menu of a thing on the stage, worked as the WAI-ARIA practices describe.

use super::layout::{Layout, Point};
use super::message::travelled;
use super::offers::{Asked, Offer};
use crate::clock::Clock;
use crate::dom;
use crate::px::px;
use crate::session::{ExperimentHandle, Msg, Target};
use crate::shared::Shared;
use crate::words::Words;
use simulator::Scene;
use std::rc::Rc;
use yew::prelude::{
    Callback, Html, KeyboardEvent, MouseEvent, NodeRef, Properties, component, html,
    use_effect_with, use_node_ref,
};

/// About how large a menu is, to keep it on the stage.
const WIDTH: f64 = 296.0;
const ROW: f64 = 29.0;

/// What the menu is about, and where.
#[derive(Properties, PartialEq)]
pub(crate) struct MenuProps {
    pub(super) target: Target,
    pub(super) layout: Shared<Layout>,
    pub(super) clock: Clock,
    pub(super) scene: Shared<Scene>,
    pub(super) experiment: ExperimentHandle,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

impl MenuProps {
    /// The id of the element that it is about.
    fn id(&self) -> String {
        self.layout.id(self.target)
    }
}

/// The menu.
pub(crate) fn menu(props: MenuProps) -> Html {
    let key = props.id();
    html! { <Menu {key} ..props /> }
}

/// The menu.
#[component]
fn Menu(props: &MenuProps) -> Html {
    let host = use_node_ref();
    use_effect_with(host.clone(), |host| dom::focus_first(host, "[role=menuitem]"));
    let asked = Asked { experiment: &props.experiment, scene: &props.scene, words: props.words };
    let offers = asked.offers(props.target);
    let style = place(props, offers.len());
    let name = props.id();
    html! {
        <div
            class="menu"
            role="menu"
            aria-labelledby={name}
            {style}
            ref={host.clone()}
            onkeydown={keys(&host, props)}
            onclick={|event: MouseEvent| event.stop_propagation()}
        >
            { for offers.into_iter().enumerate().map(|(place, offer)| item(place, offer, props)) }
        </div>
    }
}

fn item(place: usize, offer: Offer, props: &MenuProps) -> Html {
    let name = offer.name;
    let reason_id = format!("menu-reason-{place}");
    match offer.does {
        Ok(msg) => {
            let msg = Rc::new(std::cell::Cell::new(Some(msg)));
            let (send, id) = (props.send.clone(), props.id());
            let onclick = Callback::from(move |_: MouseEvent| {
                if let Some(msg) = msg.take() {
                    dom::focus(&id);
                    send.emit(msg);
                }
            });
            html! {
                <button type="button" class="menu-item" role="menuitem" tabindex="-1" {onclick}>
                    { name }
                </button>
            }
        }
        Err(why) => html! {
            <div class="menu-refused" role="none">
                <button
                    type="button"
                    class="menu-item is-refused"
                    role="menuitem"
                    tabindex="-1"
                    aria-disabled="true"
                    aria-describedby={reason_id.clone()}
                >
                    { name }
                </button>
                <p class="menu-reason" id={reason_id}>{ why }</p>
            </div>
        },
    }
}

fn keys(host: &NodeRef, props: &MenuProps) -> Callback<KeyboardEvent> {
    let (host, send, id) = (host.clone(), props.send.clone(), props.id());
    Callback::from(move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => dom::focus_next(&host, "[role=menuitem]", 1),
            "ArrowUp" => dom::focus_next(&host, "[role=menuitem]", -1),
            "Home" => dom::focus_first(&host, "[role=menuitem]"),
            "End" => dom::focus_last(&host, "[role=menuitem]"),
            "Escape" | "Tab" => {
                send.emit(Msg::CloseMenu);
                dom::focus(&id);
            }
            // Enter and the space bar press the item; the page's own keys rest meanwhile.
            _ => return event.stop_propagation(),
        }
        event.prevent_default();
        event.stop_propagation();
    })
}

/// Beside what it is about, on the side with more room, and not over the edges.
fn place(props: &MenuProps, items: usize) -> String {
    let layout = &props.layout;
    let (Point { x, y }, clear) = anchor(props);
    let right = x + clear + 8.0;
    let left =
        if right + WIDTH <= layout.width { right } else { (x - clear - 8.0 - WIDTH).max(4.0) };
    let tall = items as f64 * ROW + 12.0;
    let top = (y - 24.0).min(layout.height - tall).max(4.0);
    format!("left:{}px;top:{}px", px(left), px(top))
}

/// Where what the menu is about is, and how far round that the menu leaves room.
fn anchor(props: &MenuProps) -> (Point, f64) {
    let layout = &props.layout;
    match props.target {
        Target::Node(node) => (layout.at(node.into()), layout.outer),
        Target::Client(client) => (layout.at(client.into()), layout.client.0),
        Target::Link(from, to) => (layout.path(from, to).point(0.5), 10.0),
        Target::Message(id) => {
            let message = props.scene.messages.iter().find(|message| message.id == id);
            let share = message.map_or(0.5, |it| travelled(it, props.clock.now()));
            (layout.path(id.from, id.to).point(share), 14.0)
        }
    }
}
