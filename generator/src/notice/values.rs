//! Filling words with what they are about: `{name}` stands for a value, `[words](address)` for a link.

use super::document::Block;
use super::document::{Section, Span, Text};
use super::words::Part;

/// What the names between braces stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(Vec<(&'static str, String)>);

impl Values {
    /// With one more name, or with another value for it.
    pub(super) fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.into()));
        self
    }

    /// The words with every known name replaced, once: a value is never read for names again.
    pub(super) fn fill(&self, words: &str) -> String {
        let mut filled = String::with_capacity(words.len());
        let mut rest = words;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let value = after.split_once('}').and_then(|(name, after)| Some((self.value(name)?, after)));
            if let Some((value, after)) = value {
                filled.push_str(value);
                rest = after;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled + rest
    }

    /// The words as a text. Links are found before names are replaced, so that a value cannot make one.
    pub(super) fn text(&self, words: &str) -> Text {
        let mut spans = Vec::new();
        let mut rest = words;
        while let Some((before, label, href, after)) = next_link(rest) {
            self.push(&mut spans, before);
            spans.push(Span { text: self.fill(label), href: Some(self.fill(href)) });
            rest = after;
        }
        self.push(&mut spans, rest);
        spans
    }

    /// A part as a section: its paragraphs, then its list.
    pub(super) fn section(&self, id: &str, item: &[&str], part: &Part) -> Section {
        let mut section = Section::new(id, item, self.fill(&part.heading));
        section.blocks.extend(part.text.iter().map(|words| Block::paragraph(self.text(words))));
        if !part.items.is_empty() {
            section.blocks.push(Block::List { items: self.texts(&part.items) });
        }
        section
    }

    /// Several words as texts.
    pub(super) fn texts(&self, words: &[String]) -> Vec<Text> {
        words.iter().map(|words| self.text(words)).collect()
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn push(&self, spans: &mut Text, words: &str) {
        if !words.is_empty() {
            spans.push(Span { text: self.fill(words), href: None });
        }
    }
}

/// The first `[label](href)` with what stands before and after it.
fn next_link(words: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, after) = words.split_once('[')?;
    let (label, after) = after.split_once("](")?;
    let (href, after) = after.split_once(')')?;
    Some((before, label, href, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_never_read_for_names_or_links() {
        let values = Values::default().set("a", "{b} [x](y)").set("b", "no");
        let text = values.text("one {a} [to {b}](#{b}) two");
        let shown: Vec<_> = text.iter().map(|span| (span.text.as_str(), span.href.as_deref())).collect();
        assert_eq!(shown, [("one {b} [x](y) ", None), ("to no", Some("#no")), (" two", None)]);
    }

    #[test]
    fn an_unknown_name_stays_for_the_tests_to_find() {
        assert_eq!(Values::default().fill("a {b} c"), "a {b} c");
    }
}
