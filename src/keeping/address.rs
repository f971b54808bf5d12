//! The address of the page: the run behind its `#`, and the number of its entry in the browser's
//! history, which the browser keeps beside it.

use crate::browser::{call, get, text, window};
use wasm_bindgen::JsValue;

/// The longest run that is written into the address. A longer one is kept by the browser alone.
pub(super) const CHARACTERS_MAX: usize = 20_000;

/// The number of the entry; nothing if the page has not given it one.
pub(super) fn number() -> Option<u32> {
    get(&get(&window(), "history"), "state").as_f64().map(|number| number as u32)
}

/// Gives the present entry this number and this fragment.
pub(super) fn replace(number: u32, fragment: &str) {
    write("replaceState", number, fragment);
}

/// Makes an entry after the present one.
pub(super) fn push(number: u32, fragment: &str) {
    write("pushState", number, fragment);
}

fn write(how: &str, number: u32, fragment: &str) {
    let location = get(&window(), "location");
    let address = match fragment {
        "" => text(&location, "pathname") + &text(&location, "search"),
        fragment => format!("#{fragment}"),
    };
    let given = [JsValue::from(number), JsValue::from_str(""), JsValue::from_str(&address)];
    // A browser that refuses (some do when asked too often) leaves the address as it was.
    let _ = call(&get(&window(), "history"), how, &given);
}
