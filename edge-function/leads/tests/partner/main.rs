//! Where leads may go: which URLs are refused, and what a configuration of partners must say.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod configuration;
mod endpoints;
