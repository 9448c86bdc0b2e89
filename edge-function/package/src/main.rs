//! Makes a JavaScript module out of the compiled edge function. It is the tool that binds Rust to JavaScript, as a
//! library: so its version is the one in `Cargo.lock`, which cannot differ from the one the function was built with.

use std::env;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut words = env::args_os().skip(1).map(PathBuf::from);
    let (Some(compiled), Some(folder), None) = (words.next(), words.next(), words.next()) else {
        bail!("usage: package COMPILED.wasm FOLDER");
    };
    Bindgen::new()
        .input_path(&compiled)
        .module(true)?
        .out_name("edge")
        .typescript(false)
        // After a panic the instance is of no use; these let a new one take its place.
        .reset_state_function(true)
        .force_enable_abort_handler(true)
        .generate(&folder)
        .with_context(|| format!("binding {}", compiled.display()))
}
