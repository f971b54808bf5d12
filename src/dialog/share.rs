//! Giving a run to others: as a file for another program.

use super::title;
use crate::download::download;
use crate::session::{ExperimentHandle, Msg, Notice};
use crate::words::Words;
use lessons::Format;
use yew::prelude::{Callback, Html, html};

/// Which run.
pub(super) struct ShareProps {
    pub(super) experiment: ExperimentHandle,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// The ways to give it away.
pub(super) fn share(props: &ShareProps) -> Html {
    let words = &props.words.later().dialog.share;
    let format = |(format, (name, what)): (Format, (&'static str, &'static str))| {
        let (experiment, send, words) = (props.experiment.clone(), props.send.clone(), props.words);
        let onclick = Callback::from(move |_| {
            if let Err(why) = save(&experiment, format, words) {
                send.emit(Msg::Notice(Notice::Problem(why)));
            }
        });
        html! {
            <li key={name}>
                <button type="button" class="button" {onclick}>{ name }</button>
                <span class="quiet">{ what }</span>
            </li>
        }
    };
    html! {
        <>
            { title(words.title.to_string(), &props.send, props.words) }
            <h3>{ words.exports }</h3>
            <ul class="share-formats">
                { for Format::ALL.into_iter().zip(words.formats).map(format) }
            </ul>
        </>
    }
}

/// Writes the run, as far as it is known, and has it saved.
fn save(experiment: &ExperimentHandle, format: Format, words: &Words) -> Result<(), String> {
    let run = experiment.with(|run| run.run());
    // A copy: the one that is open stays where it is.
    let mut copy = catalog::replay(&run).map_err(|why| why.to_string())?;
    let text = lessons::export(format, copy.as_mut())?;
    let name = format!("{}-seed-{}.{}", run.setup.protocol, run.setup.seed, format.extension());
    download(&name, &text).map_err(|_| words.later().dialog.share.not_saved.to_string())
}
