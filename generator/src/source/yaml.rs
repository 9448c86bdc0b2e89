//! YAML text to [`Node`]s. The parser is a library's; this keeps the place of every value, refuses what a content file
//! has no use for (aliases, tags, several documents) and finds keys written twice.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::node::{Node, Value};
use super::place::{FileId, Place};
use super::syntax::{alias_problem, syntax_problem};
use crate::problem::{Problem, Problems};

/// How deep lists and blocks may nest; content files need four levels, a hostile one must not exhaust the stack.
const DEEPEST: usize = 24;

/// Reads one YAML document. `None` after a syntax error (noted in `problems`); an empty file is an empty block of keys.
pub fn parse_yaml(file: FileId, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut stack: Vec<Open> = Vec::new();
    let mut root = None;
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(next) => next,
            Err(error) => {
                let place = place_of(file, error.marker().line(), error.marker().col());
                problems.add(syntax_problem(text, place, error.info()));
                return None;
            }
        };
        let place = start(file, span);
        let node = match event {
            Event::Scalar(_, _, _, Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                problems.add(
                    Problem::error("Y-03", place, "tags such as `!name` have no meaning here")
                        .help("Remove it; if it is text that starts with `!`, put it in quotes."),
                );
                return None;
            }
            Event::Scalar(_, _, 1.., _)
            | Event::SequenceStart(1.., _)
            | Event::MappingStart(1.., _)
            | Event::Alias(_) => {
                problems.add(alias_problem(place));
                return None;
            }
            Event::Scalar(text, style, ..) => Some(Node { place, value: scalar(text, style) }),
            Event::SequenceStart(..) => {
                stack.push(Open::List(place, Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                stack.push(Open::Map(place, Vec::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => stack.pop().map(Open::close),
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    problems.add(
                        Problem::error("Y-03", place, "a second document starts here")
                            .help("Remove the line `---`; one file holds one document."),
                    );
                    return None;
                }
                None
            }
            Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => None,
        };
        if stack.len() > DEEPEST {
            problems.add(
                Problem::error("Y-03", place, format!("blocks nest more than {DEEPEST} deep"))
                    .help("Check the indentation."),
            );
            return None;
        }
        if let Some(node) = node {
            match stack.last_mut() {
                Some(open) => open.put(node, problems),
                None => root = Some(node),
            }
        }
    }
    Some(root.unwrap_or(Node { place: Place { file, line: 1, column: 1 }, value: Value::Map(Vec::new()) }))
}

/// A list or block whose end has not been read yet.
enum Open {
    List(Place, Vec<Node>),
    Map(Place, Vec<(Node, Node)>, Option<Node>),
}

impl Open {
    fn put(&mut self, node: Node, problems: &mut Problems) {
        match self {
            Self::List(_, items) => items.push(node),
            Self::Map(_, _, key @ None) => *key = Some(node),
            Self::Map(_, entries, key) => {
                if let Some(key) = key.take() {
                    let first =
                        entries.iter().find(|(earlier, _)| earlier.text().is_some() && earlier.text() == key.text());
                    if let Some((first, _)) = first {
                        let message = format!(
                            "`{}` is written twice; the first is on line {}",
                            key.text().unwrap_or_default(),
                            first.place.line
                        );
                        problems.add(Problem::error("Y-02", key.place, message).help("Keep one of the two."));
                    } else {
                        entries.push(entry(key, node));
                    }
                }
            }
        }
    }

    fn close(self) -> Node {
        match self {
            Self::List(place, items) => Node { place, value: Value::List(items) },
            Self::Map(place, entries, _) => Node { place, value: Value::Map(entries) },
        }
    }
}

/// A block whose lines stand below its key starts, for who looks for it, at that key.
fn entry(key: Node, value: Node) -> (Node, Node) {
    let below = value.place.line > key.place.line && matches!(value.value, Value::List(_) | Value::Map(_));
    let place = if below { key.place } else { value.place };
    (key, Node { place, ..value })
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value {
    match style {
        ScalarStyle::Plain if matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL") => Value::Null,
        ScalarStyle::Plain => Value::Plain(text.into_owned()),
        _ => Value::Quoted(text.into_owned()),
    }
}

fn start(file: FileId, span: Span) -> Place {
    place_of(file, span.start.line(), span.start.col())
}

fn place_of(file: FileId, line: usize, column_from_zero: usize) -> Place {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place { file, line: number(line), column: number(column_from_zero + 1) }
}
