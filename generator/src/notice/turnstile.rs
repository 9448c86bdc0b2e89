//! What the texts owe to visitors where the check of suspicious enquiries is offered: a purpose in the register, and a
//! word in the cookie statement, which promises that nothing is loaded from elsewhere.

use leads::Language;

use super::document::{Block, Section};
use super::register::{Audience, Register};
use super::values::Values;
use crate::problem::{Problem, Problems};
use crate::project::company::Operator;
use crate::source::Place;

/// The purpose that tells about the check.
const PURPOSE: &str = "abuse_check";

/// Who does it.
const PROCESSOR: &str = "cloudflare";

/// Checks that the register tells about the check, if it is switched on.
pub fn check_turnstile(register: &Register, operator: &Operator, problems: &mut Problems) {
    if let Some(turnstile) = &operator.turnstile {
        check_purpose(register, turnstile.place, problems);
    }
}

/// `place` is where the check is switched on.
fn check_purpose(register: &Register, place: Place, problems: &mut Problems) {
    let mut told = |code, message: &str, help: &str| {
        problems.add(Problem::error(code, place, message.to_owned()).help(help.to_owned()));
    };
    let Some(purpose) = register.purposes.iter().find(|purpose| purpose.id == PURPOSE) else {
        told(
            "N-13",
            "`turnstile` is switched on, and `privacy.yaml` has no purpose `abuse_check`",
            "Add a purpose with `id: abuse_check`, `audience: [lead]` and `recipients: [cloudflare]`, or remove `turnstile`. \
             `docs/operators.md` has one to start from.",
        );
        return;
    };
    if !purpose.audience.contains(&Audience::Lead) {
        told(
            "N-13",
            "`turnstile` is switched on, and the purpose `abuse_check` is not about those who fill in a form",
            "Add `lead` to `audience` of `abuse_check` in `privacy.yaml`.",
        );
    }
    if !purpose.processors.iter().any(|processor| processor == PROCESSOR) {
        told(
            "N-15",
            "`turnstile` is switched on, and the purpose `abuse_check` does not name who does the check",
            "Add `cloudflare` to `recipients` of `abuse_check` in `privacy.yaml`, and to `processors` if it is not there.",
        );
    }
}

/// The part of the cookie statement about the check, if it is offered.
pub(super) fn section(operator: &Operator, values: &Values, language: Language) -> Option<Section> {
    operator.turnstile.as_ref()?;
    let (heading, text) = words(language);
    let mut section = Section::new("check", &["N-29"], heading.to_owned());
    section.blocks.push(Block::paragraph(values.text(text)));
    Some(section)
}

fn words(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Dutch => (
            "Eén uitzondering, na het verzenden",
            "Lijkt uw vraag op een automatisch bericht, dan biedt de pagina die u na het verzenden ziet een controle van \
             Cloudflare aan. Alleen die pagina laadt iets van een ander bedrijf. Cloudflare bekijkt dan uw IP-adres en \
             kenmerken van uw browser, om een mens van een programma te onderscheiden. Uw vraag zelf krijgt het daarbij niet. \
             Slaat u de controle over, dan leest iemand van {operator} uw vraag.",
        ),
        Language::French => (
            "Une exception, après l’envoi",
            "Si votre demande ressemble à un message automatique, la page que vous voyez après l’envoi propose une \
             vérification de Cloudflare. C’est la seule page qui charge quelque chose d’une autre entreprise. Cloudflare \
             examine alors votre adresse IP et des caractéristiques de votre navigateur, pour distinguer une personne d’un \
             programme. Votre demande elle-même ne lui est pas transmise à cette occasion. Si vous ne faites pas la \
             vérification, quelqu’un chez {operator} lit votre demande.",
        ),
        Language::English => (
            "One exception, after sending",
            "If your enquiry resembles an automatic message, the page you see after sending offers a check by Cloudflare. \
             That is the only page that loads anything from another company. Cloudflare then looks at your IP address and at \
             features of your browser, to tell a person from a program. It is not given your enquiry for this. If you skip \
             the check, somebody at {operator} reads your enquiry.",
        ),
        Language::German => (
            "Eine Ausnahme, nach dem Senden",
            "Ähnelt Ihre Anfrage einer automatischen Nachricht, bietet die Seite, die Sie nach dem Senden sehen, eine Prüfung \
             durch Cloudflare an. Nur diese Seite lädt etwas von einem anderen Unternehmen. Cloudflare betrachtet dann Ihre \
             IP-Adresse und Merkmale Ihres Browsers, um einen Menschen von einem Programm zu unterscheiden. Ihre Anfrage \
             selbst erhält es dabei nicht. Lassen Sie die Prüfung aus, liest jemand von {operator} Ihre Anfrage.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::check_purpose;
    use crate::notice::{Audience, Ground, Localised, Purpose, Register, Retention};
    use crate::problem::Problems;
    use crate::source::{Files, Place};

    fn codes(id: &str, audience: Audience, processor: &str) -> Vec<&'static str> {
        let retention = Retention { days: 0, from: None };
        let purpose = Purpose {
            id: id.to_owned(),
            audience: vec![audience],
            label: Localised(BTreeMap::new()),
            ground: Ground::ContractSteps,
            optional: false,
            fields: Vec::new(),
            data: None,
            to_partner: false,
            processors: vec![processor.to_owned()],
            other_recipients: None,
            retention: retention.clone(),
        };
        let place = Place::whole(Files::default().add("operator.yaml".into(), String::new()));
        let register = Register {
            date: date(2026, 11, 2),
            date_place: place,
            dpo: None,
            security: Localised(BTreeMap::new()),
            changes: Vec::new(),
            processors: Vec::new(),
            purposes: vec![purpose],
            lead_retention: retention,
        };
        let mut problems = Problems::default();
        check_purpose(&register, place, &mut problems);
        problems.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_register_that_tells_about_the_check_is_enough() {
        assert_eq!(codes("abuse_check", Audience::Lead, "cloudflare"), [""; 0]);
    }

    #[test]
    fn a_register_that_keeps_silent_about_a_part_of_it_is_not() {
        assert_eq!(codes("security", Audience::Lead, "cloudflare"), ["N-13"]);
        assert_eq!(codes("abuse_check", Audience::SiteVisitor, "cloudflare"), ["N-13"]);
        assert_eq!(codes("abuse_check", Audience::Lead, "host"), ["N-15"]);
    }
}
