//! The program `gevel`.

use std::alloc::System;
use std::process::ExitCode;

use clap::Parser as _;
use zeroizing_alloc::ZeroAlloc;

/// Wipes what is freed: what a person asked to have erased must not stay readable in the memory of a running preview.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    gevel::commands::run(gevel::cli::Cli::parse())
}
