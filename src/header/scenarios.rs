//! Scenario files, fetched when they are opened.

use crate::session::Msg;
use crate::words::Words;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

/// The files, in the order of the picker; their titles are in the language tables.
const FILES: [&str; 6] =
    ["election", "replication", "leader-crash", "split-vote", "old-leader-in-minority", "figure-8"];

/// Fetches the scenario at this place of the picker, plays it through, and opens it.
pub(super) fn fetch(
    protocol: &'static str,
    place: usize,
    send: Callback<Msg>,
    words: &'static Words,
) {
    let (Some(file), Some(title)) = (FILES.get(place), words.header.scenarios.get(place)) else {
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        let address = format!("scenarios/{protocol}/{file}.scenario");
        let loaded = match text(&address).await {
            Ok(text) => match lessons::load(&text) {
                Ok(loaded) => Ok((loaded.experiment, loaded.caption)),
                Err(why) => Err((words.notices.not_read)(title, &why.to_string())),
            },
            Err(why) => Err((words.notices.not_fetched)(title, &why)),
        };
        send.emit(Msg::Scenario(place, loaded));
    });
}

/// The text at this address, or why there is none.
async fn text(address: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or_else(String::new)?;
    let answer = JsFuture::from(window.fetch_with_str(address)).await.map_err(|why| said(&why))?;
    let answer: web_sys::Response = answer.dyn_into().map_err(|why| said(&why))?;
    if !answer.ok() {
        return Err(format!("{} {}", answer.status(), answer.status_text()));
    }
    let text = answer.text().map_err(|why| said(&why))?;
    let text = JsFuture::from(text).await.map_err(|why| said(&why))?;
    text.as_string().ok_or_else(String::new)
}

fn said(why: &JsValue) -> String {
    why.dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{why:?}"), |error| String::from(error.message()))
}
