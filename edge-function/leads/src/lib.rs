//! The life of a lead, from what a form may ask to what reaches the partner.
//!
//! It begins with an agreement: the build decides in a [`form`] what a project's page asks, and writes it down as a
//! [`contract`] beside the page. The page shows that form, the notice explains it, and whoever receives a submission
//! holds it against the same contract. Three readers, one text, so they cannot disagree.
//!
//! What a visitor sends becomes a [`submission`] that keeps every promise of the contract, or all that is wrong with it
//! at once; an [`answer`] then shows them their own form again, with what to put right. A [`suspicion`] holds a
//! submission for a person to look at, but never loses it. It is made into a [`lead`], whose content a [`seal`] closes
//! before the [`store`] takes it, together with its deliveries and the first of its rows in the [`audit`]. The
//! [`partner`] says where it goes; the [`relay`] says what is sent there, and what follows from the answer.
//!
//! Beside it stand what a visitor may agree to besides: the [`signal`] is all that advertising platforms may ever learn,
//! and only in [`sums`]; a [`subscription`] is confirmed before anything is sent, and ends with one click.
//!
//! The [`door`] takes requests and holds the order of these steps: what is received, what is delivered, what the
//! operator and the partner may ask, what a [`checking`] asks of a visitor, what is kept and for how long. What it needs
//! of the machine it runs on is the [`platform`]; what is set for one
//! deployment is its [`deployment`]. What a link in one of our mails says is a [`ticket`].
//!
//! Nothing here knows the time, a file, the network or the platform it runs on; all of that is handed in, time as a
//! [`moment`], and what there is to know about [`letters`]. Only the features `sqlite` and `letters` bring a database and
//! tables of letters of its own, for machines whose platform has none.

mod closed_list;
mod framed;
mod json;
mod markup;
mod table;
mod trouble;

pub mod language;

pub mod moment;

pub mod letters;

pub mod form;

pub mod contract;

pub mod submission;

pub mod answer;

pub mod suspicion;

pub mod lead;

pub mod seal;

pub mod store;

pub mod audit;

pub mod sums;

pub mod signal;

pub mod subscription;

pub mod partner;

pub mod relay;

pub mod platform;

pub mod deployment;

pub mod ticket;

pub mod receive;

pub mod deliver;

pub mod operate;

pub mod report;

pub mod checking;

pub mod rights;
mod vault;

mod requests;

mod retention;

pub mod door;

pub use contract::{Category, Contract};
pub use form::{ContactPreference, Country, Field, Form};
pub use language::Language;
pub use lead::{Lead, LeadId};
pub use letters::Letters;
pub use moment::Moment;
pub use submission::Submission;
pub use table::Table;
