//! The tabs of the panel, worked as the WAI-ARIA practices describe: one of them is in the tab
//! order, the arrow keys move among them, and moving opens.

use crate::words::Words;
use machine::NodeId;
use yew::TargetCast;
use yew::prelude::{AttrValue, Callback, Html, KeyboardEvent, Properties, component, html};

/// A tab of the panel.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Tab {
    /// The replicated logs, side by side.
    #[default]
    Logs,
    /// One server's memory and disk.
    Node,
    /// The messages in flight.
    InFlight,
    /// What clients asked and saw.
    Client,
    /// Links, disks and clocks.
    Network,
    /// The paper's rules and what must always hold.
    Rules,
}

impl Tab {
    /// Every tab, in order.
    pub(crate) const ALL: [Tab; 6] =
        [Tab::Logs, Tab::Node, Tab::InFlight, Tab::Client, Tab::Network, Tab::Rules];

    /// Its element's id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Tab::Logs => "tab-logs",
            Tab::Node => "tab-node",
            Tab::InFlight => "tab-in-flight",
            Tab::Client => "tab-client",
            Tab::Network => "tab-network",
            Tab::Rules => "tab-rules",
        }
    }

    /// The number by which links and files name it. A number never gets a second meaning.
    pub(crate) fn number(self) -> u8 {
        match self {
            Tab::Logs => 0,
            Tab::Node => 1,
            Tab::InFlight => 2,
            Tab::Client => 3,
            Tab::Network => 4,
            Tab::Rules => 5,
        }
    }

    /// The tab of this number; the first, if there is none.
    pub(crate) fn of_number(number: u8) -> Tab {
        Tab::ALL.into_iter().find(|tab| tab.number() == number).unwrap_or_default()
    }

    fn name(self, logs: &'static str, words: &Words) -> &'static str {
        match self {
            Tab::Logs => logs,
            Tab::Node => words.panel.node,
            Tab::InFlight => words.panel.in_flight,
            Tab::Client => words.panel.client,
            Tab::Network => words.panel.network,
            Tab::Rules => words.panel.rules,
        }
    }

    /// The tab so many places after this one, round the end.
    fn after(self, places: usize) -> Tab {
        let place = Tab::ALL.iter().position(|tab| *tab == self).unwrap_or(0);
        Tab::ALL[(place + places) % Tab::ALL.len()]
    }

    /// The tab that a key leads to.
    fn reached_by(self, key: &str) -> Option<Tab> {
        match key {
            "ArrowRight" | "ArrowDown" => Some(self.after(1)),
            "ArrowLeft" | "ArrowUp" => Some(self.after(Tab::ALL.len() - 1)),
            "Home" => Tab::ALL.first().copied(),
            "End" => Tab::ALL.last().copied(),
            _ => None,
        }
    }
}

/// What stands beside the tabs' names.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Counts {
    pub(crate) node: NodeId,
    pub(crate) in_flight: usize,
    pub(crate) clients: usize,
    pub(crate) rules: usize,
}

impl Counts {
    fn beside(self, tab: Tab) -> Html {
        // Not a part of the tab's name, which must not change as the run goes on.
        let count = |count: usize| {
            html! { <span class="tab-count" aria-hidden="true">{ count }</span> }
        };
        match tab {
            Tab::Logs | Tab::Network => Html::default(),
            Tab::Node => html! {
                <span aria-hidden="true">{ self.node.to_string() }</span>
            },
            Tab::InFlight => count(self.in_flight),
            Tab::Client => count(self.clients),
            Tab::Rules => count(self.rules),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct TabsProps {
    pub(crate) open: Tab,
    /// What the protocol calls the first tab.
    pub(crate) logs: &'static str,
    pub(crate) counts: Counts,
    pub(crate) on_open: Callback<Tab>,
    pub(crate) words: &'static Words,
}

/// The row of tabs.
#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let (open, on_open) = (props.open, props.on_open.clone());
        Callback::from(move |event: KeyboardEvent| {
            let held = event.ctrl_key() || event.alt_key() || event.meta_key();
            let Some(tab) = open.reached_by(&event.key()).filter(|_| !held) else { return };
            event.prevent_default();
            // The page's own keys (left and right step the run) must not act as well.
            event.stop_propagation();
            on_open.emit(tab);
            focus(&event, tab.id());
        })
    };
    html! {
        <div class="tabs" role="tablist" aria-label={props.words.panel.panel} {onkeydown}>
            { for Tab::ALL.iter().map(|tab| one(*tab, props)) }
        </div>
    }
}

fn one(tab: Tab, props: &TabsProps) -> Html {
    let is_open = tab == props.open;
    let onclick = props.on_open.reform(move |_| tab);
    let name = tab.name(props.logs, props.words);
    html! {
        <button
            key={tab.id()}
            type="button"
            id={tab.id()}
            class="tab"
            role="tab"
            aria-selected={AttrValue::from(if is_open { "true" } else { "false" })}
            aria-controls={is_open.then_some("panel-open")}
            tabindex={if is_open { "0" } else { "-1" }}
            {onclick}
        >
            { name }{ props.counts.beside(tab) }
        </button>
    }
}

/// Moves the focus to the tab with this id, which stands in the row the key was pressed in.
fn focus(event: &KeyboardEvent, id: &str) {
    let pressed = event.target_dyn_into::<web_sys::HtmlElement>();
    let row = pressed.and_then(|tab| tab.parent_element());
    let tab = row.and_then(|row| row.query_selector(&format!("#{id}")).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| wasm_bindgen::JsCast::dyn_into(tab).ok()) {
        let tab: web_sys::HtmlElement = tab;
        // An element that cannot be focused is left alone.
        let _ = tab.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::Tab;

    #[test]
    fn every_tab_is_known_by_its_number_and_an_unknown_number_is_the_first() {
        assert!(Tab::ALL.into_iter().all(|tab| Tab::of_number(tab.number()) == tab));
        assert_eq!(Tab::ALL.map(Tab::number), [0, 1, 2, 3, 4, 5]);
        assert_eq!(Tab::of_number(200), Tab::Logs);
    }

    #[test]
    fn arrows_go_round_the_tabs() {
        assert_eq!(Tab::Logs.reached_by("ArrowLeft"), Some(Tab::Rules));
        assert_eq!(Tab::Rules.reached_by("ArrowRight"), Some(Tab::Logs));
        assert_eq!(Tab::Client.reached_by("Home"), Some(Tab::Logs));
        assert_eq!(Tab::Client.reached_by("x"), None);
    }
}
