//! The list to choose a prepared run from: under headings, each with what there is to see in it,
//! and narrowed down by the words that a person types.

use super::fetch::{self, Prepared};
use crate::dom;
use crate::session::{Change, Msg, setup};
use crate::shared::Shared;
use crate::words::Words;
use catalog::{Heading, Listed, Profile};
use std::rc::Rc;
use yew::TargetCast;
use yew::prelude::{
    Callback, Html, InputEvent, KeyboardEvent, MouseEvent, NodeRef, Properties, SubmitEvent,
    classes, component, html, use_effect_with, use_node_ref, use_state, use_state_eq,
};

/// What the arrow keys go through.
const REACHED: &str = ".choosing-search, .choosing-title";

/// Of which protocol.
#[derive(Properties, PartialEq)]
pub(crate) struct ChoosingProps {
    pub(crate) profile: Shared<Profile>,
    /// How many servers and which seed a run without a scenario has.
    pub(crate) run: (u8, u64),
    /// What is open, by its title.
    pub(crate) open: Option<Rc<str>>,
    /// Whom to tell.
    pub(crate) send: Callback<Msg>,
    pub(crate) words: &'static Words,
}

/// The list, once it is fetched.
#[derive(Clone, PartialEq)]
enum Fetched {
    Waiting,
    Here(Rc<Vec<Listed>>),
    Failed(String),
}

/// The list with its search.
#[component]
pub(crate) fn Choosing(props: &ChoosingProps) -> Html {
    let words = &props.words.later().choosing;
    let host = use_node_ref();
    let fetched = use_state(|| Fetched::Waiting);
    let tries = use_state_eq(|| 0_u32);
    let typed = use_state_eq(String::new);
    {
        let (fetched, all_words) = (fetched.setter(), props.words);
        use_effect_with((props.profile.name, *tries), move |(protocol, _)| {
            let protocol = *protocol;
            fetched.set(Fetched::Waiting);
            wasm_bindgen_futures::spawn_local(async move {
                fetched.set(match fetch::list(protocol, all_words).await {
                    Ok(list) => Fetched::Here(Rc::new(list)),
                    Err(why) => Fetched::Failed(why),
                });
            });
        });
    }
    let list: Rc<Vec<Listed>> = match &*fetched {
        Fetched::Here(list) => list.clone(),
        Fetched::Waiting | Fetched::Failed(_) => Rc::default(),
    };
    let found: Vec<&Listed> = list.iter().filter(|it| matches(it, &typed, props.words)).collect();
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        })
    };
    let onsubmit = {
        let first = found.first().map(|first| choose(first, props));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(first) = &first {
                first.emit(());
            }
        })
    };
    let again = {
        let tries = tries.clone();
        Callback::from(move |_: MouseEvent| tries.set(*tries + 1))
    };
    let told = match &*fetched {
        Fetched::Waiting => words.waiting.to_string(),
        Fetched::Here(_) => (words.found)(found.len(), list.len()),
        Fetched::Failed(_) => String::new(),
    };
    let failed = match &*fetched {
        Fetched::Failed(why) => html! {
            <p class="choosing-failed" role="alert">
                { why }{ " " }
                <button type="button" class="button" onclick={again}>{ words.again }</button>
            </p>
        },
        Fetched::Waiting | Fetched::Here(_) => Html::default(),
    };
    html! {
        <div class="choosing" ref={&host} onkeydown={keys(&host)}>
            <form class="choosing-head" {onsubmit}>
                <input
                    class="form-input choosing-search"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label={words.search}
                    placeholder={words.search}
                    {oninput}
                />
                <span class="quiet" role="status">{ told }</span>
            </form>
            { headings(&found, props.words) }
            <div class="choosing-list">
                { failed }
                if typed.is_empty() { { free_play(props) } }
                { for Heading::ALL.into_iter().map(|heading| group(heading, &found, props)) }
            </div>
        </div>
    }
}

