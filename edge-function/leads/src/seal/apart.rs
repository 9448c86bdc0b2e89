//! A key that is kept apart from what it opens: in the row stands its name, and the key itself lies elsewhere.

use super::sealed::Sealed;

/// What a name in the place of a key begins with. No base64 holds a colon, so neither can be taken for the other.
const APART: &str = "vault:";

impl Sealed {
    /// Under which name its key is kept elsewhere; `None` if it is not.
    ///
    /// Every content has a nonce of its own, so no two keys of a lead share a name: one that is written never takes the
    /// place of one that is still needed.
    pub fn key_name(&self, lead: &str) -> Option<String> {
        self.wrapped_key.strip_prefix(APART).map(|token| format!("{lead}/{token}"))
    }

    /// What is left in the row once its key is taken out, and the key as text.
    pub(crate) fn apart(self) -> (Self, String) {
        let key = format!("{} {} {}", self.key_version, self.wrap_nonce, self.wrapped_key);
        let token = self.nonce.replace('/', "_").replace('+', "-");
        (Self { wrap_nonce: String::new(), wrapped_key: format!("{APART}{token}"), ..self }, key)
    }

    /// The same with its key back in place. `None`: this is no key.
    pub(crate) fn with_key(&self, key: &str) -> Option<Self> {
        let mut parts = key.split(' ');
        let (version, wrap_nonce, wrapped_key) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self {
            key_version: version.parse().ok()?,
            wrap_nonce: wrap_nonce.to_owned(),
            wrapped_key: wrapped_key.to_owned(),
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use crate::seal::{Fresh, Keyring, OpenError, Owner};

    #[test]
    fn without_its_key_nothing_opens_and_with_it_everything() {
        let ring = Keyring::new([(1, [1; 32])]).unwrap();
        let owner = Owner { lead: "lead", project: "project" };
        let sealed = ring.seal(&Fresh::new(&[0xff; Fresh::BYTES]), owner, b"words").unwrap();
        assert_eq!(sealed.key_name("lead"), None);
        let (row, key) = sealed.clone().apart();
        assert_eq!(row.key_name("lead").unwrap(), "lead/________________");
        assert!(!format!("{} {}", row.wrapped_key, row.wrap_nonce).contains(&sealed.wrapped_key));
        assert_eq!(ring.open(owner, &row).unwrap_err(), OpenError::Malformed("wrap nonce"));
        assert_eq!(ring.open(owner, &row.with_key(&key).unwrap()).unwrap().as_slice(), b"words");
        for other in ["", "1", "1 a", "x a b"] {
            assert!(row.with_key(other).is_none(), "{other}");
        }
    }
}
