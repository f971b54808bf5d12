//! A client's request: who asks whom for what.

use super::draft::{Draft, KINDS, Kind, Problem};
use super::{Choice, Field, Keyboard, answer, edit, transfer};
use crate::shared::Shared;
use crate::words::Words;
use machine::{ClientId, NodeId, Workload};
use simulator::{Action, Power, Scene};
use yew::prelude::{
    AttrValue, Callback, Html, Properties, SubmitEvent, UseStateHandle, component, html, use_state,
};

/// Who asks whom, to begin with.
#[derive(Properties, PartialEq)]
pub(crate) struct RequestFormProps {
    /// What the ids of its fields begin with.
    pub(crate) place: &'static str,
    #[prop_or(ClientId(1))]
    pub(crate) client: ClientId,
    #[prop_or_default]
    pub(crate) to: Option<NodeId>,
    pub(crate) scene: Shared<Scene>,
    /// What clients ask for.
    pub(crate) workload: Workload,
    pub(crate) on_act: Callback<Action>,
    pub(crate) words: &'static Words,
}

/// The form. What a person filled in stays, whatever becomes of it.
#[component]
pub(crate) fn RequestForm(props: &RequestFormProps) -> Html {
    let words = props.words;
    let draft = use_state(|| Draft::new(props.client, props.to));
    let problem = use_state(|| None::<Problem>);
    let refused = use_state(|| None::<AttrValue>);
    let onsubmit = {
        let (draft, problem, refused) = (draft.clone(), problem.clone(), refused.clone());
        let (scene, on_act) = (props.scene.clone(), props.on_act.clone());
        let workload = props.workload;
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let read = draft.command(workload, scene.nodes.len() as u8);
            problem.set(read.as_ref().err().copied());
            let Ok(command) = read else { return refused.set(None) };
            let (client, to) = (draft.client(), draft.server());
            let why = refusal(&scene, client, to, words).map(AttrValue::from);
            refused.set(why.clone());
            if why.is_none() {
                on_act.emit(Action::Request(client, to, command));
            }
        })
    };
    html! {
        <form class="form" {onsubmit}>
            <div class="form-grid">{ whom(props, &draft) }</div>
            <div class="form-grid">
                { match props.workload {
                    Workload::Store => what(props, &draft, *problem),
                    Workload::Transfers => {
                        let nodes = props.scene.nodes.len() as u8;
                        transfer::fields(props.place, nodes, &draft, *problem, words)
                    }
                } }
                <button type="submit" class="button is-primary">{ words.later().tab.send }</button>
            </div>
            { answer(refused.as_ref()) }
        </form>
    }
}

/// The choices of client, server and command.
fn whom(props: &RequestFormProps, draft: &UseStateHandle<Draft>) -> Html {
    let words = &props.words.later().tab;
    let clients = props.scene.clients.iter().map(|client| client.id.to_string().into()).collect();
    let servers = props.scene.nodes.iter().map(|node| node.id.to_string().into());
    let servers = core::iter::once(AttrValue::from(words.any_server)).chain(servers).collect();
    let kinds = KINDS.map(|kind| AttrValue::from(kind.name())).to_vec();
    let kind = KINDS.iter().position(|kind| *kind == draft.kind).unwrap_or(0);
    let choice = |name, label: &'static str, options: Vec<AttrValue>, chosen, on_choose| {
        let id = format!("{}-{name}", props.place);
        html! { <Choice {id} {label} {options} {chosen} {on_choose} /> }
    };
    html! {
        <>
            { choice("client", words.client, clients, draft.client, edit(draft, |draft, place| {
                draft.client = place;
            })) }
            { choice("server", words.server, servers, draft.server, edit(draft, |draft, place| {
                draft.server = place;
            })) }
            { match props.workload {
                Workload::Store => choice("command", words.command, kinds, kind, edit(
                    draft,
                    |draft, place: usize| draft.kind = KINDS[place],
                )),
                Workload::Transfers => transfer::kind(props.place, draft, props.words),
            } }
        </>
    }
}

/// The key and the values that the command needs.
fn what(props: &RequestFormProps, draft: &UseStateHandle<Draft>, problem: Option<Problem>) -> Html {
    let words = &props.words.later().tab;
    let field = |part, label: &'static str, value: &str, set| {
        let (name, expected) = match part {
            Problem::Key => ("key", words.expect_key),
            Problem::Expected => ("expected", words.expect_value),
            Problem::Value | Problem::Amount => ("value", words.expect_value),
        };
        let problem = (problem == Some(part)).then(|| AttrValue::from(expected));
        html! {
            <Field
                id={format!("{}-{name}", props.place)}
                {label}
                value={value.to_string()}
                keyboard={Keyboard::Text}
                {problem}
                on_input={edit(draft, set)}
            />
        }
    };
    html! {
        <>
            { field(Problem::Key, words.key, &draft.key, |draft, text| draft.key = text) }
            if draft.kind == Kind::Cas {
                { field(Problem::Expected, words.expected_value, &draft.expected, |draft, text| {
                    draft.expected = text;
                }) }
            }
            if draft.kind != Kind::Get {
                { field(Problem::Value, words.value, &draft.value, |draft, text| {
                    draft.value = text;
                }) }
            }
        </>
    }
}

/// Why the request cannot be sent, if the scene shows it.
fn refusal(
    scene: &Scene,
    client: ClientId,
    to: Option<NodeId>,
    words: &'static Words,
) -> Option<String> {
    let asking = scene.clients.get(client.index())?;
    let waits = asking.operations.last().filter(|last| last.answer.is_none());
    if let Some(waits) = waits {
        return Some((words.later().tab.client_waits)(
            &client.to_string(),
            &waits.command.to_string(),
        ));
    }
    let server = scene.nodes.get(to?.index())?;
    match server.power {
        Power::Down => Some((words.later().tab.server_crashed)(&server.id.to_string())),
        Power::Up | Power::Paused => None,
    }
}
