//! From checked content to pages and files: everything a site holds, decided here, made later.

mod notices;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leads::Language;
use leads::answer::AnswerPage;
use leads::checking::CheckingPage;
use leads::contract::Slug;
use leads::relay::MailWords;
use leads::rights::RightsPages;
use leads::subscription::{SubscriptionPage, SubscriptionWords};
use rayon::prelude::*;

use crate::brochure::{self, Brochures};
use crate::color::Tokens;
use crate::edge;
use crate::notice;
use crate::page::{self, Addresses, Around, Footer, FooterCompany, Frame, Head, Home, Logo, Page, Received};
use crate::project::company::{Company, Operator};
use crate::project::{Catalog, PlanPicture, Project};
use crate::render::Renderer;
use crate::share_picture::ShareOrder;
use crate::site::{Content, Site, SiteError};
use crate::theme::{Phrases, SITE_THEME, Theme, short_hash};

/// Themes by name, loaded once.
pub type Themes = BTreeMap<String, Theme>;

/// Composes and renders every page. Projects are worked in parallel; what each gives is put together in their order.
/// `brochures` are those that were made: a page that offers one says how heavy it is.
pub fn compose(catalog: &Catalog, themes: &Themes, base_url: &str, brochures: &Brochures) -> Result<Site, SiteError> {
    let mut site = Site::default();
    for theme in themes.values() {
        for (path, bytes) in &theme.assets {
            site.put(path.clone(), Content::Bytes(bytes.clone()));
        }
    }
    let operator_logo = logo(&catalog.operator.company, &mut site)?;
    let context = Context { catalog, themes, base_url, brochures, operator_logo };
    let parts: Vec<Result<Site, SiteError>> =
        catalog.projects.par_iter().map(|project| context.project(project)).collect();
    for part in parts {
        site.merge(part?);
    }
    site.merge(context.site_pages()?);
    site.merge(context.notices()?);
    let missing: BTreeSet<String> = themes.values().flat_map(Theme::missing_phrases).collect();
    if !missing.is_empty() {
        return Err(SiteError::Phrases(missing.into_iter().collect()));
    }
    site.finish(base_url)?;
    Ok(site)
}

/// The folder of the page on rights.
const RIGHTS: &str = "rights";

struct Context<'a> {
    catalog: &'a Catalog,
    themes: &'a Themes,
    base_url: &'a str,
    brochures: &'a Brochures,
    operator_logo: Option<Logo>,
}

