//! What data are used for, who gets them and where they go, from the register into words.

use leads::form::Need;
use leads::{Field, Form, Language};

use super::document::{Block, Fact, plain};
use super::register::{Ground, Processor, Purpose, Register};
use super::values::Values;
use super::words::{Words, words};
use crate::format::lower_first;

/// One purpose: why it is lawful, which data, who gets them, how long. `form` limits the fields to those asked; `partner`
/// is the name of the partner who gets them.
pub(super) fn purpose(
    purpose: &Purpose,
    register: &Register,
    form: Option<&Form>,
    partner: Option<&str>,
    language: Language,
) -> Block {
    let words = words(language);
    let term = &words.term;
    let mut facts = Vec::new();
    if form.is_none() && purpose.audience.len() > 1 {
        let audiences = purpose.audience.iter().filter_map(|audience| words.audience.get(audience));
        let names: Vec<_> = audiences.map(|name| lower_first(name, language)).collect();
        facts.push(Fact::plain(&term.audience, names.join(&words.list.apart)));
    }
    facts.push(Fact::plain(&term.basis, words.basis.get(&purpose.ground.basis()).cloned().unwrap_or_default()));
    match &purpose.ground {
        Ground::ContractSteps => {}
        Ground::Consent(text) => facts.push(Fact::plain(&term.consent, text.get(language))),
        Ground::LegalObligation(law) => facts.push(Fact::plain(&term.law, law.get(language))),
        Ground::LegitimateInterest { interest, balancing, assessment: _ } => {
            facts.push(Fact::plain(&term.interest, interest.get(language)));
            facts.push(Fact::plain(&term.balancing, balancing.get(language)));
        }
    }
    facts.push(Fact::plain(&term.data, data(purpose, form, language)));
    let recipients = recipients(purpose, register, partner, language);
    if !recipients.is_empty() {
        facts.push(Fact::plain(&term.recipients, recipients.join(&words.list.apart)));
    }
    facts.push(Fact::plain(&term.retention, words.period(&purpose.retention, language)));
    Block::Facts { heading: Some(purpose.label.get(language).to_owned()), facts }
}

/// What the form asks, whether it must be given, and why.
pub(super) fn asked(form: &Form, words: &Words) -> Block {
    let term = &words.term;
    let rows = form.asked().iter().map(|asked| {
        let why = words.field.get(&asked.field).map_or("", |field| field.why.as_str());
        [words.label(asked.field), &need(&asked.need, words), why].map(plain).to_vec()
    });
    Block::Table { head: vec![term.field.clone(), term.need.clone(), term.why.clone()], rows: rows.collect() }
}

/// The companies that work for the operator and get data for these purposes.
pub(super) fn processors<'a>(register: &'a Register, purposes: &[&Purpose]) -> Vec<&'a Processor> {
    register
        .processors
        .iter()
        .filter(|processor| purposes.iter().any(|purpose| purpose.processors.contains(&processor.id)))
        .collect()
}

/// Each of them with its country and what it does.
pub(super) fn named(processors: &[&Processor], language: Language) -> Block {
    let words = words(language);
    let facts = processors.iter().map(|processor| {
        Fact::plain(&format!("{} ({})", processor.name, country(processor, words)), processor.role.get(language))
    });
    Block::facts(facts.collect())
}

/// What protects data outside the EEA, or that they never leave it.
pub(super) fn transfers(processors: &[&Processor], values: &Values, words: &Words) -> Vec<Block> {
    let privacy = &words.privacy;
    let outside: Vec<_> = processors.iter().filter(|processor| !processor.mechanisms.is_empty()).collect();
    if outside.is_empty() {
        return vec![Block::paragraph(values.text(&privacy.transfers_none))];
    }
    let items = outside.iter().map(|processor| {
        let mechanisms: Vec<_> =
            processor.mechanisms.iter().filter_map(|mechanism| words.mechanism.get(mechanism).cloned()).collect();
        let values = values
            .clone()
            .set("name", &processor.name)
            .set("country", country(processor, words))
            .set("mechanisms", Words::list(&mechanisms, &words.list.and));
        values.text(&privacy.transfers_item)
    });
    let mut blocks: Vec<_> = privacy.transfers.text.iter().map(|text| Block::paragraph(values.text(text))).collect();
    blocks.push(Block::List { items: items.collect() });
    blocks.push(Block::paragraph(values.text(&privacy.transfers_after)));
    blocks
}

fn data(purpose: &Purpose, form: Option<&Form>, language: Language) -> String {
    let words = words(language);
    let told =
        |field: &&Field| !field.is_consent() && form.is_none_or(|form| field.is_technical() || form.asks(**field));
    let mut all: Vec<_> = purpose.fields.iter().filter(told).map(|field| words.label(*field).to_owned()).collect();
    all.extend(purpose.data.as_ref().map(|data| data.get(language).to_owned()));
    // Data in words of their own may hold commas and an "and" already.
    if purpose.data.is_some() { all.join(&words.list.apart) } else { Words::list(&all, &words.list.and) }
}

/// Who gets the data: the partner by this name, companies that work for the operator, others.
pub(super) fn recipients(
    purpose: &Purpose,
    register: &Register,
    partner: Option<&str>,
    language: Language,
) -> Vec<String> {
    let mut names: Vec<_> = partner.filter(|_| purpose.to_partner).map(str::to_owned).into_iter().collect();
    names.extend(
        register
            .processors
            .iter()
            .filter(|processor| purpose.processors.contains(&processor.id))
            .map(|processor| processor.name.clone()),
    );
    names.extend(purpose.other_recipients.as_ref().map(|others| others.get(language).to_owned()));
    names
}

fn need(need: &Need, words: &Words) -> String {
    match need {
        Need::Required => words.need.required.clone(),
        Need::Optional => words.need.optional.clone(),
        Need::RequiredFor(preferences) => {
            let choices: Vec<_> =
                preferences.iter().filter_map(|preference| words.preference.get(preference).cloned()).collect();
            Values::default().set("choices", Words::list(&choices, &words.list.or)).fill(&words.need.required_for)
        }
    }
}

/// The name of a processor's country.
pub(super) fn country<'a>(processor: &Processor, words: &'a Words) -> &'a str {
    words.country.get(&processor.country).map_or("", String::as_str)
}
