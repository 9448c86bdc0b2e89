//! Companies: the operator who runs the pages, and the partners whose projects they are about.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use leads::Language;

use super::address::{Address, check_address};
use super::contact::{email, phone, site_address, web_address};
use super::facts::words;
use super::raw::{RawArrangement, RawCompany, RawContact};
use super::turnstile::{Turnstile, check_turnstile};
use crate::color::Accent;
use crate::problem::{Problem, Problems};
use crate::source::{At, FileId, Place, Words, missing, need, need_text};
use serde::{Deserialize, Serialize};

words! {
    /// Who of the two joint controllers answers people first.
    ContactPoint {
        /// The operator.
        Operator,
        /// The partner.
        Partner,
    }
}

/// What the law wants to know of a company on line (art. XII.6 WER; art. 2:20 company code).
#[derive(Debug, Clone, PartialEq)]
pub struct Company {
    /// Name people know.
    pub name: String,
    /// Name in the register.
    pub legal_name: String,
    /// Legal form, such as BV or NV.
    pub legal_form: String,
    /// Number in the Crossroads Bank for Enterprises, as `0123.456.789`.
    pub enterprise_number: String,
    /// Whether `BE` with that number is its VAT number.
    pub vat: bool,
    /// Register and court, in each language.
    pub court: BTreeMap<Language, String>,
    /// Seat.
    pub address: Address,
    /// Phone as shown.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// E-mail address for questions on personal data.
    pub privacy_email: String,
    /// Logo beside its file, if any.
    pub logo: Option<PathBuf>,
}

/// The company that runs the pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Operator {
    /// Its details.
    pub company: Company,
    /// Address of the site, without a slash at the end.
    pub base_url: String,
    /// Languages of the pages that belong to no project.
    pub languages: Vec<Language>,
    /// Accent colour of those pages.
    pub accent: Accent,
    /// The check that a suspicious enquiry may pass, if it is offered.
    pub turnstile: Option<Turnstile>,
}

/// A company whose projects are shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Partner {
    /// Name of its file.
    pub id: String,
    /// Its details.
    pub company: Company,
    /// Its own site.
    pub website: Option<String>,
    /// Who answers.
    pub contact: Option<Contact>,
    /// How it and the operator share the responsibility for visitors' data (GDPR art. 26).
    pub arrangement: Arrangement,
}

/// A person of the partner who answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// What they do, in each language.
    pub role: BTreeMap<Language, String>,
    /// Phone as shown.
    pub phone: String,
    /// E-mail address.
    pub email: Option<String>,
    /// When they answer, in each language.
    pub hours: BTreeMap<Language, String>,
}

/// The arrangement between joint controllers.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrangement {
    /// Its version.
    pub version: String,
    /// Its date.
    pub date: Date,
    /// Who answers people first.
    pub contact_point: ContactPoint,
}

/// Checks `operator.yaml`.
pub(crate) fn check_operator(
    file: FileId,
    raw: RawCompany,
    logo: Option<PathBuf>,
    problems: &mut Problems,
) -> Option<Operator> {
    let block = Place::whole(file);
    for (key, place) in [
        ("contact", raw.contact.as_ref().map(|c| c.place)),
        ("arrangement", raw.arrangement.as_ref().map(|a| a.place)),
        ("website", raw.website.as_ref().map(|w| w.place)),
    ] {
        if let Some(place) = place {
            problems.add(
                Problem::error("Y-10", place, format!("`{key}` belongs in the file of a partner"))
                    .help("Remove it here."),
            );
        }
    }
    let base_url = need_text(raw.base_url.clone(), "base_url", block, "https://www.example.com", problems)
        .and_then(|url| site_address(&url, problems));
    let languages = need(raw.languages.clone(), "languages", block, "[nl, fr]", problems);
    let accent = match &raw.accent {
        Some(accent) => check_accent(accent, problems),
        None => Some(Accent::default()),
    };
    let turnstile = raw.turnstile.clone().map(|written| check_turnstile(written, problems));
    let languages: Vec<Language> = languages?.iter().map(|language| language.value).collect();
    if languages.is_empty() {
        problems.add_missing("languages", block, missing("languages", block, "[nl, fr]"));
    }
    let company = check_company(block, raw, logo, &languages, problems);
    Some(Operator {
        company: company?,
        base_url: base_url?,
        languages,
        accent: accent?,
        turnstile: turnstile.map_or(Some(None), |turnstile| turnstile.map(Some))?,
    })
}

