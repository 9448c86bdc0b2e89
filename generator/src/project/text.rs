//! The words of one language, checked against what the project's facts need words for.

use std::collections::BTreeMap;

use leads::Language;

use super::raw::{RawCaption, RawText};
use crate::markdown::{self, Html};
use crate::nearest::{instead, nearest};
use crate::problem::{Problem, Problems};
use crate::source::{At, FileId, Files, Named, Place, Written, missing, need_text};

/// All words of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Headline of the page.
    pub tagline: String,
    /// One or two sentences under it.
    pub lead: String,
    /// For search engines and share cards.
    pub summary: String,
    /// What the municipality is called in this language, where that is not its name in the address.
    pub municipality: Option<String>,
    /// By file name.
    pub photos: BTreeMap<String, Caption>,
    /// By file name.
    pub plans: BTreeMap<String, Caption>,
    /// About the surroundings.
    pub location: Option<Html>,
    /// Names of places one travels to.
    pub travel: BTreeMap<String, String>,
    /// Names of buildings.
    pub buildings: BTreeMap<String, String>,
    /// A word on progress.
    pub timeline_note: Option<String>,
    /// What the price holds.
    pub price_included: Vec<String>,
    /// What it does not.
    pub price_excluded: Vec<String>,
    /// Materials and technique.
    pub materials: Vec<(String, String)>,
    /// What buyers ask, with the answer.
    pub questions: Vec<(String, Html)>,
}

/// Words of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    /// What is seen, for those who do not see it.
    pub alt: String,
    /// What one should know about it.
    pub caption: Option<String>,
}

/// What the facts need words for.
pub(crate) struct Needs<'a> {
    pub photos: &'a [String],
    pub plans: &'a [String],
    pub travel: &'a [String],
    pub buildings: &'a [String],
    pub links: &'a [String],
    /// The files as written, in which the exact place of a mistake is looked up.
    pub sources: &'a Files,
    /// Prices are shown, so that what is not in them must be said (rule L-22).
    pub prices: bool,
}

/// Checks the words of one language.
pub(crate) fn check_text(
    language: Language,
    file: FileId,
    raw: RawText,
    needs: &Needs<'_>,
    problems: &mut Problems,
) -> Option<Text> {
    let block = Place::whole(file);
    let tagline = need_text(raw.tagline, "tagline", block, "Wonen waar de Leie vertraagt", problems);
    let lead =
        need_text(raw.lead, "lead", block, "Appartementen met zicht op de Leie, vlak bij het station.", problems);
    let summary = need_text(raw.summary, "summary", block, "Nieuwe appartementen aan de Leie in Gent.", problems);
    for (text, key, most) in [(&tagline, "tagline", 90), (&lead, "lead", 400), (&summary, "summary", 170)] {
        if let Some(text) = text {
            too_long(text, key, most, problems);
        }
    }
    let photos = captions("photos", language, block, raw.photos, needs.photos, problems);
    let plans = captions("plans", language, block, raw.plans, needs.plans, problems);
    let travel = names("travel", language, block, raw.travel, needs.travel, problems);
    let buildings = names("buildings", language, block, raw.buildings, needs.buildings, problems);
    if needs.prices && raw.price_excluded.is_empty() {
        let help = "Add `price_excluded:` with what comes on top, such as the costs of the deed.";
        let message = format!("prices are shown, but nothing says in `{language}` what is not in them");
        problems.add_missing("price_excluded", block, Problem::error("L-22", block, message).help(help));
    }
    let mut html = |text: &At<String>| markdown::render(text, needs.links, needs.sources, problems);
    let location = raw.location.as_ref().map(&mut html);
    let questions: Vec<_> = raw.questions.into_iter().map(|entry| (entry.place, entry.value)).collect();
    let answers: Vec<_> = questions.iter().map(|(_, entry)| entry.answer.as_ref().map(&mut html)).collect();
    let questions: Vec<_> = questions
        .into_iter()
        .zip(answers)
        .filter_map(|((place, entry), answer)| {
            let question = need_text(entry.question, "question", place, "\"Is there VAT on the price?\"", problems);
            if answer.is_none() {
                problems.add_missing("answer", place, missing("answer", place, "\"…\""));
            }
            Some((question?.value, answer?))
        })
        .collect();
    let materials: Vec<_> = raw
        .materials
        .into_iter()
        .filter_map(|entry| {
            let term = need_text(entry.value.term, "term", entry.place, "Heating", problems);
            let text = need_text(entry.value.text, "text", entry.place, "\"…\"", problems);
            Some((term?.value, text?.value))
        })
        .collect();
    Some(Text {
        tagline: tagline?.value,
        lead: lead?.value,
        summary: summary?.value,
        municipality: raw.municipality.map(|name| name.value),
        photos: photos?,
        plans: plans?,
        location,
        travel: travel?,
        buildings: buildings?,
        timeline_note: raw.timeline_note.map(|note| note.value),
        price_included: values(raw.price_included),
        price_excluded: values(raw.price_excluded),
        materials,
        questions,
    })
}

