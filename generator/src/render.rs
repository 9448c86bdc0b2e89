//! Gives pages to a theme's templates.

use crate::color::Tokens;
use crate::page::Page;
use crate::site::SiteError;
use crate::theme::Theme;
use tera::{Context, Value};

/// The template of the page that answers a form which could not be taken.
pub const ANSWER: &str = "answer.html";
/// The template of a project's landing page.
pub const LANDING: &str = "landing.html";
/// The template of the page on which the check is offered.
pub const CHECKING: &str = "checking.html";
/// The template of the page behind the links of a mail.
pub const SUBSCRIPTION: &str = "subscription.html";

/// The template of the page on rights, with its form.
pub const RIGHTS: &str = "rights.html";
/// The same page as an answer to a form that could not be taken.
pub const RIGHTS_AGAIN: &str = "rights.html?again";
/// The template of the page behind a link in a mail.
pub const LINK: &str = "link.html";

/// A theme in the colours of one project.
pub struct Renderer<'a> {
    theme: &'a Theme,
    colors: Value,
    landing_css: Value,
    pages_css: Value,
    answer_css: Value,
    checking_css: Value,
    light: Value,
    dark: Value,
    icon: Value,
    form_script: Value,
}

impl<'a> Renderer<'a> {
    /// The theme in these colours. They stand in front of its stylesheet in an element of their own, so that a policy
    /// which names elements by hashes names each sheet once, however many projects wear the theme.
    pub fn new(theme: &'a Theme, tokens: &Tokens) -> Self {
        let answer = format!("{}{}", theme.stylesheet, theme.answer_stylesheet);
        Self {
            theme,
            colors: Value::from(tokens.css(&format!("{}{answer}", theme.pages_stylesheet))),
            landing_css: Value::from(theme.stylesheet.as_str()),
            pages_css: Value::from(theme.pages_stylesheet.as_str()),
            answer_css: Value::from(answer),
            checking_css: Value::from(format!("{}{}", theme.pages_stylesheet, theme.answer_stylesheet)),
            light: Value::from(tokens.light.paper.to_string()),
            dark: Value::from(tokens.dark.paper.to_string()),
            icon: theme.address("icon.svg").map_or_else(Value::none, Value::from),
            form_script: theme.address("form.js").map_or_else(Value::none, Value::from),
        }
    }

    /// Name of the theme.
    pub fn theme(&self) -> &str {
        &self.theme.name
    }

    /// The HTML of a page.
    pub fn render(&self, page: &Page) -> Result<String, SiteError> {
        let mut context = Context::from_serialize(&page.frame).map_err(|error| self.fault(page, &error))?;
        context.insert_value("t", self.theme.phrases(page.frame.lang).all());
        let css = match page.template {
            LANDING => &self.landing_css,
            ANSWER => &self.answer_css,
            CHECKING | SUBSCRIPTION | RIGHTS_AGAIN => &self.checking_css,
            _ => &self.pages_css,
        };
        context.insert_value("colors", self.colors.clone());
        context.insert_value("css", css.clone());
        context.insert_value("color_light", self.light.clone());
        context.insert_value("color_dark", self.dark.clone());
        context.insert_value("icon", self.icon.clone());
        context.insert_value("form_script", self.form_script.clone());
        context.insert_value(page.content.0, Value::from_serializable(&page.content.1));
        // What stands behind the mark says for what it is drawn, and so with which sheet.
        let template = page.template.split('?').next().unwrap_or(page.template);
        let html = self.theme.tera.render(template, &context).map_err(|error| self.fault(page, &error))?;
        Ok(squeeze(&html))
    }

    fn fault(&self, page: &Page, error: &tera::Error) -> SiteError {
        SiteError::Template { theme: self.theme.name.clone(), path: page.path.clone(), message: error.to_string() }
    }
}

/// Elements around which a line break means nothing.
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "body", "caption", "details", "div", "dl", "fieldset", "figure", "footer", "form",
    "h1", "h2", "h3", "head", "header", "html", "li", "link", "main", "meta", "nav", "ol", "p", "script", "section",
    "style", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
];

/// Takes away the line breaks between the tags of blocks: what makes a template readable weighs on every page.
fn squeeze(html: &str) -> String {
    let mut squeezed = String::with_capacity(html.len());
    for piece in html.split_inclusive('>') {
        let tag = piece.trim_start_matches(['\n', '\r']);
        let name = tag.strip_prefix("</").or_else(|| tag.strip_prefix('<')).unwrap_or_default();
        let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        squeezed.push_str(if BLOCKS.contains(&name) { tag } else { piece });
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_go_between_blocks_and_stay_where_they_are_seen() {
        let html =
            "<ul>\n<li>one\n<b>two</b>\n\n</ul>\n<p>a > b\n<a>c</a>\n<a>d</a></p>\n<textarea>\n<?value?></textarea>";

        assert_eq!(
            squeeze(html),
            "<ul><li>one\n<b>two</b></ul><p>a > b\n<a>c</a>\n<a>d</a></p>\n<textarea>\n<?value?></textarea>"
        );
    }
}
