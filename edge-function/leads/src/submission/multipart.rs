//! `multipart/form-data` as browsers and scripts send it (RFC 7578), for fields of text only.

use super::body::{BodyError, Pairs, add, text};
use super::header::Header;

/// The names and texts in this body, whose boundary stands in the header.
pub(super) fn pairs(body: &[u8], header: &Header) -> Result<Pairs, BodyError> {
    let boundary = header.parameter("boundary").filter(|boundary| (1..=70).contains(&boundary.len()));
    let line = format!("--{}", boundary.ok_or(BodyError::Malformed)?).into_bytes();
    let delimiter = [b"\r\n", line.as_slice()].concat();
    // The first boundary may stand at the very start; any text before it is for people and passed over.
    let mut rest = match body.strip_prefix(line.as_slice()) {
        Some(rest) => rest,
        None => split(body, &delimiter)?.1,
    };
    let mut pairs = Pairs::new();
    while !rest.starts_with(b"--") {
        let (padding, after) = split(rest, b"\r\n")?;
        if !padding.iter().all(|byte| b" \t".contains(byte)) {
            return Err(BodyError::Malformed);
        }
        let (part, after) = split(after, &delimiter)?;
        let (name, content) = field(part)?;
        add(&mut pairs, name, content)?;
        rest = after;
    }
    Ok(pairs)
}

/// The name and the text of one part.
fn field(part: &[u8]) -> Result<(String, String), BodyError> {
    let (headers, content) = split(part, b"\r\n\r\n")?;
    let headers = text(headers.to_vec())?;
    let mut name = None;
    for line in headers.split("\r\n") {
        let (key, value) = line.split_once(':').ok_or(BodyError::Malformed)?;
        let header = Header::parse(value).ok_or(BodyError::Malformed)?;
        match key.to_ascii_lowercase().as_str() {
            "content-disposition" if name.is_none() && header.value == "form-data" => {
                if header.has_parameter_like("filename") {
                    return Err(BodyError::File);
                }
                name = Some(header.parameter("name").ok_or(BodyError::Malformed)?.to_owned());
            }
            "content-type" if header.value != "text/plain" => return Err(BodyError::File),
            "content-type" if !header.is_utf8() => return Err(BodyError::Charset),
            "content-disposition" => return Err(BodyError::Malformed),
            "content-transfer-encoding" if !["7bit", "8bit", "binary"].contains(&header.value.as_str()) => {
                return Err(BodyError::Malformed);
            }
            _ => {}
        }
    }
    Ok((name.ok_or(BodyError::Malformed)?, text(content.to_vec())?))
}

/// What stands before the first occurrence of the mark, and what after it.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Result<(&'a [u8], &'a [u8]), BodyError> {
    let at = bytes.windows(mark.len()).position(|window| window == mark).ok_or(BodyError::Malformed)?;
    let (before, from_mark) = bytes.split_at_checked(at).ok_or(BodyError::Malformed)?;
    Ok((before, from_mark.strip_prefix(mark).ok_or(BodyError::Malformed)?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{BodyError, Header, Pairs, pairs};

    fn read(body: &str) -> Result<Pairs, BodyError> {
        pairs(body.as_bytes(), &Header::parse("multipart/form-data; boundary=x-y").unwrap())
    }

    fn part(headers: &str) -> Result<Pairs, BodyError> {
        read(&format!("--x-y\r\n{headers}\r\n\r\ntext\r\n--x-y--\r\n"))
    }

    #[test]
    fn parts_keep_their_order_their_lines_and_almost_boundaries() {
        let body = "hello\r\n--x-y \t\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--x\r\n\r\n--x-y\r\n\
            content-disposition:form-data;name=b\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n\r\n--x-y--bye";
        let expected = [("a", "one\r\n--x\r\n"), ("b", "")].map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(read(body).unwrap(), expected);
    }

    #[test]
    fn a_file_is_refused_however_it_is_announced() {
        for headers in [
            "Content-Disposition: form-data; name=\"a\"; filename=\"\"",
            "Content-Disposition: form-data; name=\"a\"; filename*=utf-8''a",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: application/octet-stream",
        ] {
            assert_eq!(part(headers), Err(BodyError::File), "{headers}");
        }
    }

    #[test]
    fn a_part_that_two_readers_could_read_differently_is_malformed() {
        for headers in [
            "",
            "Content-Disposition: form-data",
            "Content-Disposition: attachment; name=\"a\"",
            "Content-Disposition: form-data; name=\"a\"; name=\"b\"",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
            "Content-Disposition: form-data;\r\n name=\"a\"",
        ] {
            assert_eq!(part(headers), Err(BodyError::Malformed), "{headers}");
        }
        let latin = "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=latin1";
        assert_eq!(part(latin), Err(BodyError::Charset));
    }

    #[test]
    fn a_body_that_stops_early_is_malformed() {
        let whole = "--x-y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ntext\r\n--x-y--";
        assert_eq!(read(whole).unwrap().len(), 1);
        for end in 0..whole.len() {
            assert_eq!(read(&whole[..end]), Err(BodyError::Malformed), "{end}");
        }
    }
}
