//! Themes that build on one another, made in a folder of the test.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use leads::Language;
use tempfile::TempDir;

use super::{Part, Shelf, Theme};
use crate::color::{Accent, Ground};

/// A folder of themes; the first is whole, with the fewest words and templates there can be.
struct Themes(TempDir);

impl Themes {
    fn new() -> Self {
        let themes = Self(TempDir::new().unwrap());
        themes.write("whole/theme.yaml", "name: Whole\naccent: \"#224466\"\n");
        themes.write("whole/assets/theme.css", "body { background: url(icon.svg) }\n");
        themes.write("whole/assets/answer.css", "form { color: red }\n");
        themes.write("whole/assets/icon.svg", "<svg/>");
        for language in Language::ALL {
            themes.write(&format!("whole/phrases/{language}.yaml"), "skip: skip\nwords:\n  one: one\n  two: two\n");
        }
        for name in
            ["landing", "unit", "answer", "document", "thanks", "subscription", "article", "chooser", "list", "404"]
        {
            themes.write(&format!("whole/templates/{name}.html"), "{% extends \"base.html\" %}");
        }
        themes.write("whole/templates/base.html", "<b>{% block main %}whole{% endblock main %}</b>");
        themes
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn load(&self, name: &str) -> Theme {
        Theme::load(self.0.path(), name).unwrap()
    }

    fn mistake(&self, name: &str) -> String {
        let told = Theme::load(self.0.path(), name).err().unwrap().to_string();
        told.replace(&self.0.path().display().to_string(), "themes")
    }
}

fn rendered(theme: &Theme, template: &str) -> String {
    theme.tera.render(template, &tera::Context::new()).unwrap()
}

#[test]
fn a_card_is_all_that_a_theme_needs_of_its_own() {
    let themes = Themes::new();
    themes.write("thin/theme.yaml", "name: Thin\nbased_on: whole\n");
    let (thin, whole) = (themes.load("thin"), themes.load("whole"));

    assert_eq!(thin.lineage, ["thin", "whole"]);
    assert_eq!(thin.stylesheet, whole.stylesheet);
    assert_eq!(thin.assets, whole.assets);
    assert_eq!(thin.traits, whole.traits);
    assert_eq!(thin.phrases(Language::Dutch).text("words.one"), "one");
}

#[test]
fn what_is_nearer_stands_in_for_what_is_further() {
    let themes = Themes::new();
    themes.write("middle/theme.yaml", "name: Middle\nbased_on: whole\nground: plain\nneeds: [accent]\n");
    themes.write("middle/phrases/nl.yaml", "words: {two: twee}\n");
    themes.write("middle/templates/thanks.html", "middle");
    themes.write(
        "near/theme.yaml",
        "name: Near\nbased_on: middle\naccent: \"#fc0\"\noffers: [facade]\nneeds: [facade]\n",
    );
    themes.write("near/phrases/nl.yaml", "words: {one: een}\n");
    themes.write("near/assets/icon.svg", "<svg id=\"near\"/>");
    let near = themes.load("near");

    let words = near.phrases(Language::Dutch);
    assert_eq!(["skip", "words.one", "words.two"].map(|key| words.text(key)), ["skip", "een", "twee"]);
    assert_eq!(near.phrases(Language::French).text("words.one"), "one");
    assert_eq!(rendered(&near, "thanks.html"), "middle");
    assert!(near.address("icon.svg").unwrap().starts_with("/assets/near/icon."));
    assert!(near.stylesheet.contains("/assets/near/icon."));
    assert_eq!(near.traits.accent, Accent::parse("#fc0").ok());
    assert_eq!(near.traits.ground, Ground::Plain);
    assert_eq!(near.traits.offers, [Part::Facade]);
    assert_eq!(near.traits.needs, [Part::Accent, Part::Facade]);
}

#[test]
fn a_theme_adds_to_a_sheet_or_has_one_of_its_own() {
    let themes = Themes::new();
    themes.write("adds/theme.yaml", "name: Adds\nbased_on: whole\n");
    themes.write("adds/assets/more.css", "p { margin: 0 }\n");
    themes.write("own/theme.yaml", "name: Own\nbased_on: adds\n");
    themes.write("adds/assets/pages.css", "i { margin: 0 }\n");
    themes.write("own/assets/theme.css", "q { margin: 0 }\n");
    themes.write("own/assets/more.css", "s { margin: 0 }\n");
    themes.write("own/assets/pages.css", "u { margin: 0 }\n");

    assert!(themes.load("adds").stylesheet.starts_with("body { background: url(/assets/whole/icon."));
    assert!(themes.load("adds").stylesheet.ends_with("p { margin: 0 }"));
    assert_eq!(
        themes.load("adds").pages_stylesheet,
        themes.load("adds").stylesheet,
        "`pages.css` goes with `theme.css`"
    );
    assert_eq!(themes.load("own").stylesheet, "q { margin: 0 }s { margin: 0 }");
    assert_eq!(themes.load("own").pages_stylesheet, "q { margin: 0 }u { margin: 0 }s { margin: 0 }");
    assert_eq!(themes.load("own").answer_stylesheet, "form { color: red }");
}

#[test]
fn a_script_has_the_words_it_says_in_every_language() {
    let themes = Themes::new();
    themes.write("says/theme.yaml", "name: Says\nbased_on: whole\n");
    themes.write("says/assets/form.js", "say(\"phrases.words.one\"[lang], \"phrase\")");
    themes.write("asks/theme.yaml", "name: Asks\nbased_on: whole\n");
    themes.write("asks/assets/form.js", "say(\"phrases.words.three\")");

    let says = themes.load("says");
    let script = says.assets.iter().find(|(path, _)| path.contains("/form.")).map(|(_, script)| script.as_slice());

    let words = r#"{"de":"one","en":"one","fr":"one","nl":"one"}"#;
    assert_eq!(script, Some(format!("say({words}[lang], \"phrase\")").as_bytes()));
    assert!(themes.mistake("asks").contains("form.js asks for the phrase `words.three`, which does not exist"));
}

#[test]
fn a_block_of_a_template_can_be_changed_alone() {
    let themes = Themes::new();
    themes.write("one/theme.yaml", "name: One\nbased_on: whole\n");
    themes.write("one/templates/base.html", "{% extends \"whole/base.html\" %}{% block main %}one{% endblock main %}");

    assert_eq!(rendered(&themes.load("one"), "landing.html"), "<b>one</b>");
}

#[test]
fn a_theme_that_is_based_on_itself_by_a_detour_is_refused() {
    let themes = Themes::new();
    themes.write("one/theme.yaml", "name: One\nbased_on: two\n");
    themes.write("two/theme.yaml", "name: Two\nbased_on: one\n");
    themes.write("self/theme.yaml", "name: Self\nbased_on: self\n");
    themes.write("child/theme.yaml", "name: Child\nbased_on: one\n");

    let circle = "this goes round in a circle: `one`, based on `two`, based on `one`";
    assert!(themes.mistake("one").contains(circle), "{}", themes.mistake("one"));
    assert!(themes.mistake("child").contains(circle), "{}", themes.mistake("child"));
    assert!(themes.mistake("self").contains("`self`, based on `self`"), "{}", themes.mistake("self"));
}

#[test]
fn a_slip_in_a_card_is_told_with_its_place_and_the_nearest_name() {
    let themes = Themes::new();
    for (card, told) in [
        ("name: Slip\nbased-on: whole\n", "Did you mean `based_on`?"),
        ("name: Slip\nbased_on: hole\n", "Did you mean `whole`?"),
        ("name: Slip\nbased_on: whole\noffers: [articels]\n", "Did you mean `articles`?"),
        ("name: Slip\nbased_on: whole\nground: plane\n", "Did you mean `plain`?"),
        ("name: Slip\nbased_on: whole\naccent: brick\n", "`brick` is not a colour"),
        ("based_on: whole\n", "`name` is missing"),
    ] {
        themes.write("slip/theme.yaml", card);
        let mistake = themes.mistake("slip");
        assert!(mistake.contains(told) && mistake.contains("themes/slip/theme.yaml"), "{card}:\n{mistake}");
    }
}

#[test]
fn a_phrase_keeps_its_form() {
    let themes = Themes::new();
    themes.write("slip/theme.yaml", "name: Slip\nbased_on: whole\n");
    themes.write("slip/phrases/nl.yaml", "words: woorden\n");

    assert!(themes.mistake("slip").contains("slip/phrases/nl.yaml: `words` is a single phrase in one theme"));
}

#[test]
fn a_new_phrase_is_there_in_every_language() {
    let themes = Themes::new();
    themes.write("slip/theme.yaml", "name: Slip\nbased_on: whole\n");
    themes.write("slip/phrases/nl.yaml", "words: {three: drie}\n");

    assert!(themes.mistake("slip").ends_with("lacks `words.three`, which another language has; add it there"));
}

#[test]
fn a_theme_by_itself_is_whole() {
    let themes = Themes::new();
    themes.write("alone/theme.yaml", "name: Alone\n");
    assert!(
        themes.mistake("alone").contains("themes/alone/templates lacks `landing.html`"),
        "{}",
        themes.mistake("alone")
    );
    assert!(themes.mistake("none").contains("there is no theme `none`"));
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let themes = Themes::new();
    let shelf = Shelf::read(&themes.0.path().join("whole"));

    assert!(Theme::take(&shelf, "../whole").is_err());
    assert!(Theme::take(&Shelf::read(Path::new("/nowhere")), "whole").is_err());
}
