//! Stories about photos, told through the doors that builds and previews use.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod faults;
mod keeping;
mod looks;
mod pictures;
mod plans;
