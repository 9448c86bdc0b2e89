//! Finds the output file a web address means, the way the real host does, and lets no address out of the site.

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A file of the site, by its output path.
    File(String),
    /// A page that lives at another spelling of the address: the path to go to.
    Moved(String),
    /// Nothing, though a site might well have something there.
    Missing,
    /// Nothing, and no site ever has: private files of the host, and addresses nobody types.
    Refused,
}

/// Looks up the path of a request, still percent-encoded, in a site of which `contains` knows the files.
pub(super) fn find(path: &str, contains: impl Fn(&str) -> bool) -> Target {
    let Some(file) = decode(path) else {
        return Target::Refused;
    };
    if is_private(&file) {
        return Target::Refused;
    }
    if file.is_empty() || file.ends_with('/') {
        let index = format!("{file}index.html");
        return if contains(&index) { Target::File(index) } else { Target::Missing };
    }
    let is_index = file == "index.html" || file.ends_with("/index.html");
    match (contains(&file), path.rsplit_once('/')) {
        (true, Some((folder, _))) if is_index => Target::Moved(format!("{folder}/")),
        (true, _) => Target::File(file),
        (false, _) if contains(&format!("{file}/index.html")) => Target::Moved(format!("{path}/")),
        (false, _) => Target::Missing,
    }
}

/// Whether a person who asks for this path expects a page, rather than a picture or a style.
pub(super) fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        None => true,
        Some((_, extension)) => extension.eq_ignore_ascii_case("html"),
    }
}

/// The `404.html` files that may answer for a path, nearest first.
pub(super) fn not_found_pages(path: &str) -> impl Iterator<Item = String> {
    let folders = decode(path).unwrap_or_default();
    let slashes: Vec<usize> = folders.match_indices('/').map(|(at, _)| at).collect();
    slashes
        .into_iter()
        .rev()
        .filter_map(move |at| folders.get(..at).map(|folder| format!("{folder}/404.html")))
        .chain(["404.html".to_owned()])
}

/// Files the host keeps to itself: its header rules, and the contracts that the form's receiver reads.
fn is_private(file: &str) -> bool {
    file == "_headers" || file.split('/').next() == Some("_gevel")
}

/// The path without its first slash, each segment decoded. `None` if a segment could mean more than one name
/// in one folder: `..`, an encoded slash, an empty name (a path that starts with `//` would also become another
/// host in a redirect).
fn decode(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let last = path.split('/').count() - 1;
    let mut decoded = String::with_capacity(path.len());
    for (at, segment) in path.split('/').enumerate() {
        if at > 0 {
            decoded.push('/');
        }
        if segment.is_empty() && at == last {
            break;
        }
        let name = decode_segment(segment)?;
        if matches!(name.as_str(), "" | "." | "..") || name.contains(['/', '\\']) || name.contains(char::is_control) {
            return None;
        }
        decoded.push_str(&name);
    }
    Some(decoded)
}

fn decode_segment(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Target, find, is_page, not_found_pages};

    const SITE: [&str; 6] =
        ["index.html", "hof/nl/index.html", "hof/zicht één.jpg", "404.html", "_headers", "_gevel/hof.json"];

    fn found(path: &str) -> Target {
        find(path, |file| SITE.contains(&file))
    }

    #[test]
    fn a_folder_is_its_index_page() {
        assert_eq!(found("/"), Target::File("index.html".to_owned()));
        assert_eq!(found("/hof/nl/"), Target::File("hof/nl/index.html".to_owned()));
        assert_eq!(found("/hof/"), Target::Missing);
    }

    #[test]
    fn other_spellings_of_a_page_lead_to_the_one_with_a_slash() {
        assert_eq!(found("/hof/nl"), Target::Moved("/hof/nl/".to_owned()));
        assert_eq!(found("/hof/nl/index.html"), Target::Moved("/hof/nl/".to_owned()));
        assert_eq!(found("/index.html"), Target::Moved("/".to_owned()));
    }

    #[test]
    fn names_with_spaces_and_accents_are_found() {
        assert_eq!(found("/hof/zicht%20%C3%A9%c3%a9n.jpg"), Target::File("hof/zicht één.jpg".to_owned()));
    }

    #[test]
    fn private_files_stay_private_however_they_are_spelled() {
        for path in ["/_headers", "/%5Fheaders", "/_gevel/hof.json", "/_gev%65l/hof.json", "/_gevel", "/_gevel/"] {
            assert_eq!(found(path), Target::Refused, "{path}");
        }
    }

    #[test]
    fn no_address_leaves_the_site() {
        for path in [
            "/../secret",
            "/hof/../../secret",
            "/%2e%2e/secret",
            "/hof/..%2f..%2fsecret",
            "/hof%2fnl/",
            "/..\\secret",
            "//elsewhere.example",
            "/hof//nl/",
            "/./hof",
            "/%00",
            "/%zz",
            "/%f",
            "/%ff",
            "hof",
            "*",
        ] {
            assert_eq!(found(path), Target::Refused, "{path}");
        }
    }

    #[test]
    fn pages_are_told_from_pictures_by_their_address() {
        assert!(is_page("/") && is_page("/hof/nl/") && is_page("/hof/nl") && is_page("/a/b.html"));
        assert!(!is_page("/a/b.css") && !is_page("/favicon.ico"));
    }

    #[test]
    fn the_nearest_not_found_page_comes_first() {
        let pages: Vec<_> = not_found_pages("/hof/nl/x").collect();

        assert_eq!(pages, ["hof/nl/404.html", "hof/404.html", "404.html"]);
        assert_eq!(not_found_pages("/%zz").collect::<Vec<_>>(), ["404.html"]);
    }
}
