//! What the browser offers, by name.
//!
//! Each name that Rust declares stands in the script of the first load; what is used once and late
//! is looked up instead.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A property.
pub(crate) fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

/// Changes a property.
pub(crate) fn set(of: &JsValue, name: &str, to: &JsValue) -> Result<(), JsValue> {
    Reflect::set(of, &name.into(), to).map(|_| ())
}

/// What a method returns.
pub(crate) fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(of, name)?.dyn_into()?;
    method.apply(of, &with.iter().collect::<Array>())
}

/// A new object of a class that can be made from nothing.
pub(crate) fn make(class: &str) -> Result<JsValue, JsValue> {
    let class: Function = get(&js_sys::global(), class)?.dyn_into()?;
    Reflect::construct(&class, &Array::new())
}
