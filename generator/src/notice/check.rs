//! From what was written to a [`Register`]: the file as a whole, and the companies that work for the operator.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leads::form::Role;
use leads::{Field, Form, Language};

use super::check_purpose::{Known, check_purpose};
use super::raw::{RawChange, RawDpo, RawProcessor, RawRegister, RawTransfer};
use super::register::{Audience, Basis, Change, Dpo, Localised, Mechanism, Processor, Purpose, Register};
use super::words::words;
use crate::nearest::instead;
use crate::problem::{Problem, Problems, Severity};
use crate::project::contact::{email, phone};
use crate::source::{At, FileId, Place, Words, Written, missing, need, need_text};

/// The countries of the European Economic Area.
const EEA: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Audiences that every operator of such pages has; its notices have a part for each.
const AUDIENCES: &[Audience] =
    &[Audience::Lead, Audience::PartnerContact, Audience::SupplierContact, Audience::SiteVisitor];

/// What this program does with data whatever the operator wishes: the register must own up to each, by this name.
const DONE_ANYWAY: &[(&str, &str)] = &[
    ("proof", "that it was received and delivered is kept after an enquiry itself is gone"),
    ("security", "pages are sent to addresses, and sendings from one address are counted"),
    ("statistics", "enquiries are counted"),
    ("rights_requests", "people ask for their data, and are answered"),
    ("correspondence", "people write, and are answered"),
    ("partner_management", "partners are told what was delivered to them"),
    ("supplier_management", "suppliers are worked with"),
    ("accounting", "invoices are kept"),
];

/// Checks the register. `languages` are those in which all its words must exist; without them that is not checked.
pub(super) fn check_register(
    file: FileId,
    raw: RawRegister,
    languages: Option<&[Language]>,
    problems: &mut Problems,
) -> Option<Register> {
    let block = Place::whole(file);
    let before = problems.count(Severity::Error);
    let languages = languages.unwrap_or_default();
    let date = need(raw.date, "date", block, "2026-11-02", problems);
    let authority = check_authority(raw.authority, block, problems);
    let dpo = check_dpo(raw.dpo, block, problems);
    let security = need_words("P-31", "security", block, &raw.security, languages, problems);
    let changes: Vec<_> = raw
        .changes
        .into_iter()
        .map(|change| (change.value.date.as_ref().map(|date| date.place), check_change(change, languages, problems)))
        .collect();
    let ids: Vec<_> = raw.processors.iter().filter_map(|processor| processor.id.clone()).collect();
    refuse_twins(&ids, "processors", problems);
    let processors: Vec<_> =
        raw.processors.into_iter().map(|processor| check_processor(processor, languages, problems)).collect();
    let written = need(raw.purposes, "purposes", block, "a list of what data are used for", problems)?;
    let place = written.place;
    refuse_twins(&written.iter().filter_map(|purpose| purpose.id.clone()).collect::<Vec<_>>(), "purposes", problems);
    let known = Known { languages, processors: ids.iter().map(|id| id.value.as_str()).collect() };
    let purposes: Vec<_> = written.value.into_iter().map(|purpose| check_purpose(purpose, &known, problems)).collect();
    if let Some(date) = &date {
        refuse_changes_to_come(&changes, date.value, problems);
    }
    authority?;
    let changes = changes.into_iter().map(|(_, change)| change).collect::<Option<Vec<_>>>()?;
    let processors = processors.into_iter().collect::<Option<Vec<_>>>()?;
    let purposes = purposes.into_iter().collect::<Option<Vec<_>>>()?;
    // What all purposes lack together can only be told once each of them is right.
    if problems.count(Severity::Error) > before {
        return None;
    }
    check_whole(place, &purposes, problems);
    for id in ids.iter().filter(|id| !purposes.iter().any(|purpose| purpose.processors.contains(&id.value))) {
        problems.add(
            Problem::warning("N-15", id.place, format!("no purpose gives data to `{}`", id.value))
                .help("Name it under `recipients` of a purpose, or remove it."),
        );
    }
    let lead_retention = purposes.iter().find(|purpose| answers(purpose))?.retention.clone();
    let date = date?;
    Some(Register {
        date: date.value,
        date_place: date.place,
        dpo: dpo?,
        security: security?,
        changes,
        processors,
        purposes,
        lead_retention,
    })
}

