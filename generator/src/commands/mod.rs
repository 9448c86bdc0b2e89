//! One recipe a command. Exit status: 0 done; 1 the content has errors or the thing asked for failed; 2 wrong usage.

mod brochure;
mod build;
mod check;
mod doctor;
mod explain;
mod leads;
mod new;
mod notice;
mod operator;
mod serve;
mod talk;

use std::process::ExitCode;

use crate::cli::{Cli, Command};

/// Runs what was asked for; results go to stdout, talk to stderr.
pub fn run(cli: Cli) -> ExitCode {
    let outcome = match cli.command {
        Command::Build(options) => build::build(&options),
        Command::Check(options) => check::check(&options),
        Command::Serve(options) => serve::serve(options),
        Command::Brochure(options) => brochure::brochure(&options),
        Command::New(options) => new::new(&options),
        Command::Explain(options) => explain::explain(&options),
        Command::Notice(options) => notice::notice(&options),
        Command::Leads(options) => leads::leads(&options),
        Command::Doctor(options) => Ok(doctor::doctor(&options)),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::FAILURE,
        Ok(Outcome::WrongUsage) => ExitCode::from(2),
        Err(failure) => {
            talk::say(&format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    /// The content has errors, or not everything asked for could be done; it was reported.
    Errors,
    /// It was not asked for in a way that can be carried out; that was said.
    WrongUsage,
}

/// The outermost layer: any failure, as a sentence.
type CommandResult = Result<Outcome, Box<dyn std::error::Error + Send + Sync>>;

/// Today in the local time zone; decides what is stale. `GEVEL_TODAY=2026-11-23` sets it, so that a build can be repeated.
fn today() -> Result<jiff::civil::Date, String> {
    match std::env::var("GEVEL_TODAY") {
        Ok(day) => {
            day.parse().map_err(|_| format!("GEVEL_TODAY is `{day}`; write a day such as 2026-11-23, or unset it"))
        }
        Err(_) => Ok(jiff::Zoned::now().date()),
    }
}
