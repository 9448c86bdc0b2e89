//! Articles: one number, a file for each language.

use std::collections::{BTreeMap, BTreeSet};

use leads::Language;

use super::read::RawArticle;
use crate::markdown::{Story, story};
use crate::problem::{Problem, Problems};
use crate::source::Place;

/// An article in all languages of its project.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its number: the order on the page.
    pub number: u8,
    /// Slug and story by language.
    pub versions: BTreeMap<Language, (String, Story)>,
}

/// Checks that each article exists in each language and reads its text.
pub(crate) fn check_articles(
    raw: Vec<RawArticle>,
    languages: &[Language],
    links: &[String],
    problems: &mut Problems,
) -> Vec<Article> {
    let mut articles: BTreeMap<u8, Article> = BTreeMap::new();
    let mut places: BTreeMap<u8, Place> = BTreeMap::new();
    let mut faulty = BTreeSet::new();
    for article in raw {
        let place = Place::whole(article.file);
        if !languages.contains(&article.language) {
            let message = format!("this article is not used: `{}` is not in `languages`", article.language);
            problems.add(Problem::warning("M-14", place, message).help("Add it there, or remove this file."));
            continue;
        }
        places.entry(article.number).or_insert(place);
        let entry =
            articles.entry(article.number).or_insert(Article { number: article.number, versions: BTreeMap::new() });
        if entry.versions.contains_key(&article.language) {
            problems.add(
                Problem::error(
                    "M-14",
                    place,
                    format!("article {:02} is there twice in `{}`", article.number, article.language),
                )
                .help("Give one of the two another number."),
            );
            continue;
        }
        match story(&article.text, place, links, problems) {
            Some(story) => {
                entry.versions.insert(article.language, (article.slug, story));
            }
            // It is there, but not as it should be, which was noted.
            None => {
                faulty.insert((article.number, article.language));
            }
        }
    }
    for (number, article) in &articles {
        let absent =
            |language: &&Language| !article.versions.contains_key(language) && !faulty.contains(&(*number, **language));
        for language in languages.iter().filter(absent) {
            let place = places.get(number).copied().unwrap_or_default();
            problems.add(
                Problem::error("M-02", place, format!("article {number:02} has no text in `{language}`")).help(
                    format!("Add `articles/{number:02}-….{language}.md`, or remove the article in every language."),
                ),
            );
        }
    }
    articles.into_values().collect()
}
