//! Every mistake of an author, where it is told and what helps.

use leads::Field;

use super::sample::{form, read, register, text};
use crate::notice::check_form;
use crate::problem::Problems;
use crate::source::Place;

/// The sample with one change.
fn with(from: &str, to: &str) -> String {
    let text = text();
    assert!(text.contains(from), "the sample has `{from}`");
    text.replacen(from, to, 1)
}

/// One line for each problem: code, the line it points at, message, help.
fn told(text: &str) -> Vec<String> {
    let (_, files, problems) = read(text);
    problems
        .iter()
        .map(|problem| {
            format!(
                "{} at `{}`: {}. {}",
                problem.code,
                files.line(problem.place).unwrap_or_default().trim(),
                problem.message,
                problem.help.as_deref().unwrap_or_default()
            )
        })
        .collect()
}

/// Asserts that there is a problem with this code, at a line with these words, whose message or help has those words.
#[track_caller]
fn expect(text: &str, code: &str, line: &str, words: &str) {
    let told = told(text);
    let found = told.iter().any(|told| {
        told.starts_with(&format!("{code} at `"))
            && told.split("`: ").next().is_some_and(|place| place.contains(line))
            && told.contains(words)
    });
    assert!(found, "{code} at {line}: {words}\n{told:#?}");
}

#[test]
fn an_unknown_key_a_field_and_a_recipient_get_their_nearest_name() {
    expect(&with("    fields: [given_name,", "    feilds: [given_name,"), "Y-10", "feilds", "Did you mean `fields`?");
    expect(
        &with("fields: [given_name, family_name, email, contact", "fields: [given_name, famly_name, email, contact"),
        "N-28",
        "famly_name",
        "Did you mean `family_name`?",
    );
    expect(
        &with("recipients: [partner, cloudflare]", "recipients: [partner, cloudflair]"),
        "N-15",
        "cloudflair",
        "Did you mean `cloudflare`?",
    );
    expect(
        &with("fields: [given_name, ", "fields: [website, given_name, "),
        "N-28",
        "website",
        "is not a field of any form",
    );
    expect(
        &with("audience: [partner_contact]", "audience: [partner_contacts]"),
        "Y-11",
        "partner_contacts",
        "Did you mean `partner_contact`?",
    );
}

#[test]
fn a_field_of_every_form_needs_a_purpose() {
    expect(
        &with("purchase_period, message,", "purchase_period,"),
        "N-28",
        "purposes:",
        "every form asks for `message`",
    );
}

#[test]
fn a_form_that_asks_more_than_the_register_knows_is_told() {
    let mut register = register();
    let mut problems = Problems::default();
    check_form(&register, &form(&[Field::PostalCode, Field::ConsentNewsletter]), Place::default(), &mut problems);
    assert!(!problems.has_errors());
    register.purposes[0].fields.retain(|field| *field != Field::PostalCode);
    check_form(&register, &form(&[Field::PostalCode, Field::ConsentAdSignal]), Place::default(), &mut problems);
    let told: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "the form asks for `postal_code`, and no purpose uses it",
            "the form asks for `consent_ad_signal`, and no purpose uses it"
        ]
    );
}

#[test]
fn a_purpose_needs_its_basis_its_period_its_audience_and_a_label_in_every_language() {
    expect(&with("    basis: contract_steps\n", ""), "N-13", "id: answer_request", "`basis` is missing");
    expect(&with("      days: 365\n", ""), "N-17", "retention:", "`days` is missing");
    expect(
        &with("      de: Ihre Anfrage beantworten\n", ""),
        "N-13",
        "nl: Uw aanvraag beantwoorden",
        "`label` has no text in `de`",
    );
    expect(&with("    audience: [lead]\n", ""), "R-04", "id: answer_request", "`audience` is missing");
    let text = text();
    let (before, rest) = text.split_once("    retention:\n").unwrap();
    let (_, after) = rest.split_once("  - id: proof").unwrap();
    expect(&format!("{before}\n  - id: proof{after}"), "N-17", "id: answer_request", "`retention` is missing");
}

#[test]
fn vital_interests_and_public_task_are_refused_with_what_to_use() {
    for basis in ["vital_interests", "vital", "public_task"] {
        expect(
            &with("basis: contract_steps", &format!("basis: {basis}")),
            "P-15",
            basis,
            "`legitimate_interest` with a balancing",
        );
    }
    expect(
        &with("basis: contract_steps", "basis: contract"),
        "N-13",
        "basis: contract",
        "Did you mean `contract_steps`?",
    );
}

