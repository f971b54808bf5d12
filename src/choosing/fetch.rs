//! Prepared runs, fetched when they are opened: each is kept as the run that playing its file gave.

use crate::session::{Change, ExperimentHandle, Msg, Notice};
use crate::words::Words;
use catalog::{Listed, OpenError};
use js_sys::Uint8Array;
use simulator::Kept;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

/// A prepared run of a protocol.
pub(crate) struct Prepared {
    /// The protocol, by its name in files.
    pub(crate) protocol: &'static str,
    /// Its file, without an ending.
    pub(crate) file: String,
    /// What it is called.
    pub(crate) title: Rc<str>,
    /// What there is to see, unless the run says so itself.
    pub(crate) caption: Rc<str>,
}

/// Fetches the run, plays it through, and opens it at its beginning.
pub(crate) fn open(prepared: Prepared, send: Callback<Msg>, words: &'static Words) {
    wasm_bindgen_futures::spawn_local(async move {
        let keeping = &words.later().keeping;
        let Prepared { protocol, file, title, caption } = prepared;
        let address = format!("scenarios/{protocol}/{file}.run");
        let run = match bytes(&address).await {
            Ok(bytes) => {
                replay(&bytes).map_err(|why| (keeping.scenario_wrong)(&title, &why.to_string()))
            }
            Err(why) => Err((keeping.not_fetched)(&title, &why)),
        };
        send.emit(match run {
            Ok((run, own)) => {
                let caption = if own.is_empty() { caption } else { own };
                Msg::Change(Change::Scenario(title, run, caption))
            }
            Err(why) => Msg::Notice(Notice::Problem(why)),
        });
    });
}

/// The list of a protocol's prepared runs, or why there is none.
pub(super) async fn list(protocol: &str, words: &'static Words) -> Result<Vec<Listed>, String> {
    let choosing = &words.later().choosing;
    let bytes = bytes(&format!("scenarios/{protocol}/list.txt")).await;
    let bytes = bytes.map_err(|why| (choosing.not_fetched)(&why))?;
    let list = core::str::from_utf8(&bytes).ok().and_then(Listed::read);
    list.ok_or_else(|| choosing.unreadable.to_string())
}

/// The run that the bytes hold, and what it says of itself.
fn replay(bytes: &[u8]) -> Result<(ExperimentHandle, Rc<str>), OpenError> {
    let kept = Kept::decode(bytes)?;
    let run = ExperimentHandle::new(catalog::replay(&kept.run)?);
    Ok((run, kept.caption.as_ref().into()))
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
