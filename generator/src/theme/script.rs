//! Words in scripts: `"phrases.form.lost"` becomes an object with that phrase by language, so that a page need not carry
//! what only a script says.

use std::collections::BTreeMap;

use leads::Language;

use super::{Phrases, ThemeError};

/// What a string in a script begins with to be taken for the key of a phrase.
const MARK: &str = "\"phrases.";

/// The script with its phrases; `name` is for the message when there is no such phrase.
pub(super) fn with_words(
    script: &str,
    name: &str,
    phrases: &BTreeMap<Language, Phrases>,
) -> Result<String, ThemeError> {
    let mut pieces = script.split(MARK);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (key, rest) = piece.split_once('"').unwrap_or((piece, ""));
        let words: Option<BTreeMap<&str, &str>> =
            phrases.iter().map(|(language, phrases)| Some((language.wire(), phrases.find(key)?))).collect();
        let json = words.and_then(|words| serde_json::to_string(&words).ok());
        let json =
            json.ok_or_else(|| ThemeError(format!("{name} asks for the phrase `{key}`, which does not exist")))?;
        text.push_str(&json);
        text.push_str(rest);
    }
    Ok(text)
}
