//! Reads `_headers` and applies it as the real host does, traps included, so that a rule which would be dropped
//! or joined there is dropped or joined here too.
//!
//! A rule is a path and the indented lines below it:
//!
//! ```text
//! /a/*
//!   ! Cache-Control
//!   Cache-Control: public, max-age=31536000, immutable
//! ```
//!
//! Every rule that matches is applied, in order. The first value set for a name replaces the host's own; later
//! ones are joined to it by a comma, unless `! Name` took it away first. Rules for other hosts (`https://…`) are
//! counted but never match; named placeholders (`/:name/`) are not used by this program and are not understood.

use std::collections::HashSet;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Rules beyond this number are not read.
const MOST_RULES: usize = 100;
/// Longer lines are not read.
const LONGEST_LINE: usize = 2_000;

/// The header rules of one site.
#[derive(Debug, Default)]
pub(super) struct HeaderRules {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    path: String,
    detached: Vec<HeaderName>,
    /// One entry for each name; lines that repeat a name are already joined.
    set: Vec<(HeaderName, String)>,
}

impl HeaderRules {
    /// Reads the text of `_headers`. Like the host, skips what it cannot use rather than failing.
    pub(super) fn parse(text: &str) -> Self {
        let mut rules = Self::default();
        let mut open: Option<Rule> = None;
        let mut paths = 0;
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') || line.chars().count() > LONGEST_LINE {
                continue;
            }
            if line.starts_with('/') || line.starts_with("https://") || line.starts_with("http://") {
                rules.keep(open.take());
                if paths == MOST_RULES {
                    break;
                }
                // A path with two splats is refused by the host, and the lines below it with it.
                if line.matches('*').count() <= 1 {
                    paths += 1;
                    open = Some(Rule { path: line.to_owned(), detached: Vec::new(), set: Vec::new() });
                }
            } else if let Some(rule) = &mut open {
                rule.read(line);
            }
        }
        rules.keep(open);
        rules
    }

    /// Applies the rules for the path of a request to the headers the host would send by itself.
    pub(super) fn apply(&self, path: &str, headers: &mut HeaderMap) {
        let mut set_by_rule = HashSet::new();
        for rule in self.rules.iter().filter(|rule| rule.matches(path)) {
            for name in &rule.detached {
                headers.remove(name);
            }
            for (name, value) in &rule.set {
                let before = headers.get(name).and_then(|before| before.to_str().ok());
                let value = match before {
                    Some(before) if set_by_rule.contains(name) => format!("{before}, {value}"),
                    Some(_) | None => value.clone(),
                };
                if let Ok(value) = HeaderValue::from_str(&value) {
                    headers.insert(name, value);
                    set_by_rule.insert(name);
                }
            }
        }
    }

    /// Keeps a rule that does something. A second rule for the same path replaces the first, in its place.
    fn keep(&mut self, rule: Option<Rule>) {
        let Some(rule) = rule.filter(|rule| !rule.set.is_empty() || !rule.detached.is_empty()) else {
            return;
        };
        match self.rules.iter_mut().find(|earlier| earlier.path == rule.path) {
            Some(earlier) => *earlier = rule,
            None => self.rules.push(rule),
        }
    }
}

impl Rule {
    fn read(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else {
            self.detached.extend(line.strip_prefix("! ").and_then(|name| name.trim().parse::<HeaderName>().ok()));
            return;
        };
        let value = value.trim();
        let (Ok(name), false, Ok(_)) =
            (name.trim().parse::<HeaderName>(), value.is_empty(), HeaderValue::from_str(value))
        else {
            return;
        };
        match self.set.iter_mut().find(|(earlier, _)| *earlier == name) {
            Some((_, joined)) => {
                joined.push_str(", ");
                joined.push_str(value);
            }
            None => self.set.push((name, value.to_owned())),
        }
    }

    fn matches(&self, path: &str) -> bool {
        match self.path.split_once('*') {
            None => self.path == path,
            Some((before, after)) => path.strip_prefix(before).is_some_and(|rest| rest.ends_with(after)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fmt::Write as _;

    use axum::http::{HeaderMap, HeaderValue};

    use super::HeaderRules;

    /// The value of `name` at `path`, after the host's own `cache-control: default`.
    fn value(rules: &str, path: &str, name: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert("cache-control", HeaderValue::from_static("default"));
        HeaderRules::parse(rules).apply(path, &mut headers);
        headers.get(name).map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn a_rule_replaces_what_the_host_would_send() {
        let rules = "/a/*\n  Cache-Control: immutable\n";

        assert_eq!(value(rules, "/a/x.css", "cache-control").unwrap(), "immutable");
        assert_eq!(value(rules, "/b/x.css", "cache-control").unwrap(), "default");
    }

    #[test]
    fn values_of_matching_rules_are_joined_by_a_comma() {
        let rules = "/*\n  X-Robots-Tag: noindex\n/a\n  x-robots-tag: nofollow\n  X-Robots-Tag: noarchive";

        assert_eq!(value(rules, "/a", "x-robots-tag").unwrap(), "noindex, nofollow, noarchive");
    }

    #[test]
    fn a_detached_header_starts_anew() {
        let rules = "/*\n  Cache-Control: week\n/a/*\n  Cache-Control: year\n  ! Cache-Control\n/b\n  ! cache-control";

        assert_eq!(value(rules, "/a/x", "cache-control").unwrap(), "year");
        assert_eq!(value(rules, "/b", "cache-control"), None);
    }

    #[test]
    fn a_splat_may_stand_in_the_middle_and_only_once() {
        let rules = "/a/*.jpg\n  X-One: 1\n/*/b/*\n  X-Two: 2\n";

        assert_eq!(value(rules, "/a/b/c.jpg", "x-one").unwrap(), "1");
        assert_eq!(value(rules, "/a/.jpg", "x-one").unwrap(), "1");
        assert_eq!(value(rules, "/a/c.png", "x-one"), None);
        assert_eq!(value(rules, "/a/b/c", "x-two"), None);
    }

    #[test]
    fn the_same_path_twice_keeps_only_the_second() {
        let rules = "/*\n  X-One: 1\n/*\n  X-Two: 2\n";

        assert_eq!(value(rules, "/", "x-one"), None);
        assert_eq!(value(rules, "/", "x-two").unwrap(), "2");
    }

    #[test]
    fn the_hundred_and_first_rule_is_not_read() {
        let mut rules = String::new();
        for number in 1..=101 {
            writeln!(rules, "/{number}\n  X-Number: {number}").unwrap();
        }

        assert_eq!(value(&rules, "/100", "x-number").unwrap(), "100");
        assert_eq!(value(&rules, "/101", "x-number"), None);
    }

    #[test]
    fn a_line_of_more_than_two_thousand_characters_is_not_read() {
        let longest = format!("X-Long: {}", "a".repeat(1_992));

        assert!(value(&format!("/\n  {longest}"), "/", "x-long").is_some());
        assert!(value(&format!("/\n  {longest}a"), "/", "x-long").is_none());
    }

    #[test]
    fn what_cannot_be_read_is_skipped() {
        let rules = "  X-Lost: no path\n# note\n/\n  no colon\n  : no name\n  X-Empty:\n  X Y: space\n  X-Good: a:b\r\n\
                     https://preview.example/*\n  X-Elsewhere: 1\n";

        assert_eq!(value(rules, "/", "x-good").unwrap(), "a:b");
        assert_eq!(value(rules, "/", "x-lost"), None);
        assert_eq!(value(rules, "/", "x-empty"), None);
        assert_eq!(value(rules, "/", "x-elsewhere"), None);
    }
}
