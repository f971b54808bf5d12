//! The messages in flight, and what a person can do to each.

use super::{TabProps, fields};
use crate::form::DelayForm;
use crate::units;
use crate::words::{MessageWords, Words};
use machine::Micros;
use simulator::{Action, MessageId, MessageScene};
use yew::prelude::{Callback, Html, UseStateHandle, component, html, use_state_eq};

/// How many messages are listed at most; a flood is counted, not listed.
const LISTED_MAX: usize = 60;

/// The tab of messages in flight.
#[component]
pub(crate) fn InFlightTab(props: &TabProps) -> Html {
    let words = props.words;
    let delayed = use_state_eq(|| None::<MessageId>);
    let messages = &props.scene.messages;
    if messages.is_empty() {
        return html! { <p class="empty">{ words.later().tab.none_in_flight }</p> };
    }
    let each = messages.iter().take(LISTED_MAX);
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ words.later().tab.messages_in_flight }</h2>
            <ul class="messages">
                { for each.map(|message| one(message, props, &delayed)) }
            </ul>
            if messages.len() > LISTED_MAX {
                <p class="quiet">{ (words.later().tab.more)(messages.len() - LISTED_MAX) }</p>
            }
        </section>
    }
}

fn one(
    message: &MessageScene,
    props: &TabProps,
    delayed: &UseStateHandle<Option<MessageId>>,
) -> Html {
    let words = props.words;
    let id = message.id;
    let is_delayed = **delayed == Some(id);
    html! {
        <li key={id.to_string()} class="message">
            <div class="message-head">
                { glyph(message) }
                <span class="message-kind">{ message.kind }</span>
                <span class="message-way">
                    { (words.later().tab.from_to)(&id.from.to_string(), &id.to.to_string()) }
                </span>
                if message.brief != message.kind {
                    <span class="message-brief">{ &message.brief }</span>
                }
                <span class="message-due">{ due(message, props.scene.now, words) }</span>
            </div>
            { remarks(message, words) }
            <dl class="fields fields-inline">
                { for message.fields.iter().map(|field| html! {
                    <div key={field.name.key}>
                        <dt>{ field.name.text }</dt>
                        <dd>{ fields::text(&field.value, words) }</dd>
                    </div>
                }) }
            </dl>
            { buttons(message, props, delayed) }
            if is_delayed {
                <DelayForm place="panel" message={id} on_act={delay(props, delayed)} {words} />
            }
        </li>
    }
}

/// Delays the message, and closes the form.
fn delay(props: &TabProps, delayed: &UseStateHandle<Option<MessageId>>) -> Callback<Action> {
    let (on_act, delayed) = (props.on_act.clone(), delayed.clone());
    Callback::from(move |action| {
        delayed.set(None);
        on_act.emit(action);
    })
}

fn remarks(message: &MessageScene, words: &'static Words) -> Html {
    let marks = [
        (message.is_refusal, words.later().tab.is_refusal),
        (message.is_corrupt, words.later().tab.is_corrupt),
        (message.id.copy > 0, words.later().tab.is_copy),
        (message.waits_at_receiver, words.later().tab.waits_at_receiver),
    ];
    let said: Vec<&str> = marks.iter().filter(|(is, _)| *is).map(|(_, said)| *said).collect();
    if said.is_empty() {
        return Html::default();
    }
    html! { <p class="message-remark">{ said.join(" · ") }</p> }
}

fn due(message: &MessageScene, now: Micros, words: &'static Words) -> String {
    if message.due <= now {
        words.later().tab.waits.to_string()
    } else {
        (words.later().tab.due_in)(&units::duration(message.due.since(now)))
    }
}

/// A filled dot for a request, a hollow one for an answer, as on the stage.
fn glyph(message: &MessageScene) -> Html {
    let class = format!("message-glyph {}", crate::era::class(message.era));
    let dot = if message.is_reply { "message-reply" } else { "message-request" };
    html! {
        <svg {class} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <circle class={dot} cx="6" cy="6" r="4.5" />
            if message.is_corrupt || message.is_refusal {
                <path class="message-mark" d="M3.5 8.5 8.5 3.5" />
            }
        </svg>
    }
}

fn buttons(
    message: &MessageScene,
    props: &TabProps,
    delayed: &UseStateHandle<Option<MessageId>>,
) -> Html {
    let words = props.words;
    let id = message.id;
    let named =
        MessageWords { kind: message.kind, from: &id.from.to_string(), to: &id.to.to_string() };
    let on_delay = {
        let delayed = delayed.clone();
        Callback::from(move |_| delayed.set((*delayed != Some(id)).then_some(id)))
    };
    let act = |action: Action| props.on_act.reform(move |_| action.clone());
    let button = |text: &'static str, name: String, onclick| {
        html! { <button type="button" class="small" aria-label={name} {onclick}>{ text }</button> }
    };
    let panel = &words.later().tab;
    html! {
        <div class="message-acts">
            { button(panel.deliver_now, (panel.deliver_it)(&named), act(Action::Deliver(id))) }
            <button
                type="button"
                class="small"
                aria-label={(panel.delay_it)(&named)}
                aria-expanded={if **delayed == Some(id) { "true" } else { "false" }}
                onclick={on_delay}
            >
                { panel.delay }
            </button>
            { button(panel.drop, (panel.drop_it)(&named), act(Action::Drop(id))) }
            { button(panel.duplicate, (panel.duplicate_it)(&named), act(Action::Duplicate(id))) }
            { button(panel.corrupt, (panel.corrupt_it)(&named), act(Action::Corrupt(id))) }
        </div>
    }
}
