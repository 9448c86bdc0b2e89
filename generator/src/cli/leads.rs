//! What a person types to look after leads, and to look over a site.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use leads::LeadId;
use leads::store::Standing;

use super::Content;
use super::site::Access;

mod disclose;
mod marketing;
mod rights;

pub use disclose::Disclose;
pub use marketing::{Subscribers, Sums, TableFormat};
pub use rights::{
    Close, Correct, Erase, Extend, Find, Hold, Lift, Object, Person, PersonAccess, Request, Requests, Restrict,
    Retention, Unhold, Whose,
};

/// `gevel leads`.
#[derive(Debug, Args)]
pub struct Leads {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub access: Access,
    /// What to do.
    #[command(subcommand)]
    pub command: LeadsCommand,
}

/// One recipe each.
#[derive(Debug, Subcommand)]
pub enum LeadsCommand {
    /// List leads and where they stand, newest first, without a word about anyone
    List(List),
    /// Show a lead and everything done for it; leaves a row in the audit
    Show(Show),
    /// Send leads to their partner again
    Replay(Replay),
    /// Let leads out of quarantine, to their partner
    Release(Release),
    /// Send a destination nothing until it is resumed; leads for it wait
    Pause(Destination),
    /// Send a destination leads again
    Resume(Destination),
    /// Write leads with their content to a file; leaves rows in the audit
    Export(Export),
    /// Keep leads although their time is over, because the law holds them
    Hold(Hold),
    /// Let leads go that were held; those whose time is over are erased
    Unhold(Unhold),
    /// How many leads are due to be erased, which are held and why, how many were erased
    Retention(Retention),
    /// Find the leads of a person by an e-mail address or phone number, however it is written
    Find(Find),
    /// Erase leads for good, tell everybody who has them, and print the receipt
    Erase(Erase),
    /// Keep leads, and neither show nor send them until that is lifted
    Restrict(Restrict),
    /// Lift a restriction
    Lift(Lift),
    /// Note that a person wants no advertising, here and with the partner
    Object(Object),
    /// Write down everything that is kept about a person, for that person; leaves rows in the audit
    Access(PersonAccess),
    /// Give leads to an authority that may ask for them; who asked and who approved it goes into the audit first
    Disclose(Disclose),
    /// Put something in a lead right; its partner gets it again
    Correct(Correct),
    /// Note that a person asked for something by right; says by when it must be answered
    Request(Request),
    /// List what people asked for, and by when it must be answered
    Requests(Requests),
    /// Give a request two months more, of which the person was told why
    Extend(Extend),
    /// Close a request: it was answered, or refused
    Close(Close),
    /// Count enquiries and what became of them, by project and week, in groups of at least five
    Statistics(Sums),
    /// Tell what advertising platforms may learn, in groups of at least five; nothing is sent
    Signals(Sums),
    /// How many want mail; with --list, who they are and where each stops it: leaves rows in the audit
    Subscribers(Subscribers),
    /// Verify the audit from its first row to its last
    Audit(Audit),
    /// Wrap the keys of all leads with the newest deployment key
    Rewrap(Rewrap),
}

/// Which leads are meant.
#[derive(Debug, Clone, Default, Args)]
pub struct Wanted {
    /// Only leads of this project
    #[arg(long, value_name = "SLUG", value_parser = name)]
    pub project: Option<String>,
    /// Only leads for this partner
    #[arg(long, value_name = "ID", value_parser = name)]
    pub partner: Option<String>,
    /// Only leads that stand here: quarantined, pending, delivered, dead or erased
    #[arg(long, value_name = "WORD", value_parser = standing)]
    pub standing: Option<Standing>,
}

/// `gevel leads list`.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub wanted: Wanted,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub limit: u32,
    /// How to print them
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// How `list` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Human,
    /// One JSON array
    Json,
    /// One line a lead, the first line names the columns
    Csv,
}

/// How most commands print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// JSON; where several things are done, one object a line
    Json,
}

/// `gevel leads show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Id of the lead
    #[arg(value_name = "LEAD", value_parser = LeadId::parse)]
    pub lead: LeadId,
    /// Print what they were shown and agreed to, and hold it against the published notice
    #[arg(long)]
    pub proof: bool,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub content: Content,
    /// Folder with themes
    #[arg(long, value_name = "DIR", default_value = "themes", requires = "proof")]
    pub themes: PathBuf,
    /// Folder that remembers which photos were looked at
    #[arg(long, value_name = "DIR", default_value = ".gevel/cache", requires = "proof")]
    pub cache: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads replay`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("which").args(["leads", "project", "partner", "standing"]).required(true).multiple(true)))]
pub struct Replay {
    /// Ids of the leads
    #[arg(value_name = "LEAD", value_parser = LeadId::parse, conflicts_with_all = ["project", "partner", "standing"])]
    pub leads: Vec<LeadId>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub wanted: Wanted,
    /// Only to this destination
    #[arg(long, value_name = "PARTNER/NAME", value_parser = destination)]
    pub destination: Option<String>,
    /// Say what would be sent, and send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask before sending many
    #[arg(long)]
    pub yes: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads release`.
