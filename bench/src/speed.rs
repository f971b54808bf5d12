//! The simulator's speed in WebAssembly.

use crate::simulate;
use catalog::Checking;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen_test]
fn the_simulator_in_webassembly() {
    const EVENTS: u32 = 300_000;
    for (name, checking) in [("unchecked", Checking::Never), ("checked", Checking::Always)] {
        let start = js_sys::Date::now();
        let hash = simulate(EVENTS, checking);
        let seconds = (js_sys::Date::now() - start) / 1_000.0;
        let rate = f64::from(EVENTS) / seconds;
        console_log!("wasm    simulator, properties {name:<9} {rate:>12.0} events/s ({hash:016x})");
        assert!(rate > 50_000.0, "{rate} events/s: something is very slow");
    }
}
