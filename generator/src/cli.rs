//! What a person types.

mod leads;
mod notice;
mod site;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use leads::{
    Audit, Close, Correct, Destination, Disclose, Doctor, Erase, Export, ExportFormat, Extend, Find, Format, Hold,
    Leads, LeadsCommand, Lift, List, ListFormat, Object, Person, PersonAccess, Release, Replay, Request, Requests,
    Restrict, Retention, Rewrap, Show, Subscribers, Sums, TableFormat, Unhold, Wanted, Whose,
};
pub use notice::{Notice, NoticeCommand, Publish, Record, Verify};
pub use site::{Access, SiteAddress};

/// Turns a folder of YAML into landing pages for real-estate projects.
#[derive(Debug, Parser)]
#[command(name = "gevel", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// One recipe each.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the pages into a folder
    Build(Build),
    /// Say everything that is to be mended, without building
    Check(Check),
    /// Show the pages in a browser and reload them at every change
    Serve(Serve),
    /// Make a PDF of each project in each of its languages
    Brochure(Brochure),
    /// Start a project or a partner
    New(New),
    /// Explain a rule, by its code
    Explain(Explain),
    /// Look after privacy notices: keep them, verify them, make the record of processing
    Notice(Notice),
    /// Look after leads: list, show, send again, release, pause, export, verify
    Leads(Leads),
    /// Check that a site is in order
    Doctor(Doctor),
}

/// Where the content is.
#[derive(Debug, Clone, Args)]
pub struct Content {
    /// Folder with operator.yaml, privacy.yaml, partners/ and a folder for each project
    #[arg(long, value_name = "DIR", default_value = "projects")]
    pub content: PathBuf,
}

/// `gevel build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Only these projects; all when none is named
    #[arg(value_name = "SLUG")]
    pub slugs: Vec<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub content: Content,
    /// Folder with themes
    #[arg(long, value_name = "DIR", default_value = "themes")]
    pub themes: PathBuf,
    /// Folder to write to
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub out: PathBuf,
    /// Address the site will have, instead of the operator's `base_url`
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub base_url: Option<String>,
    /// Folder that keeps pictures between builds
    #[arg(long, value_name = "DIR", default_value = ".gevel/cache")]
    pub cache: PathBuf,
    /// How to report
    #[arg(long, value_enum, default_value_t = BuildFormat::Human)]
    pub format: BuildFormat,
}

/// How `build` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BuildFormat {
    /// For people
    Human,
    /// One JSON object
    Json,
}

/// `gevel check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Only these projects; all when none is named
    #[arg(value_name = "SLUG")]
    pub slugs: Vec<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub content: Content,
    /// Folder with themes
    #[arg(long, value_name = "DIR", default_value = "themes")]
    pub themes: PathBuf,
    /// Folder that remembers which photos were looked at
    #[arg(long, value_name = "DIR", default_value = ".gevel/cache")]
    pub cache: PathBuf,
    /// How to report
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,
}

/// How `check` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Human,
    /// One JSON object a line
    Json,
    /// Workflow commands
    Github,
}

/// `gevel serve`.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub content: Content,
    /// Folder with themes
    #[arg(long, value_name = "DIR", default_value = "themes")]
    pub themes: PathBuf,
    /// Address to listen on
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// Port to listen on; the next free one when it is taken
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    pub port: u16,
    /// Folder for what the preview keeps
    #[arg(long, value_name = "DIR", default_value = ".gevel")]
    pub data: PathBuf,
    /// Do not reload the browser
    #[arg(long)]
    pub no_reload: bool,
}

/// `gevel brochure`.
#[derive(Debug, Args)]
pub struct Brochure {
    /// Only these projects; all when none is named
    #[arg(value_name = "SLUG")]
    pub slugs: Vec<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub content: Content,
    /// Folder with themes
    #[arg(long, value_name = "DIR", default_value = "themes")]
    pub themes: PathBuf,
    /// Folder to write to
    #[arg(long, value_name = "DIR", default_value = "brochures")]
    pub out: PathBuf,
    /// Folder that keeps pictures and brochures
    #[arg(long, value_name = "DIR", default_value = ".gevel/cache")]
    pub cache: PathBuf,
}

/// `gevel new`.
#[derive(Debug, Args)]
pub struct New {
    /// Name of the new project's folder, part of its address
    #[arg(value_name = "SLUG", required_unless_present = "partner", conflicts_with = "partner")]
    pub slug: Option<String>,
    /// Start a partner instead
    #[arg(long, value_name = "ID")]
    pub partner: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub content: Content,
}

/// `gevel explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Code of a rule, such as L-13
    #[arg(value_name = "CODE")]
    pub code: String,
}

/// An address that pages can be given: a scheme, a host, no path to get lost in, nothing that ends an attribute.
fn web_address(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let right = host
        .is_some_and(|host| !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c)));
    if right { Ok(text.to_owned()) } else { Err("write scheme and host, such as https://www.example.com".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_a_scheme_and_a_host() {
        assert_eq!(web_address("https://www.example.com/"), Ok("https://www.example.com".to_owned()));
        assert_eq!(web_address("http://localhost:8080"), Ok("http://localhost:8080".to_owned()));
        for wrong in ["", "example.com", "https://", "https://a b", "https://a/\"x", "javascript:alert(1)"] {
            assert!(web_address(wrong).is_err(), "{wrong}");
        }
    }
}
