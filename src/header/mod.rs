//! The header: what is open, and what concerns the whole page.

mod run_form;
mod scenarios;

use crate::icon::{Icon, icon};
use crate::later::{LaterProps, later};
use crate::session::{Dialog, Msg};
use crate::shared::Shared;
use crate::theme::Theme;
use crate::words::Words;
use catalog::ProtocolInfo;
use run_form::RunForm;
use yew::TargetCast;
use yew::prelude::{AttrValue, Callback, Event, Html, html};

/// What is open.
pub(crate) struct HeaderProps {
    /// The protocol.
    pub(crate) info: Shared<ProtocolInfo>,
    /// Whether a rule of its paper is switched off.
    pub(crate) is_modified: bool,
    /// The open scenario, by its place.
    pub(crate) scenario: Option<usize>,
    /// How many servers the run has, and its seed.
    pub(crate) run: (u8, u64),
    /// Light or dark.
    pub(crate) theme: Theme,
    /// Whom to tell.
    pub(crate) send: Callback<Msg>,
    /// The language.
    pub(crate) words: &'static Words,
}

/// The header.
pub(crate) fn header(props: &HeaderProps) -> Html {
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
                <span class="modified">{ (words.modified)(props.info.title) }</span>
            }
            { scenarios(props) }
            <RunForm info={props.info.clone()} run={props.run} {send} words={props.words} />
            <div class="header-rest">
                { later(&LaterProps {
                    name: words.compare,
                    icon: None,
                    why: words.compare_later,
                    send: send.clone(),
                }) }
                { later(&LaterProps {
                    name: words.find_a_bug,
                    icon: None,
                    why: words.find_a_bug_later,
                    send: send.clone(),
                }) }
                { later(&LaterProps {
                    name: words.share,
                    icon: None,
                    why: words.share_later,
                    send: send.clone(),
                }) }
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

impl Clone for HeaderProps {
    fn clone(&self) -> Self {
        HeaderProps { info: self.info.clone(), send: self.send.clone(), ..*self }
    }
}

/// The protocol picker.
fn protocols(props: &HeaderProps) -> Html {
    let words = props.words;
    let infos = catalog::protocols(words.language);
    let (servers, seed) = props.run;
    let names: Vec<&'static str> = infos.iter().map(|info| info.name).collect();
    let onchange = props.send.reform(move |event: Event| {
        let name = names.get(chosen(&event)).copied().unwrap_or_default();
        Msg::Open(crate::session::setup(name, servers, seed))
    });
    let open = props.info.name;
    let option = |info: &ProtocolInfo| {
        html! { <option key={info.name} selected={info.name == open}>{ info.title }</option> }
    };
    let options = infos.iter().map(option).collect();
    picker(words.header.protocol, "picker", onchange, options)
}

/// The scenario picker.
fn scenarios(props: &HeaderProps) -> Html {
    let words = &props.words.header;
    let (send, all_words) = (props.send.clone(), props.words);
    let protocol = props.info.name;
    let (servers, seed) = props.run;
    let open = props.scenario.map_or(0, |place| place + 1);
    let onchange = Callback::from(move |event: Event| {
        let wanted = chosen(&event);
        // Until the scenario is fetched, and if it cannot be, the picker names what is open.
        choose(&event, open);
        match wanted.checked_sub(1) {
            Some(place) => scenarios::fetch(protocol, place, send.clone(), all_words),
            None => send.emit(Msg::Open(crate::session::setup(protocol, servers, seed))),
        }
    });
    let title = |(place, title): (usize, &&'static str)| {
        let selected = props.scenario == Some(place);
        html! { <option key={place} {selected}>{ *title }</option> }
    };
    let options = html! {
        <>
            <option selected={props.scenario.is_none()}>{ words.free_play }</option>
            { for words.scenarios.iter().enumerate().map(title) }
        </>
    };
    picker(words.scenario, "picker scenario-picker", onchange, options)
}

fn picker(
    name: &'static str,
    class: &'static str,
    onchange: Callback<Event>,
    options: Html,
) -> Html {
    let label = AttrValue::from(name);
    html! {
        <label {class}>
            <span class="picker-name">{ name }</span>
            <select aria-label={label} {onchange}>{ options }</select>
        </label>
    }
}

fn chosen(event: &Event) -> usize {
    let list = event.target_unchecked_into::<web_sys::HtmlSelectElement>();
    usize::try_from(list.selected_index()).unwrap_or(0)
}

fn choose(event: &Event, place: usize) {
    let list = event.target_unchecked_into::<web_sys::HtmlSelectElement>();
    list.set_selected_index(i32::try_from(place).unwrap_or(0));
}
