//! The end of an instance, which nothing here should ever cause: it is said where it happened, and the entry is told.

use std::panic;

use wasm_bindgen::handler::set_on_abort;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::edge::log;

#[wasm_bindgen]
extern "C" {
    /// Answers whatever this instance was working on, and puts a new one in its place. The entry defines it.
    #[wasm_bindgen(js_name = gevelInstanceEnded)]
    fn instance_ended();
}

/// What every new instance begins with.
#[wasm_bindgen(start)]
fn begin() {
    // Where, and never what: a message may quote what somebody wrote.
    panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => log(&format!("panic at {place}")),
        None => log("panic"),
    }));
    set_on_abort(instance_ended);
}
