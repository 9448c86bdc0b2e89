//! Gives pages to a theme's templates.

use crate::color::Tokens;
use crate::page::Page;
use crate::site::SiteError;
use crate::theme::Theme;
use tera::{Context, Value};

/// The template of the page that answers a form which could not be taken.
pub const ANSWER: &str = "answer.html";

/// The template of the page on which the check is offered.
pub const CHECKING: &str = "checking.html";

/// A theme in the colours of one project.
pub struct Renderer<'a> {
    theme: &'a Theme,
    css: Value,
    answer_css: Value,
    light: Value,
    dark: Value,
    icon: Value,
    form_script: Value,
}

impl<'a> Renderer<'a> {
    /// The theme in these colours; they stand in front of its stylesheet.
    pub fn new(theme: &'a Theme, tokens: &Tokens) -> Self {
        let coloured = |sheet: &str| format!("{}{sheet}", tokens.css(sheet));
        Self {
            theme,
            css: Value::from(coloured(&theme.stylesheet)),
            answer_css: Value::from(coloured(&format!("{}{}", theme.stylesheet, theme.answer_stylesheet))),
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
        let css = if [ANSWER, CHECKING].contains(&page.template) { &self.answer_css } else { &self.css };
        context.insert_value("css", css.clone());
        context.insert_value("color_light", self.light.clone());
        context.insert_value("color_dark", self.dark.clone());
        context.insert_value("icon", self.icon.clone());
        context.insert_value("form_script", self.form_script.clone());
        context.insert_value(page.content.0, Value::from_serializable(&page.content.1));
        self.theme.tera.render(page.template, &context).map_err(|error| self.fault(page, &error))
    }

    fn fault(&self, page: &Page, error: &tera::Error) -> SiteError {
        SiteError::Template { theme: self.theme.name.clone(), path: page.path.clone(), message: error.to_string() }
    }
}
