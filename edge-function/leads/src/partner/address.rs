//! E-mail addresses that can stand in a mail's header as they are.

use std::fmt;

use super::host;

const ADDRESS_MAX_BYTES: usize = 254;
const LOCAL_PART_MAX_BYTES: usize = 64;

/// An address of plain ASCII at a public host: no quotes, comments, spaces or second address can hide in it.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress {
    text: String,
    at: usize,
}

/// Why some text is not an address to send to. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAddress;

impl MailAddress {
    /// The address that this text is, its host in lower case. Error: it is none.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let is_atom = |atom: &str| {
            !atom.is_empty()
                && atom.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
        };
        let is_short = text.len() <= ADDRESS_MAX_BYTES && local.len() <= LOCAL_PART_MAX_BYTES;
        // Some mail programs decode encoded words even here, and find spaces, commas and line breaks in them.
        let looks_encoded = local.contains("=?");
        if !is_short || looks_encoded || !local.split('.').all(is_atom) {
            return Err(NotAnAddress);
        }
        let domain = host::public(domain).map_err(|_| NotAnAddress)?;
        Ok(Self { text: format!("{local}@{domain}"), at: local.len() })
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What follows the `@`.
    pub fn domain(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default().trim_start_matches('@')
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// Without the part before `@`: it may be a visitor's.
impl fmt::Debug for MailAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "MailAddress(…@{})", self.domain())
    }
}

impl fmt::Display for NotAnAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an e-mail address is a name, `@` and the full name of a host, without accents")
    }
}

impl std::error::Error for NotAnAddress {}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::MailAddress;

    #[test]
    fn an_address_keeps_its_name_and_lowers_its_host() {
        let address = MailAddress::parse("Jan.D'Hondt+huis@Leiebouw.EXAMPLE").unwrap();
        assert_eq!(address.as_str(), "Jan.D'Hondt+huis@leiebouw.example");
        assert_eq!(address.domain(), "leiebouw.example");
    }

    #[test]
    fn an_address_that_could_carry_something_else_is_none() {
        let long_name = format!("{}@leiebouw.example", "a".repeat(65));
        let long_host = format!("a@{}example", "abcdefgh.".repeat(30));
        for text in [
            "",
            "@",
            "a@",
            "@b.example",
            "a",
            "a@b",
            "a@localhost",
            "a@127.0.0.1",
            "a@[127.0.0.1]",
            "a@b.example\r\nBcc: c@d.example",
            "a\n@b.example",
            "a@b.example\n",
            "a@b.example,c@d.example",
            "a@b.example c",
            "a b@c.example",
            "\"a\"@b.example",
            "<a@b.example>",
            "a@b@c.example",
            "a(b)@c.example",
            "a..b@c.example",
            ".a@c.example",
            "a.@c.example",
            "a@c..example",
            "a@-c.example",
            "é@c.example",
            "a@é.example",
            "a@c.example.",
            "a\0@c.example",
            &long_name,
            &long_host,
        ] {
            assert!(MailAddress::parse(text).is_err(), "{text:?}");
        }
    }
}
