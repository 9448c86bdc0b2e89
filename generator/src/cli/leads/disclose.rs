//! What a person types to give leads to an authority.

use std::path::PathBuf;

use clap::Args;

use super::ExportFormat;
use super::rights::{Whose, reason};

/// `gevel leads disclose`.
#[derive(Debug, Args)]
pub struct Disclose {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at its type")]
    pub whose: Whose,
    /// On what ground, such as the law and the reference of the case; it goes into the audit
    #[arg(long, value_name = "WORDS", value_parser = reason)]
    pub reason: String,
    /// Which authority asks; it goes into the audit
    #[arg(long, value_name = "NAME", value_parser = reason)]
    pub requester: String,
    /// Who approved it: somebody else than the one whose token this is; it goes into the audit
    #[arg(long, value_name = "NAME", value_parser = reason)]
    pub approver: String,
    /// File to write, readable by you alone; standard output if there is none
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What to write: JSON has all of it
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub format: ExportFormat,
}
