//! Talking to the person at the terminal.

use std::io::{IsTerminal as _, Write as _, stderr, stdout};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::problem::{Problems, Severity, human};
use crate::project::Loaded;

/// Says something on stderr. A closed terminal is no reason to fail.
pub(super) fn say(text: &str) {
    drop(writeln!(stderr(), "{text}"));
}

/// Prints a result on stdout; a reader that went away is no reason to fail.
pub(super) fn print(text: &str) {
    drop(writeln!(stdout(), "{text}"));
}

/// Whether talk may be coloured: on a terminal, unless `NO_COLOR` is set.
pub(super) fn colour() -> bool {
    stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Says all problems, then how many there are.
pub(super) fn say_problems(loaded: &Loaded) {
    for problem in loaded.problems.iter() {
        say(&human(problem, &loaded.files, colour()));
    }
    if let Some(sum) = sum(&loaded.problems) {
        say(&sum);
    }
}

/// `2 errors, 1 warning`; nothing when there are none.
pub(super) fn sum(problems: &Problems) -> Option<String> {
    let count = |severity, one: &str| match problems.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {one}s")),
    };
    let parts: Vec<String> =
        [count(Severity::Error, "error"), count(Severity::Warning, "warning")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A bar for long work; silent when stderr is not a terminal.
pub(super) fn bar(length: usize, what: &'static str) -> ProgressBar {
    let target = if stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}
