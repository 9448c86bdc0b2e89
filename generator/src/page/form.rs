//! The lead form, drawn from the contract: what HTML calls required is what the edge requires.

use leads::form::{Control, Need, TICKED};
use leads::{Field, Form};
use serde::Serialize;

use super::Link;
use super::landing::Around;
use crate::notice::Register;
use crate::project::Project;
use crate::theme::Phrases;

/// The form of a page.
#[derive(Debug, Serialize)]
pub(super) struct FormView {
    /// Whether it is shown a second time, with slots for what was typed and what is wrong with it.
    again: bool,
    action: String,
    fields: Vec<FieldView>,
    hidden: Vec<Hidden>,
    honeypot: Hidden,
    intro: String,
    recipients: String,
    notice: Link,
    submit: String,
}

#[derive(Debug, Serialize)]
struct FieldView {
    name: &'static str,
    id: String,
    control: &'static str,
    label: String,
    hint: Option<String>,
    required: bool,
    optional: bool,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    maxlength: Option<usize>,
    options: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    label: String,
    /// Whether it is chosen from the start.
    chosen: bool,
}

#[derive(Debug, Serialize)]
struct Hidden {
    name: &'static str,
    value: String,
}

impl FormView {
    /// The same form to be answered with.
    pub(super) fn again(self) -> Self {
        Self { again: true, ..self }
    }

    /// The same form with a unit chosen, where the form asks for one and offers it.
    pub(super) fn about(mut self, unit: &str) -> Self {
        let asked = self.fields.iter_mut().filter(|field| field.name == Field::Unit.wire());
        for choice in asked.flat_map(|field| &mut field.options) {
            choice.chosen = choice.value == unit;
        }
        self
    }
}

/// The form; `notice` is the page's own privacy notice.
pub(super) fn form_view(
    form: &Form,
    project: &Project,
    around: &Around<'_>,
    notice: Link,
    phrases: &Phrases,
) -> FormView {
    let language = phrases.language();
    let partner = project.partner.company.name.as_str();
    let fields = form.asked().iter().map(|asked| asked.field).filter(|field| !field.is_technical());
    let fields = fields.map(|field| field_view(field, form, around.register, phrases)).collect();
    FormView {
        again: false,
        action: format!("/lead/{}", project.slug),
        fields,
        hidden: vec![
            Hidden { name: Field::Language.wire(), value: language.wire().to_owned() },
            Hidden { name: Field::NoticeVersion.wire(), value: around.notice_version.to_owned() },
        ],
        honeypot: Hidden { name: Field::Honeypot.wire(), value: String::new() },
        intro: phrases.fill("words.form.intro", &[("partner", partner)]),
        recipients: phrases.fill("words.form.recipients", &[("partner", partner), ("operator", around.operator)]),
        notice,
        submit: phrases.fill("words.form.submit", &[("partner", partner)]),
    }
}

fn field_view(field: Field, form: &Form, register: &Register, phrases: &Phrases) -> FieldView {
    let name = field.wire();
    // Beside a box for consent stand the very words that the notice quotes and a lead keeps.
    let consent = register.consent_text(field).filter(|_| field.is_consent());
    let label = consent.map(|words| words.get(phrases.language()).to_owned());
    let label = label.unwrap_or_else(|| phrases.text(&format!("words.form.{name}")));
    let need = form.need(field);
    let required = need.is_some_and(Need::is_always_required);
    let sometimes = need.is_some_and(|need| {
        !need.is_always_required() && form.preferences().iter().any(|preference| need.is_required_for(*preference))
    });
    let hint_key =
        if sometimes { format!("words.form.hint_{name}_sometimes") } else { format!("words.form.hint_{name}") };
    let hinted = matches!(field, Field::Phone | Field::Message) || (field == Field::Email && sometimes);
    let optional = !required && !sometimes && !field.is_consent();
    FieldView {
        name,
        id: format!("f-{}", name.replace('_', "-")),
        control: control(field.control()),
        options: options(field, form, &label, phrases),
        label,
        hint: hinted.then(|| phrases.text(&hint_key)),
        required,
        optional,
        autocomplete: field.autocomplete(),
        inputmode: field.input_mode(None),
        maxlength: field.max_length(),
    }
}

fn control(control: Control) -> &'static str {
    match control {
        Control::Text => "text",
        Control::Email => "email",
        Control::Telephone => "telephone",
        Control::Select => "select",
        Control::Radios => "radios",
        Control::Checkbox => "checkbox",
        Control::Checkboxes => "checkboxes",
        Control::TextArea => "text_area",
        Control::Hidden => "hidden",
        Control::Honeypot => "honeypot",
    }
}

fn options(field: Field, form: &Form, label: &str, phrases: &Phrases) -> Vec<Choice> {
    if field.is_consent() {
        return vec![Choice { value: TICKED.to_owned(), label: label.to_owned(), chosen: false }];
    }
    let label = |value: &str| match field {
        // Its number says which one; the page has told the rest.
        Field::Unit => value.to_owned(),
        Field::Country => phrases.text(&format!("words.country.{value}")),
        _ => phrases.text(&format!("words.choice.{}.{value}", field.wire())),
    };
    let choice = |value: &str| Choice { label: label(value), value: value.to_owned(), chosen: false };
    form.options(field).into_iter().map(choice).collect()
}
