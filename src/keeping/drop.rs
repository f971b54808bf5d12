//! A file may be dropped anywhere on the page, which shows so while one is dragged over it.

use super::files::{are_dragged, dropped, open_file};
use crate::browser::get;
use crate::dom;
use crate::session::Msg;
use crate::words::Words;
use yew::prelude::{Callback, Html, Properties, component, html, use_effect_with, use_state_eq};

#[derive(Properties, PartialEq)]
pub(super) struct DropTargetProps {
    pub(super) send: Callback<Msg>,
    pub(super) words: &'static Words,
}

/// Where to drop it: all of the page, while a file is over it.
#[component]
pub(super) fn DropTarget(props: &DropTargetProps) -> Html {
    let is_over = use_state_eq(|| false);
    let set = is_over.setter();
    use_effect_with((props.send.clone(), props.words), move |(send, words)| {
        let (send, words) = (send.clone(), *words);
        let kinds = &["dragenter", "dragover", "dragleave", "drop"];
        let listening = dom::listen(kinds, move |event| {
            if !are_dragged(&event) {
                return;
            }
            // Otherwise the browser would open the file in the place of the page.
            event.prevent_default();
            match event.type_().as_str() {
                "dragleave" if get(&event, "relatedTarget").is_null() => set.set(false),
                "dragleave" => {}
                "drop" => {
                    set.set(false);
                    if let Some(file) = dropped(&event) {
                        open_file(file, send.clone(), words);
                    }
                }
                _ => set.set(true),
            }
        });
        move || drop(listening)
    });
    if !*is_over {
        return Html::default();
    }
    html! { <div class="drop-target"><p>{ props.words.later().keeping.drop_here }</p></div> }
}