/// Checks that the register has a purpose for everything a form asks; `place` is where the form is described.
pub fn check_form(register: &Register, form: &Form, place: Place, problems: &mut Problems) {
    for asked in form.asked() {
        let mut purposes = register.purposes.iter().filter(|purpose| purpose.fields.contains(&asked.field));
        let right = if asked.field.is_consent() {
            purposes.any(|purpose| purpose.ground.basis() == Basis::Consent)
        } else {
            purposes.any(|purpose| purpose.concerns(form))
        };
        if !right {
            let help =
                format!("Add `{}` to `fields` of a purpose in `privacy.yaml`, or do not ask for it.", asked.field);
            problems.add(
                Problem::error("N-28", place, format!("the form asks for `{}`, and no purpose uses it", asked.field))
                    .help(help),
            );
        }
    }
}

/// The words in every language asked, or a problem with this code at the first of them, or at `block`.
pub(super) fn need_words(
    code: &'static str,
    key: &str,
    block: Place,
    words: &Words,
    languages: &[Language],
    problems: &mut Problems,
) -> Option<Localised> {
    let given = |language: &Language| words.get(language).is_some_and(|word| !word.trim().is_empty());
    if words.is_empty() {
        problems.add_missing(key, block, Problem { code, ..missing(key, block, "{nl: …, fr: …, en: …, de: …}") });
        return None;
    }
    let place = words.values().next().map_or(block, |word| word.place);
    let lacking: Vec<_> = languages.iter().filter(|language| !given(language)).collect();
    for language in &lacking {
        problems.add(
            Problem::error(code, place, format!("`{key}` has no text in `{language}`"))
                .help(format!("Add `{language}: …` to `{key}`.")),
        );
    }
    lacking
        .is_empty()
        .then(|| Localised(words.iter().map(|(language, word)| (*language, word.trim().to_owned())).collect()))
}

/// The words if there are any: then in every language asked.
#[expect(clippy::option_option, reason = "the outer says whether it is right, the inner whether it is there")]
pub(super) fn may_have_words(
    code: &'static str,
    key: &str,
    block: Place,
    words: &Words,
    languages: &[Language],
    problems: &mut Problems,
) -> Option<Option<Localised>> {
    if words.is_empty() { Some(None) } else { need_words(code, key, block, words, languages, problems).map(Some) }
}

/// Whether it is the purpose that answers an enquiry and passes it on.
fn answers(purpose: &Purpose) -> bool {
    purpose.audience.contains(&Audience::Lead) && purpose.to_partner && purpose.ground.basis() == Basis::ContractSteps
}

fn check_whole(place: Place, purposes: &[Purpose], problems: &mut Problems) {
    for (id, done) in DONE_ANYWAY.iter().filter(|(id, _)| !purposes.iter().any(|purpose| purpose.id == *id)) {
        problems.add(
            Problem::error("P-31", place, format!("the purpose `{id}` is missing: {done}"))
                .help(format!("Restore the purpose with `id: {id}`, with its basis, data, recipients and retention.")),
        );
    }
    if !purposes.iter().any(answers) {
        let help = "Add one with `audience: [lead]`, `basis: contract_steps` and `partner` among its `recipients`.";
        problems.add(
            Problem::error("N-13", place, "no purpose answers an enquiry and passes it to the partner").help(help),
        );
    }
    for audience in
        AUDIENCES.iter().filter(|audience| !purposes.iter().any(|purpose| purpose.audience.contains(audience)))
    {
        let name = serde_json::to_string(audience).unwrap_or_default().replace('"', "`");
        problems.add(
            Problem::error("R-04", place, format!("no purpose is about the audience {name}"))
                .help("Its people must find in the notice what is done with their data: add a purpose."),
        );
    }
    let on_every_form = |field: &Field| match field.role() {
        Role::Fixed => true,
        Role::Technical => *field != Field::Honeypot,
        Role::FollowsPreferences | Role::Wished | Role::Consent => false,
    };
    for field in Field::ALL
        .iter()
        .filter(|field| on_every_form(field) && !purposes.iter().any(|purpose| purpose.fields.contains(field)))
    {
        let help = format!("Add `{field}` to `fields` of the purpose that needs it.");
        problems.add(
            Problem::error("N-28", place, format!("every form asks for `{field}`, and no purpose uses it")).help(help),
        );
    }
}

