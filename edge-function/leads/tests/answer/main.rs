//! From what a visitor typed to their own form again, as a browser reads it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod pages;
mod sample;
mod texts;
mod words;
