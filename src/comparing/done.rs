//! What was done to all sides, each of which can be taken out.

use super::table::Do;
use crate::words::Words;
use catalog::{Comparison, act, side_title};
use simulator::{Act, Joint};
use yew::prelude::{Callback, Html, html};

/// The list, the last first.
pub(super) fn list(comparison: &Comparison, words: &'static Words, send: &Callback<Do>) -> Html {
    let later = &words.later().comparing;
    let titles: Vec<String> = comparison.runs().map(side_title).collect();
    let taken = comparison.taken();
    let one = |(place, joint): (usize, &Joint)| {
        let time = joint.iter().flatten().map(|act| act.at.time).next().unwrap_or_default();
        let told =
            |taken: &Option<Act>| taken.as_ref().map(|taken| act(&taken.action, words.language));
        let acts: Vec<Option<String>> = joint.iter().map(told).collect();
        let said = match &acts[0] {
            Some(first) if acts.iter().all(|act| act == &acts[0]) => first.clone(),
            Some(_) | None => {
                let named = acts
                    .iter()
                    .zip(&titles)
                    .filter_map(|(act, title)| act.as_ref().map(|act| format!("{title}: {act}")));
                named.collect::<Vec<_>>().join(" · ")
            }
        };
        let name = (later.remove)(&said);
        html! {
            <li key={place} class={(place >= taken).then_some("is-later")}>
                <button
                    type="button"
                    class="button is-plain mono"
                    onclick={send.reform(move |_| Do::Time(time))}
                >
                    { time.to_string() }
                </button>
                <span>{ said }</span>
                <button
                    type="button"
                    class="button is-plain"
                    aria-label={name}
                    onclick={send.reform(move |_| Do::Remove(place))}
                >
                    { later.take_out }
                </button>
            </li>
        }
    };
    if comparison.joints().is_empty() {
        return html! { <p class="quiet">{ later.nothing_done }</p> };
    }
    html! {
        <ol class="compare-done" aria-label={later.done}>
            { for comparison.joints().iter().enumerate().map(one) }
        </ol>
    }
}
