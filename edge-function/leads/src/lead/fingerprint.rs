//! What makes two sendings one intent where no script gave them an id.

use crate::contract::Contract;
use crate::framed::framed;
use crate::letters::Letters;
use crate::submission::{Email, Phone, Submission, personal};

personal! {
    /// Who asks what about which project, in one spelling. Equal for a double click, a reload and a second try; not
    /// equal as soon as something else is asked, or somebody else asks with a shared address. It is personal: whoever
    /// stores it stores a keyed hash instead.
    pub struct Fingerprint;
}

impl Fingerprint {
    /// The fingerprint of this submission to the page of this contract.
    pub fn of(submission: &Submission, contract: &Contract, letters: Letters) -> Self {
        // Without what changes when it is typed or pasted again: capitals and the kind of spaces.
        let plain = |text: &str| (letters.small)(&evenly_spaced(text));
        let person = submission.person();
        let email = person.email.as_ref().map_or_else(String::new, Email::for_lookup);
        Self(framed(&[
            contract.terms().project.slug.as_str(),
            &plain(person.given_name.as_str()),
            &plain(person.family_name.as_str()),
            &email,
            person.phone.as_ref().map_or("", Phone::as_str),
            submission.preference().contact.wire(),
            submission.unit().unwrap_or_default(),
            &submission.message().map_or_else(String::new, |message| plain(message.as_str())),
        ]))
    }
}

/// The text with one plain space between its words.
fn evenly_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
