//! The name under which a visitor's enquiry is spoken of on the page of the check. It says nothing about them.

use super::page;
use crate::moment::Moment;
use crate::report::same;
use crate::seal::LookupKey;

/// Which lead it is, on which page it was made, and until when the check is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    pub(super) project: &'a str,
    pub(super) language: &'a str,
    pub(super) lead: &'a str,
    pub(super) until: Moment,
}

impl<'a> Reference<'a> {
    /// What stands in the address: all of it, and the proof that it is ours.
    pub(super) fn token(&self, key: &LookupKey) -> String {
        let Self { project, language, lead, until } = self;
        let text = format!("{project}.{language}.{lead}.{}", until.seconds());
        let proof = key.checking_token(&text);
        text + "." + &proof
    }

    /// The reference that a token is, if it is ours.
    pub(super) fn read(token: &'a str, key: &LookupKey) -> Option<Self> {
        let (text, proof) = token.rsplit_once('.')?;
        if !same(key.checking_token(text).as_bytes(), proof.as_bytes()) {
            return None;
        }
        let mut parts = text.split('.');
        let (project, language, lead) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { project, language, lead, until: Moment::new(parts.next()?.parse().ok()?) })
    }

    /// Where the page with the check lies in the site.
    pub(super) fn file(&self) -> String {
        page::path(self.project, self.language)
    }

    /// A page of the same project in the same language.
    pub(super) fn path(&self, page: &str) -> String {
        format!("/{}/{}/{page}/", self.project, self.language)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::Reference;
    use crate::moment::Moment;
    use crate::seal::LookupKey;

    fn reference() -> Reference<'static> {
        let lead = "017f22e2-79b0-7707-8707-070707070707";
        Reference { project: "leie-oever", language: "de", lead, until: Moment::new(1_795_432_320) }
    }

    #[test]
    fn a_token_is_read_back_by_whoever_made_it_and_by_nobody_else() {
        let key = LookupKey::new(&[1; 32]);
        let token = reference().token(&key);
        assert_eq!(Reference::read(&token, &key).unwrap(), reference());
        assert_eq!(Reference::read(&token, &LookupKey::new(&[2; 32])), None);
    }

    #[test]
    fn the_proof_of_another_door_opens_nothing() {
        let key = LookupKey::new(&[1; 32]);
        let text = "leie-oever.de.017f22e2-79b0-7707-8707-070707070707.1795432320";
        let stolen = key.report_token("017f22e2-79b0-7707-8707-070707070707", "leiebouw");
        assert_eq!(Reference::read(&format!("{text}.{stolen}"), &key), None);
    }

    proptest! {
        #[test]
        fn any_other_text_is_nobodys(text in ".{0,200}") {
            prop_assert_eq!(Reference::read(&text, &LookupKey::new(&[1; 32])), None);
        }

        #[test]
        fn no_letter_of_a_token_can_be_changed(place in 0..120_usize, letter in "[0-9a-f.]") {
            let key = LookupKey::new(&[1; 32]);
            let token = reference().token(&key);
            let place = place % token.len();
            let changed = format!("{}{letter}{}", &token[..place], &token[place + 1..]);
            prop_assert_eq!(Reference::read(&changed, &key).is_some(), changed == token);
        }
    }
}
