//! Privacy notices through time: what was published stays readable word for word at its own address, no version changes
//! unnoticed, and what changed between two is told.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tests::{Document, World, changed, files_below, must, plain, tree};

/// The earlier version of the sample that stories are told of.
const PROJECT: &str = "residentie-leiehof";
const LANGUAGES: [&str; 4] = ["nl", "fr", "en", "de"];

#[test]
fn the_version_a_contract_names_is_readable_at_its_own_address_in_every_language() {
    let world = World::with_samples();
    world.build();
    for slug in ["residentie-leiehof", "terrasses-du-lac", "kanaalpark"] {
        let contract: Value = must(serde_json::from_str(&world.page(&format!("_gevel/{slug}.json"))), slug);
        let notices = contract.pointer("/terms/notice").and_then(Value::as_object).cloned().unwrap_or_default();
        assert!(!notices.is_empty(), "{slug}");
        for (language, notice) in notices {
            let version = notice.get("version").and_then(Value::as_str).unwrap_or_default();
            let own = world.document(&format!("notices/{version}/{language}/index.html"));
            let shown = world.document(&format!("{slug}/{language}/privacy/index.html"));
            // The version that applies says so in front; everything else is the same.
            let (own, shown) = (own.texts(".prose section"), shown.texts(".prose section"));
            assert_eq!(own, shown, "{slug} {language}");
        }
    }
}

#[test]
fn a_version_is_the_hash_of_the_files_at_its_address() {
    let world = World::with_samples();
    world.build();
    let versions = versions(&world.out().join("site/notices"));
    assert_eq!(versions.len(), 5, "three present ones and two earlier: {versions:?}");
    for version in versions {
        let folder = world.out().join("site/notices").join(&version);
        let files = files_below(&folder).into_iter().filter(|file| tests::has_ending(file, "json"));
        let bytes: Vec<u8> = files.flat_map(|file| must(fs::read(folder.join(&file)), &file)).collect();

        assert_eq!(version.rsplit('-').next(), Some(first_digits(&bytes).as_str()), "{version}");
    }
}

#[test]
fn an_earlier_version_keeps_its_text_when_the_content_moves_on() {
    let world = World::with_samples();
    let version = earlier(&world);
    world.build();
    let path = format!("notices/{version}/nl/index.html");
    let before = world.document(&path).texts(".prose section");

    world.edit("privacy.yaml", "\ndate: 2026-11-02", "\ndate: 2026-11-20");
    world.edit("privacy.yaml", "      nl: Uw aanvraag beantwoorden", "      nl: Antwoorden op uw vraag");
    must(fs::remove_dir_all(world.content().join(PROJECT)), "the project goes");
    world.build();

    assert_eq!(world.document(&path).texts(".prose section"), before);
    assert!(world.document(&path).words().contains("het project staat niet meer op deze site"));
    assert!(!world.site().contains_key(&format!("{PROJECT}/nl/privacy/index.html")));
}

#[test]
fn the_notice_tells_what_changed_since_the_version_before_in_every_language() {
    let world = World::with_samples();
    let version = earlier(&world);
    world.build();
    let told = [
        ("nl", ["15 juni 2026", "Nieuw gebruik: “Tellen, zonder namen”.", "gaat niet meer naar: Postkoets BV"]),
        ("fr", ["15 juin 2026", "Nouvelle utilisation : « Compter, sans noms ».", "plus transmises à Postkoets BV"]),
        ("en", ["15 June 2026", "New use: “Counting, without names”.", "no longer goes to: Postkoets BV"]),
        ("de", ["15. Juni 2026", "Neue Verwendung: „Zählen, ohne Namen“.", "geht nicht mehr an: Postkoets BV"]),
    ];
    for (language, words) in told {
        let notice = world.document(&format!("{PROJECT}/{language}/privacy/index.html"));
        let list = world.document(&format!("{language}/notices/index.html"));
        for (page, about) in [(notice.text("#about"), "notice"), (list.text(&format!("[id='{PROJECT}']")), "list")] {
            for word in words.map(plain) {
                assert!(page.contains(&word), "{about} {language}: {word}\n{page}");
            }
            assert!(page.contains("730") && page.contains("365"), "{about} {language}: {page}");
        }
        let link = format!("/notices/{version}/{language}/");
        assert!(notice.values("#about a", "href").contains(&link), "{language}");
        let old = world.document(&format!("notices/{version}/{language}/index.html"));
        let newer = old.values(".lead a", "href");
        assert!(newer.iter().any(|href| href.starts_with("/notices/2026-11-02-")), "{language}: {newer:?}");
        assert_eq!(old.value("meta[name=robots]", "content"), "noindex");
    }
}

#[test]
fn the_date_of_a_notice_stands_at_its_foot_in_full() {
    let world = World::with_samples();
    world.build();
    for language in LANGUAGES {
        let page = world.document(&format!("{PROJECT}/{language}/privacy/index.html"));
        assert_eq!(page.value("main footer time", "datetime"), "2026-11-02", "{language}");
    }
}

