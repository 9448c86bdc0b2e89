//! One purpose of the register, from what was written to what it means.

use leads::{Field, Language};

use super::check::{may_have_words, need_words};
use super::raw::{RawPurpose, RawRetention};
use super::register::{Audience, Ground, Purpose, Retention};
use crate::nearest::instead;
use crate::problem::{Problem, Problems};
use crate::source::{At, Place, Written, missing, need, need_text};

/// What a purpose may refer to.
pub(super) struct Known<'a> {
    pub languages: &'a [Language],
    pub processors: Vec<&'a str>,
}

/// The name by which a purpose gives data to the partner of the project.
const PARTNER: &str = "partner";
const BASES: [&str; 4] = ["contract_steps", "consent", "legal_obligation", "legitimate_interest"];
/// The key that a consent is no condition.
const OPTIONAL: &str = "optional";

/// Checks one purpose.
pub(super) fn check_purpose(purpose: At<RawPurpose>, known: &Known<'_>, problems: &mut Problems) -> Option<Purpose> {
    let block = purpose.place;
    let raw = purpose.value;
    let languages = known.languages;
    let id = need_text(raw.id.clone(), "id", block, "answer_request", problems);
    if raw.audience.is_empty() {
        problems.add_missing("audience", block, Problem { code: "R-04", ..missing("audience", block, "[lead]") });
    }
    let audience: Vec<Audience> = raw.audience.iter().map(|audience| audience.value).collect();
    let label = need_words("N-13", "label", block, &raw.label, languages, problems);
    let fields = check_fields(&raw.fields, problems);
    let data = may_have_words("N-28", "data", block, &raw.data, languages, problems);
    if raw.fields.is_empty() && raw.data.is_empty() {
        problems.add(
            Problem::error("N-28", block, "this purpose does not say which data it uses")
                .help("List fields of the form under `fields`, or describe other data under `data`."),
        );
    }
    let ground = check_ground(&raw, block, languages, problems);
    let optional =
        check_consent(&raw, ground.as_ref(), &audience, fields.as_deref().unwrap_or_default(), block, problems);
    if raw.recipients.is_none() && raw.other_recipients.is_empty() {
        let problem = missing("recipients", block, "[cloudflare]");
        let help = "Name who gets the data (others than processors under `other_recipients`), or write `recipients: []` if nobody does.".to_owned();
        problems.add_missing("recipients", block, Problem { code: "N-15", help: Some(help), ..problem });
    }
    let recipients = check_recipients(&raw, known, problems);
    let other_recipients =
        may_have_words("N-15", "other_recipients", block, &raw.other_recipients, languages, problems);
    let retention = check_retention(raw.retention, block, languages, problems);
    let (to_partner, processors) = recipients?;
    Some(Purpose {
        id: id?.value,
        audience,
        label: label?,
        ground: ground?,
        optional,
        fields: fields?,
        data: data?,
        to_partner,
        processors,
        other_recipients: other_recipients?,
        retention: retention?,
    })
}

fn check_fields(written: &[At<String>], problems: &mut Problems) -> Option<Vec<Field>> {
    let names = Field::ALL.iter().filter(|field| **field != Field::Honeypot).map(|field| field.wire());
    let fields = written.iter().map(|name| {
        let field = Field::from_wire(name).filter(|field| *field != Field::Honeypot);
        if field.is_none() {
            problems.add(
                Problem::error("N-28", name.place, format!("`{}` is not a field of any form", name.value))
                    .help(instead(name, names.clone())),
            );
        }
        field
    });
    let fields: Vec<_> = fields.collect();
    fields.into_iter().collect()
}

fn check_ground(raw: &RawPurpose, block: Place, languages: &[Language], problems: &mut Problems) -> Option<Ground> {
    let Some(basis) = &raw.basis else {
        problems.add_missing("basis", block, Problem { code: "N-13", ..missing("basis", block, "contract_steps") });
        return None;
    };
    match basis.as_str() {
        "contract_steps" => Some(Ground::ContractSteps),
        "consent" => {
            need_words("N-20", "consent_text", block, &raw.consent_text, languages, problems).map(Ground::Consent)
        }
        "legal_obligation" => {
            need_words("P-14", "law", block, &raw.law, languages, problems).map(Ground::LegalObligation)
        }
        "legitimate_interest" => {
            let interest = need_words("N-14", "interest", block, &raw.interest, languages, problems);
            let balancing = need_words("N-14", "balancing", block, &raw.balancing, languages, problems);
            let Some(assessment) = &raw.assessment else {
                let problem = missing("assessment", block, "{id: LIA-01, date: 2026-01-20}");
                problems.add_missing("assessment", block, Problem { code: "P-32", ..problem });
                return None;
            };
            let id = need_text(assessment.id.clone(), "id", assessment.place, "LIA-01", problems);
            let date = need(assessment.date.clone(), "date", assessment.place, "2026-01-20", problems);
            Some(Ground::LegitimateInterest {
                interest: interest?,
                balancing: balancing?,
                assessment: (id?.value, date?.value),
            })
        }
        "vital" | "vital_interests" | "public_task" => {
            let help = "Use `contract_steps` for what people ask for, `consent` for what they may decline, `legal_obligation` for what a law demands, or `legitimate_interest` with a balancing.";
            problems.add(
                Problem::error(
                    "P-15",
                    basis.place,
                    format!("`{}` is not a basis for a company that brings people and partners together", basis.value),
                )
                .help(help),
            );
            None
        }
        other => {
            problems.add(
                Problem::error("N-13", basis.place, format!("`{other}` is not a basis in law"))
                    .help(instead(other, BASES)),
            );
            None
        }
    }
}

