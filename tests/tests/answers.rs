//! A form that could not be taken comes back as a page: everything still in it, and each mistake told twice, first in
//! one list and then at its field, in the language of the page.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use base64::Engine as _;
use leads::answer::{AnswerPage, Note};
use leads::form::{Country, Role};
use leads::relay::{MailKey, MailWords};
use leads::submission::{Fault, FieldFault, Place, Refusal, Rejection};
use leads::{Contract, Field, Language, Letters, Submission};
use sha2::{Digest as _, Sha256};
use tests::{Document, World, must, plain, root, tree};

const SAMPLES: &[(&str, &[Language])] = &[
    ("residentie-leiehof", &[Language::Dutch, Language::French, Language::English, Language::German]),
    ("terrasses-du-lac", &[Language::French, Language::Dutch, Language::English]),
    ("kanaalpark", &[Language::Dutch, Language::English]),
];

/// The samples, of which one asks for everything that a form can ask for.
static WORLD: LazyLock<World> = LazyLock::new(|| {
    let world = World::with_samples();
    let wished: Vec<&str> = Field::ALL.iter().filter(|field| field.role() == Role::Wished).map(|f| f.wire()).collect();
    world.edit(
        "residentie-leiehof/project.yaml",
        "[unit, bedrooms_min, purchase_period]",
        &format!("[{}]", wished.join(", ")),
    );
    world.build();
    world
});

/// Every page with the contract of its form.
fn samples() -> impl Iterator<Item = (String, Contract, AnswerPage)> {
    SAMPLES.iter().flat_map(|(slug, languages)| languages.iter().map(move |language| (*slug, *language))).map(
        |(slug, language)| {
            let contract = contract(slug);
            let path = AnswerPage::path(&contract.terms().project.slug, language);
            let page = must(AnswerPage::from_json(&WORLD.page(&path)), &path);
            (path, contract, page)
        },
    )
}

fn contract(slug: &str) -> Contract {
    must(Contract::from_json(&WORLD.page(&format!("_gevel/{slug}.json"))), slug)
}

/// What is wrong with a form that holds this.
fn rejection(contract: &Contract, language: Language, pairs: &[(&str, &str)]) -> Rejection {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(pairs).append_pair("language", language.wire());
    match Submission::read(body.finish().as_bytes(), Some("application/x-www-form-urlencoded"), contract, Letters::OWN)
    {
        Err(Refusal::Rejected(rejection)) => rejection,
        other => unreachable!("{other:?}"),
    }
}

/// A form in which every field that can be wrong is wrong.
const ALL_WRONG: &[(&str, &str)] = &[
    ("given_name", "www.cheap.example"),
    ("family_name", " "),
    ("email", "jan@@example.com"),
    ("contact_preference", "fax"),
    ("phone", "12"),
    ("call_window", "night"),
    ("country", "XX"),
    ("postal_code", "!"),
    ("unit", "<none>"),
    ("bedrooms_min", "9"),
    ("budget_band", "all"),
    ("currency", "BEF"),
    ("features", "moat"),
    ("preferred_location", "a"),
    ("preferred_location", "b"),
    ("purchase_period", "never"),
    ("notice_version", "before"),
    ("stranger", "x"),
];

#[test]
fn every_mistake_is_listed_and_told_at_its_field() {
    for (path, contract, page) in samples() {
        let rejection = rejection(&contract, page.language(), ALL_WRONG);
        let shown = Document::of(&page.with_faults(&rejection.typed, &rejection.faults));
        let listed = shown.texts(".problem li");
        for fault in &rejection.faults {
            let message = plain(&page.message(fault));
            assert!(listed.contains(&message), "{path}: {fault:?} is not listed: {listed:?}");
            let Place::Field(field) = &fault.place else { continue };
            if !contract.form().asks(*field) {
                continue;
            }
            let id = format!("f-{}", field.wire().replace('_', "-"));
            assert_eq!(shown.count(&format!(".problem li a[href='#{id}']")), 1, "{path}: {id}");
            assert_eq!(
                shown.count(&format!("input#{id}, select#{id}, textarea#{id}")),
                1,
                "{path}: what {id} leads to can be filled in"
            );
            assert!(shown.text(&format!("#{id}-error")).ends_with(&message), "{path}: {id}");
            assert_eq!(shown.count(&format!("[aria-describedby~='{id}-error']")), 1, "{path}: {id}");
        }
        assert_eq!(listed.len(), shown.count(".error") + 2, "{path}: the notice and the stranger have no field");
        assert!(shown.count("[aria-invalid=true]") + shown.count("fieldset[aria-describedby]") >= 6, "{path}");
    }
}

