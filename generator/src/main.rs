//! The program `gevel`.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    gevel::commands::run(gevel::cli::Cli::parse())
}
