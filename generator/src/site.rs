//! A site: output path to content. Pages and small files are there at once; pictures are orders, carried out when asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::PathBuf;

use leads::answer::AnswerPageError;

use crate::headers;
use crate::page::{Alternate, Order};
use crate::photo::{self, Cache, Key, PhotoError};
use crate::share_picture::ShareOrder;

/// Every file of a site, by output path such as `leiehof/nl/index.html`.
#[derive(Debug, Default)]
pub struct Site {
    files: BTreeMap<String, Content>,
    listed: Vec<Listed>,
    styles: BTreeSet<String>,
    /// How many of the files are pages.
    pub pages: usize,
}

/// What a file holds, or how to make it.
#[derive(Debug)]
pub enum Content {
    /// The bytes themselves.
    Bytes(Vec<u8>),
    /// A picture made from a photo.
    Picture(Box<Order>),
    /// A share picture.
    Share(Box<ShareOrder>),
    /// Made before the pages were, and kept in the cache.
    Kept(Key),
}

/// A page that the sitemap lists.
#[derive(Debug)]
struct Listed {
    address: String,
    alternates: Vec<Alternate>,
}

/// Why a site cannot be put together: a fault of the theme or of a disk, not of the content.
#[derive(Debug)]
pub enum SiteError {
    /// A project names a theme that is not there.
    Theme(String),
    /// The theme lacks phrases that pages need.
    Phrases(Vec<String>),
    /// A template failed.
    Template {
        /// Name of the theme.
        theme: String,
        /// Page that was rendered.
        path: String,
        /// What the template engine says.
        message: String,
    },
    /// A file of the content went away while the site was made.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A contract could not be drawn up.
    Contract(String),
    /// The page that answers forms could not be made.
    Answer {
        /// Name of the theme.
        theme: String,
        /// Where it would lie.
        path: String,
        /// What its template or its words lack.
        source: AnswerPageError,
    },
    /// There are more different styles than headers can name.
    Styles(usize),
}

impl fmt::Display for SiteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Theme(name) => write!(formatter, "the theme `{name}` was not loaded"),
            Self::Phrases(keys) => write!(formatter, "the theme has no words for: {}", keys.join(", ")),
            Self::Template { theme, path, message } => write!(formatter, "theme {theme}, page {path}: {message}"),
            Self::Read { path, source } => write!(formatter, "{} cannot be read: {source}", path.display()),
            Self::Contract(slug) => write!(formatter, "no contract can be drawn up for `{slug}`"),
            Self::Answer { theme, path, source } => write!(formatter, "theme {theme}, {path}: {source}"),
            Self::Styles(number) => write!(
                formatter,
                "the pages have {number} styles, one for each `accent` and two for each theme, and the headers of one site can name {}; give some projects the same `accent`",
                headers::MOST_STYLES
            ),
        }
    }
}

impl std::error::Error for SiteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(source),
            Self::Answer { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl Site {
    /// Adds a file.
    pub fn put(&mut self, path: String, content: Content) {
        self.files.insert(path, content);
    }

    /// Adds a page; one with a canonical address is listed in the sitemap.
    pub fn page(&mut self, path: String, html: String, canonical: Option<String>, alternates: Vec<Alternate>) {
        self.styles.extend(headers::style_hashes(&html));
        if let Some(address) = canonical {
            self.listed.push(Listed { address, alternates });
        }
        self.pages += 1;
        self.put(path, Content::Bytes(html.into_bytes()));
    }

    /// Takes over all files of another.
    pub fn merge(&mut self, other: Self) {
        self.files.extend(other.files);
        self.listed.extend(other.listed);
        self.styles.extend(other.styles);
        self.pages += other.pages;
    }

    /// Allows the styles of pages that were published before and stay as they are.
    pub fn allow_styles(&mut self, hashes: impl IntoIterator<Item = String>, base_url: &str) -> Result<(), SiteError> {
        self.styles.extend(hashes);
        self.finish(base_url)
    }

    /// Adds what is about the whole site: headers, sitemap, robots.
    pub fn finish(&mut self, base_url: &str) -> Result<(), SiteError> {
        if self.styles.len() > headers::MOST_STYLES {
            return Err(SiteError::Styles(self.styles.len()));
        }
        self.listed.sort_by(|a, b| a.address.cmp(&b.address));
        let sitemap = self.sitemap();
        self.put("sitemap.xml".to_owned(), Content::Bytes(sitemap.into_bytes()));
        self.put(
            "robots.txt".to_owned(),
            Content::Bytes(format!("User-agent: *\nAllow: /\n\nSitemap: {base_url}/sitemap.xml\n").into_bytes()),
        );
        self.put("_headers".to_owned(), Content::Bytes(headers::headers(&self.styles).into_bytes()));
        Ok(())
    }

    fn sitemap(&self) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
        );
        for page in &self.listed {
            xml.extend(["<url><loc>", &page.address, "</loc>"]);
            for alternate in &page.alternates {
                xml.extend(["<xhtml:link rel=\"alternate\" hreflang=\"", alternate.lang()]);
                xml.extend(["\" href=\"", alternate.href(), "\"/>"]);
            }
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        xml
    }

    /// Every path with its content, in order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Content)> {
        self.files.iter().map(|(path, content)| (path.as_str(), content))
    }

    /// The content at a path.
    pub fn get(&self, path: &str) -> Option<&Content> {
        self.files.get(path)
    }
}

impl Content {
    /// The bytes, made now if need be.
    pub fn bytes(&self, cache: &Cache) -> Result<Vec<u8>, PhotoError> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.clone()),
            Self::Picture(order) => photo::bytes(&order.source, &order.photo, &order.variant, cache),
            Self::Share(order) => order.bytes(cache),
            Self::Kept(key) => cache.find(key).ok_or_else(|| cache.lost()),
        }
    }

    /// What tells one content from another, without making it.
    pub fn fingerprint(&self, path: &str) -> String {
        match self {
            Self::Bytes(bytes) => crate::theme::short_hash(bytes),
            // The name of a picture holds the hash of all it is made from.
            Self::Picture(_) => path.to_owned(),
            Self::Share(order) => order.fingerprint(),
            Self::Kept(key) => key.short(),
        }
    }
}
