//! Saving what is seen as a picture.

use crate::browser::{call, get, make, set, window};
use crate::download::{download, download_from};
use crate::px::px;
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Url};
use yew::prelude::Callback;

/// How many pixels of a PNG there are to one of the page, on each side.
const SCALE: f64 = 2.0;

/// A picture as a file of its own.
pub(crate) struct PictureFile {
    /// Its name, without an ending.
    pub(crate) name: String,
    /// The picture, as SVG.
    pub(crate) svg: String,
    /// Its width and height, in pixels of the page.
    pub(crate) size: (f64, f64),
}

/// As what a picture is saved. What fails later is told to the callback.
pub(crate) type Save = fn(PictureFile, Callback<()>) -> Result<(), JsValue>;

/// Saves it as SVG.
pub(crate) fn svg(file: PictureFile, _failed: Callback<()>) -> Result<(), JsValue> {
    download(&format!("{}.svg", file.name), &file.svg)
}

/// Saves it as PNG, which the browser draws from the SVG.
pub(crate) fn png(file: PictureFile, failed: Callback<()>) -> Result<(), JsValue> {
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

fn draw(image: &JsValue, file: &PictureFile) -> Result<(), JsValue> {
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
