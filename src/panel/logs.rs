//! The first tab: the logs side by side, one server's memory and disk, and what must always hold.

use super::cards::cards;
use super::ledger::use_ledger;
use super::properties::{Detail, properties};
use super::{TabProps, scenes};
use yew::prelude::{Html, component, html};

/// The logs tab.
#[component]
pub(crate) fn LogsTab(props: &TabProps) -> Html {
    let ledger = use_ledger(props);
    let node = scenes::node(&props.scene, props.node);
    html! {
        <>
            { ledger }
            { for node.map(|node| cards(node, &|_, shown| shown, props.words)) }
            { properties(props, Detail::Brief, &|_| Html::default()) }
        </>
    }
}
