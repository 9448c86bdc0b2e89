//! Which projects a site has, as its sitemap tells everybody.

use std::collections::BTreeSet;

use leads::Language;

/// A page of a project in one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ProjectPage {
    pub(super) slug: String,
    pub(super) language: Language,
}

impl ProjectPage {
    /// Where it stands.
    pub(super) fn path(&self) -> String {
        format!("/{}/{}/", self.slug, self.language)
    }

    /// Where its privacy notice stands.
    pub(super) fn notice(&self) -> String {
        format!("/{}/{}/privacy/", self.slug, self.language)
    }
}

/// The landing pages that a sitemap lists. Error: it is not a sitemap.
pub(super) fn project_pages(xml: &str) -> Result<BTreeSet<ProjectPage>, roxmltree::Error> {
    let document = roxmltree::Document::parse(xml)?;
    let addresses = document.descendants().filter(|node| node.has_tag_name("loc")).filter_map(|node| node.text());
    Ok(addresses.filter_map(project_page).collect())
}

/// Only the path counts: a site may be looked at under another name than the one it was built for.
fn project_page(address: &str) -> Option<ProjectPage> {
    let (_, rest) = address.trim().split_once("://")?;
    let (_, path) = rest.split_once('/')?;
    match path.split('/').collect::<Vec<_>>().as_slice() {
        [slug, language, ""] => {
            let is_slug = slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            let language = Language::from_wire(language).filter(|_| is_slug && Language::from_wire(slug).is_none())?;
            Some(ProjectPage { slug: (*slug).to_owned(), language })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::project_pages;

    #[test]
    fn projects_are_told_from_other_pages() {
        let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc>https://a.example/</loc></url>
            <url><loc>https://a.example/nl/privacy/</loc></url>
            <url><loc>https://a.example/fr/</loc></url>
            <url><loc>https://a.example/leiehof/</loc></url>
            <url><loc>https://a.example/leiehof/nl/</loc></url>
            <url><loc>https://a.example/leiehof/nl/buurt/</loc></url>
            <url><loc>https://a.example/leiehof/fr/</loc></url></urlset>"#;
        let pages: Vec<_> = project_pages(xml).unwrap().iter().map(super::ProjectPage::notice).collect();
        assert_eq!(pages, ["/leiehof/nl/privacy/", "/leiehof/fr/privacy/"]);
        assert!(project_pages("<html>").is_err());
    }
}
