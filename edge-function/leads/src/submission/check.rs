//! From answers to a submission, or to everything that is wrong with them.

use super::answers::Answers;
use super::fault::{Fault, FieldFault, Place, Rejection};
use super::text::{is_blank, length};
use super::{
    Email, Message, Person, PersonName, Phone, PostalCode, Preference, PreferredLocation, Signs, Submission,
    SubmissionId, Typed, Wish,
};
use crate::contract::Contract;
use crate::form::{
    BedroomsMin, BudgetBand, CallWindow, ContactPreference, Country, Currency, Feature, Field, PurchasePeriod, TICKED,
};
use crate::language::Language;
use crate::letters::Letters;
use crate::table::Table;

/// The submission that these answers are. Error: everything that is wrong with them.
pub(super) fn submission(answers: &Answers, contract: &Contract, letters: Letters) -> Result<Submission, Rejection> {
    let mut check = Check { answers, contract, letters, faults: Table::default(), answered: Vec::new() };
    let submission = check.submission();
    let mut faults = Vec::new();
    for (&field, &fault) in check.faults.iter() {
        faults.push(FieldFault { place: Place::Field(field), fault });
    }
    for (name, ()) in answers.strangers.iter() {
        faults.push(FieldFault { place: Place::Stranger(name.clone()), fault: Fault::Unknown });
    }
    match submission {
        Some(submission) if faults.is_empty() => Ok(submission),
        _ => Err(Rejection {
            faults,
            typed: Typed::of(&answers.given, contract.form()),
            language: check.page_language().or_else(|| contract.terms().languages.first().copied()).unwrap_or(FALLBACK),
        }),
    }
}

/// Never needed: every contract has a language.
const FALLBACK: Language = Language::English;

/// The country of a number without a country code when the visitor was not asked, or did not say, where they live.
const HOME: Country = Country::Belgium;

struct Check<'a> {
    answers: &'a Answers,
    contract: &'a Contract,
    letters: Letters,
    faults: Table<Field, Fault>,
    /// Fields in which something was said, right or wrong.
    answered: Vec<Field>,
}

impl<'a> Check<'a> {
    /// Reads every field before giving up, so that every fault is found.
    fn submission(&mut self) -> Option<Submission> {
        let letters = self.letters;
        self.refuse_what_was_not_asked();
        let given_name = self.read(Field::GivenName, |typed| PersonName::parse(typed, letters));
        let family_name = self.read(Field::FamilyName, |typed| PersonName::parse(typed, letters));
        let email = self.read(Field::Email, |typed| Email::parse(typed, letters));
        let asked_for = self.choice(Field::ContactPreference, ContactPreference::from_wire);
        let country = self.choice(Field::Country, Country::from_wire);
        let phone = self.read(Field::Phone, |typed| Phone::parse(typed, country.unwrap_or(HOME)));
        let call_window = self.choice(Field::CallWindow, CallWindow::from_wire);
        let postal_code = self.read(Field::PostalCode, |typed| PostalCode::parse(typed, country));
        let unit = self.choice(Field::Unit, |id| Some(id.to_owned()));
        let wish = self.wish();
        let message = self.read(Field::Message, |typed| Message::parse(typed, letters));
        let consents = self.consents();
        let id = self.read(Field::Submission, SubmissionId::parse);
        let language = self.language();
        let notice_version = self.notice_version(language);
        self.find_missing(asked_for);
        Some(Submission {
            id,
            person: Person { given_name: given_name?, family_name: family_name?, email, phone, country, postal_code },
            preference: Preference { contact: asked_for?, call_window },
            unit,
            wish,
            message,
            consents,
            language: language?,
            notice_version: notice_version?,
            source: self.answers.source.clone(),
            signs: Signs {
                honeypot_filled: self.values(Field::Honeypot).any(|value| !is_blank(value)),
                elapsed_ms: self.answers.elapsed_ms,
            },
        })
    }

    fn wish(&mut self) -> Wish {
        let letters = self.letters;
        Wish {
            bedrooms_min: self.choice(Field::BedroomsMin, BedroomsMin::from_wire),
            budget_band: self.choice(Field::BudgetBand, BudgetBand::from_wire),
            currency: self.choice(Field::Currency, Currency::from_wire),
            features: self.features(),
            preferred_location: self.read(Field::PreferredLocation, |typed| PreferredLocation::parse(typed, letters)),
            purchase_period: self.choice(Field::PurchasePeriod, PurchasePeriod::from_wire),
        }
    }

