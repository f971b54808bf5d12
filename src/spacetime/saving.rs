//! Saving what is seen of the diagram as a file.

use super::desk::Desk;
use crate::browser::{call, get, make, set, window};
use crate::download::{download, download_from};
use crate::px::px;
use crate::session::ExperimentHandle;
use crate::words::Words;
use diagram::{Frame, Picture, svg_file};
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Url};
use yew::prelude::Callback;

/// How many pixels of a PNG there are to one of the page, on each side.
const SCALE: f64 = 2.0;

/// What is seen, as a file of its own.
pub(super) struct File {
    name: String,
    svg: String,
    size: (f64, f64),
}

impl File {
    pub(super) fn new(
        experiment: &ExperimentHandle,
        desk: &Desk,
        frame: Frame,
        words: &Words,
    ) -> Option<File> {
        let narrated = |event| {
            let narration = experiment.with(|run| run.narrate(event, words.language));
            narration.mark.map(|(_, label)| label)
        };
        let picture = desk.with_view(experiment, |view| Picture::new(frame, view, &narrated))?;
        let beside = desk.other.as_ref().map(|other| (other.picture(frame), other.parts(&frame)));
        let label = words.later().spacetime.first_difference;
        let beside = beside
            .as_ref()
            .map(|(picture, x)| diagram::Other { picture, parts: x.map(|x| (x, label)) });
        let setup = experiment.with(|run| run.setup().clone());
        let name = format!("{}-seed-{}", setup.protocol, setup.seed);
        let title = (words.later().spacetime.title)(&name, setup.nodes);
        let svg = svg_file(&picture, beside, &title);
        Some(File { name, svg, size: (frame.width, frame.height) })
    }
}

/// Saves it as SVG.
pub(super) fn svg(file: File, _failed: Callback<()>) -> Result<(), JsValue> {
    download(&format!("{}.svg", file.name), &file.svg)
}

/// Saves it as PNG, which the browser draws from the SVG.
pub(super) fn png(file: File, failed: Callback<()>) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    let parts = Array::of1(&JsValue::from_str(&file.svg));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let image = make("Image")?;
    set(&image, "src", &JsValue::from_str(&address))?;
    let decoded: Promise = call(&image, "decode", &[])?.unchecked_into();
    spawn_local(async move {
        let drawn = match JsFuture::from(decoded).await {
            Ok(_) => draw(&image, &file),
            Err(why) => Err(why),
        };
        // An address that is gone already is no loss.
        let _ = Url::revoke_object_url(&address);
        if drawn.is_err() {
            failed.emit(());
        }
    });
    Ok(())
}

fn draw(image: &JsValue, file: &File) -> Result<(), JsValue> {
    let document = get(&window(), "document");
    let canvas = call(&document, "createElement", &["canvas".into()])?;
    // Numbers as texts: the browser reads them, and the page need not know how to hand them over.
    let [width, height] =
        [file.size.0, file.size.1].map(|side| JsValue::from_str(&px(side * SCALE)));
    set(&canvas, "width", &width)?;
    set(&canvas, "height", &height)?;
    let context = call(&canvas, "getContext", &["2d".into()])?;
    call(&context, "drawImage", &[image.clone(), "0".into(), "0".into(), width, height])?;
    let address = call(&canvas, "toDataURL", &["image/png".into()])?;
    let address = address.as_string().ok_or(JsValue::NULL)?;
    download_from(&format!("{}.png", file.name), &address)
}
