//! What clients ask and see: a form that sends a request, and every operation so far.

use super::form::{Choice, Field, Keyboard, answer, edit};
use super::operations::operations;
use super::request::{Draft, KINDS, Kind, Problem};
use super::{TabProps, scenes};
use crate::words::Words;
use machine::{ClientId, NodeId};
use simulator::{Action, Power, Scene};
use yew::prelude::{AttrValue, Callback, Html, SubmitEvent, component, html, use_state};

/// The tab of clients.
#[component]
pub(crate) fn ClientTab(props: &TabProps) -> Html {
    if props.scene.clients.is_empty() {
        return html! { <p class="empty">{ props.words.panel.no_clients }</p> };
    }
    html! {
        <>
            <RequestForm ..props.clone() />
            { for props.scene.clients.iter().map(|client| {
                operations(client, props.scene.now, props.words)
            }) }
        </>
    }
}

/// The form. What a person filled in stays, whatever becomes of it.
#[component]
fn RequestForm(props: &TabProps) -> Html {
    let words = props.words;
    let draft = use_state(Draft::default);
    let problem = use_state(|| None::<Problem>);
    let refused = use_state(|| None::<AttrValue>);
    let onsubmit = {
        let (draft, problem, refused) = (draft.clone(), problem.clone(), refused.clone());
        let (scene, on_act) = (props.scene.clone(), props.on_act.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let read = draft.command();
            problem.set(read.as_ref().err().copied());
            let Ok(command) = read else { return refused.set(None) };
            let (client, to) = (draft.client(), draft.server());
            let why = refusal(&scene, client, to, words).map(AttrValue::from);
            if why.is_none() {
                on_act.emit(Action::Request(client, to, command));
            }
            refused.set(why);
        })
    };
    let said = |of: Problem| (*problem == Some(of)).then(|| AttrValue::from(expected(of, words)));
    html! {
        <section class="panel-section">
            <h2 class="panel-heading">{ words.panel.send_a_request }</h2>
            <form class="form" {onsubmit}>
                <div class="form-grid">{ whom(props, &draft) }</div>
                <div class="form-grid">
                    <Field
                        id="request-key"
                        label={words.panel.key}
                        value={draft.key.clone()}
                        keyboard={Keyboard::Text}
                        problem={said(Problem::Key)}
                        on_input={edit(&draft, |draft, text| draft.key = text)}
                    />
                    if draft.kind == Kind::Cas {
                        <Field
                            id="request-expected"
                            label={words.panel.expected_value}
                            value={draft.expected.clone()}
                            keyboard={Keyboard::Text}
                            problem={said(Problem::Expected)}
                            on_input={edit(&draft, |draft, text| draft.expected = text)}
                        />
                    }
                    if draft.kind != Kind::Get {
                        <Field
                            id="request-value"
                            label={words.panel.value}
                            value={draft.value.clone()}
                            keyboard={Keyboard::Text}
                            problem={said(Problem::Value)}
                            on_input={edit(&draft, |draft, text| draft.value = text)}
                        />
                    }
                    <button type="submit" class="primary">{ words.panel.send }</button>
                </div>
                { answer(refused.as_ref()) }
            </form>
        </section>
    }
}

/// The choices of client, server and command.
fn whom(props: &TabProps, draft: &yew::UseStateHandle<Draft>) -> Html {
    let words = props.words;
    let clients = props.scene.clients.iter().map(|client| client.id.to_string().into());
    let servers = props.scene.nodes.iter().map(|node| node.id.to_string().into());
    let any = core::iter::once(AttrValue::from(words.panel.any_server));
    let kinds = KINDS.map(|kind| AttrValue::from(kind.name()));
    html! {
        <>
            <Choice
                id="request-client"
                label={words.panel.client}
                options={clients.collect::<Vec<AttrValue>>()}
                chosen={draft.client}
                on_choose={edit(draft, |draft, place| draft.client = place)}
            />
            <Choice
                id="request-server"
                label={words.panel.server}
                options={any.chain(servers).collect::<Vec<AttrValue>>()}
                chosen={draft.server}
                on_choose={edit(draft, |draft, place| draft.server = place)}
            />
            <Choice
                id="request-command"
                label={words.panel.command}
                options={kinds.to_vec()}
                chosen={KINDS.iter().position(|kind| *kind == draft.kind).unwrap_or(0)}
                on_choose={edit(draft, |draft, place: usize| draft.kind = KINDS[place])}
            />
        </>
    }
}

fn expected(problem: Problem, words: &'static Words) -> &'static str {
    match problem {
        Problem::Key => words.panel.expect_key,
        Problem::Expected | Problem::Value => words.panel.expect_value,
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
        return Some((words.panel.client_waits)(&client.to_string(), &waits.command.to_string()));
    }
    let server = scenes::node(scene, to?)?;
    match server.power {
        Power::Down => Some((words.panel.server_crashed)(&server.id.to_string())),
        Power::Up | Power::Paused => None,
    }
}
