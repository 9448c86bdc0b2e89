//! From bytes to a lead, through the doors that receivers use.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod bodies;
mod leads;
mod rejections;
mod round_trip;
mod sample;