#[test]
fn a_form_without_mistakes_of_its_own_shows_none() {
    for (path, contract, page) in samples() {
        let rejection = rejection(&contract, page.language(), ALL_WRONG);
        let shown = Document::of(&page.with_note(Some(&rejection.typed), Note::Flood));
        assert_eq!(shown.count(".error, [aria-invalid], .problem li"), 0, "{path}");
        for described in shown.values("[aria-describedby]", "aria-describedby") {
            assert_eq!(shown.count(&format!("[id='{described}']")), 1, "{path}: {described}");
        }
    }
}

#[test]
fn what_was_typed_chosen_and_ticked_comes_back() {
    let contract = contract("residentie-leiehof");
    let unit = contract.form().units().first().cloned().unwrap_or_default();
    let sent = [
        ("given_name", "Zoë \"Zo\" <O'Neil>"),
        ("email", "zoe@example"),
        ("contact_preference", "visit"),
        ("unit", unit.as_str()),
        ("features", "lift"),
        ("features", "pets"),
        ("country", "NL"),
        ("message", "\nEen lijn.\r\n</textarea><script>"),
    ];
    for (path, contract, page) in samples().filter(|(path, ..)| path.contains("residentie-leiehof")) {
        let rejection = rejection(&contract, page.language(), &sent);
        let shown = Document::of(&page.with_faults(&rejection.typed, &rejection.faults));
        assert_eq!(shown.value("#f-given-name", "value"), "Zoë \"Zo\" <O'Neil>", "{path}");
        assert_eq!(shown.value("#f-email", "value"), "zoe@example", "{path}");
        assert_eq!(shown.values("input[checked]", "value"), ["visit", "lift", "pets"], "{path}");
        assert_eq!(shown.values("#f-country option[selected]", "value"), ["NL"], "{path}");
        assert_eq!(shown.texts("#f-unit option[selected]"), [unit.as_str()], "{path}");
        let message: String = shown.all("#f-message").iter().flat_map(scraper::ElementRef::text).collect();
        assert_eq!(message, "\nEen lijn.\n</textarea><script>", "{path}");
        assert_eq!(shown.count("script:not([src^='/assets/'])"), 0, "{path}");
    }
}

#[test]
fn the_page_is_one_of_the_site_that_nobody_finds() {
    for (path, contract, page) in samples() {
        let rejection = rejection(&contract, page.language(), &[]);
        let html = page.with_faults(&rejection.typed, &rejection.faults);
        let shown = Document::of(&html);
        assert_eq!(shown.value("html", "lang"), page.language().wire(), "{path}");
        let error = match page.language() {
            Language::Dutch => "Fout:",
            Language::French => "Erreur :",
            Language::English => "Error:",
            Language::German => "Fehler:",
        };
        assert!(shown.text("title").starts_with(error), "{path}");
        assert_eq!(shown.count("meta[name=robots][content=noindex]"), 1, "{path}");
        assert_eq!(shown.count("link[rel=canonical], link[rel=alternate], [aria-current]"), 0, "{path}");
        assert_eq!(shown.count(".problem[tabindex='-1'][autofocus] > [role=alert] > h2"), 1, "{path}");
        assert_eq!(shown.count("h1"), 1, "{path}");
        let hashes: Vec<String> = shown
            .all("style")
            .iter()
            .map(|style| {
                base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style.text().collect::<String>()))
            })
            .map(|hash| format!("'sha256-{hash}'"))
            .collect();
        assert_eq!(hashes.len(), 2, "{path}: one for the colours, one for the sheet");
        assert!(page.policy().contains(&format!("style-src {};", hashes.join(" "))), "{path}: {}", page.policy());
        let ids = shown.values("[id]", "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: an id stands twice");
        for address in shown.values("a[href^='/']", "href") {
            assert!(
                WORLD.site().contains_key(&format!("{}index.html", address.trim_start_matches('/'))),
                "{path}: {address}"
            );
        }
        let landing = WORLD.document(&format!("{}/{}/index.html", contract.terms().project.slug, page.language()));
        assert_eq!(shown.values("form [name]", "name"), landing.values("form [name]", "name"), "{path}: the same form");
    }
}

#[test]
fn there_are_words_for_everything_that_can_go_wrong_anywhere() {
    let faults = [Fault::TooLong { most: 100 }, Fault::NotAPostcode { country: Country::Netherlands }];
    let simple = [
        Fault::Missing,
        Fault::NotAnEmail,
        Fault::DomainNotSupported,
        Fault::NotAPhone,
        Fault::PremiumPhone,
        Fault::PhoneNeedsCountry,
        Fault::NotAChoice,
        Fault::HasAddress,
        Fault::ControlCharacters,
        Fault::Repeated,
        Fault::NotAnId,
        Fault::OtherNotice,
        Fault::Unknown,
    ];
    let faults: Vec<Fault> = faults.into_iter().chain(simple).collect();
    let codes: BTreeSet<&str> = faults.iter().map(|fault| fault.code()).collect();
    assert_eq!(codes, Fault::CODES.iter().copied().collect());
    let places: Vec<Place> =
        Field::ALL.iter().map(|field| Place::Field(*field)).chain([Place::Stranger(String::new())]).collect();
    for (path, _, page) in samples() {
        for fault in &faults {
            for place in &places {
                let message = page.message(&FieldFault { place: place.clone(), fault: *fault });
                assert!(
                    message.ends_with('.') && !message.contains(['{', '}', '_']),
                    "{path}: {place:?} {fault:?}: {message}"
                );
            }
        }
        for &note in Note::ALL {
            assert!(page.note_text(note).ends_with('.') && !page.note_text(note).contains('{'), "{path}: {note}");
        }
        let shown = Document::of(&page.with_note(None, Note::Unavailable));
        assert_eq!(shown.count(".problem a[href^='tel:+']"), 1, "{path}: a number to call");
        assert_eq!(plain(page.note_text(Note::Unavailable)), shown.text(".problem p"), "{path}: the same words");
    }
}