#[derive(Debug, Args)]
pub struct Release {
    /// Ids of the leads
    #[arg(value_name = "LEAD", required = true, value_parser = LeadId::parse)]
    pub leads: Vec<LeadId>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads pause` and `gevel leads resume`.
#[derive(Debug, Args)]
pub struct Destination {
    /// Destination, as alerts and lists name it
    #[arg(value_name = "PARTNER/NAME", value_parser = destination)]
    pub destination: String,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads export`.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub wanted: Wanted,
    /// File to write, readable by you alone; standard output if there is none
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub format: ExportFormat,
}

/// What `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON array
    Json,
    /// One row a lead, the first row names the columns
    Csv,
}

/// `gevel leads audit`.
#[derive(Debug, Args)]
pub struct Audit {
    /// Hash of an earlier end of the audit, which must still be in it
    #[arg(long, value_name = "HASH", value_parser = hash)]
    pub known: Option<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel leads rewrap`.
#[derive(Debug, Args)]
pub struct Rewrap {
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `gevel doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub access: Access,
    /// Of all pages, look at those of this project only
    #[arg(long, value_name = "SLUG", value_parser = name)]
    pub project: Option<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// The name of a project, a partner or one of its destinations.
fn name(text: &str) -> Result<String, String> {
    let is_name =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if is_name { Ok(text.to_owned()) } else { Err("write small letters, digits and hyphens".to_owned()) }
}

fn destination(text: &str) -> Result<String, String> {
    let is_destination =
        text.split_once('/').is_some_and(|(partner, place)| name(partner).is_ok() && name(place).is_ok());
    if is_destination { Ok(text.to_owned()) } else { Err("write partner and name, such as leiebouw/crm".to_owned()) }
}

fn standing(text: &str) -> Result<Standing, String> {
    Standing::from_wire(text).ok_or_else(|| format!("write one of: {}", Standing::WIRE.join(", ")))
}

fn hash(text: &str) -> Result<String, String> {
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash { Ok(text.to_ascii_lowercase()) } else { Err("write the 64 digits that `audit` printed".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use crate::cli::Cli;

    const LEAD: &str = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

    fn accepted(line: &str) -> bool {
        Cli::try_parse_from(line.split(' ')).is_ok()
    }

    #[test]
    fn commands_as_alerts_write_them_are_understood() {
        for line in [
            format!("gevel leads replay {LEAD}"),
            "gevel leads resume leiebouw/crm".to_owned(),
            format!("gevel leads --site https://www.example.com show {LEAD} --format json"),
            "gevel leads list --site http://localhost:4000 --standing dead --format csv".to_owned(),
            "gevel leads replay --standing dead --destination leiebouw/crm --dry-run".to_owned(),
            "gevel doctor --project leiehof".to_owned(),
            format!("gevel leads disclose {LEAD} --reason case --requester court --approver ben"),
            format!("gevel leads show {LEAD} --proof --content elsewhere"),
            format!("gevel leads hold {LEAD} --reason case"),
            format!("gevel leads correct {LEAD} --set phone=0470123456 --set message="),
            "gevel leads request erasure --person a@b.example --received 2026-11-23".to_owned(),
            "gevel leads close r-0123 --refused excessive".to_owned(),
            "gevel leads find --person 0470123456 --country BE".to_owned(),
            "gevel leads erase --person - --reason asked --yes".to_owned(),
            "gevel leads statistics --format csv".to_owned(),
            "gevel leads signals".to_owned(),
            "gevel leads subscribers --list newsletter --format csv --out x.csv".to_owned(),
        ] {
            assert!(accepted(&line), "{line}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_before_anything_is_asked() {
        for line in [
            "gevel leads replay".to_owned(),
            format!("gevel leads replay {LEAD} --standing dead"),
            "gevel leads replay --dry-run".to_owned(),
            "gevel leads show 17".to_owned(),
            "gevel leads release".to_owned(),
            format!("gevel leads disclose {LEAD} --reason case --requester court"),
            format!("gevel leads disclose {LEAD} --requester court --approver ben"),
            format!("gevel leads disclose {LEAD} --reason case --approver ben"),
            "gevel leads disclose --reason case --requester court --approver ben".to_owned(),
            format!("gevel leads hold {LEAD}"),
            format!("gevel leads erase {LEAD} --person a@b.example --reason asked"),
            "gevel leads erase --reason asked".to_owned(),
            format!("gevel leads erase {LEAD} --reason a@b.example"),
            "gevel leads find".to_owned(),
            "gevel leads request money --person a@b.example".to_owned(),
            "gevel leads request erasure".to_owned(),
            "gevel leads close r-0/../x".to_owned(),
            "gevel leads close r-0123 --refused busy".to_owned(),
            format!("gevel leads correct {LEAD}"),
            format!("gevel leads correct {LEAD} --set phone"),
            "gevel leads pause leiebouw".to_owned(),
            "gevel leads pause leiebouw/crm/x".to_owned(),
            "gevel leads list --standing lost".to_owned(),
            "gevel leads subscribers --list everybody".to_owned(),
            "gevel leads subscribers --out x.csv".to_owned(),
            "gevel leads list --limit 0".to_owned(),
            "gevel leads list --project a&b".to_owned(),
            "gevel leads list --token gvl_secret".to_owned(),
            "gevel leads audit --known abc".to_owned(),
            "gevel leads --site http://www.example.com list".to_owned(),
        ] {
            assert!(!accepted(&line), "{line}");
        }
    }
}
