//! The frame of every page: head, language links, footer.

use leads::Language;
use serde::Serialize;

use super::Link;
use crate::format::language_name;
use crate::project::company::{Company, Operator};
use crate::theme::Phrases;

/// Everything around the content of a page.
#[derive(Debug, Serialize)]
pub struct Frame {
    /// The page's language.
    pub lang: Language,
    /// Head.
    pub head: Head,
    /// The same page in each language.
    pub languages: Vec<LanguageLink>,
    /// Where the name at the top leads.
    pub home: Home,
    /// Foot.
    pub footer: Footer,
}

impl Frame {
    /// The frame of a page that none of the language links leads to.
    #[must_use]
    pub fn beside(mut self) -> Self {
        for language in &mut self.languages {
            language.current = false;
        }
        self
    }
}

/// What stands in the head of the document.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "HTML's own words")]
pub struct Head {
    pub title: String,
    pub description: String,
    pub canonical: Option<String>,
    pub alternates: Vec<Alternate>,
    pub noindex: bool,
    pub image: Option<ShareImage>,
    pub json_ld: Option<String>,
}

/// The page in another language.
#[derive(Debug, Serialize)]
pub struct Alternate {
    lang: String,
    href: String,
}

impl Alternate {
    /// Language tag, or `x-default`.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Absolute address.
    pub fn href(&self) -> &str {
        &self.href
    }
}

/// The picture that networks show.
#[derive(Debug, Serialize)]
pub struct ShareImage {
    /// Absolute address.
    pub url: String,
    /// What is seen.
    pub alt: String,
}

/// A link to a language.
#[derive(Debug, Serialize)]
pub struct LanguageLink {
    code: Language,
    name: &'static str,
    href: String,
    current: bool,
}

/// The name at the top.
#[derive(Debug, Serialize)]
pub struct Home {
    /// Words.
    pub name: String,
    /// Address.
    pub href: String,
    /// Logo, if any.
    pub logo: Option<Logo>,
}

/// A logo with the size it is drawn at.
#[derive(Debug, Clone, Serialize)]
pub struct Logo {
    /// Address.
    pub src: String,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Name of the company.
    pub alt: String,
}

/// The foot of a page.
#[derive(Debug, Serialize)]
pub struct Footer {
    /// Who runs the page.
    pub operator: FooterCompany,
    /// Whose project it is.
    pub partner: Option<FooterCompany>,
    /// Notice, legal notice, cookies, rights.
    pub links: Vec<Link>,
    /// Version of the notice.
    pub notice_version: Option<String>,
    /// Day of the data.
    pub updated: Option<String>,
}

/// A company at the foot of a page.
#[derive(Debug, Serialize)]
pub struct FooterCompany {
    name: String,
    lines: Vec<String>,
}

/// Where a page stands in every language it exists in.
pub struct Addresses<'a> {
    /// Address of the site, without a slash at the end.
    pub base_url: &'a str,
    /// Path of the page by language; the first language is the default.
    pub paths: Vec<(Language, String)>,
    /// The language of this page.
    pub current: Language,
}

impl Addresses<'_> {
    /// Absolute address of this page.
    pub fn canonical(&self) -> Option<String> {
        self.paths.iter().find(|(language, _)| *language == self.current).map(|(_, path)| self.absolute(path))
    }

    /// Absolute address of a path within the site.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Each language with its address, also where it is the only one: beside pages in other languages that says which this
    /// is. The first one is for readers of none of them.
    pub fn alternates(&self) -> Vec<Alternate> {
        let each = self
            .paths
            .iter()
            .map(|(language, path)| Alternate { lang: language.wire().to_owned(), href: self.absolute(path) });
        let default =
            self.paths.first().map(|(_, path)| Alternate { lang: "x-default".to_owned(), href: self.absolute(path) });
        each.chain(default).collect()
    }

    /// Links for the reader; none when there is one language.
    pub fn language_links(&self) -> Vec<LanguageLink> {
        self.paths
            .iter()
            .map(|(language, path)| LanguageLink {
                code: *language,
                name: language_name(*language),
                href: path.clone(),
                current: *language == self.current,
            })
            .collect()
    }
}

/// How many characters of a title search results show.
const TITLE_SHOWN: usize = 65;
/// How many characters of a description they show.
const DESCRIPTION_SHOWN: usize = 160;

/// The first of these titles that search results show whole, or else as many words of the last as they do.
pub(super) fn fitting(titles: &[String]) -> String {
    if let Some(title) = titles.iter().find(|title| title.chars().count() <= TITLE_SHOWN) {
        return title.clone();
    }
    titles.last().map(|title| cut(title, TITLE_SHOWN)).unwrap_or_default()
}

/// As many whole words of a text as `most` characters hold; all of it, if it is no longer.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most).collect();
    let words = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ':', ';', '.', ' ']))
}

impl Head {
    /// The head of a page that search engines may show.
    pub fn indexed(title: String, description: &str, addresses: &Addresses<'_>) -> Self {
        Self {
            title,
            description: cut(description, DESCRIPTION_SHOWN),
            canonical: addresses.canonical(),
            alternates: addresses.alternates(),
            noindex: false,
            image: None,
            json_ld: None,
        }
    }

    /// The head of a page that they may not.
    pub fn hidden(title: String, description: String) -> Self {
        Self { title, description, canonical: None, alternates: Vec::new(), noindex: true, image: None, json_ld: None }
    }
}

impl FooterCompany {
    /// The data a company must show (WER art. XII.6; companies code art. 2:20).
    pub fn of(company: &Company, phrases: &Phrases) -> Self {
        let language = phrases.language();
        let mut lines = vec![company.legal_name.clone(), company.address.line()];
        let number = format!("{} {}", phrases.text("words.company.number"), company.enterprise_number);
        let number = if company.vat {
            format!("{number}, {}\u{a0}BE\u{a0}{}", phrases.text("words.company.vat"), company.enterprise_number)
        } else {
            number
        };
        lines.push(number);
        lines.extend(company.court.get(&language).cloned());
        lines.push(format!("{} · {}", company.phone, company.email));
        Self { name: company.name.clone(), lines }
    }

    /// The company lines alone.
    pub fn lines(self) -> Vec<String> {
        self.lines
    }
}

/// The pages of the operator in one language.
pub fn legal_links(operator: &Operator, language: Language, phrases: &Phrases) -> Vec<Link> {
    ["legal", "cookies", "rights"].map(|page| own_page(operator, page, language, phrases)).into()
}

/// The page on which the operator says how to exercise one's rights.
pub(super) fn rights_link(operator: &Operator, language: Language, phrases: &Phrases) -> Link {
    own_page(operator, "rights", language, phrases)
}

fn own_page(operator: &Operator, page: &str, language: Language, phrases: &Phrases) -> Link {
    Link {
        href: format!("/{}/{page}/", operator.in_language(language)),
        text: phrases.text(&format!("words.links.{page}")),
    }
}

impl Operator {
    /// The language itself if the operator's own pages exist in it, otherwise their first.
    pub fn in_language(&self, language: Language) -> Language {
        if self.languages.contains(&language) { language } else { self.languages.first().copied().unwrap_or(language) }
    }
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_title_is_the_fullest_that_search_results_show() {
        let long = "Wohnungsbaugenossenschaftsquartier Veerhuisstraat an der Lys".to_owned();

        assert_eq!(fitting(&[format!("{long}, Neubauwohnungen"), long.clone()]), long);
        assert_eq!(
            fitting(&[format!("Datenschutzerklärung {long}")]),
            "Datenschutzerklärung Wohnungsbaugenossenschaftsquartier…"
        );
    }
}
