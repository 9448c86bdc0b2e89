//! What a person types about everything beside the leads themselves: counts, what platforms may learn, who wants mail.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use leads::subscription::List;

/// `gevel leads statistics` and `gevel leads signals`.
#[derive(Debug, Args)]
pub struct Sums {
    /// How to print them
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    pub format: TableFormat,
}

/// How tables are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people
    Human,
    /// JSON, all that the site tells
    Json,
    /// One row a line, the first row names the columns
    Csv,
}

/// `gevel leads subscribers`.
#[derive(Debug, Args)]
pub struct Subscribers {
    /// Who is on this list: newsletter or similar; without it, only how many there are
    #[arg(long, value_name = "NAME", value_parser = list)]
    pub list: Option<List>,
    /// File to write, readable by you alone; standard output if there is none
    #[arg(long, value_name = "FILE", requires = "list")]
    pub out: Option<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    pub format: TableFormat,
}

fn list(text: &str) -> Result<List, String> {
    List::from_wire(text).ok_or_else(|| format!("write one of: {}", List::WIRE.join(", ")))
}
