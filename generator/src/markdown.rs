//! Markdown of articles and longer texts to HTML that is safe to place in a page: no raw HTML, no pictures from
//! elsewhere, no address that was not declared.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::problem::{Problem, Problems};
use crate::source::{At, Files, Place};

/// HTML made from Markdown, safe to place in a page as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An article: title, first paragraph, the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The text of its first heading.
    pub title: String,
    /// Its first paragraph as plain text.
    pub teaser: String,
    /// All but the title.
    pub body: Html,
}

/// Renders a text; what may not be in it is noted at its line.
pub(crate) fn render(text: &At<String>, links: &[String], sources: &Files, problems: &mut Problems) -> Html {
    let mut output = String::new();
    // YAML joins and unindents lines, so that an offset in the text says nothing about the file; the words do.
    let place = |range: &Range<usize>| {
        let words = text.value.get(range.clone()).and_then(|words| words.lines().next()).unwrap_or_default();
        sources.find(text.place, words)
    };
    html::push_html(&mut output, allowed(&text.value, links, &place, problems).into_iter());
    Html(output)
}

/// Reads an article: `# Title`, then paragraphs.
pub(crate) fn story(text: &str, file: Place, links: &[String], problems: &mut Problems) -> Option<Story> {
    let text = text.trim_start_matches('\u{feff}');
    let place = |range: &Range<usize>| {
        let before = text.get(..range.start).unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX) + 1;
        let column = u32::try_from(before.rsplit('\n').next().unwrap_or_default().chars().count()).unwrap_or(0) + 1;
        Place { line, column, ..file }
    };
    let events = allowed(text, links, &place, problems);
    let end = events.iter().position(|event| matches!(event, Event::End(TagEnd::Heading(HeadingLevel::H1))));
    let starts = matches!(events.first(), Some(Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })));
    let Some(end) = end.filter(|_| starts) else {
        problems.add(
            Problem::error("M-10", Place { line: 1, column: 1, ..file }, "an article starts with its title")
                .help("Make the first line `# The title`."),
        );
        return None;
    };
    let mut events = events.into_iter();
    let title = plain(events.by_ref().take(end + 1));
    let rest: Vec<_> = events.collect();
    let first = rest.iter().position(|event| matches!(event, Event::End(TagEnd::Paragraph)));
    let Some(first) = first else {
        problems.add(
            Problem::error("M-10", Place { line: 1, column: 1, ..file }, "this article has a title and no text")
                .help("Write at least one paragraph."),
        );
        return None;
    };
    let teaser = plain(rest.iter().take(first).cloned());
    let mut body = String::new();
    html::push_html(&mut body, rest.into_iter());
    Some(Story { title, teaser, body: Html(body) })
}

/// The events that may be in a page; the others are noted and left out or shown as text.
fn allowed<'a>(
    text: &'a str,
    links: &[String],
    place: &dyn Fn(&Range<usize>) -> Place,
    problems: &mut Problems,
) -> Vec<Event<'a>> {
    let mut kept = Vec::new();
    let mut outside = false;
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        let event = match event {
            Event::Html(raw) | Event::InlineHtml(raw) => {
                // The tag that closes it is the same mistake.
                if !raw.starts_with("</") {
                    let message = format!("HTML is not read here: `{}`", raw.trim());
                    problems.add(
                        Problem::error("M-11", place(&range), message)
                            .help("Write Markdown: `**bold**`, `*emphasis*`, `- list`, `[words](https://…)`."),
                    );
                }
                Event::Text(raw)
            }
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {
                if matches!(event, Event::Start(_)) {
                    problems.add(
                        Problem::error("M-12", place(&range), "a picture cannot stand in the text")
                            .help("List it under `photos` in `project.yaml`; the gallery shows it."),
                    );
                }
                continue;
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                check_link(&dest_url, links, place(&range), problems);
                if dest_url.starts_with("https://") {
                    outside = true;
                    // A declared address holds neither quotes nor spaces; only `&` means something in an attribute.
                    let declared = links.iter().any(|link| **link == *dest_url);
                    let address = if declared { dest_url.replace('&', "&amp;") } else { "#".to_owned() };
                    Event::InlineHtml(format!("<a href=\"{address}\" rel=\"noopener noreferrer\">").into())
                } else {
                    Event::Start(Tag::Link { link_type, dest_url: safe(dest_url), title, id })
                }
            }
            Event::End(TagEnd::Link) if outside => {
                outside = false;
                Event::InlineHtml("</a>".into())
            }
            other => other,
        };
        kept.push(event);
    }
    kept
}

fn safe(address: CowStr<'_>) -> CowStr<'_> {
    if address.starts_with('#') || address.starts_with("mailto:") || address.starts_with("tel:") {
        address
    } else {
        CowStr::Borrowed("#")
    }
}

fn check_link(address: &str, links: &[String], place: Place, problems: &mut Problems) {
    let inside = address.starts_with('#') || address.starts_with("mailto:") || address.starts_with("tel:");
    if inside || links.iter().any(|link| link == address) {
        return;
    }
    let help = if address.starts_with("https://") {
        format!("Add `{address}` to `links` in `project.yaml`, so that everyone sees where the page leads.")
    } else {
        "Use an https address, and list it under `links` in `project.yaml`.".to_owned()
    };
    let message = format!("the link to `{address}` is not listed in `project.yaml`");
    problems.add(Problem::error("M-13", place, message).help(help));
}

fn plain<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Story>, Vec<(u32, &'static str)>) {
        let mut problems = Problems::default();
        let story = story(text, Place::default(), &["https://a.example/".to_owned()], &mut problems);
        (story, problems.iter().map(|problem| (problem.place.line, problem.code)).collect())
    }

    #[test]
    fn title_and_teaser_come_out_as_plain_text() {
        let (story, problems) = read("# On *water*\n\nFirst line\nsecond & last.\n\nMore.\n");
        let story = story.unwrap();
        assert_eq!((story.title.as_str(), story.teaser.as_str()), ("On water", "First line second & last."));
        assert!(story.body.as_str().contains("second &amp; last."));
        assert!(problems.is_empty());
    }

    #[test]
    fn html_is_refused_at_its_line_and_never_reaches_the_page() {
        let (story, problems) = read("# T\n\nText\n\n<script>alert(1)</script>\n");
        assert_eq!(problems, [(5, "M-11")]);
        assert!(!story.unwrap().body.as_str().contains("<script"));
    }

    #[test]
    fn only_declared_links_pass() {
        let (_, problems) = read("# T\n\n[a](https://a.example/) [b](https://b.example/) [c](javascript:alert(1))\n");
        assert_eq!(problems, [(3, "M-13"), (3, "M-13")]);
    }
}
