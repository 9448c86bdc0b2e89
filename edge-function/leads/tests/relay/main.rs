//! What leaves for partners: signed requests and mails, as those who get them read them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod golden;
mod headers;
mod mails;
mod sample;
mod webhooks;
