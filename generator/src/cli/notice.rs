//! What a person types about privacy notices and the register they are made from.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use leads::Language;

use super::Content;

/// `gevel notice`.
#[derive(Debug, Args)]
pub struct Notice {
    /// What to do.
    #[command(subcommand)]
    pub command: NoticeCommand,
}

/// What can be done with notices.
#[derive(Debug, Subcommand)]
pub enum NoticeCommand {
    /// Keep the present notices in the archive beside the content, before the pages go on line
    Publish(Publish),
    /// Prove that a version is what it was when it was published
    Verify(Verify),
    /// Make the record of processing (GDPR art. 30) and the list of processors, as HTML and CSV
    Record(Record),
}

/// `gevel notice publish`.
#[derive(Debug, Args)]
pub struct Publish {
    /// Only those of these projects; of all when none is named
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
}

/// `gevel notice verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Which version, such as 2026-11-02-9f2c41d0; all when none is named
    #[arg(value_name = "VERSION")]
    pub version: Option<String>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub content: Content,
    /// Folder with themes
    #[arg(long, value_name = "DIR", default_value = "themes")]
    pub themes: PathBuf,
    /// Folder that remembers which photos were looked at
    #[arg(long, value_name = "DIR", default_value = ".gevel/cache")]
    pub cache: PathBuf,
}

/// `gevel notice record`.
#[derive(Debug, Args)]
pub struct Record {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub content: Content,
    /// Folder with themes
    #[arg(long, value_name = "DIR", default_value = "themes")]
    pub themes: PathBuf,
    /// Folder that remembers which photos were looked at
    #[arg(long, value_name = "DIR", default_value = ".gevel/cache")]
    pub cache: PathBuf,
    /// Folder to write to
    #[arg(long, value_name = "DIR", default_value = "record")]
    pub out: PathBuf,
    /// Language to write it in; the operator's first one when none is named
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_wire(text).ok_or_else(|| format!("possible here: {}", Language::WIRE.join(", ")))
}
