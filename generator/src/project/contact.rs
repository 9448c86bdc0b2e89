//! Phone numbers, e-mail and web addresses of companies, as shown on pages.

use crate::problem::{Problem, Problems};
use crate::source::At;

/// An international phone number, kept as typed: `+`, then 8 to 15 digits with spaces.
pub(crate) fn phone(written: &At<String>, problems: &mut Problems) -> Option<String> {
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let shape = written.starts_with('+') && written.chars().skip(1).all(|c| c.is_ascii_digit() || c == ' ');
    if !shape || !(8..=15).contains(&digits) {
        problems.add(
            Problem::error("Y-12", written.place, format!("`{}` is not an international phone number", written.value))
                .help("Write it in quotes with country code and spaces, such as `\"+32 9 000 00 00\"`."),
        );
        return None;
    }
    Some(written.value.clone())
}

/// An e-mail address: one `@`, a domain with a dot, no spaces.
pub(crate) fn email(written: &At<String>, problems: &mut Problems) -> Option<String> {
    let right = written.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
    }) && !written.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'(),:;[]\\".contains(c));
    if !right {
        problems.add(
            Problem::error("Y-12", written.place, format!("`{}` is not an e-mail address", written.value))
                .help("For example `info@example.com`."),
        );
        return None;
    }
    Some(written.value.clone())
}

/// An `https://` address without spaces or quotes.
pub(crate) fn web_address(written: &At<String>, problems: &mut Problems) -> Option<String> {
    let host = written.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let right = host.is_some_and(|host| host.contains('.') && !host.contains('@'))
        && !written.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`".contains(c));
    if !right {
        problems.add(
            Problem::error("Y-12", written.place, format!("`{}` is not an https address", written.value))
                .help("For example `https://www.example.com`."),
        );
        return None;
    }
    Some(written.value.clone())
}

/// The address of a whole site: scheme and host. Pages name each other from the root, so it can have no path.
pub(crate) fn site_address(written: &At<String>, problems: &mut Problems) -> Option<String> {
    let address = web_address(written, problems)?.trim_end_matches('/').to_owned();
    let path = address.strip_prefix("https://").is_some_and(|rest| rest.contains(['/', '?', '#']));
    if path {
        problems.add(
            Problem::error("Y-12", written.place, format!("`{}` is more than the address of a site", written.value))
                .help("Write scheme and host only, such as `https://www.example.com`: pages stand at its root."),
        );
        return None;
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;

    #[test]
    fn a_site_stands_at_the_root_of_its_host() {
        let read = |text: &str| site_address(&At::new(Place::default(), text.to_owned()), &mut Problems::default());
        assert_eq!(read("https://www.example.com/"), Some("https://www.example.com".to_owned()));
        for wrong in ["https://example.com/homes", "https://example.com?a", "http://example.com", "https://a b.com"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
