//! The life of a lead, told as stories and held against both machines that take leads: the preview and the edge.
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod carrying;
mod crashing;
mod hostile;
mod keeping;
mod receiving;

pub(crate) use tests::on_both;

use tests::hosts::{Form, Host, Kind, Partner, Settings};

/// A machine with one partner's server behind it.
fn opened(kind: Kind) -> (Host, Partner) {
    let partner = Partner::start();
    let host = Host::start(kind, Settings::with(&partner));
    (host, partner)
}

/// The form of the page in Dutch, filled in by this person.
fn form_of(host: &Host, person: &str) -> Form {
    Form::of(&host.page("nl")).filled_in().with("email", &format!("{person}@example.com"))
}
