//! What people have a right to, told as stories and held against both machines that take leads: the preview and the
//! edge. The operator's part goes through the real program.
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod asking;
mod keeping;
mod proving;
mod subscribing;
mod using;

use std::process::Output;

use serde_json::Value;
use tests::hosts::Host;
use tests::must;

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs the program, which must succeed, and gives what it printed.
fn done(host: &Host, words: &[&str]) -> String {
    let output = host.gevel(words);
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{words:?}: {}{talk}", out(&output));
    out(&output)
}

/// The same, as a program reads it.
fn told(host: &Host, words: &[&str]) -> Value {
    let text = done(host, &[words, &["--format", "json"]].concat());
    must(serde_json::from_str(&text), &text)
}

/// The id of the newest lead.
fn newest(host: &Host) -> String {
    let listed = told(host, &["leads", "list", "--limit", "1"]);
    listed[0]["lead"].as_str().unwrap_or_default().to_owned()
}
