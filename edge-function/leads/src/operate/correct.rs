//! Putting right what a lead says about a person, by the same rules by which their page would have taken it.

use serde_json::Value;

use super::Said;
use crate::form::{ContactPreference, Country, Field, Form};
use crate::letters::Letters;
use crate::submission::{Email, Fault, Message, PersonName, Phone, PostalCode};

/// What can be put right, and where it stands in a lead. What was asked for and agreed to is no matter of right or wrong:
/// it was said like that.
const FIELDS: &[(Field, &str, &str)] = &[
    (Field::GivenName, "/person", "given_name"),
    (Field::FamilyName, "/person", "family_name"),
    // Before the number and the code, which are read by its rules.
    (Field::Country, "/person", "country"),
    (Field::Email, "/person", "email"),
    (Field::Phone, "/person", "phone_e164"),
    (Field::PostalCode, "/person", "postal_code"),
    (Field::Message, "", "message"),
];

/// New values for fields, in the order of [`FIELDS`]; empty ones take something away.
pub(super) struct Corrections<'a> {
    form: &'a Form,
    values: Vec<(Field, &'static str, &'static str, &'a str)>,
}

impl<'a> Corrections<'a> {
    /// Error: what is wrong with it, in words that repeat no value.
    pub(super) fn new(said: &'a Said, form: &'a Form) -> Result<Self, String> {
        let mut values = Vec::new();
        for &(field, place, name) in FIELDS {
            values.extend(said.value(field.wire()).map(|value| (field, place, name, value)));
        }
        if values.is_empty() || said.count() > values.len() {
            let known: Vec<_> = FIELDS.iter().map(|(field, _, _)| field.wire()).collect();
            return Err(format!("say what to put right, each once: {}", known.join(", ")));
        }
        Ok(Self { form, values })
    }

    /// The names of the fields.
    pub(super) fn fields(&self) -> String {
        let names: Vec<_> = self.values.iter().map(|(field, ..)| field.wire()).collect();
        names.join(" ")
    }

    /// Makes them. Error: the first that its page would not take.
    pub(super) fn make(&self, content: &mut Value, letters: Letters) -> Result<(), String> {
        let wanted = content.pointer("/preference/contact").and_then(Value::as_str);
        let mandatory = match wanted.and_then(ContactPreference::from_wire) {
            Some(preference) => self.form.mandatory(preference),
            None => self.form.always_mandatory(),
        };
        for &(field, place, name, value) in &self.values {
            let country = content.pointer("/person/country").and_then(Value::as_str).and_then(Country::from_wire);
            let members =
                content.pointer_mut(place).and_then(Value::as_object_mut).ok_or("the lead has no such part")?;
            if value.is_empty() {
                if mandatory.contains(&field) {
                    return Err(format!("`{field}` must be filled in"));
                }
                members.remove(name);
            } else if !self.form.asks(field) && !members.contains_key(name) {
                return Err(format!("the page does not ask for `{field}`"));
            } else {
                let read = read(field, value, country, letters);
                let read = read.map_err(|fault| format!("`{field}` cannot be that: {}", fault.code()))?;
                members.insert(name.to_owned(), read.into());
            }
        }
        Ok(())
    }
}

/// A value as it is kept.
fn read(field: Field, value: &str, country: Option<Country>, letters: Letters) -> Result<String, Fault> {
    if field.max_length().is_some_and(|most| value.encode_utf16().count() > most) {
        return Err(Fault::TooLong { most: field.max_length().unwrap_or_default() });
    }
    match field {
        Field::GivenName | Field::FamilyName => PersonName::parse(value, letters).map(|name| name.as_str().to_owned()),
        Field::Email => Email::parse(value, letters).map(|email| email.as_str().to_owned()),
        Field::Phone => Phone::parse(value, country.unwrap_or(Country::Belgium)).map(|phone| phone.as_str().to_owned()),
        Field::PostalCode => PostalCode::parse(value, country).map(|code| code.as_str().to_owned()),
        Field::Country => Country::from_wire(value).map(|country| country.wire().to_owned()).ok_or(Fault::NotAChoice),
        Field::Message => Message::parse(value, letters).map(|message| message.as_str().to_owned()),
        _ => Err(Fault::Unknown),
    }
}
