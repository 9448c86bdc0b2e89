//! Mails, taken apart by a mail reader that is not ours.

use leads::relay::{EventType, Mail};
use mail_parser::{Message, MessageParser, MimeHeaders};
use proptest::prelude::*;
use serde_json::Value;

use crate::sample::{ACCEPTED, destination, event, http, lead, lead_with, letterhead, mail};

pub(crate) fn parsed(eml: &[u8]) -> Message<'_> {
    MessageParser::default().parse(eml).unwrap()
}

fn created(lead: &Value) -> Mail {
    mail(&event(EventType::Created, lead), &destination("post"))
}

/// Plain text as a reader sees it.
fn text(message: &Message) -> String {
    message.body_text(0).unwrap().replace("\r\n", "\n")
}

#[test]
fn a_mail_comes_from_the_operator_and_is_answered_to_the_visitor() {
    let eml = created(&lead()).eml();
    let message = parsed(&eml);
    let from = message.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("Huisvinder"), Some("leads@huisvinder.example")));
    assert_eq!(message.to().unwrap().first().unwrap().address(), Some("leads@leiebouw.example"));
    let answer = message.reply_to().unwrap().first().unwrap();
    assert_eq!((answer.name(), answer.address()), (Some("Zoë D'Hondt"), Some("zoe.dhondt@post.example")));
    assert_eq!(message.subject(), Some("Nieuwe aanvraag: Leie-Oever [456789ab]"));
    assert_eq!(message.date().unwrap().to_timestamp(), ACCEPTED.seconds() + 3_600);
    assert_eq!(message.message_id(), Some("01936a1c-7f00-7abc-8def-0123456789ab@huisvinder.example"));
}

#[test]
fn the_plain_text_reads_like_the_accepted_example() {
    let eml = created(&lead()).eml();
    assert_eq!(text(&parsed(&eml)), include_str!("expected/created.txt"));
}

#[test]
fn the_html_shows_the_partners_words_and_links() {
    let eml = created(&lead()).eml();
    let message = parsed(&eml);
    let html = message.body_html(0).unwrap().replace("\r\n", "\n");
    assert_eq!(html, include_str!("expected/created.html"));
}

#[test]
fn the_attached_file_is_what_a_webhook_would_get() {
    let event = event(EventType::Created, &lead());
    let eml = mail(&event, &destination("post")).eml();
    let message = parsed(&eml);
    assert_eq!(message.attachment_count(), 1);
    let file = message.attachment(0).unwrap();
    assert_eq!(file.contents(), http(&event, &destination("full"), ACCEPTED).body);
    assert_eq!(file.attachment_name(), Some("01936a1c-7f00-7abc-8def-0123456789ab.json"));
    assert_eq!(file.content_type().unwrap().subtype(), Some("json"));
}

#[test]
fn the_second_channel_says_why_it_is_used_and_keeps_the_id() {
    let event = event(EventType::Created, &lead());
    let (first, second) = (mail(&event, &destination("post")), mail(&event, &destination("fallback")));
    assert!(!first.text.contains(&letterhead().words.fallback));
    assert!(second.text.contains(&letterhead().words.fallback) && second.html.contains(&letterhead().words.fallback));
    assert!(second.text.contains("\nEvent-Id: 01936a1c-7f00-7abc-8def-0123456789ab\n"));
    assert_eq!(first.message_id(), second.message_id());
}

#[test]
fn a_lead_without_a_usable_address_is_answered_to_nobody() {
    for address in [Value::Null, "".into(), "zoe@localhost".into(), "zoë@post.example".into(), 7.into()] {
        let mail = created(&lead_with("/person/email", address.clone()));
        assert!(mail.reply_to.is_none(), "{address}");
        assert!(!mail.text.contains(&letterhead().words.reply) && !mail.html.contains("mailto:"));
        let eml = mail.eml();
        assert!(parsed(&eml).reply_to().is_none());
    }
}

