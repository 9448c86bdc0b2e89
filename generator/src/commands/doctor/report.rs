//! What was looked at, how it is, and what to do.

use std::io::{IsTerminal as _, stdout};

use serde_json::json;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// As it should be.
    Ok,
    /// It works, but somebody should look at it.
    Warn,
    /// It is not as it must be.
    Fail,
    /// It cannot be told from here.
    Unknown,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
        }
    }

    /// The SGR number of its colour.
    fn colour(self) -> u8 {
        match self {
            Self::Ok => 32,
            Self::Warn | Self::Unknown => 33,
            Self::Fail => 31,
        }
    }
}

/// One thing that was looked at.
#[derive(Debug)]
struct Check {
    name: &'static str,
    state: State,
    words: String,
    todo: String,
}

/// All that was looked at, in order.
#[derive(Debug, Default)]
pub(super) struct Report(Vec<Check>);

impl Report {
    pub(super) fn ok(&mut self, name: &'static str, words: &str) {
        self.note(name, State::Ok, words, "");
    }

    pub(super) fn warn(&mut self, name: &'static str, words: &str, todo: &str) {
        self.note(name, State::Warn, words, todo);
    }

    pub(super) fn fail(&mut self, name: &'static str, words: &str, todo: &str) {
        self.note(name, State::Fail, words, todo);
    }

    pub(super) fn unknown(&mut self, name: &'static str, words: &str, todo: &str) {
        self.note(name, State::Unknown, words, todo);
    }

    fn note(&mut self, name: &'static str, state: State, words: &str, todo: &str) {
        // What a site sends must not steer the terminal.
        let plain = |text: &str| text.chars().filter(|letter| !letter.is_control()).collect();
        self.0.push(Check { name, state, words: plain(words), todo: plain(todo) });
    }

    /// Whether anything is in this state.
    pub(super) fn has(&self, state: State) -> bool {
        self.0.iter().any(|check| check.state == state)
    }

    pub(super) fn for_people(&self) -> String {
        let is_coloured = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let mut lines = Vec::new();
        for Check { name, state, words, todo } in &self.0 {
            let word = format!("{:8}", state.word());
            let word = if is_coloured { format!("\u{1b}[{}m{word}\u{1b}[0m", state.colour()) } else { word };
            lines.push(format!("{word}{name:13} {words}"));
            if !todo.is_empty() {
                lines.push(format!("{:22}{todo}", ""));
            }
        }
        let count = |state| self.0.iter().filter(|check| check.state == state).count();
        let (failed, warned) = (count(State::Fail), count(State::Warn));
        lines.push(format!("{} checks, {failed} failed, {warned} to be looked at", self.0.len()));
        lines.join("\n")
    }

    pub(super) fn for_programs(&self, site: &str) -> String {
        let checks: Vec<_> = self
            .0
            .iter()
            .map(|check| {
                let todo = Some(&check.todo).filter(|todo| !todo.is_empty());
                json!({ "check": check.name, "state": check.state.word(), "words": check.words, "todo": todo })
            })
            .collect();
        json!({ "site": site, "ok": !self.has(State::Fail), "checks": checks }).to_string()
    }

    /// The state of each check, by its name.
    #[cfg(test)]
    pub(super) fn states(&self) -> Vec<(&'static str, State)> {
        self.0.iter().map(|check| (check.name, check.state)).collect()
    }
}
