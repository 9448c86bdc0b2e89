//! The words of all legal texts, in every language. They are the same in every theme, so they live here; a key that one
//! language lacks, or has and the others do not, stops the program's own tests.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use leads::form::ContactPreference;
use leads::{Field, Language};
use serde::Deserialize;

use super::register::{Audience, Basis, ContractKind, Mechanism, Retention};
use super::values::Values;
use crate::problem::Problems;
use crate::source::{Files, decode, parse_yaml};

/// The words of a language.
pub(super) fn words(language: Language) -> &'static Words {
    // Not state: constants that are written as YAML and read once.
    static DUTCH: LazyLock<Words> = LazyLock::new(|| load(Language::Dutch));
    static FRENCH: LazyLock<Words> = LazyLock::new(|| load(Language::French));
    static ENGLISH: LazyLock<Words> = LazyLock::new(|| load(Language::English));
    static GERMAN: LazyLock<Words> = LazyLock::new(|| load(Language::German));
    match language {
        Language::Dutch => &DUTCH,
        Language::French => &FRENCH,
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}

/// The file of a language.
pub(super) fn source(language: Language) -> &'static str {
    match language {
        Language::Dutch => include_str!("words/nl.yaml"),
        Language::French => include_str!("words/fr.yaml"),
        Language::English => include_str!("words/en.yaml"),
        Language::German => include_str!("words/de.yaml"),
    }
}

#[expect(clippy::expect_used, reason = "the words are part of the program, and its tests read all of them")]
fn load(language: Language) -> Words {
    let mut problems = Problems::default();
    let file = Files::default().add(language.wire().into(), String::new());
    let words = parse_yaml(file, source(language), &mut problems).and_then(|node| decode(&node, &mut problems));
    words.filter(|_| !problems.has_errors()).expect("the words of every language have every key and no other")
}

/// Declares structs of words: every key is needed, and no other is known.
macro_rules! words_of {
    ($($name:ident { $($key:ident: $kind:ty),+ $(,)? })+) => {$(
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name { $(pub $key: $kind),+ }
    )+};
}

words_of! {
    Words {
        date: DateWords, list: ListWords, period: PeriodWords, term: Terms, need: NeedWords, basis: BTreeMap<Basis, String>, mechanism: BTreeMap<Mechanism, String>,
        audience: BTreeMap<Audience, String>, preference: BTreeMap<ContactPreference, String>, field: BTreeMap<Field, FieldWords>, country: BTreeMap<String, String>,
        authority: AuthorityWords, rights: RightsWords, privacy: PrivacyWords, history: HistoryWords, changes: ChangeWords, site: SiteWords, record: RecordWords, legal: LegalWords, cookies: CookieWords,
    }
    DateWords { format: String, first: String, months: Vec<String> }
    ListWords { and: String, or: String, apart: String }
    PeriodWords { none: String, day: String, days: String, year: String, years: String }
    Terms {
        name: String, legal_form: String, seat: String, enterprise_number: String, register: String, vat: String, phone: String, email: String, privacy_email: String, dpo: String,
        audience: String, basis: String, interest: String, balancing: String, law: String, data: String, recipients: String, retention: String, consent: String,
        field: String, need: String, why: String, address: String, website: String,
    }
    NeedWords { required: String, optional: String, required_for: String }
    FieldWords { label: String, why: String }
    AuthorityWords { name: String, address: String, website: String, abroad: Vec<String> }
    Part { heading: String, text: Vec<String>, items: Vec<String> }
    RightsWords { title: String, description: String, intro: Vec<String>, which: Part, how: Part, partners: Part, answer: Part, complaint: Part }
    PrivacyWords {
        title: String, description: String, intro: Vec<String>, who: Part, arrangement: Part, data: Part, purposes: Part, recipients: Part, recipients_after: String,
        transfers: Part, transfers_none: String, transfers_item: String, transfers_after: String, objection: Part, keeps: String, withdrawal: Part, withdrawal_none: String,
        marketing: Part, marketing_ads: String, automated: Part, source: Part, later: Part, cookies: Part, minors: Part, security: Part, company: Part,
        about: Part, dpo_none: String, language: BTreeMap<Language, String>,
    }
    HistoryWords {
        title: String, description: String, intro: Vec<String>, version: String, changes: String, first: String, earlier: String, all: String, entry: String, oldest: String, elsewhere: String,
        replaced: String, current: String, ended: String, languages: String,
    }
    ChangeWords {
        responsible: String, asked: String, dropped: String, begun: String, ended: String, basis: String, period: String, recipient: String, no_recipient: String, wording: String,
    }
    SiteWords { title: String, description: String, intro: Vec<String>, everyone: String, who: Part, source: Part, recipients: String }
    RecordWords {
        title: String, description: String, intro: Vec<String>,
        controller: String, joint: String, joint_text: String, projects: String, arrangement: String, arrangement_of: String, activities: String, activity: String, persons: String, data: String, basis: String, reason: String, recipients: String, transfers: String, none: String, retention: String, optional: String, partner: String, processors: String, processors_text: String, country: String, task: String, contract: String, used_for: String, security: String, yes: String, no: String,
        people: BTreeMap<Audience, String>, bases: BTreeMap<Basis, String>, contracts: BTreeMap<ContractKind, String>,
    }
    LegalWords { title: String, description: String, intro: Vec<String>, company: Part, role: Part, content: Part, offer: Part, images: Part, links: Part, rights: Part, liability: Part }
    CookieWords { title: String, description: String, intro: Vec<String>, none: Part, why: Part, stored: Part, sending: Part, change: Part }
}

impl Words {
    /// A day as people write it.
    pub(super) fn day(&self, date: Date) -> String {
        let month = usize::try_from(date.month()).ok().and_then(|month| self.date.months.get(month.checked_sub(1)?));
        let day = if date.day() == 1 { self.date.first.clone() } else { date.day().to_string() };
        Values::default()
            .set("day", day)
            .set("month", month.map_or("", String::as_str))
            .set("year", date.year().to_string())
            .fill(&self.date.format)
    }

    /// How long something is kept, always with the number of days of the register.
    pub(super) fn period(&self, retention: &Retention, language: Language) -> String {
        let days = retention.days;
        let years = days / 365;
        // A year of the register may count its leap days.
        let whole = days % 365 <= years.div_ceil(4);
        let words = match (days, years) {
            (0, _) => &self.period.none,
            (1, _) => &self.period.day,
            (_, 1) if whole => &self.period.year,
            (_, 2..) if whole => &self.period.years,
            _ => &self.period.days,
        };
        let period = Values::default().set("days", days.to_string()).set("years", years.to_string()).fill(words);
        retention.from.as_ref().map_or_else(|| period.clone(), |from| format!("{period} {}", from.get(language)))
    }

    /// A list as people speak it: commas, and a word before the last.
    pub(super) fn list(items: &[String], last: &str) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., one] => format!("{}{last}{one}", most.join(", ")),
        }
    }

    /// The name of a field, as in "we ask your …".
    pub(super) fn label(&self, field: Field) -> &str {
        self.field.get(&field).map_or("", |words| words.label.as_str())
    }
}

#[cfg(test)]
mod tests;