#[test]
fn a_mail_that_takes_data_away_never_brings_them_along() {
    for event_type in [EventType::Erased, EventType::Restricted] {
        let mail = mail(&event(event_type, &lead()), &destination("post"));
        assert!(mail.reply_to.is_none());
        assert!(mail.text.contains("Lead-Id: 01936a1c-7f00-7abc-8def-0123456789ab\n"));
        let all = format!(
            "{}{}{}{}",
            mail.text,
            mail.html,
            mail.subject.as_str(),
            String::from_utf8_lossy(mail.json.as_deref().unwrap())
        );
        for personal in ["Zo", "Hondt", "post.example", "+3247", "9000", "zaterdag"] {
            assert!(!all.contains(personal), "{personal}");
        }
        assert!(!format!("{mail:?}").contains("Zo"));
    }
}

#[test]
fn emoji_right_to_left_and_long_messages_arrive_as_they_were_typed() {
    let long: String = "Wat een mooi huis, met uitzicht op de Leie! ".chars().cycle().take(2_000).collect();
    let unbroken = "é".repeat(2_000);
    for message in [
        "👨‍👩‍👧‍👦 🏡 ❤️ 🇧🇪",
        "مرحبا، هل المنزل متاح؟ שלום 123",
        "a = b; =3D; =\n\n.\n..\nFrom here\n-- \n--=_x\ttab",
        long.trim_end(),
        &unbroken,
    ] {
        let eml = created(&lead_with("/message", message)).eml();
        let parsed = parsed(&eml);
        let shown = text(&parsed);
        let quoted = shown.lines().filter_map(|line| line.strip_prefix('>'));
        let quoted: Vec<_> = quoted.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let typed: Vec<_> = message.lines().map(str::trim_end).collect();
        assert_eq!(quoted, typed);
        let data: Value = serde_json::from_slice(parsed.attachment(0).unwrap().contents()).unwrap();
        assert_eq!(data.pointer("/data/message").unwrap(), message);
    }
}

#[test]
fn nothing_a_visitor_writes_passes_for_a_key() {
    let message = "Hallo\nLead-Id: forged\r\nEmail: forged\rPhone: forged\u{2028}Unit: forged\u{85}Event: forged";
    let mut forged = lead_with("/message", message);
    *forged.pointer_mut("/person/given_name").unwrap() =
        "Zoë\nLead-Id: forged\r\nEmail: forged\u{2028}Unit: forged".into();
    *forged.pointer_mut("/wish/features/0").unwrap() = "garden\nEvent: forged".into();
    let mail = created(&forged);
    let keys: Vec<_> = mail.text.lines().filter_map(|line| line.split_once(": ")).collect();
    for key in ["Lead-Id", "Email", "Phone", "Unit", "Event"] {
        let values: Vec<_> = keys.iter().filter(|(found, _)| *found == key).collect();
        assert!(matches!(values.as_slice(), [(_, value)] if *value != "forged"), "{key}: {values:?}");
    }
}

#[test]
fn nothing_a_visitor_writes_becomes_markup() {
    let evil = "<script>alert(1)</script><img src=x onerror=\"x\">&amp;'";
    let mut lead = lead_with("/message", evil);
    for place in [
        "/person/given_name",
        "/person/email",
        "/person/phone_e164",
        "/unit_id",
        "/project/name",
        "/preference/contact",
    ] {
        *lead.pointer_mut(place).unwrap() = evil.into();
    }
    let html = created(&lead).html;
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("href"));
    assert!(html.matches("&lt;script&gt;alert(1)&lt;/script&gt;").count() >= 7);
}

proptest! {
    #[test]
    fn any_lead_makes_a_mail_of_short_ascii_lines_that_can_be_read_back(
        name in ".{0,300}", message in "(?s).{0,400}", project in ".{0,200}",
    ) {
        let mut lead = lead_with("/message", message);
        *lead.pointer_mut("/person/given_name").unwrap() = name.into();
        *lead.pointer_mut("/project/name").unwrap() = project.into();
        let mail = created(&lead);
        let eml = String::from_utf8(mail.eml()).unwrap();
        prop_assert!(eml.is_ascii());
        let lines: Vec<_> = eml.split("\r\n").collect();
        prop_assert!(lines.iter().all(|line| line.len() <= 100 && !line.contains(['\r', '\n', '\0'])));
        let message = parsed(eml.as_bytes());
        prop_assert_eq!(text(&message), mail.text.as_str());
        prop_assert_eq!(message.subject().unwrap(), mail.subject.as_str());
        prop_assert_eq!(message.attachment(0).unwrap().contents(), mail.json.as_deref().unwrap());
        prop_assert_eq!(message.attachment_count(), 1);
    }
}
