//! What every form and every contract promises, whatever a project wishes and whatever is read.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod any;
mod contracts;
mod forms;
mod sample;
