//! One event of an answer, in words.

use crate::narration::bold;
use crate::session::{Msg, telling};
use crate::words::Words;
use catalog::{Cause, Edge, Experiment};
use yew::prelude::{AttrValue, Callback, Html, html};

/// An event that led to what was asked about, in words.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Link {
    /// Its place in the trace.
    pub(super) event: u32,
    at: String,
    /// What it has to do with the event that it led to.
    edge: String,
    /// What happened, the most telling thing first.
    told: String,
    /// The source of that, and what else happened.
    more: String,
}

/// The event in words.
pub(super) fn link(run: &dyn Experiment, cause: &Cause, words: &'static Words) -> Link {
    let mut sentences = telling(run, cause.event, words.language).sentences.into_iter();
    let (told, source) = sentences.next().map_or_else(Default::default, |it| (it.text, it.source));
    let rest = sentences.map(|sentence| sentence.text.replace("**", ""));
    let more: Vec<String> =
        std::iter::once(source).chain(rest).filter(|it| !it.is_empty()).collect();
    let at = run.trace().events[cause.event as usize].at.to_string();
    Link { event: cause.event, at, edge: edge(cause.edge, words), told, more: more.join(" · ") }
}

fn edge(edge: Edge, words: &'static Words) -> String {
    let why = &words.later().why;
    let told = match edge {
        Edge::Asked => return why.asked.to_string(),
        Edge::Sent(_) => why.sent,
        Edge::Timer(_) => why.timer,
        Edge::Save(_) => why.save,
        Edge::Wait(_) => why.wait,
        Edge::Answer(_) => why.counted,
        Edge::Held(_) => why.held,
        Edge::Rival(_) => why.rival,
    };
    told(edge.led_to().map_or(0, |event| event + 1))
}

/// Where the run is, seen from an event.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Just after it.
    Here,
    /// Anywhere else.
    Elsewhere,
}

/// The event as a button that leads to it.
pub(super) fn show(link: &Link, place: Place, send: &Callback<Msg>) -> Html {
    let position = link.event + 1;
    let current = match place {
        Place::Here => Some(AttrValue::from("true")),
        Place::Elsewhere => None,
    };
    html! {
        <li key={link.event}>
            <button
                type="button"
                class="event"
                data-event={position.to_string()}
                aria-current={current}
                onclick={send.reform(move |_| Msg::Seek(position))}
            >
                <span class="chain-place">{ position }</span>
                <span class="chain-place">{ &link.at }</span>
                <span class="chain-edge">{ &link.edge }</span>
                <span class="chain-told">{ bold(&link.told) }</span>
                <span class="chain-more">{ &link.more }</span>
            </button>
        </li>
    }
}
