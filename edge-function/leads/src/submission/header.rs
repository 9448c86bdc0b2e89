//! Header values with parameters, such as `text/plain; charset="utf-8"`.

/// A value and its parameters; the value and the names are in lower case.
pub(super) struct Header {
    pub(super) value: String,
    parameters: Vec<(String, String)>,
}

impl Header {
    /// What this header says, unless it is malformed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (value, mut rest) = text.split_once(';').unwrap_or((text, ""));
        let mut parameters = Vec::new();
        loop {
            rest = rest.trim_start_matches([' ', '\t', ';']);
            if rest.is_empty() {
                return Some(Self { value: value.trim().to_ascii_lowercase(), parameters });
            }
            let (name, after) = rest.split_once('=')?;
            let (content, after) = if let Some(quoted) = after.strip_prefix('"') {
                until_quote(quoted)?
            } else {
                let (content, after) = after.split_once(';').unwrap_or((after, ""));
                (content.trim().to_owned(), after)
            };
            parameters.push((name.trim().to_ascii_lowercase(), content));
            rest = after;
        }
    }

    /// The parameter of this name. If it is there twice, none: two readers could choose differently.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let mut found = self.parameters.iter().filter(|(key, _)| key == name);
        match (found.next(), found.next()) {
            (Some((_, content)), None) => Some(content),
            _ => None,
        }
    }

    /// Whether there is a parameter whose name begins like this.
    pub(super) fn has_parameter_like(&self, start: &str) -> bool {
        self.parameters.iter().any(|(key, _)| key.starts_with(start))
    }

    /// Whether the text it announces is UTF-8, as far as it says.
    pub(super) fn is_utf8(&self) -> bool {
        !self.has_parameter_like("charset")
            || self.parameter("charset").is_some_and(|charset| {
                ["utf-8", "utf8", "us-ascii"].iter().any(|known| charset.eq_ignore_ascii_case(known))
            })
    }
}

/// The text up to the closing quote, with backslashes resolved, and what follows it.
fn until_quote(text: &str) -> Option<(String, &str)> {
    let mut content = String::new();
    let mut rest = text.chars();
    loop {
        match rest.next()? {
            '"' => return Some((content, rest.as_str())),
            '\\' => content.push(rest.next()?),
            other => content.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::Header;

    #[test]
    fn parameters_may_be_quoted_spaced_and_in_capitals() {
        let header = Header::parse("Multipart/Form-Data;boundary=\"a; \\\"b\" ; Charset = UTF-8;").unwrap();
        assert_eq!(header.value, "multipart/form-data");
        assert_eq!(header.parameter("boundary"), Some("a; \"b"));
        assert!(header.is_utf8());
    }

    #[test]
    fn a_charset_that_is_another_or_said_twice_is_not_utf8() {
        for text in ["text/plain; charset=iso-8859-1", "text/plain; charset=utf-8; charset=utf-16"] {
            assert!(!Header::parse(text).unwrap().is_utf8(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_no_header() {
        for text in ["a/b; c", "a/b; c=\"d", "a/b; c=\"d\\"] {
            assert!(Header::parse(text).is_none(), "{text}");
        }
    }
}
