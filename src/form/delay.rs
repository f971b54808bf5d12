//! By how much to delay a message.

use super::{Field, Keyboard};
use crate::units;
use crate::words::Words;
use simulator::{Action, MessageId};
use yew::prelude::{
    AttrValue, Callback, Html, Properties, SubmitEvent, component, html, use_state,
};

/// Which message.
#[derive(Properties, PartialEq)]
pub(crate) struct DelayFormProps {
    /// What the ids of its fields begin with.
    pub(crate) place: &'static str,
    pub(crate) message: MessageId,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

/// The form.
#[component]
pub(crate) fn DelayForm(props: &DelayFormProps) -> Html {
    let words = &props.words.later().tab;
    let typed = use_state(|| "100".to_string());
    let problem = use_state(|| None::<AttrValue>);
    let on_input = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(text))
    };
    let onsubmit = {
        let (typed, problem) = (typed.clone(), problem.clone());
        let (message, on_act) = (props.message, props.on_act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match units::parse_ms(&typed) {
                Some(by) => on_act.emit(Action::Delay(message, by)),
                None => problem.set(Some(words.expect_ms.into())),
            }
        })
    };
    html! {
        <form class="form form-row" {onsubmit}>
            <Field
                id={format!("{}-delay", props.place)}
                label={words.delay_by}
                value={(*typed).clone()}
                keyboard={Keyboard::Number}
                problem={(*problem).clone()}
                {on_input}
            />
            <button type="submit" class="button is-primary">{ words.delay_do }</button>
        </form>
    }
}
