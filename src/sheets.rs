//! The style sheets of what is fetched when a person stirs: they come with it.
//!
//! The page's policy allows no style element, and an adopted sheet needs none.

use crate::browser::{call, get, make, set, window};
use js_sys::Array;
use wasm_bindgen::JsValue;

const SHEETS: [&str; 13] = [
    include_str!("../static/css/aside.css"),
    include_str!("../static/css/choosing.css"),
    include_str!("../static/css/comparing.css"),
    include_str!("../static/css/dialog.css"),
    include_str!("../static/css/faults.css"),
    include_str!("../static/css/form.css"),
    include_str!("../static/css/lists.css"),
    include_str!("../static/css/menu.css"),
    include_str!("../static/css/picture.css"),
    include_str!("../static/css/run.css"),
    include_str!("../static/css/spacetime.css"),
    include_str!("../static/css/table.css"),
    include_str!("../static/css/why.css"),
];
/// Where a document keeps the sheets it has adopted.
const ADOPTED: &str = "adoptedStyleSheets";

/// Adds the sheets to the page.
pub(crate) fn adopt() {
    // A browser that cannot shows what was fetched without its style.
    let _ = add();
}

fn add() -> Result<(), JsValue> {
    let document = get(&window(), "document");
    let sheet = make("CSSStyleSheet")?;
    call(&sheet, "replaceSync", &[SHEETS.concat().into()])?;
    let before = get(&document, ADOPTED);
    let sheets = call(&before, "concat", &[Array::of1(&sheet).into()])?;
    set(&document, ADOPTED, &sheets)
}
