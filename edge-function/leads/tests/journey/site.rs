//! The files that a build would have written, and a form filled in.

use std::collections::BTreeMap;

use leads::answer::{AnswerPage, AnswerWords, FaultWords, Note};
use leads::contract::{Category, Contract, NamedOperator, NamedPartner, NamedProject, Notice, Slug, Terms};
use leads::form::{ContactPreference, Country, FormWishes};
use leads::relay::{EventWords, MailWords, ReportWords};
use leads::submission::Fault;
use leads::subscription::{ConfirmationWords, List, Part, SubscriptionPage, SubscriptionWords};
use leads::{Field, Form, Language, Table};

pub(crate) const PARTNERS: &str = r#"{"partners": [{"id": "leiebouw", "language": "nl", "destinations": [
    {"webhook": {"name": "crm", "url": "https://hook.leiebouw.example/in",
        "secrets": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]}},
    {"email": {"name": "mail", "address": "leads@leiebouw.example", "fallback": true}}
]}]}"#;

/// A form without faults.
pub(crate) const FORM: &str = "given_name=Zo%C3%AB&family_name=Van+den+Broeck&email=zoe%40example.com&\
    contact_preference=email&message=Is+1.2+still+free%3F&language=nl&notice_version=2026-11-23-1f0c";

/// What must never be seen outside of what is sealed or sent.
pub(crate) const MARKERS: &[&str] = &["Zoë", "Broeck", "zoe@example.com", "still free"];

pub(crate) fn contract(accepting: bool) -> Contract {
    contract_asking(accepting, Vec::new())
}

/// The same, with boxes for these.
pub(crate) fn contract_asking(accepting: bool, optional: Vec<Field>) -> Contract {
    let boxes = optional.iter().filter(|field| field.is_consent());
    let consents = boxes.map(|field| (*field, format!("Ja, dat mag ({field})."))).collect();
    let wishes = FormWishes {
        optional,
        preferences: ContactPreference::ALL.to_vec(),
        brochure_available: true,
        units: Vec::new(),
    };
    let notice = Notice { version: "2026-11-23-1f0c".to_owned(), path: "/leie-oever/nl/privacy/".to_owned() };
    Contract::new(Terms {
        origin: "https://pages.example".to_owned(),
        project: NamedProject { slug: Slug::new("leie-oever").unwrap(), name: "Leie-Oever".to_owned() },
        category: Category::Residential,
        languages: vec![Language::Dutch],
        partner: NamedPartner { id: "leiebouw".to_owned(), name: "Leiebouw NV".to_owned() },
        operator: NamedOperator { name: "Huisvinder BV".to_owned(), contact: "privacy@huisvinder.example".to_owned() },
        form: Form::new(&wishes).unwrap(),
        consents: [(Language::Dutch, consents)].into(),
        notice: [(Language::Dutch, notice)].into(),
        retention_days: 365,
        accepting,
    })
    .unwrap()
}

pub(crate) fn files() -> BTreeMap<String, String> {
    let slug = Slug::new("leie-oever").unwrap();
    [
        (slug.contract_path(), contract(true).to_json()),
        (AnswerPage::path(&slug, Language::Dutch), answer_page().to_json()),
        (MailWords::path(Language::Dutch), serde_json::to_string(&mail_words()).unwrap()),
        (SubscriptionWords::path(Language::Dutch), serde_json::to_string(&subscription_words()).unwrap()),
        (SubscriptionPage::path(Language::Dutch), subscription_page()),
    ]
    .into()
}

/// A page with just the slots it must have.
fn answer_page() -> AnswerPage {
    let html = "<!doctype html><title>Fout</title><?if faults?><ul><?if fault given_name?><li><?message given_name?><?end?>\
        <?if fault email?><li><?message email?><?end?><?each elsewhere?><li><?message?><?end?></ul><?end?>\
        <?if note unavailable?><p>unavailable<?end?><?if note flood?><p>flood<?end?>\
        <?if note closed?><p>closed<?end?><?if note unreadable?><p>unreadable<?end?>\
        <input name=\"given_name\" value=\"<?value given_name?>\"><textarea><?value message?></textarea>";
    let any = |code: &str| FaultWords { any: format!("{code}: {{label}}"), fields: Table::default() };
    let words = AnswerWords {
        faults: Fault::CODES.iter().map(|code| ((*code).to_owned(), any(code))).collect(),
        labels: Field::ALL.iter().map(|field| (*field, field.wire().to_owned())).collect(),
        countries: Country::ALL.iter().map(|country| (*country, country.wire().to_owned())).collect(),
        elsewhere: "Stuur het opnieuw.".to_owned(),
        notes: Note::ALL.iter().map(|note| (*note, format!("note {note}"))).collect(),
    };
    AnswerPage::new(Language::Dutch, "default-src 'none'".to_owned(), html.to_owned(), words).unwrap()
}

fn mail_words() -> MailWords {
    let said = |subject: &str| EventWords { subject: subject.to_owned(), intro: format!("{subject}.") };
    MailWords {
        language: Language::Dutch,
        created: said("Nieuwe aanvraag"),
        updated: said("Verbeterde aanvraag"),
        erased: said("Te wissen"),
        restricted: said("Te beperken"),
        fallback: "Uw server nam deze aanvraag niet aan.".to_owned(),
        reply: "Uw antwoord gaat naar de bezoeker.".to_owned(),
        footer: String::new(),
        labels: Table::default(),
        choices: Table::default(),
        report: ReportWords { title: "Wat is er van deze aanvraag geworden?".to_owned(), ..ReportWords::default() },
    }
}

fn subscription_words() -> SubscriptionWords {
    let words = |list: &List| {
        let words = ConfirmationWords {
            subject: format!("Bevestig: {list}"),
            intro: "U vroeg hierom.".to_owned(),
            confirm: "Ja, stuur het mij".to_owned(),
        };
        (*list, words)
    };
    SubscriptionWords {
        lists: List::ALL.iter().map(words).collect(),
        valid: "Deze link werkt drie dagen.".to_owned(),
        not_me: "Niet gevraagd?".to_owned(),
        stop: "Stuur mij niets".to_owned(),
    }
}

fn subscription_page() -> String {
    let place = |part: &Part| List::ALL.iter().map(|list| part.place(*list)).collect::<Vec<_>>();
    let parts: Vec<_> = Part::ALL.iter().flat_map(place).map(|name| format!("<?{name}?><p>[{name}]<?end?>")).collect();
    SubscriptionPage::write("default-src 'none'", &parts.concat()).unwrap()
}