#[test]
fn publishing_keeps_what_is_not_kept_yet_and_nothing_twice() {
    let world = World::with_samples();
    world.build();
    assert_eq!(published(&world), [false, false, false]);

    let output = world.gevel(&["notice", "publish"]);

    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(versions(&world.content().join("notices")).len(), 5);
    let before = tree(&world.content());
    assert!(world.gevel(&["notice", "publish"]).status.success());
    assert_eq!(changed(&before, &tree(&world.content())), [""; 0]);
    let site = world.site();
    world.build();
    assert_eq!(published(&world), [true, true, true]);
    assert_eq!(changed(&site, &world.site()), [""; 0], "the archive says what the content says");
}

#[test]
fn a_published_notice_does_not_change_under_the_same_date() {
    let world = World::with_samples();
    assert!(world.gevel(&["notice", "publish"]).status.success());
    world.build();
    let before = world.site();
    world.edit("privacy.yaml", "      en: Answering your enquiry", "      en: Answering your questions");

    let output = world.try_build(&[]);

    let told = said(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for words in ["error N-30", "projects/privacy.yaml:3:7", "`date` is still 2026-11-02", "gevel notice publish"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert!(told.contains("Answering your questions"), "it shows what differs: {told}");
    // The notices of projects; the site's own changes its picture with the first project that can be built.
    let pages = |path: &String| path.split('/').skip(2).any(|folder| folder == "privacy");
    assert_eq!(changed(&before, &world.site()).into_iter().filter(pages).collect::<Vec<_>>(), [""; 0]);

    world.edit("privacy.yaml", "\ndate: 2026-11-02", "\ndate: 2026-11-22");
    world.build();
    let versions = versions(&world.out().join("site/notices"));
    assert_eq!(versions.iter().filter(|version| version.starts_with("2026-11-22-")).count(), 3, "{versions:?}");
    assert_eq!(versions.iter().filter(|version| version.starts_with("2026-11-02-")).count(), 3, "{versions:?}");
}

#[test]
fn one_more_question_on_a_form_needs_a_new_date_too_and_only_for_that_project() {
    let world = World::with_samples();
    assert!(world.gevel(&["notice", "publish"]).status.success());
    let form = "ask: [unit, purchase_period, call_window]";
    world.edit("kanaalpark/project.yaml", form, "ask: [unit, purchase_period, call_window, postal_code]");

    let told = said(&world.gevel(&["check"]));

    assert!(told.contains("the privacy notice of `kanaalpark` is no longer what was published"), "{told}");
    world.edit("privacy.yaml", "\ndate: 2026-11-02", "\ndate: 2026-11-22");
    assert!(world.gevel(&["notice", "publish"]).status.success());
    let versions = versions(&world.content().join("notices"));
    let new: Vec<_> = versions.iter().filter(|version| version.starts_with("2026-11-22-")).collect();
    assert_eq!(new.len(), 1, "a new day says nothing new about the others: {versions:?}");
}

#[test]
fn a_project_that_takes_no_enquiries_any_more_keeps_the_notice_of_those_it_took() {
    let world = World::with_samples();
    assert!(world.gevel(&["notice", "publish"]).status.success());
    world.build();
    let path = "kanaalpark/nl/privacy/index.html";
    let before = world.page(path);
    world.edit("kanaalpark/project.yaml", "{until: 2028-12-31}", "{until: 2026-11-22}");

    world.build();

    assert_eq!(world.document("kanaalpark/nl/index.html").count("form input[name=email]"), 0);
    assert_eq!(world.page(path), before);
}

#[test]
fn verify_proves_every_version_and_betrays_a_changed_byte() {
    let world = World::with_samples();
    let version = earlier(&world);
    let sound = world.gevel(&["notice", "verify"]);
    assert_eq!(sound.status.code(), Some(0), "{}", said(&sound));
    let lines = printed(&sound);
    assert_eq!(lines.lines().count(), 5, "{lines}");
    assert!(lines.lines().all(|line| line.contains("  matches  ")), "{lines}");

    for file in ["nl.json", "notice.json"] {
        let path = world.content().join("notices").join(&version).join(file);
        let text = must(fs::read_to_string(&path), file);
        must(fs::write(&path, text.replacen("Leiehof", "Leiehoi", 1)), file);

        let output = world.gevel(&["notice", "verify", &version]);

        assert_eq!(output.status.code(), Some(1), "{file}");
        let told = printed(&output);
        assert!(told.contains("  differs  somebody changed this notice") && told.contains("git checkout"), "{told}");
        let build = world.try_build(&[]);
        assert_eq!(build.status.code(), Some(1), "nothing is built from a changed archive");
        assert!(said(&build).contains("error N-30"), "{}", said(&build));
        must(fs::write(&path, text), file);
        assert_eq!(world.gevel(&["notice", "verify", &version]).status.code(), Some(0), "{file} is as it was");
    }
    let gone = world.content().join("notices").join(&version).join("fr.json");
    must(fs::remove_file(gone), "fr.json");
    assert_eq!(world.gevel(&["notice", "verify", &version]).status.code(), Some(1));
}

#[test]
fn verify_knows_the_present_version_and_no_invented_one() {
    let world = World::with_samples();
    world.build();
    let present = must(versions(&world.out().join("site/notices")).into_iter().next_back().ok_or("none"), "a version");

    let output = world.gevel(&["notice", "verify", &present]);

    assert_eq!(output.status.code(), Some(0));
    assert!(printed(&output).contains("not in the archive yet"), "{}", printed(&output));
    world.edit("privacy.yaml", "      nl: Uw aanvraag beantwoorden", "      nl: Antwoorden op uw vraag");
    assert_eq!(world.gevel(&["notice", "verify", &present]).status.code(), Some(1), "it was never kept, and is gone");
    assert_eq!(world.gevel(&["notice", "verify", "2020-01-01-00000000"]).status.code(), Some(1));
}

#[test]
fn the_record_of_processing_tells_all_that_article_30_asks() {
    let world = World::with_samples();
    let output = world.gevel(&["notice", "record", "--out", "paper"]);
    assert!(output.status.success(), "{}", said(&output));

    let page = must(fs::read_to_string(world.path("paper/record.html")), "record.html");
    let sheet = must(fs::read_to_string(world.path("paper/record.csv")), "record.csv");
    let register = must(fs::read_to_string(world.content().join("privacy.yaml")), "privacy.yaml");
    let document = Document::of(&page);
    assert_eq!(document.value("html", "lang"), "nl", "the operator's first language");
    let words = document.words();
    let purposes: Vec<&str> =
        register.split("\npurposes:").nth(1).unwrap_or_default().split("\n  - id: ").skip(1).collect();
    assert_eq!(document.count("#activities h3"), purposes.len());
    assert_eq!(sheet.matches("\r\n").count(), purposes.len() + 1, "a row for each purpose");
    let everywhere = [
        "Huisvinder BV",
        "privacy@huisvinder.example",
        "Leiebouw NV",
        "privacy@leiebouw.example",
        "versie 1 van 10 februari 2026",
        "wie het formulier van een project invult",
        "voornaam; naam; e-mailadres",
        "Cloudflare, Inc. (de Verenigde Staten)",
        "besluit 2021/914",
        "1 jaar (365 dagen) na het laatste contact erover",
        "artikel 6, lid 1, b) AVG",
        "LIA-01, 2026-01-20",
        "Verbindingen alleen via TLS",
        "niet aangesteld",
    ];
    for word in everywhere {
        assert!(words.contains(word), "record.html: {word}\n{words}");
        assert!(sheet.contains(word), "record.csv: {word}\n{sheet}");
    }
    for purpose in purposes {
        let id = purpose.split('\n').next().unwrap_or_default();
        assert!(sheet.lines().any(|line| line.starts_with(&format!("{id},"))), "{id}");
    }
    let processors = must(fs::read_to_string(world.path("paper/processors.csv")), "processors.csv");
    assert!(processors.contains("\"Cloudflare, Inc.\",de Verenigde Staten") && processors.contains("2026-01-12"));
    world.build();
    assert!(!world.site().keys().any(|path| path.contains("record")), "it is no page of the site");
}

#[test]
fn the_record_speaks_every_language() {
    let world = World::with_samples();
    let mut titles = BTreeSet::new();
    for language in LANGUAGES {
        let words = ["notice", "record", "--out", "paper", "--language", language];
        assert!(world.gevel(&words).status.success(), "{language}");
        for file in ["paper/record.html", "paper/processors.html"] {
            let page = Document::of(&must(fs::read_to_string(world.path(file)), file));
            assert_eq!(page.value("html", "lang"), language);
            assert!(!page.words().contains(['{', '}']), "{language} {file}");
            titles.insert(page.text("h1"));
        }
    }
    assert_eq!(titles.len(), 8, "{titles:?}");
}

/// The one earlier version of the project's notice.
fn earlier(world: &World) -> String {
    let folder = world.content().join("notices");
    let of_project = |version: &String| {
        let facts = must(fs::read_to_string(folder.join(version).join("notice.json")), version);
        facts.contains(&format!("\"project\": \"{PROJECT}\""))
    };
    let found: Vec<_> = versions(&folder).into_iter().filter(of_project).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.concat()
}

/// The names of the folders in a folder.
fn versions(folder: &Path) -> Vec<String> {
    let names: BTreeSet<String> =
        files_below(folder).iter().filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
    names.into_iter().collect()
}

/// Whether the notice of each project is in the archive, as the report of the build tells.
fn published(world: &World) -> Vec<bool> {
    let report = must(fs::read_to_string(world.out().join("report.json")), "report.json");
    let report: Value = must(serde_json::from_str(&report), "JSON");
    let projects = report.get("projects").and_then(Value::as_array).cloned().unwrap_or_default();
    projects.iter().map(|project| project.pointer("/notice/published") == Some(&true.into())).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The first eight hexadecimal digits of the SHA-256.
fn first_digits(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(bytes);
    format!("{:08x}", digest.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte)))
}
