//! Headers that nobody but us can write.

use leads::relay::{EventType, HeaderText};
use proptest::prelude::*;

use crate::mails::parsed;
use crate::sample::{destination, event, lead_with, mail};

const ATTEMPTS: &[&str] = &[
    "Zoë\r\nBcc: everyone@evil.example",
    "Zoe\nBcc: everyone@evil.example",
    "Zoe\rBcc: everyone@evil.example",
    "Zoe\r\n\r\n<h1>another body</h1>",
    "Zoe\n Bcc: everyone@evil.example",
    "Zoe\u{0}\u{b}\u{c}\u{85}\u{2028}\u{2029}Bcc: everyone@evil.example",
    "Zoe\" <everyone@evil.example>, \"x",
    "Zoe\\\" <everyone@evil.example>, \"x\\",
    "Zoe <everyone@evil.example>",
    "Zoe, everyone@evil.example;",
    "=?UTF-8?B?Wm9lDQpCY2M6IGV2ZXJ5b25lQGV2aWwuZXhhbXBsZQ==?=",
    "=?UTF-8?Q?Zoe=0D=0ABcc:_everyone@evil.example?=",
    "Zoe (comment) <",
    "%0d%0aBcc: everyone@evil.example",
    "\\r\\nBcc: everyone@evil.example",
];

/// The names of the headers, as somebody who knows nothing but lines sees them.
fn header_names(eml: &str) -> Vec<&str> {
    let header = eml.split("\r\n\r\n").next().unwrap();
    header.split("\r\n").filter(|line| !line.starts_with(' ')).map(|line| line.split(':').next().unwrap()).collect()
}

#[test]
fn no_name_and_no_project_adds_a_header_or_a_recipient() {
    for attempt in ATTEMPTS {
        for place in ["/person/given_name", "/person/family_name", "/project/name"] {
            let mail = mail(&event(EventType::Created, &lead_with(place, *attempt)), &destination("post"));
            let eml = String::from_utf8(mail.eml()).unwrap();
            assert_eq!(
                header_names(&eml),
                [
                    "Date",
                    "Message-ID",
                    "From",
                    "To",
                    "Reply-To",
                    "Subject",
                    "Auto-Submitted",
                    "MIME-Version",
                    "Content-Type"
                ],
                "{attempt:?}"
            );
            let message = parsed(eml.as_bytes());
            let answers: Vec<_> = message.reply_to().unwrap().iter().map(|one| one.address().unwrap()).collect();
            assert_eq!(answers, ["zoe.dhondt@post.example"], "{attempt:?}");
            assert_eq!(message.to().unwrap().iter().count(), 1);
            assert!(message.bcc().is_none() && message.cc().is_none());
            assert_eq!(message.reply_to().unwrap().first().unwrap().name(), Some(mail.reply_to.unwrap().name.as_str()));
            assert_eq!(message.subject(), Some(mail.subject.as_str()), "{attempt:?}");
        }
    }
}

#[test]
fn no_address_of_a_visitor_adds_a_header_or_a_recipient() {
    for attempt in ATTEMPTS {
        for address in [(*attempt).to_owned(), format!("zoe@post.example{attempt}"), format!("{attempt}@post.example")]
        {
            let mail =
                mail(&event(EventType::Created, &lead_with("/person/email", address.clone())), &destination("post"));
            assert!(mail.reply_to.is_none(), "{address:?}");
        }
    }
}

#[test]
fn text_that_turns_the_direction_of_reading_is_straightened() {
    assert_eq!(HeaderText::new("Leie\u{202e}revO-\u{2066}x").as_str(), "LeierevO-x");
    assert_eq!(HeaderText::new("שלום  🏡\t👨‍👩‍👧").as_str(), "שלום 🏡 👨‍👩‍👧");
}

#[test]
fn long_text_is_cut_between_characters() {
    let text = HeaderText::new(&"é".repeat(500));
    assert_eq!(text.as_str().chars().count(), 160);
    assert!(text.as_str().ends_with('…'));
}

proptest! {
    #[test]
    fn header_text_is_one_line_and_stays_itself(text in "(?s).{0,300}") {
        let header = HeaderText::new(&text);
        let breaks = header.as_str().chars().filter(|&char| char.is_control() || "\u{2028}\u{2029}".contains(char));
        prop_assert_eq!(breaks.count(), 0);
        let again = HeaderText::new(header.as_str());
        prop_assert_eq!(again.as_str(), header.as_str());
    }
}
