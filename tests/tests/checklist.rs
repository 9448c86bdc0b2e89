//! What the law wants people to be told (GDPR art. 12 to 14, 21, 26; Belgian law), item by item, looked for where people
//! read it: in the pages of every sample, in each of its languages. And the register behind them: take anything out of
//! it, and somebody is told what to put back.

use std::fs;

use gevel::notice::read_register;
use gevel::problem::Problems;
use gevel::source::Files;
use leads::Language;
use tests::{Document, World, must, plain, root};

/// The languages in the order of the columns below.
const LANGUAGES: [&str; 4] = ["nl", "fr", "en", "de"];

/// The samples, with the name and contact of the partner, as its notice must name them.
const SAMPLES: [(&str, &[&str], &str, &str); 3] = [
    ("residentie-leiehof", &["nl", "fr", "en", "de"], "Leiebouw NV", "privacy@leiebouw.example"),
    ("terrasses-du-lac", &["nl", "fr", "en"], "Brabant Habitat SA", "privacy@brabant-habitat.example"),
    ("kanaalpark", &["nl", "en"], "Kanaal Vastgoed BV", "privacy@kanaal-vastgoed.example"),
];

/// An item, the part of the notice that tells it, and words that must stand there in Dutch, French, English and German.
/// `{partner}` and `{partner_privacy}` stand for those of the sample.
type Item = (&'static str, &'static str, [&'static str; 4]);

const EVERYWHERE: &[Item] = &[
    ("N-10", "who", ["Huisvinder BV"; 4]),
    ("N-10", "who", ["Zetterskaai 12, 9000 Gent"; 4]),
    ("N-10", "who", ["privacy@huisvinder.example"; 4]),
    ("N-10", "who", ["beslissen samen", "décident ensemble", "decide together", "entscheiden gemeinsam"]),
    ("N-11", "who", ["{partner}"; 4]),
    ("N-11", "who", ["{partner_privacy}"; 4]),
    ("N-11", "arrangement", ["Dit is de kern", "En voici l’essentiel", "In essence", "Im Wesentlichen"]),
    ("N-11", "arrangement", ["eerst terecht bij", "d’abord à", "turn first to", "zuerst an"]),
    ("N-11", "arrangement", ["bij elk van beide", "chacun des deux", "either of them", "bei beiden"]),
    ("N-12", "who", ["niet aangesteld", "non désigné", "none appointed", "nicht benannt"]),
    (
        "N-13",
        "purposes",
        ["Uw aanvraag beantwoorden", "Répondre à votre demande", "Answering your enquiry", "Ihre Anfrage beantworten"],
    ),
    (
        "N-13",
        "purposes",
        ["artikel 6.1.b AVG", "article 6.1.b du RGPD", "Article 6(1)(b)", "Artikel 6 Absatz 1 Buchstabe b"],
    ),
    (
        "N-13",
        "purposes",
        ["artikel 6.1.c AVG", "article 6.1.c du RGPD", "Article 6(1)(c)", "Artikel 6 Absatz 1 Buchstabe c"],
    ),
    (
        "N-14",
        "purposes",
        ["artikel 6.1.f AVG", "article 6.1.f du RGPD", "Article 6(1)(f)", "Artikel 6 Absatz 1 Buchstabe f"],
    ),
    (
        "N-14",
        "purposes",
        [
            "Het raakt u dus nauwelijks",
            "L’effet sur vous est donc minime",
            "So it hardly affects you",
            "Es berührt Sie also kaum",
        ],
    ),
    ("N-15", "purposes", ["{partner}"; 4]),
    ("N-15", "recipients", ["{partner}"; 4]),
    ("N-15", "recipients", ["Cloudflare, Inc."; 4]),
    ("N-16", "transfers", ["besluit 2021/914", "décision 2021/914", "Decision 2021/914", "Beschluss 2021/914"]),
    (
        "N-16",
        "transfers",
        [
            "Een kopie van die waarborgen",
            "une copie de ces garanties",
            "a copy of those safeguards",
            "Eine Kopie dieser Garantien",
        ],
    ),
    ("N-17", "purposes", ["1 jaar (365 dagen)", "1 an (365 jours)", "1 year (365 days)", "1 Jahr (365 Tage)"]),
    ("N-17", "purposes", ["5 jaar (1826 dagen)", "5 ans (1826 jours)", "5 years (1826 days)", "5 Jahre (1826 Tage)"]),
    ("N-18", "rights", ["Inzage:", "Accès :", "Access:", "Auskunft:"]),
    ("N-18", "rights", ["Verbetering:", "Rectification :", "Correction:", "Berichtigung:"]),
    ("N-18", "rights", ["Wissen:", "Effacement :", "Deletion:", "Löschung:"]),
    ("N-18", "rights", ["Beperking:", "Limitation :", "Restriction:", "Einschränkung:"]),
    ("N-18", "rights", ["Overdracht:", "Portabilité :", "Portability:", "Übertragung:"]),
    ("N-18", "rights", ["Bezwaar:", "Opposition :", "Objection:", "Widerspruch:"]),
    ("N-19", "objection", ["zonder reden", "sans donner de raison", "without giving a reason", "ohne Begründung"]),
    ("N-20", "withdrawal", ["op elk moment", "à tout moment", "at any time", "jederzeit"]),
    (
        "N-20",
        "withdrawal",
        [
            "Wat we voordien deden, blijft geldig",
            "Ce que nous avons fait auparavant reste valable",
            "What we did before remains valid",
            "Was wir vorher getan haben, bleibt gültig",
        ],
    ),
    (
        "N-21",
        "complaint",
        [
            "Gegevensbeschermingsautoriteit",
            "Autorité de protection des données",
            "Data Protection Authority",
            "Datenschutzbehörde",
        ],
    ),
    ("N-21", "complaint", ["+32 2 274 48 00"; 4]),
    ("N-21", "complaint", ["CNIL"; 4]),
    (
        "N-22",
        "data",
        [
            "Zonder de verplichte gegevens",
            "Sans les données obligatoires",
            "Without the mandatory details",
            "Ohne die Pflichtangaben",
        ],
    ),
    ("N-22", "data", ["verplicht", "obligatoire", "mandatory", "Pflicht"]),
    ("N-22", "data", ["facultatief", "facultatif", "optional", "freiwillig"]),
    (
        "N-23",
        "automated",
        [
            "we maken geen profiel",
            "nous n’établissons pas de profil",
            "we build no profile",
            "wir erstellen kein Profil",
        ],
    ),
    (
        "N-24",
        "later",
        ["vooraf weten", "nous vous le dirions d’abord", "we will tell you beforehand", "sagen wir Ihnen das vorher"],
    ),
    ("N-25", "source", ["binnen een maand", "dans le mois", "within a month", "innerhalb eines Monats"]),
    (
        "N-26",
        "about",
        ["gratis op papier", "gratuitement sur papier", "on paper, free of charge", "kostenlos auf Papier"],
    ),
    ("N-27", "rights", ["binnen één maand", "dans le mois", "within one month", "innerhalb eines Monats"]),
    ("N-27", "rights", ["redelijke twijfel", "doute raisonnable", "reasonable doubt", "begründetem Zweifel"]),
    ("N-28", "purposes", ["voornaam", "prénom", "first name", "Vorname"]),
    ("N-29", "cookies", ["geen cookies", "ni cookies", "no cookies", "keine Cookies"]),
    ("N-30", "about", ["2 november 2026", "2 novembre 2026", "2 November 2026", "2. November 2026"]),
    ("N-30", "about", ["Alle versies", "Toutes les versions", "All versions", "Alle Fassungen"]),
    ("N-31", "minors", ["jonger dan 18", "moins de 18 ans", "under 18", "jünger als 18"]),
    ("N-32", "company", ["0654.321.913"; 4]),
    ("N-32", "company", ["RPR Gent", "RPM Gand", "RLE Ghent", "RJP Gent"]),
    ("N-32", "company", ["info@huisvinder.example"; 4]),
    ("N-33", "marketing", ["apart een vakje", "cochez une case", "tick a separate box", "eigenes Kästchen"]),
    ("N-33", "marketing", ["Telefoon:", "Téléphone :", "Phone:", "Telefon:"]),
    ("N-33", "marketing", ["sms", "SMS", "text messages", "SMS"]),
    (
        "N-33",
        "marketing",
        ["Reclameplatforms:", "Plateformes publicitaires :", "Advertising platforms:", "Werbeplattformen:"],
    ),
];

#[test]
fn every_item_of_the_checklist_stands_in_every_notice_in_every_language() {
    let world = World::with_samples();
    world.build();
    let mut missing = Vec::new();
    for (slug, languages, partner, partner_privacy) in SAMPLES {
        for &language in languages {
            let page = world.document(&format!("{slug}/{language}/privacy/index.html"));
            let column = LANGUAGES.iter().position(|known| *known == language).unwrap_or_default();
            for (item, part, words) in EVERYWHERE {
                let words = words.get(column).copied().unwrap_or_default();
                let words = words.replace("{partner}", partner).replace("{partner_privacy}", partner_privacy);
                if !page.text(&format!("[id='{part}']")).contains(&plain(&words)) {
                    missing.push(format!("{item} in {slug}/{language}, #{part}: {words}"));
                }
            }
            layered(&page, &format!("{slug}/{language}"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_table_has_every_item_from_ten_to_thirty_three() {
    for number in 10..=33 {
        let item = format!("N-{number}");
        assert!(EVERYWHERE.iter().any(|(known, ..)| *known == item), "{item}");
    }
}

/// Short first, then whole; the right to object, and nothing else, is set apart (N-19, N-26).
fn layered(page: &Document, whose: &str) {
    assert_eq!(page.count(".page > .lead"), 5, "{whose}: the short layer");
    assert_eq!(page.values("section:has(.emphasis)", "id"), ["objection"], "{whose}");
    let parts = page.values(".prose > section", "id");
    let listed: Vec<String> =
        page.values("main nav a", "href").iter().map(|href| href.trim_start_matches('#').to_owned()).collect();
    assert_eq!(parts, listed, "{whose}: the contents lead to every part");
}

/// What may go without breaking anything, and why.
const FREE: &[(&str, &str)] = &[
    ("changes:", "the operator's own words: what the facts tell is computed all the same"),
    ("optional: true", "consent can always be declined; the key only says so aloud"),
    (
        "- id: similar_projects",
        "whoever mails nobody about other projects has nothing to tell; a form that asks is refused",
    ),
    ("- id: newsletter", "whoever sends no newsletter has nothing to tell; a form that asks is refused"),
    ("- id: events", "whoever holds no events has nothing to tell"),
];

/// These use fields of the form and data beside them, and say so under two keys. Whether one of both alone would be the
/// truth only the operator knows; once published, the notice does not change unnoticed.
const BOTH: [(&str, &str); 3] =
    [("proof", "data:"), ("statistics", "data:"), ("statistics", "fields: [contact_preference, language]")];

#[test]
fn whatever_is_taken_out_of_the_register_is_asked_back_by_name() {
    let text = must(fs::read_to_string(root().join("projects/privacy.yaml")), "privacy.yaml");
    assert_eq!(told(&text), "", "the sample is sound");
    let lines: Vec<&str> = text.lines().collect();
    let mut taken = 0;
    for (number, line) in lines.iter().enumerate() {
        let entry = line.trim_start();
        if entry.is_empty() || entry.starts_with('#') {
            continue;
        }
        let (without, purpose) = without(&lines, number);
        let told = told(&without);
        let free = FREE.iter().any(|(known, _)| *known == entry) || BOTH.contains(&(purpose.as_str(), entry));
        let name = entry.trim_start_matches("- ").split(':').next().unwrap_or_default();
        // An item of a list is asked back by its own name or by what it did; a key by its name; words by their language.
        let asked_back = if entry.starts_with("- ") {
            let asked = ["is missing", "no purpose answers", "is neither a processor", "a list is expected"];
            asked.iter().any(|words| told.contains(words))
        } else {
            told.contains(&format!("`{name}")) || told.contains(&format!("{name}:")) || told.contains("no contract")
        };
        if free {
            assert_eq!(told, "", "line {}: `{entry}` is thought to be free", number + 1);
        } else {
            assert!(asked_back, "line {}: nobody asks `{entry}` back, but: {told}", number + 1);
        }
        taken += 1;
    }
    assert!(taken > 300, "only {taken} entries");
}

/// The text without the entry that begins on this line, and the purpose it belongs to.
fn without(lines: &[&str], number: usize) -> (String, String) {
    let line = lines.get(number).copied().unwrap_or_default();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let inside = |other: &&str| other.is_empty() || depth(other) > depth(line);
    let below = lines.iter().skip(number + 1).take_while(|other| inside(other)).count();
    let kept = lines.iter().take(number).chain(lines.iter().skip(number + 1 + below));
    let purpose = lines.iter().take(number).rev().find_map(|line| line.strip_prefix("  - id: ")).unwrap_or_default();
    (kept.copied().collect::<Vec<_>>().join("\n") + "\n", purpose.to_owned())
}

/// Every error about a register, with its help.
fn told(text: &str) -> String {
    let folder = must(tempfile::TempDir::new(), "a folder");
    let path = folder.path().join("privacy.yaml");
    must(fs::write(&path, text), "privacy.yaml");
    let (mut files, mut problems) = (Files::default(), Problems::default());
    drop(read_register(&path, Some(Language::ALL), &mut files, &mut problems));
    let lines =
        problems.iter().map(|problem| format!("{} {}\n", problem.message, problem.help.as_deref().unwrap_or_default()));
    lines.collect()
}
