//! What the build writes for whoever receives the forms: contract, answer pages, words of mails. Nobody outside may
//! read these files, though nothing in them is secret.

use leads::answer::{AnswerPage, AnswerWords};
use leads::checking::CheckingPage;
use leads::contract::{NamedOperator, NamedPartner, NamedProject, Notice, Slug, Terms};
use leads::relay::{EventWords, MailKey, MailWords, ReportWords};
use leads::rights::{Drawn, KEYS, RightsPages};
use leads::store::PartnerReport;
use leads::subscription::{ConfirmationWords, List, SubscriptionPage, SubscriptionWords};
use leads::{Contract, Field, Form, Language, Table};

use crate::headers;
use crate::page::Page;
use crate::project::{Catalog, Project};
use crate::render::Renderer;
use crate::site::SiteError;
use crate::theme::Phrases;

/// A project in its surroundings.
pub struct Place<'a> {
    /// Everything that was read.
    pub catalog: &'a Catalog,
    /// Address of the site.
    pub base_url: &'a str,
    /// The project.
    pub project: &'a Project,
    /// Its name in paths.
    pub slug: &'a Slug,
}

/// The contract of a project with this form, and with a privacy notice of this version.
pub fn contract(place: &Place<'_>, form: Form, version: &str) -> Result<String, SiteError> {
    let Place { catalog, base_url, project, slug } = place;
    let notice = |language: &Language| {
        (*language, Notice { version: version.to_owned(), path: format!("/{}/{language}/privacy/", project.slug) })
    };
    let operator = &catalog.operator.company;
    let boxes: Vec<Field> = form.asked().iter().map(|asked| asked.field).filter(|field| field.is_consent()).collect();
    let words = |language: &Language| {
        let words = boxes.iter().filter_map(|field| {
            catalog.register.consent_text(*field).map(|words| (*field, words.get(*language).to_owned()))
        });
        (*language, words.collect())
    };
    let consents = project.languages.iter().filter(|_| !boxes.is_empty()).map(words).collect();
    let terms = Terms {
        origin: base_url.trim_end_matches('/').to_owned(),
        project: NamedProject { slug: (*slug).clone(), name: project.name.clone() },
        category: project.category,
        languages: project.languages.clone(),
        partner: NamedPartner { id: project.partner.id.clone(), name: project.partner.company.name.clone() },
        operator: NamedOperator { name: operator.name.clone(), contact: operator.privacy_email.clone() },
        form,
        consents,
        notice: project.languages.iter().map(notice).collect(),
        retention_days: catalog.register.lead_retention.days,
        accepting: project.form.is_some(),
    };
    let contract = Contract::new(terms).map_err(|_| SiteError::Contract(project.slug.clone()))?;
    Ok(contract.to_json())
}

/// The file of an answer page, with the words for its slots. It fails if a visitor could go without an explanation.
pub fn answer(page: &Page, words: AnswerWords, renderer: &Renderer<'_>) -> Result<String, SiteError> {
    let html = renderer.render(page)?;
    let styles: Vec<String> = headers::style_hashes(&html).collect();
    let policy = headers::policy(styles.iter().map(String::as_str));
    let answer = AnswerPage::new(page.frame.lang, policy, html, words).map_err(|source| SiteError::Answer {
        theme: renderer.theme().to_owned(),
        path: page.path.clone(),
        source,
    })?;
    Ok(answer.to_json())
}

/// The file of the page on which the check is offered. Its own policy lets in the widget, and nobody else.
pub fn checking(page: &Page, base_url: &str, renderer: &Renderer<'_>) -> Result<String, SiteError> {
    let html = renderer.render(page)?;
    let styles: Vec<String> = headers::style_hashes(&html).collect();
    let policy = headers::checking_policy(&styles);
    CheckingPage::write(host(base_url), &policy, &html).ok_or_else(|| SiteError::Template {
        theme: renderer.theme().to_owned(),
        path: page.path.clone(),
        message: "nothing stands between `<?again?>` and `<?end?>`, where it asks for another try".to_owned(),
    })
}

/// The file of the page behind the links of a mail.
pub fn subscription(page: &Page, renderer: &Renderer<'_>) -> Result<String, SiteError> {
    let html = renderer.render(page)?;
    let styles: Vec<String> = headers::style_hashes(&html).collect();
    let policy = headers::policy(styles.iter().map(String::as_str));
    SubscriptionPage::write(&policy, &html).ok_or_else(|| SiteError::Template {
        theme: renderer.theme().to_owned(),
        path: page.path.clone(),
        message: "it must say something between `<?` and `?>` of each of its parts and `<?end?>`".to_owned(),
    })
}

