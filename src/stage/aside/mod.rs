//! What is there to see of the servers besides themselves: what is wrong (what is cut off from
//! what, slow servers, lying disks, wrong clocks, bad links, what has just been lost or damaged),
//! what they are in the middle of, and who belongs to the cluster.
//!
//! Most of it takes a person's act, so all this is fetched with what acts are done with.

mod badge;
mod bite;
mod configuration;
mod doing;
mod island;
mod line;

use super::layout::Layout;
use crate::session::ExperimentHandle;
use crate::shared::Shared;
use crate::words::Words;
use simulator::Scene;
use yew::prelude::{Html, html};

/// Where to look for it.
pub(crate) struct AsideProps {
    pub(super) scene: Shared<Scene>,
    pub(super) layout: Shared<Layout>,
    pub(super) experiment: ExperimentHandle,
    pub(super) words: &'static Words,
}

/// What lies beneath the servers, and what lies over them.
pub(crate) fn asides(props: &AsideProps) -> [Html; 2] {
    let islands = island::islands(&props.scene);
    let doing = props.experiment.with(|run| run.underway(props.words.language));
    let configuration = configuration::configuration(&props.scene);
    let over = html! {
        <g class="words">
            { line::network(props) }
            { line::links(props) }
            { badge::badges(props, &islands, &doing) }
            { bite::messages(props) }
            { bite::recent(props) }
            { doing::arrows(&doing, props) }
            { configuration::legend(configuration.as_ref(), props) }
        </g>
    };
    let beneath = html! {
        <>
            { island::grounds(&islands, &props.layout) }
            { configuration::rings(configuration.as_ref(), props) }
            { doing::arcs(&doing, props) }
        </>
    };
    [beneath, over]
}
