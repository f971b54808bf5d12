//! How far a run is that takes a while to open; closing the dialog stops it.

use crate::frames::Frames;
use crate::keeping::{Arriving, arrive, told};
use crate::session::Msg;
use crate::words::Words;
use yew::prelude::{
    Callback, Html, Properties, component, html, use_effect_with, use_force_update,
};

/// For so long of each frame it is opened.
const FRAME_MS: f64 = 12.0;

#[derive(Properties, PartialEq)]
pub(super) struct ProgressProps {
    pub(super) arriving: Arriving,
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// How far it is, and a button that stops it.
#[component]
pub(super) fn Progress(props: &ProgressProps) -> Html {
    let update = use_force_update();
    {
        let (send, words) = (props.send.clone(), props.words);
        use_effect_with(props.arriving.clone(), move |arriving| {
            let arriving = arriving.clone();
            let frames = Frames::each(move |_| {
                if let Some(done) = arriving.advance(FRAME_MS) {
                    arrive(told(arriving.source(), done, words), &send);
                }
                update.force_update();
            });
            move || drop(frames)
        });
    }
    let words = &props.words.later().keeping;
    let (done, all) = props.arriving.progress();
    let text = (words.progress)(done, all);
    html! {
        <>
            <progress
                aria-label={words.opening}
                value={done.to_string()}
                max={all.to_string()}
            />
            <p>{ text }</p>
            <button type="button" class="button" onclick={props.send.reform(|_| Msg::CloseDialog)}>
                { words.cancel }
            </button>
        </>
    }
}
