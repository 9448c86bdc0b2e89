//! The life of a lead, told as stories and held against both machines that take leads: the preview and the edge.
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod carrying;
mod checking;
mod crashing;
mod hostile;
mod keeping;
mod receiving;

pub(crate) use tests::on_both;

use tests::hosts::{form_of, opened};
