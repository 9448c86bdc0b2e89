//! Notices as visitors read them, and the register as its author gets it wrong.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod mistakes;
mod notices;
mod sample;
