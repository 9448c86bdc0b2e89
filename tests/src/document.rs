//! A built page as a browser understands it: questions to its elements, in CSS.

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::must;

/// A parsed page.
pub struct Document(Html);

impl Document {
    /// Reads HTML.
    pub fn of(html: &str) -> Self {
        Self(Html::parse_document(html))
    }

    /// The elements that a selector finds, in their order.
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&must(Selector::parse(selector), selector)).collect()
    }

    /// How many elements a selector finds.
    pub fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    /// The text of each element found, as [`plain`] text.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(|element| plain(&element.text().collect::<String>())).collect()
    }

    /// The text of the one element found; the test fails if there is not exactly one.
    pub fn text(&self, selector: &str) -> String {
        let texts = self.texts(selector);
        assert_eq!(texts.len(), 1, "`{selector}` finds {texts:?}");
        texts.concat()
    }

    /// The row of a unit in the tables of units; the test fails if there is not exactly one.
    #[must_use]
    pub fn row(&self, unit: &str) -> Self {
        let number = |row: &ElementRef<'_>| {
            let cell = must(Selector::parse("th[scope=row]"), "a selector");
            row.select(&cell).next().map(|cell| plain(&cell.text().collect::<String>()))
        };
        let rows = self.all("table.units tbody tr").into_iter();
        let found: Vec<String> =
            rows.filter(|row| number(row).as_deref() == Some(unit)).map(|row| row.html()).collect();
        assert_eq!(found.len(), 1, "rows of {unit}: {found:?}");
        Self::of(&format!("<table>{}</table>", found.concat()))
    }

    /// The values of an attribute of the elements found that have it.
    pub fn values(&self, selector: &str, attribute: &str) -> Vec<String> {
        self.all(selector).into_iter().filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
    }

    /// The value of an attribute of the one element found.
    pub fn value(&self, selector: &str, attribute: &str) -> String {
        let values = self.values(selector, attribute);
        assert_eq!(values.len(), 1, "`{attribute}` of `{selector}` is {values:?}");
        values.concat()
    }

    /// Everything a visitor can read on the page, as [`plain`] text.
    pub fn words(&self) -> String {
        self.text("body")
    }

    /// The things that the page tells machines, by their schema.org type.
    pub fn data(&self, kind: &str) -> Value {
        let scripts = self.all("script[type='application/ld+json']");
        assert_eq!(scripts.len(), 1, "one block of JSON-LD");
        let text: String = scripts.iter().flat_map(ElementRef::text).collect();
        let json: Value = must(serde_json::from_str(&text), "JSON-LD");
        let mut things = json.get("@graph").and_then(Value::as_array).cloned().unwrap_or_default();
        let within = things.iter().flat_map(|thing| thing.as_object().into_iter().flat_map(|members| members.values()));
        things.extend(within.cloned().collect::<Vec<_>>());
        let found = things.into_iter().find(|thing| thing.get("@type").and_then(Value::as_str) == Some(kind));
        must(found.ok_or("not there"), kind)
    }
}

/// Text with every kind of space written as one plain space, as a reader sees it.
pub fn plain(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter == '\u{a0}' || letter == '\u{202f}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
