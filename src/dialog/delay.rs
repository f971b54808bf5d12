//! By how much to delay a message.

use super::field::field;
use super::title;
use crate::session::Msg;
use crate::shared::Shared;
use crate::words::Words;
use machine::Micros;
use simulator::{Action, MessageId, Scene};
use yew::prelude::{Callback, Html, Properties, SubmitEvent, component, html, use_state_eq};

/// An hour, the longest delay there is.
const MS_MAX: u64 = 3_600_000;

/// Which message.
#[derive(Properties, PartialEq)]
pub(super) struct DelayProps {
    pub(super) message: MessageId,
    pub(super) scene: Shared<Scene>,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// The form.
#[component]
pub(super) fn DelayForm(props: &DelayProps) -> Html {
    let words = &props.words.dialog;
    let typed = use_state_eq(|| "20".to_string());
    let is_tried = use_state_eq(|| false);
    let read = typed.trim().parse::<u64>().ok().filter(|ms| (1..=MS_MAX).contains(ms));
    let onsubmit = {
        let (send, message, is_tried) = (props.send.clone(), props.message, is_tried.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_tried.set(true);
            if let Some(ms) = read {
                send.emit(Msg::Act(Action::Delay(message, Micros::from_ms(ms))));
            }
        })
    };
    let id = props.message;
    let found = props.scene.messages.iter().find(|message| message.id == id);
    let kind = found.map_or("", |message| message.kind);
    let (from, to) = (id.from.to_string(), id.to.to_string());
    let name = (props.words.stage.message_name)(kind, &from, &to);
    let wrong = (*is_tried && read.is_none()).then_some(words.expect_ms);
    html! {
        <form {onsubmit} novalidate=true>
            { title((words.delay_title)(&name), &props.send, props.words) }
            { field("delay-ms", words.delay_ms, &typed, wrong, typed.setter()) }
            <button type="submit" class="button is-primary">{ words.delay }</button>
        </form>
    }
}
