//! Mistakes in the writing of YAML itself. The parser speaks of tokens and scalars; an author gets what probably happened,
//! at the place where it did.

use super::place::Place;
use crate::problem::Problem;

/// The problem behind what the parser said of `text` at `place`.
pub(super) fn syntax_problem(text: &str, place: Place, said: &str) -> Problem {
    let line = place.line.checked_sub(1).and_then(|line| text.lines().nth(line as usize)).unwrap_or_default();
    let error = |place, message: &str, help: String| Problem::error("Y-01", place, message).help(help);
    if let Some(tab) = tab(line) {
        let place = Place { column: tab, ..place };
        return error(place, "this line is indented with a tab", "Indent with spaces.".to_owned());
    }
    if said.contains("mapping values are not allowed") {
        return match quoted(line, place.column) {
            Some(help) => error(place, "this text holds a `: `, which YAML takes for a key", help),
            None => error(
                place,
                "this line is indented further than the ones it belongs to",
                "Start it in the same column as the keys beside it.".to_owned(),
            ),
        };
    }
    if said.contains("trailing content after") {
        let help = "Put a text that has double quotes in it between single ones: `'the \"old\" quay'`.".to_owned();
        return error(place, "something follows after the closing quote", help);
    }
    if said.contains("quoted scalar") && !said.contains("escape") && !said.contains("hexadecimal") {
        let help = "Close it at the end of the text, with the same quote.".to_owned();
        return error(place, "a quote is opened here and not closed", help);
    }
    if said.contains("escape") || said.contains("hexadecimal") {
        let help = "Use single quotes, in which `\\` is an ordinary character.".to_owned();
        return error(place, "between double quotes a `\\` has a meaning of its own", help);
    }
    let in_brackets = ["flow mapping", "flow sequence", "flow construct", "illegal placement", "bracket"];
    if let Some((place, bracket)) =
        unclosed(text, place).filter(|_| in_brackets.iter().any(|words| said.contains(words)))
    {
        let close = if bracket == '[' { ']' } else { '}' };
        let help = format!("Write `{close}` where it ends, and a comma between any two things in it.");
        return error(place, &format!("a `{bracket}` is opened here and not closed"), help);
    }
    if said.contains("unknown anchor") {
        return alias_problem(place);
    }
    if said.contains("simple key") {
        return error(
            place,
            "this line has no `:` after its key",
            "Write `key: value`; a list item starts with `- `.".to_owned(),
        );
    }
    if said.contains("did not find expected key")
        || said.contains("invalid indentation")
        || said.contains("'-' indicator")
    {
        let help = "Start it in the same column as the keys, or the `-`, of the same block.".to_owned();
        return error(place, "this line is not indented like the ones it belongs to", help);
    }
    let help = "Check the indentation, and put text that has `:`, `#`, `&`, `*` or quotes in it between quotes.";
    error(place, &format!("this is not valid YAML: {said}"), help.to_owned())
}

/// Anchors and aliases: YAML's way of writing something once, which hides what a project says.
pub(super) fn alias_problem(place: Place) -> Problem {
    Problem::error("Y-03", place, "`&name` and `*name` refer to one another in YAML, and are not read here")
        .help("Write the value out; if it is text that starts with `&` or `*`, put it in quotes.")
}

/// The column of a tab in the indentation of a line.
fn tab(line: &str) -> Option<u32> {
    let indentation = line.chars().take_while(|character| character.is_whitespace());
    (1_u32..).zip(indentation).find(|(_, character)| *character == '\t').map(|(column, _)| column)
}

/// The last `[` or `{` before `end` that was not closed, and where it stands.
fn unclosed(text: &str, end: Place) -> Option<(Place, char)> {
    let mut open = Vec::new();
    for (line, text) in (1_u32..).zip(text.lines()).take(end.line as usize) {
        let mut quoted = false;
        let length = if line == end.line { end.column as usize } else { usize::MAX };
        for (column, character) in (1_u32..).zip(text.chars()).take(length) {
            match character {
                '"' => quoted = !quoted,
                '[' | '{' if !quoted => open.push((Place { line, column, ..end }, character)),
                ']' | '}' if !quoted => drop(open.pop()),
                _ => {}
            }
        }
    }
    open.pop()
}

/// The line as it should be, when an earlier `: ` than the one at `column` stands in it.
fn quoted(line: &str, column: u32) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    if key.chars().count() + 1 >= column as usize {
        return None;
    }
    let (key, value) = (key.trim().trim_start_matches("- "), value.trim());
    let quote = if value.contains('"') { '\'' } else { '"' };
    Some(if value.contains(quote) || value.chars().count() > 60 {
        "Put the text between quotes.".to_owned()
    } else {
        format!("Put the text between quotes: `{key}: {quote}{value}{quote}`.")
    })
}
