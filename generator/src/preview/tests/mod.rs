//! Tells the story of a preview through its door: a real server, real sockets, real files.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod client;
mod pages;
mod problem_views;
mod reloading;
mod serving;
mod site;
mod watching;