/// Only of the Belgian authority do we have checked details.
fn check_authority(written: Written<String>, block: Place, problems: &mut Problems) -> Option<()> {
    let country = need_text(written, "authority", block, "BE", problems)?;
    if country.value != "BE" {
        problems.add(
            Problem::error(
                "N-21",
                country.place,
                format!("the data protection authority of `{}` is not known here", country.value),
            )
            .help("Possible here: `BE`."),
        );
        return None;
    }
    Some(())
}

#[expect(clippy::option_option, reason = "the outer says whether it is right, the inner whether it is there")]
fn check_dpo(written: Written<RawDpo>, block: Place, problems: &mut Problems) -> Option<Option<Dpo>> {
    let Some(written) = written else {
        problems.add_missing("dpo", block, Problem { code: "N-12", ..missing("dpo", block, "none") });
        return None;
    };
    let RawDpo::Named(raw) = written.value else { return Some(None) };
    let name = need_text(raw.name, "name", written.place, "An Peeters", problems);
    let mail = need_text(raw.email, "email", written.place, "dpo@example.com", problems)
        .and_then(|mail| email(&mail, problems));
    let number = raw.phone.map(|number| phone(&number, problems));
    Some(Some(Dpo { name: name?.value, email: mail?, phone: number.map_or(Some(None), |number| number.map(Some))? }))
}

/// A change that is dated after the register belongs to no version yet, and nobody would read it.
fn refuse_changes_to_come(changes: &[(Option<Place>, Option<Change>)], date: Date, problems: &mut Problems) {
    for (place, change) in changes {
        if let (Some(place), Some(change)) = (place, change)
            && change.date > date
        {
            problems.add(
                Problem::error(
                    "N-30",
                    *place,
                    format!("this change is of {}, and the register of {date}", change.date),
                )
                .help(format!("Write `date: {}` at the top, or the right day here.", change.date)),
            );
        }
    }
}

fn check_change(change: At<RawChange>, languages: &[Language], problems: &mut Problems) -> Option<Change> {
    let date = need(change.value.date, "date", change.place, "2026-11-02", problems);
    let text = need_words("N-30", "text", change.place, &change.value.text, languages, problems);
    Some(Change { date: date?.value, text: text? })
}

fn check_processor(processor: At<RawProcessor>, languages: &[Language], problems: &mut Problems) -> Option<Processor> {
    let block = processor.place;
    let raw = processor.value;
    let id = need_text(raw.id, "id", block, "host", problems);
    let name = need_text(raw.name, "name", block, "Example Hosting Ltd", problems);
    let role = need_words("N-15", "role", block, &raw.role, languages, problems);
    let country =
        need_text(raw.country, "country", block, "IE", problems).and_then(|country| check_country(country, problems));
    let contract = if let Some(contract) = raw.contract {
        let kind = need(contract.value.kind, "kind", contract.place, "addendum", problems);
        let date = need(contract.value.date, "date", contract.place, "2026-01-12", problems);
        kind.zip(date).map(|(kind, date)| (kind.value, date.value))
    } else {
        let help = "GDPR art. 28 wants one. Add `contract: {kind: addendum, date: 2026-01-12}` once it is signed.";
        let problem = Problem::error("P-30", block, "no contract with this processor").help(help);
        problems.add_missing("contract", block, problem);
        None
    };
    let mechanisms = check_transfer(country.as_ref()?, raw.transfer, problems);
    Some(Processor {
        id: id?.value,
        name: name?.value,
        country: country?.value,
        role: role?,
        contract: contract?,
        mechanisms: mechanisms?,
    })
}

