//! What an answer page shows.

use leads::Language;
use leads::answer::{AnswerPage, AnswerPageError, Note};
use leads::contract::Slug;

use crate::sample::{HTML, Shown, page, page_of, rejection, words};

#[test]
fn each_fault_is_told_at_its_field_and_those_without_one_after_them() {
    let rejection = rejection(&[("given_name", ""), ("email", "x@y"), ("stranger", "1"), ("language", "en")]);

    let shown = Shown::of(&page().with_faults(&rejection.typed, &rejection.faults));

    assert_eq!(shown.texts("#summary a"), ["Fill in first name {most}.", "not_an_email: e-mail"]);
    assert_eq!(shown.attribute("#summary li:first-child a", "href").as_deref(), Some("#f-given-name"));
    assert_eq!(shown.attribute("[name=given_name]", "aria-invalid").as_deref(), Some("true"));
    // The last name, the choice, the notice's version and the stranger have no place here, and the same words.
    assert_eq!(shown.texts(".elsewhere"), ["Send it again."]);
    assert!(shown.texts(".note").is_empty());
}

#[test]
fn what_was_typed_ticked_and_chosen_is_still_there() {
    let typed = [
        ("given_name", "Zoë \"Zo\" O'Neil"),
        ("email", "zoe@example.com"),
        ("contact_preference", "phone"),
        ("unit", "A <1>"),
        ("features", "lift"),
        ("features", "garden"),
        ("message", "\r\n\r\nTwo lines down </textarea>"),
    ];
    let rejection = rejection(&typed);

    let shown = Shown::of(&page().with_faults(&rejection.typed, &rejection.faults));

    assert_eq!(shown.attribute("[name=given_name]", "value").as_deref(), Some("Zoë \"Zo\" O'Neil"));
    assert_eq!(shown.attribute("[name=email]", "value").as_deref(), Some("zoe@example.com"));
    assert_eq!(shown.attribute("[checked][type=radio]", "value").as_deref(), Some("phone"));
    assert_eq!(shown.attribute("[selected]", "value").as_deref(), Some("A <1>"));
    assert_eq!(shown.all("[name=features][checked]").len(), 2);
    assert_eq!(shown.texts("textarea"), ["\n\nTwo lines down </textarea>"]);
}

#[test]
fn a_note_stands_alone_and_keeps_the_text() {
    let rejection = rejection(&[("given_name", "Zoë")]);

    for &note in Note::ALL {
        let shown = Shown::of(&page().with_note(Some(&rejection.typed), note));
        assert_eq!(shown.texts(".note").concat().trim(), note.wire());
        assert!(shown.all("#summary").is_empty(), "nothing is wrong with what was typed");
        assert_eq!(shown.attribute("[name=given_name]", "value").as_deref(), Some("Zoë"));
        assert_eq!(page().note_text(note), format!("It is {note}."));
    }
    let shown = Shown::of(&page().with_note(None, Note::Unreadable));
    assert_eq!(shown.attribute("[name=given_name]", "value").as_deref(), Some(""));
}

#[test]
fn a_page_comes_back_from_its_file() {
    let page = page();
    let rejection = rejection(&[("email", "x")]);

    let read = AnswerPage::from_json(&page.to_json()).unwrap();

    assert_eq!(read.to_json(), page.to_json());
    assert_eq!((read.policy(), read.language()), ("default-src 'none'", Language::English));
    assert_eq!(
        read.with_faults(&rejection.typed, &rejection.faults),
        page.with_faults(&rejection.typed, &rejection.faults)
    );
    assert_eq!(AnswerPage::path(&Slug::new("leie-oever").unwrap(), Language::French), "_gevel/leie-oever/fr.json");
}

#[test]
fn a_file_of_another_program_or_changed_by_hand_is_refused() {
    let json = page().to_json();
    let newer = json.replace("\"schema\": 1", "\"schema\": 2");
    let strange = json.replace("\"schema\": 1", "\"schema\": 1,\n  \"colour\": \"red\"");
    let misspelt = json.replace("<?value email?>", "<?value emial?>");

    assert!(matches!(AnswerPage::from_json(&newer), Err(AnswerPageError::Schema { found: 2, known: 1 })));
    assert!(matches!(AnswerPage::from_json(&strange), Err(AnswerPageError::Unreadable(_))));
    assert!(matches!(AnswerPage::from_json("{}"), Err(AnswerPageError::Unreadable(_))));
    let error = AnswerPage::from_json(&misspelt).unwrap_err();
    assert_eq!(error.to_string(), "there is no slot `<?value emial?>` in this place");
}

#[test]
fn a_page_without_a_place_for_a_note_is_refused_by_its_name() {
    let error = page_of(&HTML.replace("if note closed", "if faults"), words()).unwrap_err();

    assert_eq!(error.to_string(), "the page lacks `<?if note closed?>`, so it would not tell a visitor why");
}
