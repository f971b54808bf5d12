//! The latest events as text: what the stage shows, for those who read or hear it.

use crate::narration::bold;
use crate::session::{Change, ExperimentHandle, Msg, Pace};
use crate::shared::Shared;
use crate::words::Words;
use simulator::Scene;
use yew::prelude::{Callback, Html, Properties, component, html};

/// How many events are listed.
const LISTED: u32 = 50;

/// Which events.
#[derive(Properties, PartialEq)]
pub(crate) struct EventsProps {
    /// The run.
    pub(crate) experiment: ExperimentHandle,
    /// The run as it is now.
    pub(crate) scene: Shared<Scene>,
    /// While it plays, its events are not read out: they come too fast.
    pub(crate) pace: Pace,
    /// Whom to tell.
    pub(crate) send: Callback<Msg>,
    /// The language.
    pub(crate) words: &'static Words,
}

/// The latest events, the last one first.
pub(crate) fn events(props: EventsProps) -> Html {
    html! { <Events ..props /> }
}

/// The same.
#[component]
fn Events(props: &EventsProps) -> Html {
    let words = &props.words.player;
    let last = props.scene.event;
    let first = last.saturating_sub(LISTED);
    let lines: Html = props.experiment.with(|run| {
        let line = |event: u32| {
            let hash = run.trace().events[event as usize].hash;
            let (experiment, send) = (&props.experiment, &props.send);
            html! { <Line key={event} {experiment} {event} {hash} {send} words={props.words} /> }
        };
        (first..last.min(run.length())).rev().map(line).collect()
    });
    let live = match props.pace {
        Pace::Playing => "off",
        Pace::Still => "polite",
    };
    html! {
        <section class="events" id="events">
            <h2 class="events-title">{ words.events }</h2>
            <div class="events-log" role="log" aria-label={words.events} aria-live={live}>
                if last == 0 { <p>{ words.no_events }</p> }
                <ol>{ lines }</ol>
                if first > 0 { <p class="quiet">{ (words.earlier)(first) }</p> }
            </div>
        </section>
    }
}

/// One event. While it stays the same, so does its line.
#[derive(Properties, PartialEq)]
struct LineProps {
    experiment: ExperimentHandle,
    event: u32,
    /// The digest of the run up to this event.
    hash: u64,
    send: Callback<Msg>,
    words: &'static Words,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let LineProps { event, words, .. } = *props;
    let (narration, recorded) = props
        .experiment
        .with(|run| (run.narrate(event, words.language), run.trace().events[event as usize]));
    let act = recorded.kind.act();
    let position = event + 1;
    let onclick = props.send.reform(move |_| Msg::Seek(position));
    let sentences = narration.sentences.iter().map(|sentence| sentence.text.as_str());
    let text = sentences.collect::<Vec<_>>().join(" · ");
    let is_marked = narration.mark.is_some();
    let remove = act.map(|act| {
        let onclick = props.send.reform(move |_| Msg::Change(Change::Remove(act as usize)));
        html! {
            <button type="button" class="button is-plain event-remove" {onclick}>
                { words.player.remove }
            </button>
        }
    });
    html! {
        <li>
            <button
                type="button"
                class={if is_marked { "event is-marked" } else { "event" }}
                {onclick}
            >
                <span class="event-number">{ position }</span>
                <span class="event-time">{ recorded.at.to_string() }</span>
                <span class="event-text">{ bold(&text) }</span>
            </button>
            { remove.unwrap_or_default() }
        </li>
    }
}
