//! Giving a run to others: as a link, as a file, or for another program.

use super::link::Link;
use super::title;
use crate::download::download;
use crate::keeping::FileButton;
use crate::saving::{Save, png, svg};
use crate::session::{ExperimentHandle, Msg, Notice, Opened};
use crate::stage::stage_picture;
use crate::words::Words;
use catalog::{RunFile, checks};
use lessons::Format;
use yew::prelude::{Callback, Html, html};

/// Which run.
pub(super) struct ShareProps {
    pub(super) opened: Opened,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// The ways to give it away.
pub(super) fn share(props: &ShareProps) -> Html {
    let words = &props.words.later().dialog.share;
    let format = |(format, (name, what)): (Format, (&'static str, &'static str))| {
        let (experiment, words) = (props.opened.experiment.clone(), props.words);
        let send = props.send.clone();
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
    let keep = {
        let (opened, send, words) = (props.opened.clone(), props.send.clone(), props.words);
        Callback::from(move |_| {
            if let Err(why) = save_file(&opened, words) {
                send.emit(Msg::Notice(Notice::Problem(why)));
            }
        })
    };
    html! {
        <>
            { title(words.title.to_string(), &props.send, props.words) }
            <h3>{ words.link }</h3>
            <Link opened={props.opened.clone()} words={props.words} />
            <h3>{ words.file }</h3>
            <ul class="share-formats">
                <li>
                    <button type="button" class="button" onclick={keep}>{ words.save }</button>
                    <span class="quiet">{ words.save_what }</span>
                </li>
                <li>
                    <span>
                        <FileButton id="share-file" send={&props.send} words={props.words} />
                    </span>
                    <span class="quiet">{ words.open_what }</span>
                </li>
            </ul>
            <h3>{ words.stage }</h3>
            <ul class="share-formats">
                { picture(words.stage_svg, words.stage_svg_what, svg, props) }
                { picture(words.stage_png, words.stage_png_what, png, props) }
            </ul>
            <h3>{ words.exports }</h3>
            <ul class="share-formats">
                { for Format::ALL.into_iter().zip(words.formats).map(format) }
            </ul>
        </>
    }
}

/// A way to save the stage as it is seen.
fn picture(name: &'static str, what: &'static str, save: Save, props: &ShareProps) -> Html {
    let (experiment, send) = (props.opened.experiment.clone(), props.send.clone());
    let why = props.words.later().spacetime.not_saved;
    let failed = send.reform(move |()| Msg::Notice(Notice::Problem(why.to_string())));
    let onclick = Callback::from(move |_| {
        let (setup, event) = experiment.with(|run| (run.setup().clone(), run.position()));
        let file = format!("{}-seed-{}-event-{event}", setup.protocol, setup.seed);
        if stage_picture(file).is_none_or(|file| save(file, failed.clone()).is_err()) {
            failed.emit(());
        }
    });
    html! {
        <li>
            <button type="button" class="button" {onclick}>{ name }</button>
            <span class="quiet">{ what }</span>
        </li>
    }
}

/// Has the run saved as the file that opens to it again.
fn save_file(opened: &Opened, words: &Words) -> Result<(), String> {
    let checks = opened.experiment.with(checks);
    let kept = opened.kept();
    let name = format!("{}-seed-{}.synod.json", kept.run.setup.protocol, kept.run.setup.seed);
    let text = RunFile { kept, checks }.to_json().map_err(|why| why.to_string())?;
    download(&name, &text).map_err(|_| words.later().dialog.share.not_saved.to_string())
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
