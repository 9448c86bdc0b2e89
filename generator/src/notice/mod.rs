//! The texts the law wants beside a page: the privacy notice of each project, made from one register of processing and
//! from the very form the page shows, and the texts of the site itself.
//!
//! [`read_register`] reads and checks `privacy.yaml`; [`privacy`] and its neighbours compose a [`Document`] in one
//! language; [`version`] names what a notice says in all its languages, so that it can be found again.

mod check;
mod check_purpose;
mod company;
mod document;
mod legal;
mod privacy;
mod raw;
mod register;
mod rights;
mod site;
mod turnstile;
mod uses;
mod values;
mod version;
mod words;

#[cfg(test)]
mod tests;

use std::path::Path;

use leads::Language;

use crate::problem::Problems;
use crate::project::read_yaml;
use crate::source::Files;

pub use check::check_form;
pub use document::{Block, Document, Fact, Section, Span, Text};
pub use legal::{cookies, legal};
pub use privacy::{Earlier, Parties, privacy};
pub use register::{
    Audience, Basis, Change, ContractKind, Dpo, Ground, Localised, Mechanism, Processor, Purpose, Register, Retention,
};
pub use rights::rights;
pub use site::site_privacy;
pub use turnstile::check_turnstile;
pub use version::version;

/// Reads and checks `privacy.yaml`, noting every problem at its place.
///
/// All its words must exist in each of `languages`: those of the operator's pages and of every project. Without them,
/// because the operator's own file could not be read, that alone is not checked.
pub fn read_register(
    path: &Path,
    languages: Option<&[Language]>,
    files: &mut Files,
    problems: &mut Problems,
) -> Option<Register> {
    let (file, raw) = read_yaml(path, files, problems);
    check::check_register(file, raw?, languages, problems)
}