fn values(list: Vec<At<String>>) -> Vec<String> {
    list.into_iter().map(|entry| entry.value).collect()
}

fn too_long(text: &At<String>, key: &str, most: usize, problems: &mut Problems) {
    let length = text.chars().count();
    if length > most {
        problems.add(
            Problem::warning(
                "M-03",
                text.place,
                format!("`{key}` has {length} characters; search results and phones show at most about {most}"),
            )
            .help("Shorten it."),
        );
    }
}

/// Captions for exactly the files the project has.
fn captions(
    key: &str,
    language: Language,
    top: Place,
    raw: Written<Named<At<RawCaption>>>,
    files: &[String],
    problems: &mut Problems,
) -> Option<BTreeMap<String, Caption>> {
    let example = "{alt: \"what is seen\"}";
    let (written, mut complete) = exactly(key, language, top, raw, files, example, problems);
    let mut captions = BTreeMap::new();
    for (file, entry) in files.iter().filter_map(|file| Some((file, written.get(file)?))) {
        let alt = need_text(entry.value.alt.clone(), "alt", entry.place, "\"what is seen\"", problems);
        complete &= alt.is_some();
        if let Some(alt) = alt {
            captions.insert(
                file.clone(),
                Caption { alt: alt.value, caption: entry.value.caption.clone().map(|caption| caption.value) },
            );
        }
    }
    complete.then_some(captions)
}

/// Names for exactly the keys the project uses.
fn names(
    key: &str,
    language: Language,
    top: Place,
    raw: Written<Named<At<String>>>,
    needed: &[String],
    problems: &mut Problems,
) -> Option<BTreeMap<String, String>> {
    let (written, complete) = exactly(key, language, top, raw, needed, "\"its name\"", problems);
    let name = |name: &String| Some((name.clone(), written.get(name)?.value.clone()));
    complete.then(|| needed.iter().filter_map(name).collect())
}

/// What is written for each name the project has; and whether that is all of them and no other.
fn exactly<T>(
    key: &str,
    language: Language,
    top: Place,
    raw: Written<Named<T>>,
    needed: &[String],
    example: &str,
    problems: &mut Problems,
) -> (Named<T>, bool) {
    let block = raw.as_ref().map_or(top, |raw| raw.place);
    let written = raw.map(|raw| raw.value).unwrap_or_default();
    let mut right = !problems.is_unread(key, top);
    let mut absent: Vec<&String> = needed.iter().filter(|name| written.get(name).is_none()).collect();
    for name in written.names().filter(|name| !needed.contains(&name.value)) {
        let help = match absent.as_slice() {
            [] => "Remove it, or list it in `project.yaml`.".to_owned(),
            absent => instead(name, absent.iter().map(|name| name.as_str())),
        };
        // A misspelt name is one mistake, not two.
        let meant = nearest(name, absent.iter().map(|name| name.as_str())).map(str::to_owned);
        absent.retain(|name| Some(*name) != meant.as_ref());
        let message = format!("`{key}` has words for `{}`, which the project does not have", name.value);
        problems.add(Problem::error("M-04", name.place, message).help(help));
        right = false;
    }
    let told = problems.is_unread(key, top);
    for name in absent.into_iter().filter(|_| !told) {
        let message = format!("`{key}` has no words in `{language}` for `{name}`");
        let help = format!("Add `{name}: {example}` under `{key}`.");
        problems.add_missing(name, block, Problem::error("M-02", block, message).help(help));
        right = false;
    }
    (written, right)
}
