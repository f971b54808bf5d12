//! What is wrong, on the stage: what is cut off from what, slow servers, lying disks, wrong clocks,
//! bad links, and what has just been lost or damaged.
//!
//! A fault takes a person's act, so all this is fetched with what acts are done with.

mod badge;
mod bite;
mod island;
mod line;

use super::layout::Layout;
use crate::session::ExperimentHandle;
use crate::shared::Shared;
use crate::words::Words;
use simulator::Scene;
use yew::prelude::{Html, html};

/// Where to look for what is wrong.
pub(crate) struct FaultsProps {
    pub(super) scene: Shared<Scene>,
    pub(super) layout: Shared<Layout>,
    pub(super) experiment: ExperimentHandle,
    pub(super) words: &'static Words,
}

/// What lies beneath the servers, and what lies over them.
pub(crate) fn faults(props: &FaultsProps) -> [Html; 2] {
    let islands = island::islands(&props.scene);
    let over = html! {
        <g class="words">
            { line::network(props) }
            { line::links(props) }
            { badge::badges(props, &islands) }
            { bite::messages(props) }
            { bite::recent(props) }
        </g>
    };
    [island::grounds(&islands, &props.layout), over]
}
