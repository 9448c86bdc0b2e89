//! Where an answer differs from another: the slots of a page, read once, so that filling them is one pass.

use std::ops::Range;

use super::fault::SlotFault;
use super::note::Note;
use crate::form::Field;

const OPENS: &str = "<?";
const CLOSES: &str = "?>";

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text of the page, by its bytes.
    Text(Range<usize>),
    /// What was typed into a field.
    Value(Field),
    /// What is wrong with a field.
    Message(Field),
    /// What is wrong elsewhere.
    MessageElsewhere,
    /// The next so many pieces, if this holds.
    If(Condition, usize),
    /// The next so many pieces, once for each thing that is wrong elsewhere.
    EachElsewhere(usize),
}

/// What can be so in one answer and not in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Condition {
    /// Something is wrong with this field.
    Fault(Field),
    /// This choice of a field was made.
    Chosen(Field, String),
    /// Something is wrong with the fields.
    Faults,
    /// The form was not taken for this reason.
    Note(Note),
}

/// What stands in a slot.
enum Slot {
    Shown(Piece),
    If(Condition),
    Each,
    End,
}

/// The pieces of a page. Errors: a slot that is not known, that is not closed, or that is missing.
pub(super) fn pieces(page: &str) -> Result<Vec<Piece>, SlotFault> {
    let mut pieces = Vec::new();
    // Where the sections lie in which we are, with what opened them.
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut rest = page;
    while let Some((before, from_slot)) = rest.split_once(OPENS) {
        push_text(&mut pieces, page, rest, before);
        let Some((written, after)) = from_slot.split_once(CLOSES) else {
            return Err(SlotFault::Unclosed(from_slot.chars().take(40).collect()));
        };
        rest = after;
        let unknown = || SlotFault::Unknown(written.to_owned());
        let in_each = open.iter().any(|(_, opener)| *opener == "each elsewhere");
        match slot(written).ok_or_else(unknown)? {
            Slot::Shown(Piece::MessageElsewhere) if !in_each => return Err(unknown()),
            Slot::Each if in_each => return Err(unknown()),
            Slot::Shown(piece) => pieces.push(piece),
            Slot::If(condition) => {
                open.push((pieces.len(), written));
                pieces.push(Piece::If(condition, 0));
            }
            Slot::Each => {
                open.push((pieces.len(), written));
                pieces.push(Piece::EachElsewhere(0));
            }
            Slot::End => {
                let (start, _) = open.pop().ok_or(SlotFault::EndTooMany)?;
                let length = pieces.len() - start - 1;
                match pieces.get_mut(start) {
                    Some(Piece::If(_, covered) | Piece::EachElsewhere(covered)) => *covered = length,
                    _ => return Err(SlotFault::EndTooMany),
                }
            }
        }
    }
    push_text(&mut pieces, page, rest, rest);
    if let Some((_, opener)) = open.last() {
        return Err(SlotFault::EndMissing((*opener).to_owned()));
    }
    silence(&pieces).map_or(Ok(pieces), Err)
}

fn push_text(pieces: &mut Vec<Piece>, page: &str, rest: &str, text: &str) {
    let start = page.len() - rest.len();
    if !text.is_empty() {
        pieces.push(Piece::Text(start..start + text.len()));
    }
}

/// What the page has no place for, if anything.
fn silence(pieces: &[Piece]) -> Option<SlotFault> {
    let has = |wanted: &Condition| pieces.iter().any(|piece| matches!(piece, Piece::If(found, _) if found == wanted));
    let missing = |slot: &str| Some(SlotFault::Missing(slot.to_owned()));
    if !pieces.contains(&Piece::MessageElsewhere) {
        return missing("each elsewhere");
    }
    if !has(&Condition::Faults) {
        return missing("if faults");
    }
    let note = Note::ALL.iter().find(|&&note| !has(&Condition::Note(note)));
    note.and_then(|note| missing(&format!("if note {note}")))
}

fn slot(written: &str) -> Option<Slot> {
    let (verb, about) = written.split_once(' ').unwrap_or((written, ""));
    match (verb, about) {
        ("value", field) => Field::from_wire(field).map(Piece::Value).map(Slot::Shown),
        ("message", "") => Some(Slot::Shown(Piece::MessageElsewhere)),
        ("message", field) => Field::from_wire(field).map(Piece::Message).map(Slot::Shown),
        ("if", condition) => self::condition(condition).map(Slot::If),
        ("each", "elsewhere") => Some(Slot::Each),
        ("end", "") => Some(Slot::End),
        _ => None,
    }
}

fn condition(written: &str) -> Option<Condition> {
    let (kind, about) = written.split_once(' ').unwrap_or((written, ""));
    match (kind, about) {
        ("faults", "") => Some(Condition::Faults),
        ("fault", field) => Field::from_wire(field).map(Condition::Fault),
        ("note", note) => Note::from_wire(note).map(Condition::Note),
        ("chosen", choice) => {
            let (field, value) = choice.split_once(' ')?;
            Some(Condition::Chosen(Field::from_wire(field)?, unescaped(value)))
        }
        _ => None,
    }
}

/// The text that a template escaped, which it does in a slot as everywhere.
fn unescaped(text: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "<?if faults?>a<?each elsewhere?><li><?message?><?end?><?end?>\
        <?if note unavailable?>n<?end?><?if note flood?>n<?end?><?if note closed?>n<?end?><?if note unreadable?>n<?end?>";

    fn fault(more: &str) -> SlotFault {
        match pieces(&format!("{WHOLE}{more}")) {
            Ok(pieces) => unreachable!("{pieces:?}"),
            Err(fault) => fault,
        }
    }

    #[test]
    fn a_section_knows_how_many_pieces_it_covers() {
        let pieces = pieces(WHOLE).unwrap_or_default();

        assert_eq!(pieces.first(), Some(&Piece::If(Condition::Faults, 4)));
        assert_eq!(pieces.get(2), Some(&Piece::EachElsewhere(2)));
        assert_eq!(pieces.get(5), Some(&Piece::If(Condition::Note(Note::Unavailable), 1)));
    }

    #[test]
    fn a_misspelt_slot_is_an_error_that_quotes_it() {
        for slot in ["value emial", "values email", "if fualt email", "if note late", "each fault", "end if", "", " "] {
            assert_eq!(fault(&format!("<?{slot}?>")), SlotFault::Unknown(slot.to_owned()));
        }
    }

    #[test]
    fn a_section_that_does_not_close_is_an_error() {
        assert_eq!(fault("<?if faults?>"), SlotFault::EndMissing("if faults".to_owned()));
        assert_eq!(fault("<?end?>"), SlotFault::EndTooMany);
        assert_eq!(fault("<?value email"), SlotFault::Unclosed("value email".to_owned()));
        assert_eq!(fault("<?message?>"), SlotFault::Unknown("message".to_owned()), "about which?");
    }

    #[test]
    fn a_page_that_would_keep_silent_is_an_error() {
        assert_eq!(pieces("<p>"), Err(SlotFault::Missing("each elsewhere".to_owned())));
        let silent = WHOLE.replace("note closed", "fault email");
        assert_eq!(pieces(&silent), Err(SlotFault::Missing("if note closed".to_owned())));
    }

    #[test]
    fn a_choice_is_compared_as_it_was_before_the_template_escaped_it() {
        let chosen = condition("chosen unit A &amp;lt; &lt;1.2&gt; &#x27;b&#39;");

        assert_eq!(chosen, Some(Condition::Chosen(Field::Unit, "A &lt; <1.2> 'b'".to_owned())));
    }
}