#[test]
fn a_project_that_takes_no_enquiries_any_more_says_so_without_a_form() {
    let world = World::with_samples();
    let path = world.content().join("kanaalpark/project.yaml");
    let text = must(fs::read_to_string(&path), "project.yaml").replace("phase: on_sale", "phase: sold_out");
    let statuses = ["available", "option", "reserved"].map(|status| format!("status: {status}"));
    let text = statuses.iter().fold(text, |text, status| text.replace(status, "status: sold"));
    let form = "form:\n  ask: [unit, purchase_period, call_window]\n  preferences: [email, phone, visit]\n";
    assert!(text.contains(form), "the form stands in project.yaml");
    must(fs::write(&path, text.replace(form, "")), "project.yaml");

    world.build();

    for language in ["nl", "en"] {
        let page = must(AnswerPage::from_json(&world.page(&format!("_gevel/kanaalpark/{language}.json"))), language);
        let shown = Document::of(&page.with_note(None, Note::Closed));
        assert_eq!(shown.count("form"), 0, "{language}");
        assert_eq!(shown.text(".problem p"), plain(page.note_text(Note::Closed)), "{language}");
    }
}

#[test]
fn a_theme_with_a_misspelt_slot_is_refused_by_name() {
    let said = with_theme(&["templates/answer.html"], "<?each elsewhere?>", "<?each elswhere?>");

    // The first project is on a theme that has this template from the one where it is changed.
    assert!(said.contains("theme werf") && said.contains("<?each elswhere?>"), "{said}");
}

#[test]
fn a_theme_without_words_for_a_mistake_is_refused_by_name() {
    let files = ["nl", "fr", "en", "de"].map(|language| format!("phrases/{language}.yaml"));
    let said = with_theme(&files.each_ref().map(String::as_str), "    not_an_id:", "    not_a_number:");

    assert!(said.contains("words.fault.not_an_id.any"), "{said}");
}

/// What a build says with a theme in some of whose files one text stands for another.
fn with_theme(files: &[&str], old: &str, new: &str) -> String {
    let world = World::with_samples();
    let themes = world.path("themes");
    for (path, bytes) in tree(&root().join("themes")) {
        must(fs::create_dir_all(themes.join(&path).parent().unwrap_or(Path::new("."))), &path);
        must(fs::write(themes.join(&path), bytes), &path);
    }
    for file in files {
        let path = themes.join("gevel").join(file);
        let text = must(fs::read_to_string(&path), file);
        assert!(text.contains(old), "{file} is changed");
        must(fs::write(&path, text.replace(old, new)), file);
    }

    let output = world.gevel(&["build"]);

    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn mails_to_partners_have_all_their_words_in_every_language() {
    for language in Language::ALL {
        let path = format!("_gevel/mail/{language}.json");
        let words: MailWords = must(serde_json::from_str(&WORLD.page(&path)), &path);
        assert_eq!(words.language, *language);
        for key in MailKey::ALL {
            assert!(words.labels.get(key).is_some(), "{path}: {key}");
            if let Some(field) = key.field() {
                let choices = words.choices.get(&field).cloned().unwrap_or_default();
                assert!(field.options().iter().all(|wire| choices.get(*wire).is_some()), "{path}: {field}");
            }
        }
        for event in [&words.created, &words.updated, &words.erased, &words.restricted] {
            assert!(!event.subject.contains([':', '.']) && event.intro.ends_with('.'), "{path}: {event:?}");
        }
    }
}

#[test]
fn a_visitor_whose_message_is_looked_at_first_is_told_the_truth() {
    for (slug, languages) in SAMPLES {
        let terms = contract(slug).terms().clone();
        for language in *languages {
            let page = WORLD.document(&format!("{slug}/{language}/checking/index.html"));
            assert_eq!(page.count("meta[name=robots][content=noindex]"), 1, "{slug} {language}");
            let words = page.text("main");
            assert!(words.contains(&terms.partner.name) && words.contains(&terms.operator.name), "{slug} {language}");
            assert_eq!(page.count("main a[href^='tel:+']"), 1, "{slug} {language}");
        }
    }
}
