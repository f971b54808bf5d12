//! A log of another program, to be looked at.

use super::title;
use crate::session::Msg;
use crate::shared::Shared;
use crate::words::Words;
use diagram::import::{Log, Logged, log_svg};
use yew::prelude::{AttrValue, Callback, Html, html};

/// So many events are listed as text; the others are in the picture.
const LISTED_MAX: usize = 1_000;

/// A log, and the name of the file that holds it.
pub(crate) struct Foreign {
    pub(crate) name: String,
    pub(crate) log: Log,
}

/// Which log.
pub(super) struct LogProps {
    pub(super) foreign: Shared<Foreign>,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// The log: as a picture, and as text.
pub(super) fn log(props: &LogProps) -> Html {
    let words = &props.words.later().keeping;
    let Foreign { name, log } = &*props.foreign;
    let named = (words.log_picture)(log.hosts.len(), log.events.len(), log.arrows.len());
    let one = |event: &Logged| {
        html! { <li>{ (words.log_event)(&log.hosts[event.host], event.number, &event.text) }</li> }
    };
    let more = log.events.len().saturating_sub(LISTED_MAX);
    html! {
        <>
            { title((words.log)(name), &props.send, props.words) }
            <p>{ words.log_intro }</p>
            <p class="quiet">{ &named }</p>
            <div class="log-picture" tabindex="0" role="region" aria-label={words.log_view}>
                { Html::from_html_unchecked(AttrValue::from(log_svg(log, &named))) }
            </div>
            <details class="log-events">
                <summary>{ words.log_events }</summary>
                <ol>{ for log.events.iter().take(LISTED_MAX).map(one) }</ol>
                if more > 0 { <p>{ (words.log_more)(more) }</p> }
            </details>
        </>
    }
}