impl Context<'_> {
    fn theme(&self, name: &str) -> Result<&Theme, SiteError> {
        self.themes.get(name).ok_or_else(|| SiteError::Theme(name.to_owned()))
    }

    /// All pages and files of one project.
    fn project(&self, project: &Arc<Project>) -> Result<Site, SiteError> {
        let mut site = Site::default();
        let theme = self.theme(&project.theme)?;
        let project = &theme.traits.shown(project);
        let operator = &self.catalog.operator;
        let tokens = Tokens::on(theme.traits.ground, theme.traits.accent_of(project));
        let renderer = Renderer::new(theme, &tokens);
        let form = notice::form_of(project).ok_or_else(|| SiteError::Contract(project.slug.clone()))?;
        let history = self.catalog.editions.history(&project.slug);
        let history = history.ok_or_else(|| SiteError::Contract(project.slug.clone()))?;
        let version = history.latest().map(|edition| edition.version.clone()).unwrap_or_default();
        let slug = Slug::new(&project.slug).map_err(|_| SiteError::Contract(project.slug.clone()))?;
        let place = edge::Place { catalog: self.catalog, base_url: self.base_url, project, slug: &slug };
        let partner_logo = logo(&project.partner.company, &mut site)?;
        for plan in &project.plans {
            if let PlanPicture::Drawing { svg, .. } = &plan.picture {
                site.put(page::drawing_path(project, plan, svg), Content::Bytes(svg.clone().into_bytes()));
            }
        }
        for language in &project.languages {
            let phrases = theme.phrases(*language);
            let around = Around {
                operator: &operator.company.name,
                base_url: self.base_url,
                register: &self.catalog.register,
                notice_version: &version,
                partner_logo: partner_logo.clone(),
            };
            let frame = |below: &str| {
                let addresses = page::project_addresses(project, self.base_url, *language, below);
                let footer = self.project_footer(project, &version, phrases);
                move |head: Head| frame(head, &addresses, home(project, *language), footer)
            };
            let document = history.present(&self.catalog.register, operator, *language);
            let document = document.ok_or_else(|| SiteError::Contract(project.slug.clone()))?;
            let privacy = page::project_addresses(project, self.base_url, *language, "privacy/");
            let mut pages = vec![page::document_page(
                &document,
                format!("{}/{language}/privacy/index.html", project.slug),
                &privacy,
                &project.name,
                |head| {
                    let image = page::share_image(project, *language, &privacy);
                    frame("privacy/")(Head { image, ..head })
                },
            )];
            let brochure = self.brochure(project, *language, phrases, &mut site);
            for received in [Received::Accepted, Received::Held] {
                let frame = frame(&received.below());
                let brochure = brochure.clone();
                pages.push(page::received_page(received, project, operator, brochure, frame, phrases));
            }
            if let Some(turnstile) = &operator.turnstile {
                let name = &operator.company.name;
                let frame = frame(&Received::Held.below());
                let waits = page::received_page(Received::Held, project, operator, brochure, frame, phrases);
                let path = CheckingPage::path(&slug, *language);
                let checking = page::checking_page(waits, path.clone(), project, name, turnstile, phrases);
                let checking = edge::checking(&checking, self.base_url, &renderer)?;
                site.put(path, Content::Bytes(checking.into_bytes()));
            }
            let path = AnswerPage::path(&slug, *language);
            let answer = page::answer_page(project, &around, path.clone(), frame(""), phrases);
            let answer = edge::answer(&answer, page::answer_words(&form, project, phrases), &renderer)?;
            site.put(path, Content::Bytes(answer.into_bytes()));
            pages.extend(page::landing_page(project, &around, frame(""), phrases));
            let in_place = |head: Head, addresses: &Addresses<'_>| {
                let footer = self.project_footer(project, &version, phrases);
                crate::compose::frame(head, addresses, home(project, *language), footer)
            };
            pages.extend(page::unit_pages(project, &around, in_place, phrases));
            for article in &project.articles {
                pages.extend(page::article_page(article, project, self.base_url, in_place, phrases));
            }
            render_all(pages, &renderer, &mut site)?;
            site.put(
                page::share_path(project, *language),
                Content::Share(Box::new(ShareOrder::of(project, &tokens.light, phrases))),
            );
        }
        if let Some(first) = project.languages.first() {
            let phrases = theme.phrases(*first);
            let footer = self.project_footer(project, &version, phrases);
            let addresses = page::project_addresses(project, self.base_url, *first, "");
            let chooser = page::chooser_page(
                project,
                self.base_url,
                |head| frame(head, &addresses, home(project, *first), footer),
                phrases,
            );
            render_all(vec![chooser], &renderer, &mut site)?;
        }
        // A project that takes no enquiries any more says so, instead of being unknown all of a sudden.
        site.put(slug.contract_path(), Content::Bytes(edge::contract(&place, form, &version)?.into_bytes()));
        Ok(site)
    }

    /// Puts the brochure beside the pages, if there is one, and gives the link to it.
    fn brochure(
        &self,
        project: &Project,
        language: Language,
        phrases: &Phrases,
        site: &mut Site,
    ) -> Option<page::Link> {
        let bound = self.brochures.get(&(project.slug.clone(), language))?;
        let path = brochure::path(&project.slug, language);
        let link = page::Link { href: format!("/{path}"), text: page::brochure_link(bound.bytes, phrases) };
        site.put(path, Content::Kept(bound.key.clone()));
        Some(link)
    }

    /// List of projects, documents of the operator, not found.
    fn site_pages(&self) -> Result<Site, SiteError> {
        let mut site = Site::default();
        let theme = self.theme(SITE_THEME)?;
        let operator = &self.catalog.operator;
        let renderer = Renderer::new(theme, &Tokens::on(theme.traits.ground, operator.accent));
        let name = &operator.company.name;
        for language in Language::ALL {
            let words = edge::mail_words(theme.phrases(*language))?;
            site.put(MailWords::path(*language), Content::Bytes(words.into_bytes()));
            let phrases = theme.phrases(*language);
            let words = edge::subscription_words(phrases, name)?;
            site.put(SubscriptionWords::path(*language), Content::Bytes(words.into_bytes()));
            let path = SubscriptionPage::path(*language);
            let nowhere = Addresses { base_url: self.base_url, paths: Vec::new(), current: *language };
            let home = self.site_home(operator.in_language(*language));
            let footer = self.site_footer(phrases);
            let page = page::subscription_page(path.clone(), name, |head| frame(head, &nowhere, home, footer), phrases);
            site.put(path, Content::Bytes(edge::subscription(&page, &renderer)?.into_bytes()));
        }
        let mut partners: Vec<_> = self.catalog.projects.iter().map(|project| &*project.partner).collect();
        partners.sort_by(|a, b| a.id.cmp(&b.id));
        partners.dedup_by(|a, b| a.id == b.id);
        for (index, language) in operator.languages.iter().enumerate() {
            let phrases = theme.phrases(*language);
            let register = &self.catalog.register;
            let documents = [
                ("legal", notice::legal(operator, *language)),
                ("cookies", notice::cookies(operator, *language)),
                (RIGHTS, notice::rights(register, operator, &partners, *language)),
                ("privacy", notice::site_privacy(register, operator, *language)),
                (notice::FOLDER, notice::versions(&self.catalog.editions, register, operator, *language)),
            ];
            let mut pages: Vec<Page> = documents
                .iter()
                .map(|(folder, document)| {
                    let addresses = self.site_addresses(*language, &format!("{folder}/"));
                    let path = format!("{language}/{folder}/index.html");
                    let page = page::document_page(document, path, &addresses, name, |head| {
                        let image = page::site_image(&self.catalog.projects, *language, &addresses);
                        let head = Head { image, ..head };
                        frame(head, &addresses, self.site_home(*language), self.site_footer(phrases))
                    });
                    if *folder == RIGHTS { page::rights_page(page, page::Asking::First, phrases) } else { page }
                })
                .collect();
            let rights = notice::rights(register, operator, &partners, *language);
            self.rights(&rights, &renderer, phrases, &mut site)?;
            let addresses = self.list_addresses(*language);
            let path = if index == 0 { "index.html".to_owned() } else { format!("{language}/index.html") };
            pages.push(page::list_page(
                &self.catalog.projects,
                name,
                path,
                &addresses,
                |head| frame(head, &addresses, self.site_home(*language), self.site_footer(phrases)),
                phrases,
            ));
            if index == 0 {
                let words = operator.languages.iter().map(|language| theme.phrases(*language));
                let nowhere = Addresses { base_url: self.base_url, paths: Vec::new(), current: *language };
                pages.push(page::not_found_page(
                    words,
                    |head| frame(head, &nowhere, self.site_home(*language), self.site_footer(phrases)),
                    phrases,
                ));
            }
            render_all(pages, &renderer, &mut site)?;
        }
        Ok(site)
    }

    /// What is answered to people who use their rights: drawn here, filled in where it is answered.
    fn rights(
        &self,
        document: &notice::Document,
        renderer: &Renderer<'_>,
        phrases: &Phrases,
        site: &mut Site,
    ) -> Result<(), SiteError> {
        let (language, name) = (phrases.language(), &self.catalog.operator.company.name);
        let (path, addresses) = (RightsPages::path(language), self.site_addresses(language, &format!("{RIGHTS}/")));
        let framed = |head: Head| frame(head, &addresses, self.site_home(language), self.site_footer(phrases));
        let again = page::document_page(document, path.clone(), &addresses, name, |head| {
            let title = format!("{}, {name}", page::rights_title(phrases));
            framed(Head::hidden(title, head.description)).beside()
        });
        let again = page::rights_page(again, page::Asking::Again, phrases);
        let link = page::link_page(path.clone(), format!("{}, {name}", document.title), framed);
        let text = edge::rights(&again, &link, self.base_url, phrases, renderer)?;
        site.put(path, Content::Bytes(text.into_bytes()));
        Ok(())
    }

    fn site_addresses(&self, current: Language, below: &str) -> Addresses<'_> {
        let paths = self
            .catalog
            .operator
            .languages
            .iter()
            .map(|language| (*language, format!("/{language}/{below}")))
            .collect();
        Addresses { base_url: self.base_url, paths, current }
    }

    /// The list in the operator's first language is the front page.
    fn list_addresses(&self, current: Language) -> Addresses<'_> {
        let languages = self.catalog.operator.languages.iter().enumerate();
        let paths = languages
            .map(|(index, language)| (*language, if index == 0 { "/".to_owned() } else { format!("/{language}/") }))
            .collect();
        Addresses { base_url: self.base_url, paths, current }
    }

    fn site_home(&self, language: Language) -> Home {
        let first = self.catalog.operator.languages.first() == Some(&language);
        Home {
            name: self.catalog.operator.company.name.clone(),
            href: if first { "/".to_owned() } else { format!("/{language}/") },
            logo: self.operator_logo.clone(),
        }
    }

    fn site_footer(&self, phrases: &Phrases) -> Footer {
        let operator = &self.catalog.operator;
        let mut links = vec![page::Link {
            href: format!("/{}/privacy/", operator.in_language(phrases.language())),
            text: phrases.text("words.links.privacy"),
        }];
        links.extend(page::legal_links(operator, phrases.language(), phrases));
        Footer {
            operator: FooterCompany::of(&operator.company, phrases),
            partner: None,
            links,
            notice_version: None,
            updated: None,
        }
    }

    fn project_footer(&self, project: &Project, version: &str, phrases: &Phrases) -> Footer {
        let operator: &Operator = &self.catalog.operator;
        let language = phrases.language();
        let mut links = vec![page::Link {
            href: format!("/{}/{language}/privacy/", project.slug),
            text: phrases.text("words.links.privacy"),
        }];
        links.extend(page::legal_links(operator, language, phrases));
        Footer {
            operator: FooterCompany::of(&operator.company, phrases),
            partner: Some(FooterCompany::of(&project.partner.company, phrases)),
            links,
            notice_version: Some(version.to_owned()),
            updated: Some(crate::format::date(language, project.updated)),
        }
    }
}

