//! What was done to all sides, each of which can be taken out.

use super::table::Do;
use crate::words::Words;
use catalog::{Comparison, Experiment, act, side_title};
use simulator::{Act, Joint};
use yew::prelude::{Callback, Html, html};

/// The table, a row for each thing done.
pub(super) fn table(comparison: &Comparison, words: &'static Words, send: &Callback<Do>) -> Html {
    let later = &words.later().comparing;
    if comparison.joints().is_empty() {
        return html! { <p class="quiet">{ later.nothing_done }</p> };
    }
    let taken = comparison.taken();
    let title = |title: String| html! { <th scope="col">{ title }</th> };
    let one = |(place, joint): (usize, &Joint)| {
        let time = joint.iter().flatten().map(|act| act.at.time).next().unwrap_or_default();
        let told = |(run, taken): (&dyn Experiment, &Option<Act>)| {
            let told = taken.as_ref().map(|taken| act(run, &taken.action, words.language));
            told.unwrap_or_else(|| later.nobody.to_string())
        };
        let mut acts: Vec<String> = comparison.runs().zip(joint).map(told).collect();
        let sides = acts.len();
        acts.dedup();
        let span = if acts.len() == 1 { sides } else { 1 };
        let cell = |act: &String| html! { <td colspan={span.to_string()}>{ act.clone() }</td> };
        // Where sides in a row have the same and others do not, each is told for itself.
        let cells: Html = match &*acts {
            [act] => cell(act),
            _ => comparison.runs().zip(joint).map(|side| cell(&told(side))).collect(),
        };
        html! {
            <tr key={place} class={(place >= taken).then_some("is-later")}>
                <th scope="row">
                    <button
                        type="button"
                        class="button is-plain mono"
                        onclick={send.reform(move |_| Do::Time(time))}
                    >
                        { time.to_string() }
                    </button>
                </th>
                { cells }
                <td>
                    <button
                        type="button"
                        class="button is-plain"
                        aria-label={(later.remove)(&acts.join(" | "))}
                        onclick={send.reform(move |_| Do::Remove(place))}
                    >
                        { later.take_out }
                    </button>
                </td>
            </tr>
        }
    };
    html! {
        <table class="compare-table compare-done" aria-label={later.done}>
            <thead>
                <tr>
                    <th scope="col">{ later.done }</th>
                    { for comparison.runs().map(side_title).map(title) }
                    <td />
                </tr>
            </thead>
            <tbody>{ for comparison.joints().iter().enumerate().map(one) }</tbody>
        </table>
    }
}
