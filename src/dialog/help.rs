//! The help: what the page is for, its signs and its keys.

use super::title;
use crate::session::{Keys, Msg};
use crate::words::Words;
use yew::prelude::{Callback, Html, html};

/// Whether keys do anything.
pub(super) struct HelpProps {
    pub(super) keys: Keys,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// The help.
pub(super) fn help(props: &HelpProps) -> Html {
    let words = &props.words.later().help;
    let key = |(key, does): &(&'static str, &'static str)| {
        html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *does }</dd></> }
    };
    html! {
        <>
            { title(words.title.to_string(), &props.send, props.words) }
            <p>{ words.intro }</p>
            <h3>{ words.legend }</h3>
            <ul>{ for words.signs.iter().map(|sign| html! { <li>{ *sign }</li> }) }</ul>
            <h3>{ words.keys }</h3>
            <label class="help-switch">
                <input
                    type="checkbox"
                    checked={props.keys == Keys::On}
                    onchange={props.send.reform(|_| Msg::ToggleKeys)}
                />
                { words.keys_on }
            </label>
            <dl class="help-keys">{ for words.list.iter().map(key) }</dl>
        </>
    }
}
