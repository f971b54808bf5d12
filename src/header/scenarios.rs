//! Scenarios, fetched when they are opened: each is kept as the run that playing its file gave.

use crate::session::{Change, ExperimentHandle, Msg, Notice};
use crate::words::Words;
use catalog::{OpenError, Profile};
use js_sys::Uint8Array;
use simulator::Kept;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

/// Fetches the scenario at this place of the picker, plays it through, and opens it.
pub(crate) fn scenario(
    profile: &Profile,
    place: usize,
    send: Callback<Msg>,
    words: &'static Words,
) {
    let protocol = profile.name;
    let Some((file, title)) = profile.intro.scenarios.get(place) else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let address = format!("scenarios/{protocol}/{file}.run");
        let opened = match bytes(&address).await {
            Ok(bytes) => open(place, &bytes)
                .map_err(|why| (words.later().keeping.scenario_wrong)(title, &why.to_string())),
            Err(why) => Err((words.later().keeping.not_fetched)(title, &why)),
        };
        send.emit(match opened {
            Ok(change) => Msg::Change(change),
            Err(why) => Msg::Notice(Notice::Problem(why)),
        });
    });
}

/// The run that the bytes hold, at its beginning, with its caption.
fn open(place: usize, bytes: &[u8]) -> Result<Change, OpenError> {
    let kept = Kept::decode(bytes)?;
    let run = ExperimentHandle::new(catalog::replay(&kept.run)?);
    Ok(Change::Scenario(place, run, kept.caption.as_ref().into()))
}

/// The bytes at this address, or why there are none.
async fn bytes(address: &str) -> Result<Vec<u8>, String> {
    let window = web_sys::window().ok_or_else(String::new)?;
    let answer = JsFuture::from(window.fetch_with_str(address)).await.map_err(|why| said(&why))?;
    let answer: web_sys::Response = answer.dyn_into().map_err(|why| said(&why))?;
    if !answer.ok() {
        return Err(format!("{} {}", answer.status(), answer.status_text()));
    }
    let buffer = answer.array_buffer().map_err(|why| said(&why))?;
    let buffer = JsFuture::from(buffer).await.map_err(|why| said(&why))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn said(why: &JsValue) -> String {
    let error = why.dyn_ref::<js_sys::Error>();
    error.map(|error| String::from(error.message())).or(why.as_string()).unwrap_or_default()
}