#[test]
fn a_legitimate_interest_needs_its_balancing_and_its_assessment() {
    let text = text();
    let (before, rest) = text.split_once("    balancing:\n").unwrap();
    let (_, after) = rest.split_once("    assessment:").unwrap();
    expect(&format!("{before}    assessment:{after}"), "N-14", "id: proof", "`balancing` is missing");
    expect(
        &with("    assessment: {id: LIA-01, date: 2026-01-20}\n", ""),
        "P-32",
        "id: proof",
        "`assessment` is missing",
    );
}

#[test]
fn consent_needs_its_text_in_every_language_a_box_and_freedom() {
    let french = "      fr: Oui, Huisvinder peut m’écrire par e-mail au sujet de projets similaires, y compris d’autres partenaires. Je peux y mettre fin à tout moment.\n";
    expect(&with(french, ""), "N-20", "nl: Ja, Huisvinder", "`consent_text` has no text in `fr`");
    expect(&with(", consent_marketing_similar]", "]"), "P-12", "id: similar_projects", "one box of its own");
    expect(&with("optional: true", "optional: false"), "P-12", "optional: false", "can always be declined");
}

#[test]
fn a_legal_obligation_cites_its_law() {
    expect(
        &with("    basis: contract_steps", "    basis: legal_obligation"),
        "P-14",
        "id: answer_request",
        "`law` is missing",
    );
}

#[test]
fn data_leave_the_eea_only_with_a_mechanism_that_still_holds() {
    let transfer = "    transfer: {mechanisms: [dpf, scc_2021_914]}\n";
    let mechanism = |name: &str| with("mechanisms: [dpf, scc_2021_914]", &format!("mechanisms: [{name}]"));
    expect(&with(transfer, ""), "N-16", "country: US", "outside the EEA");
    expect(&mechanism("privacy_shield"), "P-25", "privacy_shield", "struck down in 2020");
    expect(&mechanism("scc_2010_87"), "P-25", "scc_2010_87", "Sign those of 2021");
    expect(&mechanism("scc_2021"), "P-25", "scc_2021", "Did you mean `scc_2021_914`?");
    expect(&mechanism("adequacy"), "P-25", "adequacy", "only for companies in the Data Privacy Framework");
    expect(&with("country: US", "country: GB"), "P-25", "mechanisms", "companies in the United States");
    assert!(told(&with("country: US", "country: IE").replace(transfer, "")).is_empty());
    expect(&with("country: US", "country: UK"), "N-15", "country: UK", "is not a country that is known here");
}

#[test]
fn a_processor_needs_a_contract_and_a_purpose() {
    expect(
        &with("    contract: {kind: addendum, date: 2026-01-12}\n", ""),
        "P-30",
        "- id: cloudflare",
        "no contract with this processor",
    );
    let idle = "\n  - id: idle\n    name: Idle BV\n    country: BE\n    role: {nl: rust, fr: se repose, en: rests, de: ruht}\n    contract: {kind: contract, date: 2026-01-12}\n\npurposes:\n";
    expect(&with("\npurposes:\n", idle), "N-15", "- id: idle", "no purpose gives data");
}

#[test]
fn what_comes_in_through_the_form_is_kept_by_somebody_and_nobody_is_told_by_name() {
    expect(
        &with("    recipients: [partner, cloudflare]", "    recipients: [partner]"),
        "N-15",
        "recipients: [partner]",
        "no processor keeps it",
    );
    expect(&with("    recipients: []\n", ""), "N-15", "id: correspondence", "`recipients` is missing");
}

#[test]
fn the_register_owns_up_to_what_the_program_does_anyway() {
    expect(
        &with("- id: rights_requests", "- id: requests"),
        "P-31",
        "purposes:",
        "Restore the purpose with `id: rights_requests`",
    );
}

#[test]
fn a_change_is_not_of_a_later_day_than_the_register() {
    expect(
        &with("  - date: 2026-11-02", "  - date: 2026-12-01"),
        "N-30",
        "date: 2026-12-01",
        "the register of 2026-11-02",
    );
}

#[test]
fn the_whole_answers_enquiries_tells_every_audience_and_names_officer_and_authority() {
    expect(
        &with("recipients: [partner, cloudflare]", "recipients: [cloudflare]"),
        "N-13",
        "purposes:",
        "no purpose answers an enquiry",
    );
    expect(
        &text()
            .replace("supplier_contact, ", "")
            .replace(", supplier_contact]", "]")
            .replace("[supplier_contact]", "[partner_contact]"),
        "R-04",
        "purposes:",
        "`supplier_contact`",
    );
    expect(&with("dpo: none\n", ""), "N-12", "", "`dpo` is missing");
    expect(&with("dpo: none", "dpo: nobody"), "Y-12", "dpo: nobody", "Write `dpo: none`");
    expect(&with("authority: BE", "authority: FR"), "N-21", "authority: FR", "Possible here: `BE`");
    expect(&with("- id: proof", "- id: answer_request"), "P-31", "- id: answer_request", "stands twice in `purposes`");
}