fn home(project: &Project, language: Language) -> Home {
    Home { name: project.name.clone(), href: format!("/{}/{language}/", project.slug), logo: None }
}

fn frame(head: Head, addresses: &Addresses<'_>, home: Home, footer: Footer) -> Frame {
    Frame { lang: addresses.current, head, languages: addresses.language_links(), home, footer }
}

fn render_all(pages: Vec<Page>, renderer: &Renderer<'_>, site: &mut Site) -> Result<(), SiteError> {
    for page in pages {
        let html = renderer.render(&page)?;
        for order in page.orders {
            site.put(order.path.clone(), Content::Picture(Box::new(order)));
        }
        site.page(page.path, html, page.frame.head.canonical, page.frame.head.alternates);
    }
    Ok(())
}

/// The logo of a company as a file of the site; drawn logos keep their shape, 48 pixels high at most.
fn logo(company: &Company, site: &mut Site) -> Result<Option<Logo>, SiteError> {
    let Some(path) = &company.logo else { return Ok(None) };
    let bytes = std::fs::read(path).map_err(|source| SiteError::Read { path: path.clone(), source })?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let output = format!("assets/logos/{stem}.{}.{ending}", short_hash(&bytes));
    let (width, height) = logo_size(&bytes);
    site.put(output.clone(), Content::Bytes(bytes));
    Ok(Some(Logo { src: format!("/{output}"), width, height, alt: company.name.clone() }))
}

/// Size at which a logo is shown: 40 units high, as wide as its drawing says.
fn logo_size(svg: &[u8]) -> (u32, u32) {
    const HEIGHT: u32 = 40;
    let ratio = std::str::from_utf8(svg).ok().and_then(|text| {
        let document = roxmltree::Document::parse(text).ok()?;
        let numbers: Vec<f64> = document
            .root_element()
            .attribute("viewBox")?
            .split([' ', ','])
            .filter_map(|part| part.parse().ok())
            .collect();
        match numbers.as_slice() {
            [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((width / height).clamp(0.2, 12.0)),
            _ => None,
        }
    });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 8 and 480")]
    let width = (ratio.unwrap_or(3.0) * f64::from(HEIGHT)).round() as u32;
    (width, HEIGHT)
}
