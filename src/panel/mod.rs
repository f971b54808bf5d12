//! The panel beside the stage: tabs that show one side of the run each.

mod at_risk;
mod cards;
mod client;
mod cuts;
mod expected;
mod fields;
mod in_flight;
mod ledger;
mod logs;
mod network;
mod node;
mod operations;
mod partition;
mod properties;
mod role;
mod rules;
mod scenes;
mod table;
mod tabs;
mod why;

use crate::controls::Controls;
use crate::session::{ExperimentHandle, Msg};
use crate::shared::Shared;
use crate::words::Words;
use catalog::Profile;
pub(crate) use expected::expected;
pub(crate) use fields::section;
use machine::NodeId;
use simulator::{Action, Scene};
pub(crate) use tabs::Tab;
use tabs::Tabs;
pub(crate) use why::{answer, asking, offered};
use yew::prelude::{Callback, Html, Properties, component, html};

/// What the panel shows, and whom it tells.
#[derive(Properties, PartialEq)]
pub(crate) struct PanelProps {
    /// The run as it is now.
    pub(crate) scene: Shared<Scene>,
    /// Its protocol.
    pub(crate) profile: Shared<Profile>,
    /// The selected server.
    pub(crate) selected: Option<NodeId>,
    /// The open tab.
    pub(crate) tab: Tab,
    /// The run.
    pub(crate) experiment: ExperimentHandle,
    /// What is asked about in the place of the tab.
    pub(crate) why: Option<Shared<String>>,
    /// What the run is worked with, once it is here.
    pub(crate) controls: Option<&'static Controls>,
    /// A tab is opened.
    pub(crate) on_tab: Callback<Tab>,
    /// A person acts.
    pub(crate) on_act: Callback<Action>,
    /// A server is selected.
    pub(crate) on_select: Callback<NodeId>,
    /// A person wants to see the run after this many events.
    pub(crate) on_seek: Callback<u32>,
    /// Whom else to tell.
    pub(crate) send: Callback<Msg>,
    /// The language.
    pub(crate) words: &'static Words,
}

/// What every tab is given.
#[derive(Properties, PartialEq, Clone)]
pub(crate) struct TabProps {
    pub(crate) scene: Shared<Scene>,
    pub(crate) profile: Shared<Profile>,
    pub(crate) experiment: ExperimentHandle,
    /// The server that the panel speaks of: the selected one, else the leader, else the first.
    pub(crate) node: NodeId,
    pub(crate) on_act: Callback<Action>,
    pub(crate) on_select: Callback<NodeId>,
    pub(crate) on_seek: Callback<u32>,
    pub(crate) controls: Option<&'static Controls>,
    pub(crate) send: Callback<Msg>,
    pub(crate) words: &'static Words,
}

/// A tab that is fetched with the controls: the first too, where the protocol has a table in it.
pub(crate) fn tab(tab: Tab, given: TabProps) -> Html {
    match tab {
        Tab::Logs => html! { <><table::ServerTable ..given.clone() /><logs::LogsTab ..given /></> },
        Tab::Node => html! { <node::NodeTab ..given /> },
        Tab::InFlight => html! { <in_flight::InFlightTab ..given /> },
        Tab::Client => html! { <client::ClientTab ..given /> },
        Tab::Network => html! { <network::NetworkTab ..given /> },
        Tab::Rules => html! { <rules::RulesTab ..given /> },
    }
}

/// The panel.
#[component]
pub(crate) fn Panel(props: &PanelProps) -> Html {
    let node = scenes::spoken_of(&props.scene, props.selected);
    let given = TabProps {
        scene: props.scene.clone(),
        profile: props.profile.clone(),
        experiment: props.experiment.clone(),
        node,
        on_act: props.on_act.clone(),
        on_select: props.on_select.clone(),
        on_seek: props.on_seek.clone(),
        controls: props.controls,
        send: props.send.clone(),
        words: props.words,
    };
    let shown = match (&props.why, props.tab, props.controls) {
        (Some(question), _, Some(controls)) => (controls.answer)(question, props),
        (_, Tab::Logs, _) if props.profile.ledger.table.is_none() => {
            html! { <logs::LogsTab ..given /> }
        }
        (_, tab, Some(controls)) => (controls.tab)(tab, given),
        (_, _, None) => html! { <p class="empty">{ props.words.panel.coming }</p> },
    };
    let counts = tabs::Counts {
        node,
        in_flight: props.scene.messages.len(),
        clients: props.scene.clients.len(),
        rules: props.profile.rules,
    };
    let (onclick, onkeydown) = props.controls.map(|it| (it.asking)(&props.send)).unzip();
    html! {
        <section class="panel" aria-label={props.words.panel.panel}>
            <Tabs
                open={props.tab}
                logs={props.profile.ledger.tab}
                {counts}
                on_open={&props.on_tab}
                words={props.words}
            />
            <div
                id="panel-open"
                class="panel-open"
                role="tabpanel"
                tabindex="0"
                aria-labelledby={props.tab.id()}
                {onclick}
                {onkeydown}
            >
                { shown }
            </div>
        </section>
    }
}
