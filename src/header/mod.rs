//! The header: what is open, and what concerns the whole page.

mod run_form;
mod scenarios;

use crate::controls::{Controls, controls};
use crate::icon::{Icon, icon};
use crate::later::{LaterProps, later};
use crate::picker::Picker;
use crate::session::{Change, Deed, Dialog, Msg, setup};
use crate::shared::Shared;
use crate::theme::Theme;
use crate::words::Words;
use catalog::Profile;
pub(crate) use run_form::{RunFormProps, run_form};
pub(crate) use scenarios::scenario;
use yew::prelude::{AttrValue, Callback, Html, NodeRef, Properties, component, html};

/// What is open.
#[derive(Properties, PartialEq)]
pub(crate) struct HeaderProps {
    /// The protocol.
    pub(crate) profile: Shared<Profile>,
    /// Whether a rule of its paper is switched off.
    pub(crate) is_modified: bool,
    /// The open scenario, by its place.
    pub(crate) scenario: Option<usize>,
    /// How many servers the run has, and its seed.
    pub(crate) run: (u8, u64),
    /// Light or dark.
    pub(crate) theme: Theme,
    /// The run form's button.
    pub(crate) host: NodeRef,
    /// What the run is worked with, once it is here.
    pub(crate) controls: Option<&'static Controls>,
    /// Whom to tell.
    pub(crate) send: Callback<Msg>,
    /// The language.
    pub(crate) words: &'static Words,
}

/// The header.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let words = &props.words.header;
    let send = &props.send;
    let (theme_name, other) = match props.theme {
        Theme::Light => (words.to_dark, props.theme.other()),
        Theme::Dark => (words.to_light, props.theme.other()),
    };
    html! {
        <header class="header">
            <h1 class="brand">{ icon(Icon::Brand) }{ words.brand }</h1>
            { protocols(props) }
            if props.is_modified {
                <span class="modified">{ (words.modified)(props.profile.title) }</span>
            }
            { scenarios(props) }
            { run(props) }
            <div class="header-rest">
                <button
                    type="button"
                    class="button is-plain"
                    onclick={send.reform(|_| Msg::Deed(Deed::Compare))}
                >
                    { words.compare }
                </button>
                { later(&LaterProps {
                    name: words.find_a_bug,
                    icon: None,
                    why: words.find_a_bug_later,
                    send: send.clone(),
                }) }
                <button
                    type="button"
                    class="button is-plain"
                    onclick={send.reform(|_| Msg::Ask(Dialog::Share))}
                >
                    { words.share }
                </button>
                <select class="language" aria-label={words.language}>
                    { for words.languages.iter().map(|name| html! { <option>{ *name }</option> }) }
                </select>
                <button
                    type="button"
                    class="button is-plain theme-button"
                    aria-label={theme_name}
                    title={theme_name}
                    onclick={send.reform(move |_| Msg::Theme(other))}
                >
                    { icon(Icon::Theme) }
                </button>
                <button
                    type="button"
                    id="help-button"
                    class="button is-plain"
                    aria-label={words.help}
                    aria-haspopup="dialog"
                    title={words.help}
                    onclick={send.reform(|_| Msg::Ask(Dialog::Help))}
                >
                    <span aria-hidden="true">{ "?" }</span>
                </button>
            </div>
        </header>
    }
}

/// What the run started from: a button, and behind it the form for a new one.
fn run(props: &HeaderProps) -> Html {
    let (servers, seed) = props.run;
    let form = props.controls.map(|controls| {
        (controls.run_form)(RunFormProps {
            host: props.host.clone(),
            profile: props.profile.clone(),
            run: props.run,
            send: props.send.clone(),
            words: props.words,
        })
    });
    html! {
        <details class="run-form" ref={props.host.clone()}>
            <summary>{ (props.words.header.run)(servers, seed) }</summary>
            { form.unwrap_or_default() }
        </details>
    }
}

/// The protocol picker.
fn protocols(props: &HeaderProps) -> Html {
    let titles = catalog::titles();
    let (servers, seed) = props.run;
    let chosen = titles.iter().position(|(name, _)| *name == props.profile.name).unwrap_or(0);
    let options: Vec<AttrValue> = titles.iter().map(|(_, title)| AttrValue::from(*title)).collect();
    let on_choose = props.send.reform(move |place: usize| {
        let name = titles.get(place).map_or("", |(name, _)| *name);
        Msg::Change(Change::New(setup(name, servers, seed)))
    });
    html! { <Picker name={props.words.header.protocol} {options} {chosen} {on_choose} /> }
}

/// The scenario picker.
fn scenarios(props: &HeaderProps) -> Html {
    let words = &props.words.header;
    let (send, all_words) = (props.send.clone(), props.words);
    let profile = props.profile.clone();
    let (servers, seed) = props.run;
    let on_choose = Callback::from(move |place: usize| match place.checked_sub(1) {
        Some(place) => {
            let (send, profile) = (send.clone(), profile.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match controls().await {
                    Ok(controls) => {
                        // The scenario is opened by them.
                        send.emit(Msg::Controls(Ok(controls)));
                        (controls.scenario)(&profile, place, send, all_words);
                    }
                    Err(why) => send.emit(Msg::Controls(Err(why))),
                }
            });
        }
        None => send.emit(Msg::Change(Change::New(setup(profile.name, servers, seed)))),
    });
    let titles = props.profile.intro.scenarios.iter().map(|(_, title)| *title);
    let titles = std::iter::once(words.free_play).chain(titles);
    let options: Vec<AttrValue> = titles.map(AttrValue::from).collect();
    let chosen = props.scenario.map_or(0, |place| place + 1);
    html! {
        <Picker name={words.scenario} class="scenario-picker" {options} {chosen} {on_choose} />
    }
}
