//! The end of an instance, which nothing here should ever cause: the entry is told. Where it happened is said by the
//! platform, in the numbers of functions; what a panic would say may quote somebody, and is not even in the module.

use wasm_bindgen::handler::set_on_abort;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Answers whatever this instance was working on, and puts a new one in its place. The entry defines it.
    #[wasm_bindgen(js_name = gevelInstanceEnded)]
    fn instance_ended();
}

/// What every new instance begins with.
#[wasm_bindgen(start)]
fn begin() {
    set_on_abort(instance_ended);
}
