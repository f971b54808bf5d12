//! The stage: the cluster as one picture that can be clicked.

mod aside;
mod client;
mod labels;
mod layout;
mod link;
mod menu;
mod message;
mod node;
mod offers;
mod pressed;
mod saving;
mod streaks;
mod timers;
mod tools;

use crate::clock::Clock;
use crate::controls::Controls;
use crate::ground::ground;
use crate::px::px;
use crate::session::{Deed, ExperimentHandle, Msg, Speed, Target, Tool};
use crate::shared::Shared;
use crate::size::use_size;
use crate::words::Words;
pub(crate) use aside::{AsideProps, asides};
use client::{ClientProps, client};
use labels::Labelled;
use layout::Layout;
use link::Links;
use machine::NodeId;
pub(crate) use menu::{MenuProps, menu};
use message::Message;
use node::{Face, Look, Node};
pub(crate) use saving::stage_picture;
use simulator::{ClientScene, MessageScene, NodeScene, Scene};
use std::cell::RefCell;
use std::rc::Rc;
use streaks::{is_too_fast, streaks};
use timers::Timers;
pub(crate) use tools::{ToolsProps, tools};
use yew::prelude::{
    Callback, Html, Properties, component, html, use_callback, use_memo, use_mut_ref, use_node_ref,
};

/// The element that the cluster is drawn in.
const PICTURE: &str = "cluster";

/// What the stage shows.
#[derive(Properties, PartialEq)]
pub(crate) struct StageProps {
    /// The run, to ask what can be done.
    pub(crate) experiment: ExperimentHandle,
    /// The run as it is now.
    pub(crate) scene: Shared<Scene>,
    /// The time.
    pub(crate) clock: Clock,
    /// How fast it passes, while it does.
    pub(crate) runs: Option<Speed>,
    /// The selected server.
    pub(crate) selected: Option<NodeId>,
    /// The tool in hand.
    pub(crate) tool: Tool,
    /// The servers gathered for a partition.
    pub(crate) group: Vec<NodeId>,
    /// What the open menu is about.
    pub(crate) menu: Option<Target>,
    /// What the run is worked with, once it is here.
    pub(crate) controls: Option<&'static Controls>,
    /// Whom to tell.
    pub(crate) send: Callback<Msg>,
    /// The language.
    pub(crate) words: &'static Words,
    /// With what the ids of its elements begin, if it is one of several, which share their tools.
    #[prop_or_default]
    pub(crate) ids: &'static str,
}

/// The stage.
#[component]
pub(crate) fn Stage(props: &StageProps) -> Html {
    let host = use_node_ref();
    let size = use_size(&host);
    let is_broken = props.scene.properties.iter().any(|property| property.broken.is_some());
    let on_click = use_callback(props.send.clone(), |target, send| {
        send.emit(Msg::Deed(Deed::Click(target)));
    });
    let latest = use_mut_ref(|| props.scene.clone());
    latest.replace(props.scene.clone());
    let ends = (props.scene.nodes.len(), props.scene.clients.len());
    // The same one while nothing moves aside, so that what stands still is not drawn again.
    let ids = props.ids;
    let layout = use_memo((ends, size), |((nodes, clients), size)| {
        size.map(|size| Shared::new(Layout::new(*nodes, *clients, size).named(ids)))
    });
    html! {
        <section class="stage" aria-label={props.words.stage.stage}>
            if ids.is_empty() {
                { tools(&ToolsProps {
                    of: "tool",
                    tool: props.tool,
                    group: &props.group,
                    send: &props.send,
                    words: props.words,
                }) }
            }
            <div
                id={ids.is_empty().then_some(PICTURE)}
                class={if is_broken { "cluster is-broken" } else { "cluster" }}
                ref={host}
            >
                if let Some(layout) = &*layout {
                    { picture(props, layout, &latest, &on_click) }
                }
            </div>
        </section>
    }
}

fn picture(
    props: &StageProps,
    layout: &Shared<Layout>,
    latest: &Rc<RefCell<Shared<Scene>>>,
    on_click: &Callback<Target>,
) -> Html {
    let scene = &props.scene;
    let (width, height) = (px(layout.width), px(layout.height));
    let words = props.words;
    let node = |(place, node): (usize, &NodeScene)| {
        let (face, look) = (Face::of(node, layout.ring, words), look(props, node.id));
        html! { <Node key={place} {face} {place} {layout} {look} {on_click} /> }
    };
    let is_only = scene.clients.len() == 1;
    let one =
        |one: &ClientScene| client(&ClientProps { client: one, is_only, layout, on_click, words });
    let menu = props.menu.zip(props.controls).map(|(target, controls)| {
        let (layout, clock) = (layout.clone(), props.clock.clone());
        let (scene, experiment, send) =
            (scene.clone(), props.experiment.clone(), props.send.clone());
        (controls.menu)(MenuProps { target, layout, clock, scene, experiment, send, words })
    });
    let labelled = Labelled::new(&scene.messages, scene.nodes.len(), layout, props.clock.now());
    let is_followed = |(_, message): &(usize, &MessageScene)| !is_too_fast(message, props.runs);
    let message = |(place, message): (usize, &MessageScene)| {
        let is_labelled = labelled.has(place);
        html! {
            <Message
                key={message.id.to_string()}
                message={message.clone()}
                {layout}
                {is_labelled}
                clock={&props.clock}
                {on_click}
                {words}
            />
        }
    };
    let asides = props.controls.map(|controls| {
        let (scene, layout) = (scene.clone(), layout.clone());
        let experiment = props.experiment.clone();
        (controls.asides)(&AsideProps { scene, layout, experiment, words })
    });
    let [beneath, over] = asides.unwrap_or_default();
    html! {
        <>
            <svg
                key="picture"
                class="cluster-picture"
                width={width.clone()}
                height={height.clone()}
                role="group"
                aria-label={words.stage.stage}
            >
                { for scene.nodes.iter().enumerate().map(node) }
                { for scene.clients.iter().map(one) }
                { over }
            </svg>
            // Servers and clients lie over what moves between them, and links under it.
            <svg key="links" class="cluster-picture" width={width.clone()} height={height.clone()}>
                { beneath }
                <Links
                    links={link::shown(scene)}
                    {layout}
                    selected={props.selected}
                    {on_click}
                    {words}
                />
                { streaks(&scene.messages, props.runs, layout, props.clock.now()) }
            </svg>
            // What moves is a layer of its own, so that the rest is not painted with every frame.
            <svg key="timers" class="cluster-picture is-moving" {width} {height}>
                { ground() }
                <Timers {latest} {layout} clock={&props.clock} />
            </svg>
            <div key="messages" class="cluster-picture">
                { for scene.messages.iter().enumerate().filter(is_followed).map(message) }
            </div>
            { for menu }
        </>
    }
}

fn look(props: &StageProps, node: NodeId) -> Look {
    match props.tool {
        Tool::Partition if props.group.contains(&node) => Look::Gathered,
        Tool::Partition => Look::Plain,
        Tool::Select | Tool::Crash | Tool::Cut | Tool::Pause => {
            if props.selected == Some(node) {
                Look::Selected
            } else {
                Look::Plain
            }
        }
    }
}