/// Checks `partners/<id>.yaml`. `languages` are those that projects of this partner are shown in.
pub(crate) fn check_partner(
    id: &str,
    file: FileId,
    raw: RawCompany,
    logo: Option<PathBuf>,
    languages: &[Language],
    problems: &mut Problems,
) -> Option<Partner> {
    let block = Place::whole(file);
    for (key, place) in [
        ("base_url", raw.base_url.as_ref().map(|u| u.place)),
        ("languages", raw.languages.as_ref().map(|l| l.place)),
        ("accent", raw.accent.as_ref().map(|a| a.place)),
        ("turnstile", raw.turnstile.as_ref().map(|t| t.place)),
    ] {
        if let Some(place) = place {
            problems.add(
                Problem::error("Y-10", place, format!("`{key}` belongs in `operator.yaml`")).help("Remove it here."),
            );
        }
    }
    let website = raw.website.as_ref().map(|website| web_address(website, problems));
    let contact = raw.contact.clone().map(|contact| check_contact(contact, languages, problems));
    let arrangement = if let Some(arrangement) = raw.arrangement.clone() {
        check_arrangement(arrangement, problems)
    } else {
        let message = "nothing says how this partner and the operator share the care for visitors' data (GDPR art. 26)";
        let help =
            "Sign an arrangement and add `arrangement: {version: \"1\", date: 2026-02-10, contact_point: operator}`.";
        problems.add_missing("arrangement", block, Problem::error("L-50", block, message).help(help));
        None
    };
    let company = check_company(block, raw, logo, languages, problems);
    let contact = contact.map_or(Some(None), |contact| contact.map(Some));
    let website = website.map_or(Some(None), |website| website.map(Some));
    Some(Partner {
        id: id.to_owned(),
        company: company?,
        website: website?,
        contact: contact?,
        arrangement: arrangement?,
    })
}

/// Checks an accent colour.
pub(crate) fn check_accent(accent: &At<String>, problems: &mut Problems) -> Option<Accent> {
    let parsed = Accent::parse(accent).ok();
    if parsed.is_none() {
        problems.add(
            Problem::error("Y-12", accent.place, format!("`{}` is not a colour", accent.value))
                .help("Write it as `\"#8d4129\"`, in quotes."),
        );
    }
    parsed
}

fn check_company(
    block: Place,
    raw: RawCompany,
    logo: Option<PathBuf>,
    languages: &[Language],
    problems: &mut Problems,
) -> Option<Company> {
    let name = need_text(raw.name, "name", block, "Huisvinder", problems);
    let legal_name = need_text(raw.legal_name, "legal_name", block, "Huisvinder BV", problems);
    let legal_form = need_text(raw.legal_form, "legal_form", block, "BV", problems);
    let number = need_text(raw.enterprise_number, "enterprise_number", block, "\"0123.456.749\"", problems)
        .and_then(|number| enterprise_number(&number, problems));
    let court = in_all("court", block, raw.court, languages, problems);
    let address =
        need(raw.address, "address", block, "{street: …, number: …, postal_code: …, municipality: …}", problems)
            .and_then(|address| check_address(address, true, problems));
    let phone_number = need_text(raw.phone, "phone", block, "\"+32 9 000 00 00\"", problems)
        .and_then(|number| phone(&number, problems));
    let mail =
        need_text(raw.email, "email", block, "info@example.com", problems).and_then(|mail| email(&mail, problems));
    let privacy = need_text(raw.privacy_email, "privacy_email", block, "privacy@example.com", problems)
        .and_then(|mail| email(&mail, problems));
    if let (Some(written), None) = (&raw.logo, &logo) {
        problems.add(
            Problem::error("M-01", written.place, format!("the logo `{}` does not exist", written.value))
                .help("Put it beside this file, or remove `logo`."),
        );
    }
    Some(Company {
        name: name?.value,
        legal_name: legal_name?.value,
        legal_form: legal_form?.value,
        enterprise_number: number?,
        vat: raw.vat.unwrap_or(false),
        court: court?,
        address: address?,
        phone: phone_number?,
        email: mail?,
        privacy_email: privacy?,
        logo,
    })
}