    fn features(&mut self) -> Vec<Feature> {
        let ticked: Vec<_> = self.values(Field::Features).filter(|value| !is_blank(value)).collect();
        if self.contract.form().asks(Field::Features) && ticked.iter().any(|value| Feature::from_wire(value).is_none())
        {
            self.fault(Field::Features, Fault::NotAChoice);
        }
        Feature::ALL.iter().copied().filter(|feature| ticked.contains(&feature.wire())).collect()
    }

    fn consents(&mut self) -> Vec<Field> {
        let boxes: Vec<_> = Field::ALL.iter().copied().filter(|field| field.is_consent()).collect();
        boxes
            .into_iter()
            .filter(|&field| self.choice(field, |value| (value == TICKED).then_some(())).is_some())
            .collect()
    }

    fn language(&mut self) -> Option<Language> {
        let contract = self.contract;
        self.read(Field::Language, |wire| page_language(contract, wire).ok_or(Fault::NotAChoice))
    }

    fn notice_version(&mut self, language: Option<Language>) -> Option<String> {
        let current = language.and_then(|language| self.contract.notice(language));
        self.read(Field::NoticeVersion, |version| match current {
            Some(notice) if notice.version == version => Ok(version.to_owned()),
            Some(_) => Err(Fault::OtherNotice),
            // The language is at fault, and named; about the version nothing can be said.
            None => Ok(version.to_owned()),
        })
    }

    fn page_language(&self) -> Option<Language> {
        self.values(Field::Language).next().and_then(|wire| page_language(self.contract, wire.trim()))
    }

    /// One of what this form offers.
    fn choice<T>(&mut self, field: Field, from_wire: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let contract = self.contract;
        self.read(field, |wire| {
            let choice = if is_offered(contract, field, wire) { from_wire(wire) } else { None };
            choice.ok_or(Fault::NotAChoice)
        })
    }

    /// The one value of a field of this form, if it was filled in and is right.
    fn read<T>(&mut self, field: Field, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        match parse(self.text(field)?) {
            Ok(value) => {
                self.answered.push(field);
                Some(value)
            }
            Err(fault) => {
                self.refuse(field, fault);
                None
            }
        }
    }

    /// The one text in a field of this form, if something stands there and may.
    fn text(&mut self, field: Field) -> Option<&'a str> {
        if !field.is_technical() && !self.contract.form().asks(field) {
            return None;
        }
        let mut values = self.values(field);
        let (value, more) = (values.next()?, values.next());
        if is_blank(value) && more.is_none() {
            return None;
        }
        let most = field.max_length().unwrap_or(usize::MAX);
        if more.is_some() {
            self.fault(field, Fault::Repeated);
            None
        } else if length(value) > most {
            self.fault(field, Fault::TooLong { most });
            None
        } else {
            Some(value.trim())
        }
    }

    /// What cannot be read in a field. If nothing was said, that is a fault only where an answer is needed.
    fn refuse(&mut self, field: Field, fault: Fault) {
        if fault != Fault::Missing {
            self.fault(field, fault);
        }
    }

    fn refuse_what_was_not_asked(&mut self) {
        for (&field, values) in self.answers.given.iter() {
            let is_known = field.is_technical() || self.contract.form().asks(field);
            if !is_known && values.iter().any(|value| !is_blank(value)) {
                self.faults.put(field, Fault::Unknown);
            }
        }
    }

    fn find_missing(&mut self, asked_for: Option<ContactPreference>) {
        let form = self.contract.form();
        let mandatory = asked_for.map_or_else(|| form.always_mandatory(), |preference| form.mandatory(preference));
        for field in mandatory.into_iter().chain([Field::Language, Field::NoticeVersion]) {
            if !self.answered.contains(&field) {
                self.faults.add(field, Fault::Missing);
            }
        }
    }

    fn fault(&mut self, field: Field, fault: Fault) {
        self.answered.push(field);
        self.faults.put(field, fault);
    }

    fn values(&self, field: Field) -> impl Iterator<Item = &'a str> + use<'a> {
        self.answers.given.get(&field).into_iter().flatten().map(String::as_str)
    }
}

fn is_offered(contract: &Contract, field: Field, wire: &str) -> bool {
    contract.form().options(field).contains(&wire)
}

/// The language of this tag, if the project has pages in it.
fn page_language(contract: &Contract, wire: &str) -> Option<Language> {
    Language::from_wire(wire).filter(|language| contract.terms().languages.contains(language))
}
