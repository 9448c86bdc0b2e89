//! A small answer page with one control of each kind, and forms sent to it by browsers.

use leads::answer::{AnswerPage, AnswerWords, FaultWords, Note};
use leads::contract::{Category, Contract, NamedOperator, NamedPartner, NamedProject, Notice, Slug, Terms};
use leads::form::{ContactPreference, Country, FormWishes};
use leads::submission::{Fault, Refusal, Rejection};
use leads::{Field, Form, Language, Letters, Submission, Table};
use scraper::{ElementRef, Html, Selector};

/// The page as a template would have drawn it.
pub(crate) const HTML: &str = r#"<!doctype html><html lang="en"><title>Error</title>
<?if faults?><div id="summary"><ul><?if fault given_name?><li><a href="\#f-given-name"><?message given_name?></a><?end?>
<?if fault email?><li><a href="\#f-email"><?message email?></a><?end?><?each elsewhere?><li class="elsewhere"><?message?><?end?></ul></div><?end?>
<?if note unavailable?><p class="note">unavailable<?end?><?if note flood?><p class="note">flood<?end?>
<?if note closed?><p class="note">closed<?end?><?if note unreadable?><p class="note">unreadable<?end?>
<form method="post"><input name="given_name" value="<?value given_name?>"<?if fault given_name?> aria-invalid="true"<?end?>>
<input name="email" value='<?value email?>'>
<input type="radio" name="contact_preference" value="email"<?if chosen contact_preference email?> checked<?end?>>
<input type="radio" name="contact_preference" value="phone"<?if chosen contact_preference phone?> checked<?end?>>
<select name="unit"><option value="">none<option value="A &lt;1&gt;"<?if chosen unit A &lt;1&gt;?> selected<?end?>>A</select>
<input type="checkbox" name="features" value="lift"<?if chosen features lift?> checked<?end?>>
<input type="checkbox" name="features" value="garden"<?if chosen features garden?> checked<?end?>>
<textarea name="message">
<?value message?></textarea></form></html>
"#;

/// The sample page.
pub(crate) fn page() -> AnswerPage {
    page_of(HTML, words()).unwrap()
}

/// A page with this HTML and these words.
pub(crate) fn page_of(html: &str, words: AnswerWords) -> Result<AnswerPage, leads::answer::AnswerPageError> {
    AnswerPage::new(Language::English, "default-src 'none'".to_owned(), html.replace("\\#", "#"), words)
}

/// Words for everything.
pub(crate) fn words() -> AnswerWords {
    let any = |code: &str| FaultWords { any: format!("{code}: {{label}}"), fields: Table::default() };
    let mut faults: Table<_, _> = Fault::CODES.iter().map(|code| ((*code).to_owned(), any(code))).collect();
    let said = |text: &str, fields: &[(Field, &str)]| FaultWords {
        any: text.to_owned(),
        fields: fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect(),
    };
    faults.put("missing".to_owned(), said("Fill in {label}.", &[(Field::Email, "We need an e-mail address.")]));
    faults.put("too_long".to_owned(), said("{label} has more than {most} characters.", &[]));
    faults.put("not_a_postcode".to_owned(), said("{label}: not one of {country}.", &[]));
    faults.put("other_notice".to_owned(), said("The notice has changed.", &[]));
    let labels = [(Field::GivenName, "first name {most}"), (Field::Email, "e-mail"), (Field::Message, "question")];
    AnswerWords {
        faults,
        labels: labels.map(|(field, label)| (field, label.to_owned())).into(),
        countries: Country::ALL.iter().map(|country| (*country, format!("country {country}"))).collect(),
        elsewhere: "Send it again.".to_owned(),
        notes: Note::ALL.iter().map(|note| (*note, format!("It is {note}."))).collect(),
    }
}

/// What is wrong with a form that holds this, and what is kept of it.
pub(crate) fn rejection(pairs: &[(&str, &str)]) -> Rejection {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(pairs);
    let body = body.finish();
    match Submission::read(body.as_bytes(), Some("application/x-www-form-urlencoded"), &contract(), Letters::OWN) {
        Err(Refusal::Rejected(rejection)) => rejection,
        Err(Refusal::Unreadable(error)) => panic!("{error}"),
        Ok(_) => panic!("nothing is wrong with it"),
    }
}

fn contract() -> Contract {
    let wishes = FormWishes {
        optional: vec![Field::Unit, Field::Features],
        preferences: vec![ContactPreference::Email, ContactPreference::Phone],
        brochure_available: false,
        units: vec!["A <1>".to_owned()],
    };
    Contract::new(Terms {
        project: NamedProject { slug: Slug::new("leie-oever").unwrap(), name: "Leie-Oever".to_owned() },
        category: Category::Residential,
        languages: vec![Language::English],
        partner: NamedPartner { id: "leiebouw".to_owned(), name: "Leiebouw NV".to_owned() },
        operator: NamedOperator { name: "Huisvinder BV".to_owned(), contact: "privacy@huisvinder.example".to_owned() },
        origin: "https://pages.example".to_owned(),
        form: Form::new(&wishes).unwrap(),
        consents: [].into(),
        notice: [(Language::English, Notice { version: "v1".to_owned(), path: "/notices/v1/en/".to_owned() })].into(),
        retention_days: 365,
        accepting: true,
    })
    .unwrap()
}

/// A page as a browser reads it.
pub(crate) struct Shown(Html);

impl Shown {
    /// Reads HTML.
    pub(crate) fn of(html: &str) -> Self {
        Self(Html::parse_document(html))
    }

    /// The elements that a selector finds.
    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The text of each element found.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(|element| element.text().collect()).collect()
    }

    /// An attribute of the one element found.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        match self.all(selector).as_slice() {
            [element] => element.attr(name).map(str::to_owned),
            elements => panic!("{selector} finds {}", elements.len()),
        }
    }
}
