//! Dialogs: what lies over the page and asks for something.

mod help;
mod history;
mod link;
mod log;
mod opening;
mod settings;
mod share;

use crate::choosing::Choosing;
use crate::comparing::comparing;
use crate::dom;
use crate::form::{DelayForm, RequestForm};
use crate::session::{Dialog, Keys, Msg, Opened, Session};
use crate::shared::Shared;
use crate::words::Words;
use catalog::Profile;
use help::{HelpProps, help};
use history::{HistoryProps, history};
pub(crate) use link::Link;
pub(crate) use log::Foreign;
use log::{LogProps, log};
use opening::Progress;
use settings::{order, settings_of_link, settings_of_machine};
use share::{ShareProps, share};
use simulator::{MessageId, Scene};
use yew::prelude::{
    Callback, Html, KeyboardEvent, MouseEvent, Properties, component, html, use_effect_with,
    use_node_ref,
};

/// What is asked.
#[derive(Properties, PartialEq)]
struct DialogsProps {
    /// The dialog.
    dialog: Dialog,
    /// The run, and what of it is open.
    opened: Opened,
    /// Another number whenever the run has changed.
    revision: u32,
    /// The run as it is now.
    scene: Shared<Scene>,
    /// Its protocol.
    profile: Shared<Profile>,
    /// Whether keys do anything.
    keys: Keys,
    /// Whom to tell.
    send: Callback<Msg>,
    /// The language.
    words: &'static Words,
}

/// What the keyboard can reach in a dialog.
const REACHED: &str = "button, input:not([hidden]), select, summary, [tabindex='0']";

/// The open dialog.
pub(crate) fn dialogs(session: &Session, send: &Callback<Msg>) -> Html {
    let Some(dialog) = session.dialog.clone() else { return Html::default() };
    if let Dialog::Compare(open) = &dialog {
        return comparing(session, open, send);
    }
    let props = DialogsProps {
        dialog,
        opened: session.opened(),
        revision: session.revision,
        scene: session.scene.clone(),
        profile: session.profile.clone(),
        keys: session.keys,
        send: send.clone(),
        words: session.words,
    };
    html! { <Dialogs ..props /> }
}

/// The open dialog, over a veil that closes it.
#[component]
fn Dialogs(props: &DialogsProps) -> Html {
    let host = use_node_ref();
    use_effect_with((host.clone(), props.dialog.clone()), |(host, dialog)| {
        let before = dom::focused();
        match dialog {
            Dialog::Help
            | Dialog::History
            | Dialog::Share
            | Dialog::Compare(_)
            | Dialog::Opening(_)
            | Dialog::Log(_) => dom::focus_first(host, REACHED),
            Dialog::Choose
            | Dialog::Request(..)
            | Dialog::Delay(_)
            | Dialog::Link(..)
            | Dialog::Machine(..) => {
                dom::focus_first(host, "input, select");
            }
            Dialog::Order(_) => dom::focus_first(host, "input:checked:enabled"),
        }
        move || dom::give_back(before)
    });
    // What had the focus may have gone away with a change.
    use_effect_with((host.clone(), props.revision), |(host, _)| dom::keep_focus(host, REACHED));
    let send = props.send.clone();
    let inside = host.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Escape" => send.emit(Msg::CloseDialog),
            "Tab" => {
                let places = if event.shift_key() { -1 } else { 1 };
                dom::focus_next(&inside, REACHED, places);
                event.prevent_default();
            }
            _ => {}
        }
    });
    let (scene, send, words) = (&props.scene, &props.send, props.words);
    let on_act = send.reform(Msg::Act);
    let body = match &props.dialog {
        Dialog::Help => help(&HelpProps { keys: props.keys, send: send.clone(), words }),
        Dialog::History => history(&HistoryProps {
            experiment: props.opened.experiment.clone(),
            send: send.clone(),
            words,
        }),
        Dialog::Share => {
            share(&ShareProps { opened: props.opened.clone(), send: send.clone(), words })
        }
        // It lies over nothing: it stands in the place of the laboratory.
        Dialog::Compare(_) => Html::default(),
        Dialog::Opening(arriving) => html! {
            <>
                { title(words.later().keeping.opening.to_string(), send, words) }
                <Progress arriving={arriving.clone()} {send} {words} />
            </>
        },
        Dialog::Log(foreign) => {
            log(&LogProps { foreign: foreign.clone(), send: send.clone(), words })
        }
        Dialog::Choose => html! {
            <>
                { title((words.later().choosing.title)(props.profile.title), send, words) }
                <Choosing
                    profile={&props.profile}
                    run={props.opened.experiment.with(|run| (run.setup().nodes, run.setup().seed))}
                    open={props.opened.scenario.clone()}
                    {send}
                    {words}
                />
            </>
        },
        Dialog::Request(client, to) => html! {
            <>
                { title(words.later().dialog.request_title.to_string(), send, words) }
                <RequestForm
                    place="dialog"
                    client={*client}
                    to={*to}
                    {scene}
                    workload={props.profile.workload}
                    {on_act}
                    {words}
                />
            </>
        },
        Dialog::Order(node) => order(*node, props, on_act),
        Dialog::Delay(message) => html! {
            <>
                { title(delay_title(*message, scene, words), send, words) }
                <DelayForm place="dialog" message={*message} {on_act} {words} />
            </>
        },
        Dialog::Link(from, to) => settings_of_link(*from, *to, props, on_act),
        Dialog::Machine(node, part) => settings_of_machine(*node, *part, props, on_act),
    };
    let class = match props.dialog {
        Dialog::History | Dialog::Share => "dialog is-wide",
        Dialog::Log(_) => "dialog is-widest",
        Dialog::Choose => "dialog is-choosing",
        Dialog::Help
        | Dialog::Compare(_)
        | Dialog::Opening(_)
        | Dialog::Request(..)
        | Dialog::Order(..)
        | Dialog::Delay(_)
        | Dialog::Link(..)
        | Dialog::Machine(..) => "dialog",
    };
    html! {
        <div class="veil" onclick={send.reform(|_| Msg::CloseDialog)}>
            <div
                {class}
                role="dialog"
                aria-modal="true"
                aria-labelledby="dialog-title"
                ref={host}
                {onkeydown}
                onclick={|event: MouseEvent| event.stop_propagation()}
            >
                { body }
            </div>
        </div>
    }
}

/// Asks for the delay of this message.
fn delay_title(id: MessageId, scene: &Scene, words: &Words) -> String {
    let found = scene.messages.iter().find(|message| message.id == id);
    let kind = found.map_or("", |message| message.kind);
    let name = (words.stage.message_name)(kind, &id.from.to_string(), &id.to.to_string());
    (words.later().dialog.delay_title)(&name)
}

/// A dialog's title, and the button that closes it.
fn title(title: String, send: &Callback<Msg>, words: &'static Words) -> Html {
    html! {
        <div class="dialog-head">
            <h2 id="dialog-title">{ title }</h2>
            <button
                type="button"
                class="button is-plain"
                aria-label={words.later().dialog.close}
                title={words.later().dialog.close}
                onclick={send.reform(|_| Msg::CloseDialog)}
            >
                { crate::icon::icon(crate::icon::Icon::Close) }
            </button>
        </div>
    }
}
