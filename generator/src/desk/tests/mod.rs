//! Tells the story of the desk through its doors: a real server, a real database, real files.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod doors;
mod folder;
mod inbox;
mod machine;
mod settings;
mod world;