/// The file of the words of the mail that asks to confirm a subscription, in the language of the phrases.
pub fn subscription_words(phrases: &Phrases, operator: &str) -> Result<String, SiteError> {
    let fill = |key: &str| phrases.fill(&format!("words.subscription.mail.{key}"), &[("operator", operator)]);
    let about = |list: &List| {
        let words = ConfirmationWords {
            subject: fill(&format!("{list}.subject")),
            intro: fill(&format!("{list}.intro")),
            confirm: fill(&format!("{list}.confirm")),
        };
        (*list, words)
    };
    let words = SubscriptionWords {
        lists: List::ALL.iter().map(about).collect(),
        valid: fill("valid"),
        not_me: fill("not_me"),
        stop: fill("stop"),
    };
    let json = serde_json::to_string_pretty(&words);
    let wrong = |_| SiteError::Phrases(vec![format!("{}: words.subscription.mail", phrases.language())]);
    json.map(|json| json + "\n").map_err(wrong)
}

/// The file of the pages on which people use their rights, in the language of the phrases: the form to answer with, and
/// the page behind the links in mails.
pub fn rights(
    form: &Page,
    link: &Page,
    base_url: &str,
    phrases: &Phrases,
    renderer: &Renderer<'_>,
) -> Result<String, SiteError> {
    let drawn = |page: &Page| {
        let html = renderer.render(page)?;
        let styles: Vec<String> = headers::style_hashes(&html).collect();
        let policy = headers::policy(styles.iter().map(String::as_str));
        Ok::<_, SiteError>(Drawn { html, policy })
    };
    let words = KEYS.iter().map(|key| ((*key).to_owned(), phrases.text(&format!("words.rights.{key}")))).collect();
    let pages = RightsPages::new(phrases.language(), base_url, drawn(form)?, drawn(link)?, words);
    pages.map(|pages| pages.to_json()).map_err(|error| SiteError::Template {
        theme: renderer.theme().to_owned(),
        path: form.path.clone(),
        message: error.to_string(),
    })
}

/// The host of an address, without a port.
fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// The file of the words of mails to partners, in the language of the phrases.
pub fn mail_words(phrases: &Phrases) -> Result<String, SiteError> {
    let text = |key: &str| phrases.text(&format!("words.mail.{key}"));
    let event =
        |name: &str| EventWords { subject: text(&format!("{name}.subject")), intro: text(&format!("{name}.intro")) };
    let words = MailWords {
        language: phrases.language(),
        created: event("created"),
        updated: event("updated"),
        erased: event("erased"),
        restricted: event("restricted"),
        fallback: text("fallback"),
        reply: text("reply"),
        footer: text("footer"),
        labels: MailKey::ALL.iter().map(|key| (*key, text(&format!("label.{key}")))).collect(),
        choices: MailKey::ALL
            .iter()
            .filter_map(|key| key.field())
            .map(|field| (field, choices(field, phrases)))
            .collect(),
        report: ReportWords {
            title: text("report.title"),
            lead: text("report.lead"),
            intro: text("report.intro"),
            noted: text("report.noted"),
            outcomes: PartnerReport::ALL
                .iter()
                .map(|outcome| (*outcome, text(&format!("report.outcome.{outcome}"))))
                .collect(),
        },
    };
    let json = serde_json::to_string_pretty(&words);
    json.map(|json| json + "\n").map_err(|_| SiteError::Phrases(vec![format!("{}: words.mail", phrases.language())]))
}

/// What a field's choices are called to a partner: as the form calls them, save where it speaks in the visitor's voice.
fn choices(field: Field, phrases: &Phrases) -> Table<String, String> {
    let word = |wire: &str| {
        let own = phrases.find(&format!("words.mail.choice.{field}.{wire}")).map(str::to_owned);
        own.unwrap_or_else(|| {
            phrases.text(&if field == Field::Country {
                format!("words.country.{wire}")
            } else {
                format!("words.choice.{field}.{wire}")
            })
        })
    };
    field.options().iter().map(|wire| ((*wire).to_owned(), word(wire))).collect()
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_host_is_told_from_its_address() {
        assert_eq!(host("https://www.huisvinder.example"), "www.huisvinder.example");
        assert_eq!(host("https://www.huisvinder.example/"), "www.huisvinder.example");
        assert_eq!(host("http://127.0.0.1:4000"), "127.0.0.1");
        assert_eq!(host("http://[::1]:4000/"), "[::1]");
        assert_eq!(host("http://[::1]"), "[::1]");
    }
}
