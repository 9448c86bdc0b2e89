//! What a person types because somebody has a right to it: to be found, told, heard, and forgotten in time.

use std::path::PathBuf;

use clap::Args;
use leads::store::{Refusal, RequestKind};
use leads::{Country, LeadId};

use super::{ExportFormat, Format};

/// `gevel leads hold`.
#[derive(Debug, Args)]
pub struct Hold {
    /// Ids of the leads
    #[arg(value_name = "LEAD", required = true, value_parser = LeadId::parse)]
    pub leads: Vec<LeadId>,
    /// Why, in a few words that name no person; they go into the audit
    #[arg(long, value_name = "WORDS", value_parser = reason)]
    pub reason: String,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads unhold`.
#[derive(Debug, Args)]
pub struct Unhold {
    /// Ids of the leads
    #[arg(value_name = "LEAD", required = true, value_parser = LeadId::parse)]
    pub leads: Vec<LeadId>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// A person, by what a lead says about them.
#[derive(Debug, Clone, Args)]
pub struct Person {
    /// E-mail address or phone number, however it is written; `-` reads it from standard input, so that no list of
    /// commands keeps it
    #[arg(long, value_name = "ADDRESS")]
    pub person: Option<String>,
    /// Country of a phone number without the code of one, as BE
    #[arg(long, value_name = "CODE", requires = "person", value_parser = country)]
    pub country: Option<Country>,
}

/// Which leads: those named, or all of a person.
#[derive(Debug, Clone, Args)]
#[command(group(clap::ArgGroup::new("whose").args(["leads", "person"]).required(true)))]
pub struct Whose {
    /// Ids of the leads
    #[arg(value_name = "LEAD", value_parser = LeadId::parse)]
    pub leads: Vec<LeadId>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub person: Person,
}

/// `gevel leads find`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("whom").args(["person"]).required(true)))]
pub struct Find {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub person: Person,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads erase`.
#[derive(Debug, Args)]
pub struct Erase {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub whose: Whose,
    /// Why, in a few words that name no person; they go into the audit
    #[arg(long, value_name = "WORDS", value_parser = reason)]
    pub reason: String,
    /// Do not ask before erasing all leads of a person
    #[arg(long)]
    pub yes: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads restrict`.
#[derive(Debug, Args)]
pub struct Restrict {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub whose: Whose,
    /// Why, in a few words that name no person; they go into the audit
    #[arg(long, value_name = "WORDS", value_parser = reason)]
    pub reason: String,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads lift`.
#[derive(Debug, Args)]
pub struct Lift {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub whose: Whose,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads object`.
#[derive(Debug, Args)]
pub struct Object {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub whose: Whose,
    /// How the objection came, in a few words that name no person; they go into the audit
    #[arg(long, value_name = "WORDS", value_parser = reason)]
    pub reason: String,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads access`.
#[derive(Debug, Args)]
pub struct PersonAccess {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub whose: Whose,
    /// File to write, readable by you alone; standard output if there is none
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What to write: JSON has all of it, CSV what they told us
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub format: ExportFormat,
}

/// `gevel leads correct`.
#[derive(Debug, Args)]
pub struct Correct {
    /// Id of the lead
    #[arg(value_name = "LEAD", value_parser = LeadId::parse)]
    pub lead: LeadId,
    /// What is right: `phone=0470 12 34 56`; nothing behind `=` takes it away
    #[arg(long, value_name = "FIELD=VALUE", required = true, value_parser = correction)]
    pub set: Vec<(String, String)>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads request`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("who").args(["person"]).required(true)))]
pub struct Request {
    /// What they ask: access, rectification, erasure, restriction, portability or objection
    #[arg(value_name = "KIND", value_parser = kind)]
    pub kind: RequestKind,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub person: Person,
    /// Day on which it came in, if not today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub received: Option<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads requests`.
#[derive(Debug, Args)]
pub struct Requests {
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads extend`.
#[derive(Debug, Args)]
pub struct Extend {
    /// Id of the request
    #[arg(value_name = "REQUEST", value_parser = request)]
    pub request: String,
    /// Why it takes longer, in a few words that name no person; they go into the audit
    #[arg(long, value_name = "WORDS", value_parser = reason)]
    pub reason: String,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads close`.
#[derive(Debug, Args)]
pub struct Close {
    /// Id of the request
    #[arg(value_name = "REQUEST", value_parser = request)]
    pub request: String,
    /// Why it was refused, if it was: `manifestly_unfounded`, `excessive`, `not_identified` or `legal_obligation`
    #[arg(long, value_name = "CODE", value_parser = refusal)]
    pub refused: Option<Refusal>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads retention`.
#[derive(Debug, Args)]
pub struct Retention {
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

fn correction(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("write the name of a field, `=` and the right value")?;
    let is_name = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if !is_name {
        return Err("a field is written in small letters: phone, family_name".to_owned());
    }
    Ok((field.to_owned(), value.to_owned()))
}

fn country(text: &str) -> Result<Country, String> {
    Country::from_wire(text).ok_or_else(|| format!("write one of: {}", Country::WIRE.join(", ")))
}

fn kind(text: &str) -> Result<RequestKind, String> {
    RequestKind::from_wire(text).ok_or_else(|| format!("write one of: {}", RequestKind::WIRE.join(", ")))
}

fn refusal(text: &str) -> Result<Refusal, String> {
    Refusal::from_wire(text).ok_or_else(|| format!("write one of: {}", Refusal::WIRE.join(", ")))
}

/// The id of a request, which stands in an address.
fn request(text: &str) -> Result<String, String> {
    let is_id = text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_id && text.starts_with("r-") { Ok(text.to_owned()) } else { Err("an id begins with r-".to_owned()) }
}

pub(super) fn reason(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_line = (1..=200).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    let names_nobody = !text.contains('@');
    if is_line && names_nobody { Ok(text.to_owned()) } else { Err("write one line that names no person".to_owned()) }
}
