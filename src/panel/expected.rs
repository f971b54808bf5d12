//! That a property broke as the protocol's own theory predicts, and why.

use crate::session::ExperimentHandle;
use crate::words::Words;
use simulator::PropertyScene;
use yew::prelude::{Html, html};

/// A label with the reason; nothing if it was not to be expected.
pub(crate) fn expected(
    experiment: &ExperimentHandle,
    property: &PropertyScene,
    words: &'static Words,
) -> Html {
    let reason = property.broken.as_ref().and_then(|broken| {
        let (name, event) = (property.name, broken.event);
        experiment.with(|run| catalog::expected(run, name, event, words.language))
    });
    let label = words.later().tab.expected;
    reason.map_or_else(Html::default, |reason| {
        html! { <p class="expected"><strong>{ label }</strong>{ " " }{ reason }</p> }
    })
}
