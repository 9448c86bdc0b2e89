//! The page that answers a form which could not be taken, with slots for what differs from one answer to the next.

use leads::answer::{AnswerWords, FaultWords, Note};
use leads::form::{Country, Need};
use leads::submission::Fault;
use leads::{Field, Form};
use serde::Serialize;

use super::documents::{back, phone};
use super::form::FormView;
use super::head::{Frame, Head};
use super::landing::{Around, closed, project_form};
use super::people::{ContactView, contact};
use super::{Link, Page};
use crate::project::Project;
use crate::render;
use crate::theme::Phrases;

#[derive(Debug, Serialize)]
struct Answer {
    title: String,
    notes: Vec<NoteView>,
    person: Option<ContactView>,
    form: Option<FormView>,
    closed: Option<String>,
    back: Link,
}

/// A note, with the number in it as a link.
#[derive(Debug, Serialize)]
struct NoteView {
    name: &'static str,
    before: String,
    phone: Option<Link>,
    after: String,
}

/// The page, to be rendered and then read for its slots.
pub fn answer_page(
    project: &Project,
    around: &Around<'_>,
    path: String,
    frame: impl FnOnce(Head) -> Frame,
    phrases: &Phrases,
) -> Page {
    let form = project_form(project, around, phrases).map(FormView::again);
    let answer = Answer {
        title: phrases.text("heading.contact"),
        notes: Note::ALL.iter().map(|note| note_view(*note, project, phrases)).collect(),
        person: contact(project, phrases),
        closed: form.is_none().then(|| closed(project, phrases)),
        form,
        back: back(project, phrases.language(), phrases),
    };
    let title = format!("{}, {}", phrases.text("words.answer.title"), project.name);
    Page {
        path,
        template: render::ANSWER,
        frame: frame(Head::hidden(title, String::new())).beside(),
        content: ("page", serde_json::to_value(&answer).unwrap_or_default()),
        orders: Vec::new(),
    }
}

/// Everything the page may have to say about a form like this one.
pub fn answer_words(form: &Form, project: &Project, phrases: &Phrases) -> AnswerWords {
    let labels =
        form.asked().iter().map(|asked| (asked.field, phrases.text(&format!("words.form.{}", asked.field)))).collect();
    let country = |country: &Country| (*country, phrases.text(&format!("words.country.{country}")));
    let phone = phone(project, phrases);
    AnswerWords {
        faults: Fault::CODES.iter().map(|code| ((*code).to_owned(), fault_words(code, form, phrases))).collect(),
        labels,
        countries: Country::ALL.iter().map(country).collect(),
        elsewhere: phrases.text("words.answer.elsewhere"),
        notes: Note::ALL
            .iter()
            .map(|note| (*note, note_text(*note, project, phrases).replace("{phone}", &phone.text)))
            .collect(),
    }
}

/// The words for one fault: for any field, and for those that have words of their own on this form.
fn fault_words(code: &str, form: &Form, phrases: &Phrases) -> FaultWords {
    let key = format!("words.fault.{code}");
    let own = |asked: &leads::form::Asked| {
        let sometimes = matches!(asked.need, Need::RequiredFor(_));
        let name = format!("{key}.{}", asked.field);
        let words = phrases.find(&format!("{name}_sometimes")).filter(|_| sometimes).or_else(|| phrases.find(&name));
        words.map(|words| (asked.field, words.to_owned()))
    };
    // A word for a field that does not exist would never be said.
    for (name, _) in phrases.group(&key) {
        let field = name.strip_suffix("_sometimes").unwrap_or(name);
        if name != "any" && Field::from_wire(field).is_none() {
            phrases.text(&format!("{key} (`{field}` is no field)"));
        }
    }
    FaultWords { any: phrases.text(&format!("{key}.any")), fields: form.asked().iter().filter_map(own).collect() }
}

fn note_text(note: Note, project: &Project, phrases: &Phrases) -> String {
    phrases.fill(&format!("words.answer.note.{note}"), &[("partner", &project.partner.company.name)])
}

fn note_view(note: Note, project: &Project, phrases: &Phrases) -> NoteView {
    let text = note_text(note, project, phrases);
    let (before, after) = text.split_once("{phone}").unwrap_or((&text, ""));
    NoteView {
        name: note.wire(),
        before: before.to_owned(),
        phone: text.contains("{phone}").then(|| phone(project, phrases)),
        after: after.to_owned(),
    }
}
