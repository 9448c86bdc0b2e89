//! What happened to leads, and who looked at them, in a chain that cannot be changed unnoticed.
//!
//! Each row holds a hash over the row before and its own words. Whoever changes, removes or inserts a row would have to
//! write every later one anew; and whoever kept the newest hash elsewhere notices even that, and a shortened end.
//! The rows say what happened, never to whom in person: they outlive the content of the lead.

mod action;
mod chain;
mod verify;

pub use action::Action;
pub use chain::{Entry, Head, Link};
pub use verify::{Broken, Fault, Verifier};

#[cfg(test)]
mod tests;
