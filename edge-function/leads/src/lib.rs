//! The life of a lead, from what a form may ask to what reaches the partner.
//!
//! It begins with an agreement: the build decides in a [`form`] what a project's page asks, and writes it down as a
//! [`contract`] beside the page. The page shows that form, the notice explains it, and whoever receives a submission
//! holds it against the same contract. Three readers, one text, so they cannot disagree.
//!
//! Nothing here knows the time, a file, the network or the platform it runs on; all of that is handed in.

mod closed_list;

pub mod language;

pub mod form;

pub mod contract;

pub use contract::{Category, Contract};
pub use form::{ContactPreference, Country, Field, Form};
pub use language::Language;
