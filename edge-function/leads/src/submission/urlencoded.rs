//! `application/x-www-form-urlencoded`, what browsers send by default.
//!
//! Read as the URL standard says, except that text which is not UTF-8 is an error rather than mended: a name with
//! replacement characters in it is not what the visitor typed.

use super::body::{BodyError, Pairs, add, text};

/// The names and texts in this body.
pub(super) fn pairs(body: &[u8]) -> Result<Pairs, BodyError> {
    let mut pairs = Pairs::new();
    for pair in body.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut halves = pair.splitn(2, |&byte| byte == b'=');
        let name = decoded(halves.next().unwrap_or_default())?;
        let content = decoded(halves.next().unwrap_or_default())?;
        add(&mut pairs, name, content)?;
    }
    Ok(pairs)
}

fn decoded(encoded: &[u8]) -> Result<String, BodyError> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    loop {
        rest = match rest {
            [] => return text(bytes),
            [b'%', high, low, after @ ..] if let (Some(high), Some(low)) = (hex(*high), hex(*low)) => {
                bytes.push(high << 4 | low);
                after
            }
            [b'+', after @ ..] => {
                bytes.push(b' ');
                after
            }
            [byte, after @ ..] => {
                bytes.push(*byte);
                after
            }
        };
    }
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{BodyError, pairs};

    #[test]
    fn signs_are_decoded_and_repeated_names_kept() {
        let read = pairs("a=1+2&&b=%C3%A9%2b&a=%zz%4&c&=d&e=f=g".as_bytes()).unwrap();
        let read: Vec<_> = read.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(read, [("a", "1 2"), ("b", "é+"), ("a", "%zz%4"), ("c", ""), ("", "d"), ("e", "f=g")]);
    }

    #[test]
    fn text_that_is_not_utf8_is_an_error_and_not_mended() {
        assert_eq!(pairs(b"a=%E9"), Err(BodyError::NotUtf8));
        assert_eq!(pairs(b"\xff=1"), Err(BodyError::NotUtf8));
    }
}
