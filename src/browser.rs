//! What the browser offers, asked for by name. A typed import of it would be paid for by every
//! first visit, in the JavaScript beside the page; these few functions are there for all of it.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The window, or nothing.
pub(crate) fn window() -> JsValue {
    web_sys::window().map_or(JsValue::UNDEFINED, JsValue::from)
}

/// What `of` has under this name; undefined if it has nothing, or is nothing.
pub(crate) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The text that `of` has under this name.
pub(crate) fn text(of: &JsValue, name: &str) -> String {
    get(of, name).as_string().unwrap_or_default()
}

/// Calls the function that `of` has under this name.
///
/// # Errors
/// What the browser throws, as where there is no such function.
pub(crate) fn call(of: &JsValue, name: &str, given: &[JsValue]) -> Result<JsValue, JsValue> {
    let given: Array = given.iter().collect();
    let function: Function = get(of, name).unchecked_into();
    Reflect::apply(&function, of, &given)
}

/// Gives `of` something else under this name.
///
/// # Errors
/// What the browser throws.
pub(crate) fn set(of: &JsValue, name: &str, to: &JsValue) -> Result<(), JsValue> {
    Reflect::set(of, &name.into(), to).map(|_| ())
}

/// A new object of a class that can be made from nothing.
///
/// # Errors
/// What the browser throws, as where there is no such class.
pub(crate) fn make(class: &str) -> Result<JsValue, JsValue> {
    let class: Function = get(&window(), class).unchecked_into();
    Reflect::construct(&class, &Array::new())
}

/// The end of the address, from its `#` on; nothing if there is nothing behind that.
pub(crate) fn hash() -> String {
    text(&get(&window(), "location"), "hash")
}

/// What is behind the `#` of the address.
pub(crate) fn fragment() -> String {
    hash().trim_start_matches('#').to_string()
}
