//! Makes a JavaScript module out of a compiled part of the edge function, of the same name. What only a panic would say is taken out of it first.
//! The tool that binds Rust to JavaScript is used as a library: so its version is the one in `Cargo.lock`, which cannot
//! differ from the one the function was built with.

mod linked;
mod quiet;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut words = env::args_os().skip(1).map(PathBuf::from);
    let (Some(compiled), Some(folder), None) = (words.next(), words.next(), words.next()) else {
        bail!("usage: package COMPILED.wasm FOLDER");
    };
    let name = compiled.file_stem().and_then(OsStr::to_str).context("the module has no name")?;
    let module = fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?;
    let quiet = quiet::quiet(&module).with_context(|| format!("making {} smaller", compiled.display()))?;
    Bindgen::new()
        .input_bytes(name, quiet)
        .module(true)?
        .out_name(name)
        .typescript(false)
        // After a panic the instance is of no use; these let a new one take its place.
        .reset_state_function(true)
        .force_enable_abort_handler(true)
        .generate(&folder)
        .with_context(|| format!("binding {}", compiled.display()))
}