fn check_country(country: At<String>, problems: &mut Problems) -> Option<At<String>> {
    // Every language has the same countries, so any language tells which are known.
    let names = &words(Language::English).country;
    if names.contains_key(&country.value) {
        return Some(country);
    }
    let help = instead(&country.value, names.keys().map(String::as_str));
    problems.add(
        Problem::error("N-15", country.place, format!("`{}` is not a country that is known here", country.value))
            .help(help),
    );
    None
}

fn check_transfer(
    country: &At<String>,
    transfer: Written<RawTransfer>,
    problems: &mut Problems,
) -> Option<Vec<Mechanism>> {
    let inside = EEA.contains(&country.as_str());
    let written = transfer.map(|transfer| transfer.value.mechanisms).unwrap_or_default();
    if !inside && written.is_empty() {
        let help = "Add `transfer: {mechanisms: […]}` with one or more of `adequacy`, `dpf`, `scc_2021_914`, `bcr`.";
        problems.add(
            Problem::error(
                "N-16",
                country.place,
                format!("`{}` lies outside the EEA, and nothing says why data may go there", country.value),
            )
            .help(help),
        );
        return None;
    }
    let mechanisms: Vec<_> = written.iter().map(|name| check_mechanism(name, country, problems)).collect();
    mechanisms.into_iter().collect()
}

fn check_mechanism(name: &At<String>, country: &str, problems: &mut Problems) -> Option<Mechanism> {
    let simple = name.to_lowercase().replace(['-', ' ', '/'], "_");
    let mut refuse =
        |message: String, help: String| problems.add(Problem::error("P-25", name.place, message).help(help));
    if simple.contains("shield") {
        refuse(
            "the Privacy Shield was struck down in 2020".to_owned(),
            "Use `dpf` if the company takes part in the Data Privacy Framework, otherwise `scc_2021_914`.".to_owned(),
        );
        return None;
    }
    if simple.contains("2010") {
        refuse(
            "the standard clauses of 2010 (decision 2010/87) are no longer valid".to_owned(),
            "Sign those of 2021 and write `scc_2021_914`.".to_owned(),
        );
        return None;
    }
    let Some((_, mechanism)) = Mechanism::ALL.iter().find(|(known, _)| *known == name.value) else {
        refuse(
            format!("`{}` does not make a transfer lawful", name.value),
            instead(name, Mechanism::ALL.iter().map(|(known, _)| *known)),
        );
        return None;
    };
    match (mechanism, country) {
        (Mechanism::PrivacyFramework, "US") | (Mechanism::StandardClauses | Mechanism::CorporateRules, _) => {
            Some(*mechanism)
        }
        (Mechanism::PrivacyFramework, _) => {
            refuse(
                "the Data Privacy Framework is for companies in the United States".to_owned(),
                "Use `adequacy`, `scc_2021_914` or `bcr`.".to_owned(),
            );
            None
        }
        (Mechanism::Adequacy, "US") => {
            refuse(
                "the United States are adequate only for companies in the Data Privacy Framework".to_owned(),
                "Use `dpf` if the company takes part, otherwise `scc_2021_914`.".to_owned(),
            );
            None
        }
        (Mechanism::Adequacy, _) => Some(*mechanism),
    }
}

fn refuse_twins(ids: &[At<String>], list: &str, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for id in ids.iter().filter(|id| !seen.insert(id.value.as_str())) {
        problems.add(
            Problem::error("P-31", id.place, format!("`{}` stands twice in `{list}`", id.value))
                .help("Give each its own `id`."),
        );
    }
}