fn check_contact(contact: At<RawContact>, languages: &[Language], problems: &mut Problems) -> Option<Contact> {
    let block = contact.place;
    let raw = contact.value;
    let name = need_text(raw.name, "name", block, "Lies Maes", problems);
    let role = in_all("role", block, raw.role, languages, problems);
    let number = need_text(raw.phone, "phone", block, "\"+32 9 000 00 00\"", problems)
        .and_then(|number| phone(&number, problems));
    let mail = raw.email.map(|mail| email(&mail, problems));
    let hours = in_all("hours", block, raw.hours, languages, problems);
    Some(Contact {
        name: name?.value,
        role: role?,
        phone: number?,
        email: mail.map_or(Some(None), |mail| mail.map(Some))?,
        hours: hours?,
    })
}

fn check_arrangement(arrangement: At<RawArrangement>, problems: &mut Problems) -> Option<Arrangement> {
    let block = arrangement.place;
    let raw = arrangement.value;
    let version = need_text(raw.version, "version", block, "\"1\"", problems);
    let date = need(raw.date, "date", block, "2026-02-10", problems);
    let contact_point = need(raw.contact_point, "contact_point", block, "operator", problems);
    Some(Arrangement { version: version?.value, date: date?.value, contact_point: contact_point?.value })
}

/// The words, complete in every language asked.
pub(crate) fn in_all(
    key: &str,
    block: Place,
    words: Words,
    languages: &[Language],
    problems: &mut Problems,
) -> Option<BTreeMap<Language, String>> {
    let lacking: Vec<_> = languages.iter().filter(|language| !words.contains_key(language)).collect();
    for language in &lacking {
        let place = words.values().next().map_or(block, |word| word.place);
        problems.add(
            Problem::error("M-02", place, format!("`{key}` has no text in `{language}`"))
                .help(format!("Add `{language}: …` to `{key}`.")),
        );
    }
    lacking.is_empty().then(|| words.into_iter().map(|(language, word)| (language, word.value)).collect())
}

/// A Belgian enterprise number: ten digits, the first 0 or 1, the last two 97 minus the first eight modulo 97 (rule L-43).
pub(crate) fn enterprise_number(written: &At<String>, problems: &mut Problems) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let odd = written.chars().any(|c| !c.is_ascii_digit() && c != '.' && c != ' ');
    let (head, tail) = digits.split_at_checked(8).unwrap_or((&digits, ""));
    let (Ok(number), Ok(check)) = (head.parse::<u64>(), tail.parse::<u64>()) else {
        problems.add(
            Problem::error("L-43", written.place, format!("`{}` is not an enterprise number", written.value))
                .help("Write ten digits in quotes, such as `\"0123.456.749\"`."),
        );
        return None;
    };
    if odd || digits.len() != 10 || !digits.starts_with(['0', '1']) {
        problems.add(
            Problem::error("L-43", written.place, format!("`{}` is not an enterprise number", written.value))
                .help("Write ten digits that start with 0 or 1, such as `\"0123.456.749\"`."),
        );
        return None;
    }
    let right = 97 - number % 97;
    if check != right {
        let message =
            format!("the check digits of `{}` are wrong: after {head} come {right:02}, not {check:02}", written.value);
        problems.add(
            Problem::error("L-43", written.place, message)
                .help("Compare it with the company's entry in the Crossroads Bank for Enterprises."),
        );
        return None;
    }
    let part = |range| digits.get(range).unwrap_or_default();
    Some(format!("{}.{}.{}", part(0..4), part(4..7), part(7..10)))
}
