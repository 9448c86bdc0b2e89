//! Names the content type of an output file, which browsers must not have to guess: the site sends `nosniff`.

/// The content type for an output path; text always says it is UTF-8.
pub(super) fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "avif" => "image/avif",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn text_says_its_charset_and_pictures_do_not() {
        assert_eq!(media_type("nl/index.html"), "text/html; charset=utf-8");
        assert_eq!(media_type("assets/a.b1c2.CSS"), "text/css; charset=utf-8");
        assert_eq!(media_type("assets/gevel.avif"), "image/avif");
        assert_eq!(media_type("assets/news.woff2"), "font/woff2");
    }

    #[test]
    fn an_unknown_file_is_only_bytes() {
        assert_eq!(media_type("LICENSE"), "application/octet-stream");
    }
}
