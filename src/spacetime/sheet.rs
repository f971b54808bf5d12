//! The diagram's style sheet, which comes with the diagram.
//!
//! The page's policy allows no style element, and an adopted sheet needs none.

use super::script::{call, get, make, set};
use js_sys::Array;
use wasm_bindgen::JsValue;

const PICTURE: &str = include_str!("../../static/css/picture.css");
const AROUND: &str = include_str!("../../static/css/spacetime.css");
/// Where a document keeps the sheets it has adopted.
const ADOPTED: &str = "adoptedStyleSheets";

/// Adds the sheet to the page, once.
pub(super) fn adopt() {
    thread_local! {
        static ONCE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    }
    if !ONCE.replace(true) {
        // A browser that cannot shows the diagram without its style.
        let _ = add();
    }
}

fn add() -> Result<(), JsValue> {
    let document = get(&js_sys::global(), "document")?;
    let sheet = make("CSSStyleSheet")?;
    call(&sheet, "replaceSync", &[[PICTURE, AROUND].concat().into()])?;
    let before = get(&document, ADOPTED)?;
    let sheets = call(&before, "concat", &[Array::of1(&sheet).into()])?;
    set(&document, ADOPTED, &sheets)
}
