//! Files that a person gives to the page.

use super::arriving::{Found, Source, arrive, open};
use crate::browser::{call, get, text};
use crate::dialog::Foreign;
use crate::session::{Dialog, Msg, Notice};
use crate::shared::Shared;
use crate::words::Words;
use catalog::{ComparisonFile, OpenError, RunFile, is_comparison_file};
use diagram::import::{Log, read_shiviz};
use js_sys::{Promise, Uint8Array};
use simulator::Kept;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use yew::prelude::{AttrValue, Callback, Event, Html, Properties, component, html, use_node_ref};

/// The largest file that is read.
const BYTES_MAX: f64 = 8_000_000.0;

/// What a file holds.
enum Held {
    /// Something to open.
    Kept(Found),
    /// A log for ShiViz.
    Log(Log),
}

/// What these bytes hold.
fn found(bytes: &[u8], words: &Words) -> Result<Held, String> {
    // A text never begins with a byte this small, and a kept run always does.
    if bytes.first().is_some_and(|byte| *byte < b'\t') {
        let kept = Kept::decode(bytes).map_err(|why| OpenError::from(why).to_string())?;
        return Ok(Held::Kept(Found::Run(kept, Vec::new())));
    }
    let text = str::from_utf8(bytes).map_err(|_| words.later().keeping.no_text.to_string())?;
    let log = read_shiviz(text);
    if text.trim_start().starts_with('{') && log.is_err() {
        if is_comparison_file(bytes) {
            let file = ComparisonFile::from_json(bytes).map_err(|why| why.to_string())?;
            return Ok(Held::Kept(Found::Comparison(file)));
        }
        let RunFile { kept, checks } = RunFile::from_json(bytes).map_err(|why| why.to_string())?;
        return Ok(Held::Kept(Found::Run(kept, checks)));
    }
    log.map(Held::Log).map_err(|why| (words.later().keeping.neither)(&why.to_string()))
}

/// The first file of a list of the browser's.
pub(super) fn first(list: &JsValue) -> Option<JsValue> {
    let file = get(list, "0");
    (!file.is_undefined()).then_some(file)
}

/// Reads a file of the browser's, and opens what it holds. If that cannot be, the open run stays.
pub(super) fn open_file(file: JsValue, send: Callback<Msg>, words: &'static Words) {
    wasm_bindgen_futures::spawn_local(async move {
        let name = text(&file, "name");
        let wrong =
            |why: &str| Err(Notice::Problem((words.later().keeping.file_wrong)(&name, why)));
        if get(&file, "size").as_f64().is_some_and(|size| size > BYTES_MAX) {
            return arrive(wrong(words.later().keeping.large), &send);
        }
        let bytes = match bytes(&file).await {
            Ok(bytes) => bytes,
            Err(_) => return arrive(wrong(words.later().keeping.unreadable), &send),
        };
        match found(&bytes, words) {
            Ok(Held::Kept(found)) => open(Source::File(name), Ok(found), &send, words),
            Ok(Held::Log(log)) => {
                let foreign = Shared::new(Foreign { name, log });
                send.emit(Msg::Ask(Dialog::Log(foreign)));
            }
            Err(why) => arrive(wrong(&why), &send),
        }
    });
}

async fn bytes(file: &JsValue) -> Result<Vec<u8>, JsValue> {
    let buffer = Promise::resolve(&call(file, "arrayBuffer", &[])?);
    Ok(Uint8Array::new(&JsFuture::from(buffer).await?).to_vec())
}

/// Whom to give the file to.
#[derive(Properties, PartialEq)]
pub(crate) struct FileButtonProps {
    /// The id of its list of files, unique in the page.
    pub(crate) id: AttrValue,
    /// Told that a file is chosen, before it is read.
    #[prop_or_default]
    pub(crate) on_chosen: Callback<()>,
    pub(crate) send: Callback<Msg>,
    pub(crate) words: &'static Words,
}

/// A button that asks the person for a file, and opens it.
#[component]
pub(crate) fn FileButton(props: &FileButtonProps) -> Html {
    let list = use_node_ref();
    let onclick = {
        let list = list.clone();
        Callback::from(move |_| {
            if let Some(list) = list.cast::<web_sys::HtmlElement>() {
                list.click();
            }
        })
    };
    let onchange = {
        let (list, on_chosen) = (list.clone(), props.on_chosen.clone());
        let (send, words) = (props.send.clone(), props.words);
        Callback::from(move |_: Event| {
            let Some(list) = list.cast::<web_sys::HtmlInputElement>() else { return };
            let file = first(&get(&list, "files"));
            // The same file, chosen again, is to be opened again.
            list.set_value("");
            if let Some(file) = file {
                on_chosen.emit(());
                open_file(file, send.clone(), words);
            }
        })
    };
    html! {
        <>
            <button type="button" class="button" {onclick}>
                { props.words.later().keeping.open_file }
            </button>
            <input type="file" id={&props.id} hidden=true ref={list} {onchange} />
        </>
    }
}

/// Whether what is dragged over the page are files.
pub(super) fn are_dragged(event: &JsValue) -> bool {
    let types = get(&get(event, "dataTransfer"), "types");
    call(&types, "includes", &["Files".into()]).is_ok_and(|found| found.is_truthy())
}

/// The file that was dropped.
pub(super) fn dropped(event: &JsValue) -> Option<JsValue> {
    first(&get(&get(event, "dataTransfer"), "files"))
}
