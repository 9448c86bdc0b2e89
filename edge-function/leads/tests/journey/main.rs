//! Whole journeys of a lead on a platform where everything can go wrong at every step.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod asking;
mod checking;
mod crashes;
mod delivering;
mod keeping;
mod operating;
mod receiving;
mod reporting;
mod requesting;
mod rights;
mod signalling;
mod site;
mod stage;
mod subscribing;
mod vault;
