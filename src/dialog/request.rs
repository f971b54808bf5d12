//! A client's request: who asks whom for what.

use super::field::field;
use super::title;
use crate::session::Msg;
use crate::shared::Shared;
use crate::words::Words;
use machine::{ClientId, Command, NodeId, Text};
use simulator::{Action, Scene};
use yew::TargetCast;
use yew::prelude::{
    AttrValue, Callback, Event, Html, Properties, SubmitEvent, UseStateSetter, component, html,
    use_state_eq,
};

/// The longest key or value.
const LENGTH_MAX: usize = 24;
/// The commands, named as in files.
const COMMANDS: [&str; 4] = ["put", "get", "cas", "append"];

/// Who asks whom, to begin with.
#[derive(Properties, PartialEq)]
pub(super) struct RequestProps {
    pub(super) client: ClientId,
    pub(super) to: Option<NodeId>,
    pub(super) scene: Shared<Scene>,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// A key or a value, if it is one word.
fn word(text: &str) -> Option<Text> {
    let text = text.trim();
    let is_word = !text.contains(char::is_whitespace);
    ((1..=LENGTH_MAX).contains(&text.chars().count()) && is_word).then(|| text.into())
}

/// The form.
#[component]
pub(super) fn RequestForm(props: &RequestProps) -> Html {
    let words = &props.words.dialog;
    let clients: Vec<ClientId> = props.scene.clients.iter().map(|client| client.id).collect();
    let nodes: Vec<NodeId> = props.scene.nodes.iter().map(|node| node.id).collect();
    let client = use_state_eq(|| props.client.index());
    // The place of the server among all, from 1; 0 is whichever the client believes in.
    let server = use_state_eq(|| props.to.map_or(0, |node| node.index() + 1));
    let command = use_state_eq(|| 0usize);
    let (key, value, held) = (
        use_state_eq(|| "x".to_string()),
        use_state_eq(|| "1".to_string()),
        use_state_eq(String::new),
    );
    let is_tried = use_state_eq(|| false);
    let kind = COMMANDS[*command % COMMANDS.len()];
    let asked = match (kind, word(&key), word(&value), word(&held)) {
        ("put", Some(key), Some(value), _) => Some(Command::Put(key, value)),
        ("get", Some(key), ..) => Some(Command::Get(key)),
        ("cas", Some(key), Some(value), Some(held)) => Some(Command::Cas(key, held, value)),
        ("append", Some(key), Some(value), _) => Some(Command::Append(key, value)),
        _ => None,
    };
    let onsubmit = {
        let (send, is_tried, asked) = (props.send.clone(), is_tried.clone(), asked.clone());
        let from = clients.get(*client).copied().unwrap_or(props.client);
        let to = server.checked_sub(1).and_then(|place| nodes.get(place).copied());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_tried.set(true);
            if let Some(command) = asked.clone() {
                send.emit(Msg::Act(Action::Request(from, to, command)));
            }
        })
    };
    let wrong = |text: &str| (*is_tried && word(text).is_none()).then_some(words.expect_word);
    let name = clients.get(*client).map_or_else(String::new, ClientId::to_string);
    let servers = std::iter::once((words.any_server)(&name));
    let servers = servers.chain(nodes.iter().map(NodeId::to_string)).collect();
    let clients = clients.iter().map(ClientId::to_string).collect();
    let commands = COMMANDS.iter().map(ToString::to_string).collect();
    html! {
        <form {onsubmit} novalidate=true>
            { title(words.request_title.to_string(), &props.send, props.words) }
            { choice("request-of", words.client, clients, *client, client.setter()) }
            { choice("request-to", words.server, servers, *server, server.setter()) }
            { choice("request-what", words.command, commands, *command, command.setter()) }
            { field("ask-key", words.key, &key, wrong(&key), key.setter()) }
            if kind == "cas" {
                { field("ask-held", words.expected, &held, wrong(&held), held.setter()) }
            }
            if kind != "get" {
                { field("ask-value", words.value, &value, wrong(&value), value.setter()) }
            }
            <button type="submit" class="button is-primary">{ words.send }</button>
        </form>
    }
}

fn choice(
    id: &'static str,
    label: &'static str,
    options: Vec<String>,
    chosen: usize,
    set: UseStateSetter<usize>,
) -> Html {
    let onchange = move |event: Event| {
        let list = event.target_unchecked_into::<web_sys::HtmlSelectElement>();
        set.set(usize::try_from(list.selected_index()).unwrap_or(0));
    };
    let option = |(place, option): (usize, String)| {
        html! { <option selected={place == chosen}>{ option }</option> }
    };
    html! {
        <div class="dialog-field">
            <label for={AttrValue::from(id)}>{ label }</label>
            <select {id} {onchange}>{ for options.into_iter().enumerate().map(option) }</select>
        </div>
    }
}
