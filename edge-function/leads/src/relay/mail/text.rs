//! The plain text of a mail: sentences for people, and between them lines that programs can rely on.

use super::facts::{Facts, MailKey};
use super::words::MailWords;

/// The opening sentences; then `Key: value` lines, with values of a list separated by `; `; then the message, each
/// line behind `> `, so that nothing a visitor writes can pass for a key; then the last words.
pub(super) fn render(opening: &[&str], facts: &Facts, words: &MailWords) -> String {
    let lines: Vec<_> = facts.iter().map(|(key, values)| format!("{key}: {}", values.join("; "))).collect();
    let mut parts = vec![opening.join("\n"), lines.join("\n")];
    if let Some(message) = facts.message() {
        let quoted: Vec<_> = message.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
        parts.push(format!("{}:\n{}", MailKey::Message, quoted.join("\n")));
    }
    parts.push(words.footer.clone());
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}
