//! The texts the law wants beside a page: the privacy notice of each project, made from one register of processing and
//! from the very form the page shows, and the texts of the site itself.
//!
//! [`read_register`] reads and checks `privacy.yaml`. From it come the [`Notice`] of each project, whose version names what
//! it says in all its languages, and the texts of the site: each a [`Document`] in one language. [`Archive`] keeps every
//! version that was published, [`Editions`] puts the present one after them.

mod archive;
mod changes;
mod check;
mod check_purpose;
mod company;
mod content;
mod document;
mod editions;
mod gist;
mod history;
mod legal;
mod paper;
mod privacy;
mod raw;
mod record;
mod register;
mod rights;
mod site;
mod turnstile;
mod uses;
mod values;
mod words;

#[cfg(test)]
mod tests;

use std::path::Path;

use leads::Language;

use crate::problem::Problems;
use crate::project::read_yaml;
use crate::source::Files;

pub use archive::{Archive, Damage, Edition, FOLDER};
pub use check::check_form;
pub use content::Notice;
pub use document::{Block, Document, Fact, Section, Span, Text, Version};
pub use editions::{Editions, History, Standing, Undated, difference, form_of};
pub use gist::{Gist, Told, Use};
pub use history::{Step, languages, list_path, versions};
pub use legal::{cookies, legal};
pub use paper::html;
pub use privacy::Parties;
pub use record::{Paper, Sheet, processors, record};
pub use register::{
    Audience, Basis, Change, ContractKind, Dpo, Ground, Localised, Mechanism, Processor, Purpose, Register, Retention,
};
pub use rights::rights;
pub use site::site_privacy;
pub use turnstile::check_turnstile;

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
