//! Giving a comparison to others: its file, and its diagrams as a picture.

use super::Comparing;
use crate::download::download;
use crate::saving::{PictureFile, Save, png, svg};
use crate::words::Words;
use catalog::{ComparisonFile, checks};
use yew::prelude::{Callback, Html, html};

/// A way to give it away: its name and what it is good for.
pub(super) fn save_button(
    open: &Comparing,
    words: &'static Words,
    failed: Callback<String>,
) -> Html {
    let share = &words.later().dialog.share;
    let open = open.clone();
    let onclick = Callback::from(move |_| {
        if let Err(why) = save_file(&open, words) {
            failed.emit(why);
        }
    });
    html! {
        <li>
            <button type="button" class="button" {onclick}>{ share.save }</button>
            <span class="quiet">{ share.save_what }</span>
        </li>
    }
}

/// The diagrams of all sides on one time axis, as a picture of either kind.
pub(super) fn picture_buttons(
    open: &Comparing,
    words: &'static Words,
    failed: Callback<String>,
) -> Html {
    let later = &words.later().comparing;
    let share = &words.later().dialog.share;
    let one = |name: &'static str, what: &'static str, save: Save| {
        let (open, failed) = (open.clone(), failed.clone());
        let why = words.later().spacetime.not_saved.to_string();
        let onclick = Callback::from(move |_| {
            let why = why.clone();
            let failed = failed.reform(move |()| why.clone());
            let (svg, size) = lessons::comparison_svg(&open.together.all().borrow());
            let file = PictureFile { name: name_of(&open), svg, size };
            if save(file, failed.clone()).is_err() {
                failed.emit(());
            }
        });
        html! {
            <li>
                <button type="button" class="button" {onclick}>{ name }</button>
                <span class="quiet">{ what }</span>
            </li>
        }
    };
    html! {
        <>
            { one(later.diagrams_svg, share.stage_svg_what, svg) }
            { one(later.diagrams_png, share.stage_png_what, png) }
        </>
    }
}

/// How its files are called.
fn name_of(open: &Comparing) -> String {
    let comparison = open.together.all().borrow();
    let names: Vec<&str> = comparison.runs().map(|run| &*run.setup().protocol).collect();
    format!("{}-seed-{}", names.join("-and-"), comparison.run(0).setup().seed)
}

/// Has it saved as the file that opens to it again.
fn save_file(open: &Comparing, words: &Words) -> Result<(), String> {
    let checks = open.together.all().borrow().runs().map(checks).collect();
    let text = ComparisonFile { kept: open.kept(), checks }.to_json();
    let text = text.map_err(|why| why.to_string())?;
    let name = format!("{}.synod.json", name_of(open));
    download(&name, &text).map_err(|_| words.later().dialog.share.not_saved.to_string())
}
