//! The header: what is open, and what concerns the whole page.

mod run_form;

use crate::controls::Controls;
use crate::icon::{Icon, icon};
use crate::later::{LaterProps, later};
use crate::picker::Picker;
use crate::session::{Change, Deed, Dialog, ExperimentHandle, Msg, setup};
use crate::shared::Shared;
use crate::theme::Theme;
use crate::words::Words;
use catalog::Profile;
pub(crate) use run_form::{RunFormProps, run_form};
use std::rc::Rc;
use yew::prelude::{AttrValue, Callback, Html, NodeRef, Properties, component, html};

/// What is open.
#[derive(Properties, PartialEq)]
pub(crate) struct HeaderProps {
    /// The protocol.
    pub(crate) profile: Shared<Profile>,
    /// Whether a rule of its paper is switched off.
    pub(crate) is_modified: bool,
    /// What the open scenario is called.
    pub(crate) scenario: Option<Rc<str>>,
    /// How many servers the run has, and its seed.
    pub(crate) run: (u8, u64),
    /// The run.
    pub(crate) experiment: ExperimentHandle,
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
            experiment: props.experiment.clone(),
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

/// The scenario picker: what is open, and behind it the list of all that are prepared.
fn scenarios(props: &HeaderProps) -> Html {
    let words = &props.words.header;
    let open = props.scenario.as_deref().unwrap_or(words.free_play);
    html! {
        <span class="picker scenario-picker">
            <span class="picker-name">{ words.scenario }</span>
            <button
                type="button"
                role="combobox"
                aria-label={words.scenario}
                aria-haspopup="dialog"
                aria-expanded="false"
                onclick={props.send.reform(|_| Msg::Ask(Dialog::Choose))}
            >
                { open.to_string() }
            </button>
        </span>
    }
}
