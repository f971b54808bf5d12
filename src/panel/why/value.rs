//! Values of the panel that can be asked about: how they are drawn, and pressed.

use super::keys::keys;
use super::name;
use super::question::question;
use crate::controls::Heard;
use crate::panel::fields;
use crate::session::Msg;
use crate::shared::Shared;
use crate::words::Words;
use catalog::{Experiment, Question};
use machine::{Field, NodeId};
use simulator::{Label, PropertyScene, Scene};
use web_sys::Element;
use yew::TargetCast;
use yew::prelude::{AttrValue, Callback, Html, MouseEvent, html};

/// A question in words, and as it is asked.
pub(crate) fn offered(
    asked: &Question,
    scene: &Scene,
    run: &dyn Experiment,
    words: &'static Words,
) -> (String, Shared<String>) {
    (question(asked, scene, run, words), Shared::new(name::of(asked)))
}

/// A field of a server, which is shown so.
pub(crate) fn of_field(
    node: NodeId,
    field: &Field<Label>,
    shown: Html,
    words: &'static Words,
) -> Html {
    let value = fields::text(&field.value, words);
    let told = (words.later().why.field)(&node.to_string(), field.name.text, &value);
    button(&Question::Field(node, field.name.key.into()), told, shown)
}

/// A client's answer, or that it waits.
pub(crate) fn of_operation(question: &Question, told: String, shown: String) -> Html {
    button(question, told, html! { shown })
}

/// A value as a button that asks about it.
fn button(question: &Question, told: String, shown: Html) -> Html {
    let (asked, told) = (name::of(question), AttrValue::from(told));
    html! {
        <button type="button" class="askable" data-why={asked} title={&told} aria-label={told}>
            { shown }
        </button>
    }
}

/// Asks how a property was broken.
pub(crate) fn of_property(property: &PropertyScene, words: &'static Words) -> Html {
    let why = &words.later().why;
    let asked = name::of(&Question::Violation(Some(property.name.into())));
    html! {
        <button
            type="button"
            class="link"
            data-why={asked}
            aria-label={(why.broken)(property.title)}
        >
            { why.ask }
        </button>
    }
}

/// Hears presses and keys in the panel.
pub(crate) fn asking(send: &Callback<Msg>) -> Heard {
    let send = send.clone();
    (Callback::from(move |event| pressed(&event, &send)), Callback::from(keys))
}

/// A press in the panel asks about what it is on, if that can be asked about.
fn pressed(event: &MouseEvent, send: &Callback<Msg>) {
    let on = event.target_dyn_into::<Element>();
    let on = on.and_then(|on| on.closest("[data-why]").ok().flatten());
    if let Some(asked) = on.and_then(|on| on.get_attribute("data-why")) {
        send.emit(Msg::Why(Shared::new(asked)));
    }
}
