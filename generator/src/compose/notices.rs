//! The pages of all versions of all privacy notices: what somebody was once shown stays readable at its own address.

use leads::Language;
use rayon::prelude::*;

use super::{Context, frame, render_all};
use crate::color::Tokens;
use crate::notice::{self, Document, Edition};
use crate::page::{self, Addresses, Head, Page};
use crate::project::Catalog;
use crate::render::Renderer;
use crate::site::{Content, Site, SiteError};
use crate::theme::{SITE_THEME, Theme};

impl Context<'_> {
    /// Every version of every notice: its files as they are, and a page in each of its languages.
    pub(super) fn notices(&self) -> Result<Site, SiteError> {
        let Catalog { operator, register, editions, .. } = self.catalog;
        let theme = self.theme(SITE_THEME)?;
        let renderer = Renderer::new(theme, &Tokens::on(theme.traits.ground, operator.accent));
        let steps: Vec<_> =
            editions.histories().flat_map(|(_, history)| history.steps().map(move |step| (history, step))).collect();
        let parts: Vec<Result<Site, SiteError>> = steps
            .par_iter()
            .map(|(history, step)| {
                let mut site = Site::default();
                let edition = step.edition;
                let folder = format!("{}/{}", notice::FOLDER, edition.version);
                let mut pages = Vec::new();
                for language in edition.notice.texts.keys() {
                    let document = history.kept(step, register, operator, *language);
                    let path = format!("{folder}/{language}/index.html");
                    pages.extend(document.map(|document| self.notice_page(edition, &document, path, *language, theme)));
                }
                let first = operator.languages.first().copied().unwrap_or(Language::English);
                let path = format!("{folder}/index.html");
                let choice = notice::languages(edition, first);
                pages.extend(choice.map(|document| self.notice_page(edition, &document, path, first, theme)));
                render_all(pages, &renderer, &mut site)?;
                for (name, text) in &edition.files {
                    site.put(format!("{folder}/{name}"), Content::Bytes(text.clone().into_bytes()));
                }
                Ok(site)
            })
            .collect();
        let mut site = Site::default();
        for part in parts {
            site.merge(part?);
        }
        Ok(site)
    }

    /// A page about one version of a notice. Search engines are to find the present one, at its project.
    fn notice_page(
        &self,
        edition: &Edition,
        document: &Document,
        path: String,
        language: Language,
        theme: &Theme,
    ) -> Page {
        let own = self.catalog.operator.in_language(language);
        let paths = edition.notice.texts.keys().map(|language| (*language, edition.path(*language))).collect();
        let addresses = Addresses { base_url: self.base_url, paths, current: language };
        let name = edition.version.as_str();
        page::document_page(document, path, &addresses, name, |head| {
            let head = Head::hidden(head.title, head.description);
            frame(head, &addresses, self.site_home(own), self.site_footer(theme.phrases(language)))
        })
    }
}
