//! One server: memory and disk side by side, what a crash now would erase, timers, store, acts.

use super::at_risk::at_risk;
use super::cards::cards;
use super::{TabProps, scenes, why};
use crate::form::can_obey;
use crate::session::{Dialog, Msg};
use crate::units;
use crate::words::Words;
use machine::{NodeId, Workload};
use simulator::{Action, DiskFate, NodeScene, Power, TimerScene};
use yew::prelude::{Callback, Html, MouseEvent, component, html};

/// The tab of one server.
#[component]
pub(crate) fn NodeTab(props: &TabProps) -> Html {
    let words = props.words;
    let Some(node) = scenes::node(&props.scene, props.node) else { return Html::default() };
    html! {
        <>
            <div class="node-head">
                { chooser(props) }
                { acts(node, props) }
            </div>
            { cards(node, &|field, shown| why::of_field(node.id, field, shown, words), words) }
            { at_risk(node, &props.scene, words) }
            { timers(node, props) }
            { waiting(node, words) }
            { store(node, props) }
        </>
    }
}

/// A button for each server; the one that is spoken of is pressed.
fn chooser(props: &TabProps) -> Html {
    let one = |id: NodeId| {
        let is_shown = id == props.node;
        html! {
            <button
                key={id.0}
                type="button"
                class="small"
                aria-pressed={if is_shown { "true" } else { "false" }}
                onclick={props.on_select.reform(move |_| id)}
            >
                { id.to_string() }
            </button>
        }
    };
    html! {
        <div class="node-chooser" role="group" aria-label={props.words.later().tab.server}>
            { for props.scene.nodes.iter().map(|node| one(node.id)) }
        </div>
    }
}

/// What a person can do to the server. What cannot be done now is disabled and says why.
fn acts(node: &NodeScene, props: &TabProps) -> Html {
    let words = &props.words.later().tab;
    let id = node.id;
    let act = |action: Action| props.on_act.reform(move |_: MouseEvent| action.clone());
    let button = |text: &'static str, action: Action, why_not: Option<&'static str>| {
        html! {
            <button
                type="button"
                class="small"
                disabled={why_not.is_some()}
                title={why_not}
                onclick={act(action)}
            >
                { text }
            </button>
        }
    };
    let is_down = matches!(node.power, Power::Down).then_some(words.is_crashed);
    let buttons = match node.power {
        Power::Down => html! {
            <>
                { button(words.restart, Action::Restart(id, DiskFate::Keep), None) }
                { button(words.restart_empty, Action::Restart(id, DiskFate::Lose), None) }
                { button(words.pause, Action::Pause(id), is_down) }
            </>
        },
        Power::Up => html! {
            <>
                { button(words.crash, Action::Crash(id), None) }
                { button(words.pause, Action::Pause(id), None) }
            </>
        },
        Power::Paused => html! {
            <>
                { button(words.crash, Action::Crash(id), None) }
                { button(words.resume, Action::Resume(id), None) }
            </>
        },
    };
    html! { <div class="node-acts">{ buttons }{ order(node, props) }</div> }
}

/// An order of the protocol, if it has any.
fn order(node: &NodeScene, props: &TabProps) -> Html {
    let (words, id) = (props.words, node.id);
    let orders = props.experiment.with(|run| run.info(words.language).orders);
    if orders.is_empty() {
        return Html::default();
    }
    let can = can_obey(&props.experiment, id, &orders, &props.scene, words);
    let ask = props.send.reform(move |_: MouseEvent| Msg::Ask(Dialog::Order(id)));
    html! {
        <button
            type="button"
            class="small"
            disabled={can.is_err()}
            title={can.clone().err()}
            onclick={ask}
        >
            { words.later().menu.order }
        </button>
    }
}

fn timers(node: &NodeScene, props: &TabProps) -> Html {
    let words = props.words;
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ words.later().tab.timers }</h2>
            if node.timers.is_empty() {
                <p class="quiet">{ words.later().tab.no_timers }</p>
            }
            <ul class="timers">
                { for node.timers.iter().map(|timer| one_timer(timer, node, props)) }
            </ul>
        </section>
    }
}

fn one_timer(timer: &TimerScene, node: &NodeScene, props: &TabProps) -> Html {
    let words = props.words;
    let left = units::duration(timer.due.since(props.scene.now));
    let action = Action::Fire(node.id, timer.name.key.into());
    let onclick: Callback<MouseEvent> = props.on_act.reform(move |_| action.clone());
    let why_not = matches!(node.power, Power::Paused).then_some(words.later().tab.is_paused);
    html! {
        <li key={timer.name.key}>
            <span>{ timer.name.text }</span>
            <span class="timer-left">{ (words.later().tab.due_in)(&left) }</span>
            <button
                type="button"
                class="small"
                aria-label={(words.later().tab.fire_it)(timer.name.text)}
                disabled={why_not.is_some()}
                title={why_not}
                {onclick}
            >
                { words.later().tab.fire }
            </button>
        </li>
    }
}

fn waiting(node: &NodeScene, words: &'static Words) -> Html {
    let counts = [
        (node.unsaved_writes, words.later().tab.unsaved_writes),
        (node.waiting_to_leave, words.later().tab.waiting_to_leave),
        (node.waiting_inputs, words.later().tab.waiting_inputs),
    ];
    let waiting = counts.iter().filter(|(count, _)| *count > 0);
    if waiting.clone().next().is_none() {
        return Html::default();
    }
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ words.later().tab.waiting }</h2>
            <dl class="fields">
                { for waiting.map(|(count, name)| html! {
                    <><dt>{ *name }</dt><dd>{ count }</dd></>
                }) }
            </dl>
        </section>
    }
}

fn store(node: &NodeScene, props: &TabProps) -> Html {
    let words = &props.words.later().tab;
    let heading = match props.profile.workload {
        Workload::Store => words.store,
        Workload::Transfers => words.account,
    };
    let held = node.contents.iter().map(|(key, value)| {
        html! { <li key={key.to_string()}><code>{ format!("{key} = {value}") }</code></li> }
    });
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ heading }</h2>
            if node.contents.is_empty() {
                <p class="quiet">{ words.store_empty }</p>
            }
            <ul class="store">{ for held }</ul>
        </section>
    }
}