/// Whether the run has every word that is typed, in its title, its caption or its heading.
fn matches(listed: &Listed, typed: &str, words: &Words) -> bool {
    let heading = catalog::heading(listed.heading, words.language);
    let text = format!("{} {} {heading}", listed.title, listed.caption).to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// The headings, each of which leads to its runs.
fn headings(found: &[&Listed], words: &'static Words) -> Html {
    let one = |heading: Heading| {
        let count = found.iter().filter(|it| it.heading == heading).count();
        if count == 0 {
            return Html::default();
        }
        let id = id(heading);
        let onclick = Callback::from(move |_: MouseEvent| {
            dom::scroll_to(&id);
            dom::focus(&id);
        });
        html! {
            <li>
                <button type="button" class="choosing-heading" {onclick}>
                    { catalog::heading(heading, words.language) }
                    <span class="choosing-count">{ count }</span>
                </button>
            </li>
        }
    };
    html! {
        <nav class="choosing-headings" aria-label={words.later().choosing.headings}>
            <ul>{ for Heading::ALL.into_iter().map(one) }</ul>
        </nav>
    }
}

fn id(heading: Heading) -> String {
    format!("runs-{}", heading.name())
}

/// The runs under one heading; nothing, if there are none.
fn group(heading: Heading, found: &[&Listed], props: &ChoosingProps) -> Html {
    let runs: Html = found
        .iter()
        .filter(|it| it.heading == heading)
        .map(|it| {
            let is_open = props.open.as_deref() == Some(it.title.as_str());
            run(&it.file, &it.title, &it.caption, is_open, choose(it, props))
        })
        .collect();
    let is_empty = found.iter().all(|it| it.heading != heading);
    if is_empty {
        return Html::default();
    }
    html! {
        <section key={heading.name()} aria-labelledby={id(heading)}>
            <h3 id={id(heading)} tabindex="-1">
                { catalog::heading(heading, props.words.language) }
            </h3>
            <ul>{ runs }</ul>
        </section>
    }
}

/// A run without a scenario.
fn free_play(props: &ChoosingProps) -> Html {
    let ((servers, seed), protocol) = (props.run, props.profile.name);
    let send = props.send.clone();
    let on_choose = Callback::from(move |()| {
        send.emit(Msg::Change(Change::New(setup(protocol, servers, seed))));
    });
    let (title, caption) = (props.words.header.free_play, props.words.later().choosing.free_play);
    html! { <ul>{ run("free-play", title, caption, props.open.is_none(), on_choose) }</ul> }
}

/// A run to choose, with what there is to see.
fn run(file: &str, title: &str, caption: &str, is_open: bool, on_choose: Callback<()>) -> Html {
    let id = format!("about-run-{file}");
    html! {
        <li key={file.to_string()} class={classes!("choosing-run", is_open.then_some("is-open"))}>
            // It reaches over all of the item.
            <button
                type="button"
                class="choosing-title"
                aria-describedby={id.clone()}
                aria-current={is_open.then_some("true")}
                onclick={on_choose.reform(|_: MouseEvent| ())}
            >
                { title.to_string() }
            </button>
            <p class="choosing-caption" {id}>{ caption.to_string() }</p>
        </li>
    }
}

/// Opens this run, and closes the list.
fn choose(listed: &Listed, props: &ChoosingProps) -> Callback<()> {
    let (listed, send, words) = (listed.clone(), props.send.clone(), props.words);
    let protocol = props.profile.name;
    Callback::from(move |()| {
        send.emit(Msg::CloseDialog);
        let Listed { heading: _, file, title, caption } = listed.clone();
        let (title, caption) = (title.into(), caption.into());
        fetch::open(Prepared { protocol, file, title, caption }, send.clone(), words);
    })
}

/// The arrow keys go from run to run.
fn keys(host: &NodeRef) -> Callback<KeyboardEvent> {
    let host = host.clone();
    Callback::from(move |event: KeyboardEvent| {
        let places = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        dom::focus_next(&host, REACHED, places);
        event.prevent_default();
    })
}
