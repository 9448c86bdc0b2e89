//! E-mail addresses: what browsers accept, made a little stricter and written in one way.

use super::fault::Fault;
use super::text::without_invisible;
use super::{domain, personal};
use crate::letters::Letters;

/// The most characters of an address, so that mail can be sent to it.
pub const EMAIL_MAX_LENGTH: usize = 254;

const LOCAL_MAX_LENGTH: usize = 64;

personal! {
    /// An e-mail address in ASCII, with its domain in lower case. Whether anyone reads mail there is not asked.
    pub struct Email;
}

impl Email {
    /// The address that was typed.
    ///
    /// Errors: it is not one by HTML's pattern, has no dot in its domain, or a domain that we cannot write in ASCII.
    pub fn parse(typed: &str, letters: Letters) -> Result<Self, Fault> {
        let cleaned = without_invisible(typed);
        let cleaned = cleaned.trim();
        if cleaned.is_empty() {
            return Err(Fault::Missing);
        }
        // Copied from a link on a page.
        let address = cleaned.strip_prefix("mailto:").unwrap_or(cleaned);
        let (local, domain) = address.rsplit_once('@').ok_or(Fault::NotAnEmail)?;
        let is_local = (1..=LOCAL_MAX_LENGTH).contains(&local.len()) && local.bytes().all(is_local_byte);
        if !is_local {
            return Err(Fault::NotAnEmail);
        }
        let address = format!("{local}@{}", domain::to_ascii(domain, letters)?);
        if address.len() > EMAIL_MAX_LENGTH { Err(Fault::NotAnEmail) } else { Ok(Self(address)) }
    }

    /// The address that was written down from one of these and sealed since.
    pub(crate) fn as_written(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The form under which to look for this address: in lower case throughout, because people do not type capitals
    /// twice alike. Dots stay: only some providers ignore them, and two people must never be taken for one.
    pub fn for_lookup(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

/// The bytes that HTML's pattern for `type=email` allows before the `@`.
fn is_local_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Email, Fault, Letters};

    fn parse(typed: &str) -> Result<Email, Fault> {
        Email::parse(typed, Letters::OWN)
    }

    #[test]
    fn addresses_are_kept_but_for_the_domains_capitals() {
        for (typed, address) in [
            (" Jan.Peeters@Example.BE ", "Jan.Peeters@example.be"),
            ("mailto:a+b@sub.example.com", "a+b@sub.example.com"),
            ("\u{202a}o'neil@example.ie\u{202c}", "o'neil@example.ie"),
            ("a..b.@example.com", "a..b.@example.com"),
            ("x@müller.de", "x@xn--mller-kva.de"),
        ] {
            assert_eq!(parse(typed).unwrap().as_str(), address);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long_local = format!("{}@example.com", "a".repeat(65));
        let long_label = format!("a@{}.com", "b".repeat(64));
        let long_domain = format!("a@{}com", "b23456789.".repeat(25));
        for typed in [
            "jan",
            "@example.com",
            "jan@",
            "jan@example",
            "jan@@example.com",
            "jan peeters@example.com",
            "jan@exa mple.com",
            "jan@-example.com",
            "jan@example-.com",
            "jan@.com",
            "jan@example..com",
            "jan@example.com.",
            "jan@10.0.0.1",
            "jan@exam_ple.com",
            "jan@example.com\r\nBcc: x@example.com",
            "jan@example.com,piet@example.com",
            "<jan@example.com>",
            "jän@example.com",
            "\"jan\"@example.com",
            &long_local,
            &long_label,
            &long_domain,
        ] {
            assert_eq!(parse(typed), Err(Fault::NotAnEmail), "{typed:?}");
        }
    }

    #[test]
    fn a_domain_in_another_script_is_named_as_the_reason() {
        assert_eq!(parse("a@пример.example"), Err(Fault::DomainNotSupported));
    }

    #[test]
    fn one_address_is_found_however_it_was_typed_and_two_stay_two() {
        let key = |typed| parse(typed).unwrap().for_lookup();
        assert_eq!(key("Jan.Peeters@Example.com"), key("jan.peeters@example.COM "));
        assert_ne!(key("jan.peeters@example.com"), key("janpeeters@example.com"));
    }
}