/// Whether the purpose may be declined. Consent always may, and needs its own box where there is a form.
fn check_consent(
    raw: &RawPurpose,
    ground: Option<&Ground>,
    audience: &[Audience],
    fields: &[Field],
    block: Place,
    problems: &mut Problems,
) -> bool {
    let consent = matches!(ground, Some(Ground::Consent(_)));
    let boxes = fields.iter().filter(|field| field.is_consent()).count();
    let on_form = audience.contains(&Audience::Lead) || audience.contains(&Audience::NewsletterSubscriber);
    if consent && on_form && boxes != 1 {
        problems
            .add(Problem::error("P-12", block, "consent on a form has one box of its own").help(
                "Add one of `consent_marketing_similar`, `consent_newsletter`, `consent_ad_signal` to `fields`.",
            ));
    }
    if !consent && ground.is_some() && boxes > 0 {
        problems.add(
            Problem::error("P-12", block, "a box for consent stands under a purpose that does not rest on consent")
                .help("Write `basis: consent`, or remove the box from `fields`."),
        );
    }
    match &raw.optional {
        Some(optional) if consent && !optional.value => {
            problems.add(
                Problem::error("P-12", optional.place, "what rests on consent can always be declined")
                    .help(format!("Write `{OPTIONAL}: true`, or remove the key.")),
            );
            true
        }
        Some(optional) => optional.value,
        None => consent,
    }
}

/// Whether the partner gets the data, and which processors do.
fn check_recipients(raw: &RawPurpose, known: &Known<'_>, problems: &mut Problems) -> Option<(bool, Vec<String>)> {
    let written = raw.recipients.as_ref().map_or(&[][..], |recipients| recipients.value.as_slice());
    let names = || known.processors.iter().copied().chain([PARTNER]);
    let mut right = true;
    for name in written.iter().filter(|name| !names().any(|known| known == name.value)) {
        let candidates: Vec<_> = names().collect();
        problems.add(
            Problem::error(
                "N-15",
                name.place,
                format!("`{}` is neither a processor of this file nor `{PARTNER}`", name.value),
            )
            .help(format!("{} Those who work for you are listed under `processors`.", instead(name, candidates))),
        );
        right = false;
    }
    let (partner, processors): (Vec<_>, Vec<_>) =
        written.iter().map(|name| name.value.clone()).partition(|name| name == PARTNER);
    if let (Some(recipients), Some(field), true, []) =
        (&raw.recipients, raw.fields.first(), right, processors.as_slice())
    {
        let message = format!("`{}` comes in through the form, and no processor keeps it", field.value);
        problems.add(
            Problem::error("N-15", recipients.place, message)
                .help("Name the processor that takes in and stores enquiries, as listed under `processors`."),
        );
        right = false;
    }
    right.then_some((!partner.is_empty(), processors))
}

fn check_retention(
    written: Written<RawRetention>,
    block: Place,
    languages: &[Language],
    problems: &mut Problems,
) -> Option<Retention> {
    let Some(retention) = written else {
        let problem = missing("retention", block, "{days: 365, from: {nl: …, fr: …, en: …, de: …}}");
        problems.add_missing("retention", block, Problem { code: "N-17", ..problem });
        return None;
    };
    let Some(days) = retention.value.days.map(|days| days.value) else {
        let problem = missing("days", retention.place, "365");
        problems.add_missing("days", retention.place, Problem { code: "N-17", ..problem });
        return None;
    };
    let from = if days == 0 {
        may_have_words("N-17", "from", retention.place, &retention.value.from, languages, problems)?
    } else {
        Some(need_words("N-17", "from", retention.place, &retention.value.from, languages, problems)?)
    };
    Some(Retention { days, from })
}
