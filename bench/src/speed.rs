//! The simulator's speed in WebAssembly.

use crate::{Answering, LONG, ask, draw, long_run, seek, simulate};
use catalog::Checking;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen]
extern "C" {
    /// Milliseconds, and parts of one.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

#[wasm_bindgen_test]
fn seeking_in_webassembly() {
    let mut run = long_run(LONG, Checking::Always);
    let times = seek(run.as_mut(), now);
    let [p50, p99] = [times[times.len() / 2], times[times.len() * 99 / 100]];
    console_log!("wasm    seek in {LONG} events, p50 and p99  {p50:>9.2} {p99:.2} ms");
    assert!(p99 < 16.7, "{p99} ms: more than a frame");
    let Answering { longest, turn } = ask(run.as_mut(), now);
    console_log!("wasm    why in {LONG} events, all and a turn    {longest:>9.2} {turn:.2} ms");
    assert!(turn < 16.7, "{turn} ms: more than a frame");
    let Answering { longest, .. } = ask(long_run(500, Checking::Always).as_mut(), now);
    console_log!("wasm    why in a lesson of 500 events        {longest:>9.2} ms");
    assert!(longest < 16.7, "{longest} ms: more than a frame");
}

#[wasm_bindgen_test]
fn drawing_in_webassembly() {
    for events in [1_000, 10_000, LONG] {
        let run = long_run(events, Checking::Never);
        let times = draw(run.as_ref(), now);
        console_log!("wasm    draw {events:>6} events, in ms: {times:.2?}");
        assert!(times.whole < 16.7, "{times:?}: more than a frame");
    }
}

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
