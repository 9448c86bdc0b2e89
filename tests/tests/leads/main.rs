//! The life of a lead, told as stories and held against both machines that take leads: the preview and the edge.
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod carrying;
mod crashing;
mod hostile;
mod keeping;
mod receiving;

use tests::hosts::{Form, Host, Kind, Partner, Settings};

/// Each story becomes two tests.
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod preview {
            $( #[test] fn $story() { super::$story(tests::hosts::Kind::Preview); } )+
        }
        mod edge {
            $( #[test] fn $story() { super::$story(tests::hosts::Kind::Edge); } )+
        }
    };
}
pub(crate) use on_both;

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
