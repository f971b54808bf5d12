//! The latest events as text: what the stage shows, for those who read or hear it.

use crate::narration::bold;
use crate::session::{ExperimentHandle, Msg, Pace};
use crate::shared::Shared;
use crate::words::Words;
use catalog::Experiment;
use simulator::Scene;
use yew::prelude::{Callback, Html, html};

/// How many events are listed.
const LISTED: u32 = 50;

/// Which events.
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
pub(crate) fn events(props: &EventsProps) -> Html {
    let words = &props.words.player;
    let last = props.scene.event;
    let first = last.saturating_sub(LISTED);
    let lines: Html = props.experiment.with(|run| {
        (first..last.min(run.length())).rev().map(|event| line(run, event, props)).collect()
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
                <ol reversed=true start={last.to_string()}>{ lines }</ol>
                if first > 0 { <p class="quiet">{ (words.earlier)(first) }</p> }
            </div>
        </section>
    }
}

fn line(run: &dyn Experiment, event: u32, props: &EventsProps) -> Html {
    let narration = run.narrate(event, props.words.language);
    let at = run.trace().events[event as usize].at;
    let position = event + 1;
    let onclick = props.send.reform(move |_| Msg::Seek(position));
    let sentences = narration.sentences.iter().map(|sentence| sentence.text.as_str());
    let text = sentences.collect::<Vec<_>>().join(" · ");
    let is_marked = narration.mark.is_some();
    html! {
        <li key={event}>
            <button
                type="button"
                class={if is_marked { "event is-marked" } else { "event" }}
                {onclick}
            >
                <span class="event-number">{ position }</span>
                <span class="event-time">{ at.to_string() }</span>
                <span class="event-text">{ bold(&text) }</span>
            </button>
        </li>
    }
}
