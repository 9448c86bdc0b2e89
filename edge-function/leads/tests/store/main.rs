//! The store keeps its promises on a real database: all or nothing, once and only once, and nothing left behind.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod accepting;
mod auditing;
mod delivering;
mod durable;
mod erasing;
mod operating;
mod orders;
mod sample;
