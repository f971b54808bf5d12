//! The diagram in words: what is pointed at, and what is compared.

use super::other::told;
use super::{Hand, SpacetimeProps};
use crate::narration::bold;
use crate::player::branch_name;
use yew::prelude::{Html, html};

/// What is pointed at, or how to point at something. It is read out when the keys change it; under
/// a pointer it would be too much.
pub(super) fn detail(props: &SpacetimeProps, hand: &Hand) -> Html {
    let words = &props.words.later().spacetime;
    let looked = hand.looked();
    let traced = looked.as_ref().and_then(|looked| looked.highlight.as_ref());
    let text = traced.and_then(|traced| {
        let (at, text) =
            props.experiment.with(|run| told(run, traced.event, props.words.language))?;
        let counts = traced.is_traced.then(|| (words.reach)(traced.counts.0, traced.counts.1));
        let head = (words.event)(traced.event + 1, &at.to_string());
        Some(html! {
            <>
                <span class="spacetime-event">{ head }</span>
                <span class="spacetime-said">{ bold(&text) }</span>
                if let Some(counts) = counts { <span class="quiet">{ counts }</span> }
            </>
        })
    });
    let hint = || {
        let density = looked.as_ref().and_then(|looked| looked.drawn.picture.density.as_ref());
        let hint = match density {
            Some(density) => (words.dense)(density.full, &density.per.to_string()),
            None => words.hint.to_string(),
        };
        html! { <span class="quiet">{ hint }</span> }
    };
    let live = if hand.desk.borrow().hovered.is_some() { "off" } else { "polite" };
    html! {
        <p class="spacetime-detail" id="spacetime-detail" role="status" aria-live={live}>
            { text.unwrap_or_else(hint) }
        </p>
    }
}

/// What is compared, and where it parts.
pub(super) fn legend(props: &SpacetimeProps, hand: &Hand) -> Html {
    let words = &props.words.later().spacetime;
    let desk = hand.desk.borrow();
    let Some(other) = &desk.other else { return Html::default() };
    let mine = props.experiment.with_history(|history| {
        history.branches().get(history.open()).map(|branch| branch_name(branch, props.words))
    });
    let mine = mine.unwrap_or_default();
    let language = props.words.language;
    let here = other.parts.and_then(|at| props.experiment.with(|run| told(run, at, language)));
    let line = |class: &'static str, name: &str, said: Option<&str>| {
        html! {
            <p class="spacetime-branch">
                <span class={class} aria-hidden="true" />
                <strong>{ name.to_string() }</strong>
                if let Some(said) = said { <span>{ bold(said) }</span> }
            </p>
        }
    };
    let first = other.first();
    let heading = match (&here, &first) {
        (Some((one, _)), Some((two, _))) => {
            let number = other.parts.unwrap_or(0) + 1;
            (words.parts)(number, &(*one).min(*two).to_string())
        }
        _ => words.same.to_string(),
    };
    html! {
        <div class="spacetime-legend" role="group" aria-label={words.comparing}>
            <p class="spacetime-parts">{ heading }</p>
            { line("spacetime-key", &mine, here.as_ref().map(|(_, said)| said.as_str())) }
            { line(
                "spacetime-key is-other",
                &other.name,
                first.as_ref().map(|(_, said)| said.as_str()),
            ) }
        </div>
    }
}
