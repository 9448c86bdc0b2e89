//! Web addresses in text that people typed.

/// Endings that say "web address" even without `www.`. Endings of countries are missing on purpose: `P.de Vries` is a
/// name with a forgotten space.
const TELLING_ENDINGS: &[&str] =
    &["com", "net", "org", "info", "biz", "io", "ru", "cn", "xyz", "top", "shop", "online", "site", "click", "store"];

/// How many web addresses there are in this text.
pub(crate) fn count(text: &str) -> usize {
    let separators = |sign: char| sign.is_whitespace() || "<>()[]{}\"'=,;|".contains(sign);
    text.to_ascii_lowercase().split(separators).map(in_word).sum()
}

fn in_word(word: &str) -> usize {
    let with_scheme = word.matches("://").count();
    if with_scheme > 0 {
        return with_scheme;
    }
    let is_email = word.contains('@');
    usize::from(!is_email && (word.starts_with("www.") || is_bare_address(word)))
}

/// A host without scheme: with a path, or with an ending that tells.
fn is_bare_address(word: &str) -> bool {
    let (host, has_path) = match word.split_once('/') {
        Some((host, path)) => (host, !path.is_empty()),
        None => (word.trim_end_matches(['.', '!', '?', ':']), false),
    };
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    let is_host = name.bytes().any(|byte| byte.is_ascii_alphabetic()) && host.bytes().all(is_host_byte);
    let is_ending = (2..=24).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_host && is_ending && (has_path || TELLING_ENDINGS.contains(&ending))
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.'
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn addresses_are_counted_however_they_are_dressed() {
        let text = "https://a.example HTTP://B.example/x [url=http://c.example]c[/url] www.d.nl, e-f.com! g.ly/h \
            <a href=\"//x\">http://i.examplehttp://j.example</a>";
        assert_eq!(count(text), 8);
    }

    #[test]
    fn ordinary_writing_has_none() {
        for text in [
            "Graag info over unit 1.2/2.3 en/of 0.4.",
            "Mijn adres is jan.peeters@voorbeeld.com of jan@voorbeeld.be.",
            "Prijs 350.000 EUR incl. btw/TVA, max. 400.000,- a.u.b.",
            "P.de Vries, dhr./mevr. J.-P. D'Hont z.s.m.",
            "Tel. 0470/12.34.56 tussen 9u.-12u.",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
