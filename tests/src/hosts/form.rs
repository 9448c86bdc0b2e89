//! A form filled in: what the page holds by itself, and what a visitor types.

use scraper::ElementRef;

use crate::Document;

/// Names and values to be sent.
#[derive(Debug, Clone)]
pub struct Form {
    action: String,
    values: Vec<(String, String)>,
}

impl Form {
    /// The form of this page, with what stands in it, untouched.
    pub fn of(page: &Document) -> Self {
        let mut values = Vec::new();
        for field in page.all("main form input") {
            let kind = field.attr("type").unwrap_or("text");
            let is_sent = !matches!(kind, "radio" | "checkbox") || field.attr("checked").is_some();
            if let (Some(name), true) = (field.attr("name"), is_sent) {
                values.push((name.to_owned(), field.attr("value").unwrap_or_default().to_owned()));
            }
        }
        for select in page.all("main form select") {
            let name = select.attr("name").unwrap_or_default();
            let chosen = page.all(&format!("main form select[name='{name}'] option[selected]"));
            // What an option sends is its text, where it does not say otherwise.
            let value = |option: &ElementRef<'_>| {
                option.attr("value").map_or_else(|| option.text().collect::<String>().trim().to_owned(), str::to_owned)
            };
            values.push((name.to_owned(), chosen.iter().map(value).collect()));
        }
        for area in page.all("main form textarea") {
            let text: String = area.text().collect();
            values.push((area.attr("name").unwrap_or_default().to_owned(), text));
        }
        let action = page.all("main form").first().and_then(|form| form.attr("action")).unwrap_or_default().to_owned();
        Self { action, values }
    }

    /// The same, filled in by somebody who wants an answer by mail.
    #[must_use]
    pub fn filled_in(self) -> Self {
        self.with("given_name", "Zoë")
            .with("family_name", "Vandenbroucke")
            .with("email", "zoe.vandenbroucke@example.com")
            .with("contact_preference", "email")
            .with("message", "Is het gelijkvloers nog vrij?\nEn het terras?")
    }

    /// The same with another value.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.values.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.values.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Where it is sent; nothing if that is where it stands.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// How its body is written.
    pub fn kind(&self) -> &'static str {
        "application/x-www-form-urlencoded"
    }

    /// Its body, as browsers write it.
    pub fn body(&self) -> Vec<u8> {
        let pairs: Vec<_> =
            self.values.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        pairs.join("&").into_bytes()
    }
}

fn encoded(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\n', "\r\n");
    lines
        .bytes()
        .map(|byte| match byte {
            b' ' => "+".to_owned(),
            byte if byte.is_ascii_alphanumeric() || b"*-._".contains(&byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
