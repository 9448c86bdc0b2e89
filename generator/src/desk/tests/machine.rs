//! The machine as leads see it: its clock, its site, its mails.

use std::{
    fs,
    sync::{Arc, Mutex},
};

use leads::{
    Language, Moment,
    partner::{Channel, Loopback, Partners},
    platform::Platform as _,
    relay::{
        self, Event, EventId, EventType, EventWords, HeaderText, LeadDocument, Letterhead, Mail, MailWords, Mailbox,
        Outcome, ReportWords,
    },
    store::sqlite::Sqlite,
    submission::Email,
};
use tempfile::TempDir;

use super::world::{TestSite, block_on, lead_json, say_to};
use crate::{
    desk::{machine::Machine, mails::Mails},
    preview::{Preview, View},
};

struct Tried {
    machine: Machine,
    preview: Preview,
    folder: TempDir,
    said: Arc<Mutex<Vec<String>>>,
}

fn machine() -> Tried {
    let (folder, preview, said) = (tempfile::tempdir().unwrap(), Preview::new(), Arc::default());
    let mails = Mails::open(folder.path().join("mails")).unwrap();
    let machine = Machine::new(Sqlite::in_memory().unwrap(), preview.clone(), mails, None, say_to(&said));
    Tried { machine, preview, folder, said }
}

/// A mail to a partner.
fn mail() -> Mail {
    let partners = r#"{"partners": [{"id": "leiebouw", "language": "nl",
        "destinations": [{"email": {"name": "inbox", "address": "info@leiebouw.example"}}]}]}"#;
    let partners = Partners::from_json(partners, Loopback::Refused).unwrap();
    let words = |subject: &str| EventWords { subject: subject.to_owned(), intro: "Hallo".to_owned() };
    let letterhead = Letterhead {
        sender: Mailbox {
            name: HeaderText::new("Huisvinder"),
            address: leads::partner::MailAddress::parse("info@huisvinder.example").unwrap(),
        },
        words: MailWords {
            language: Language::Dutch,
            created: words("Nieuwe aanvraag"),
            updated: words(""),
            erased: words(""),
            restricted: words(""),
            fallback: String::new(),
            reply: String::new(),
            footer: String::new(),
            labels: [].into(),
            choices: [].into(),
            report: ReportWords::default(),
        },
    };
    let event = Event {
        id: EventId::parse("delivery-1").unwrap(),
        event_type: EventType::Created,
        at: Moment::new(1_795_428_000),
        lead: LeadDocument::parse(&lead_json("Hallo")).unwrap(),
        link: None,
    };
    let to = partners.get("leiebouw").unwrap().destination("inbox").unwrap();
    match to.channel() {
        Channel::Email(mailbox) => relay::mail(&event, mailbox, Moment::new(1_795_428_000), &letterhead),
        Channel::Webhook(_) => unreachable!("it is a mailbox"),
    }
}

#[test]
fn its_clock_can_be_ahead_and_never_behind() {
    let Tried { machine, .. } = machine();
    let now = machine.now();
    let later = now.plus(3 * 86_400);

    assert!(machine.as_if_at(later.seconds()).now() >= later);
    assert!(machine.as_if_at(0).now() >= now);
    assert!(machine.as_if_at(i64::MAX).now() > later, "no sum overflows");
    assert!(machine.now() < later, "the machine itself stays in the present");
}

#[test]
fn a_file_of_the_site_is_there_not_there_or_not_known() {
    let Tried { machine, preview, .. } = machine();
    let file = |path| block_on(machine.site_file(path));

    assert!(file("_gevel/leie-oever.json").is_err(), "before the first site");
    preview.show(View::Site(Arc::new(TestSite::default())));
    assert_eq!(file("_gevel/leie-oever.json"), Ok(Some("{}".to_owned())));
    assert_eq!(file("_gevel/other.json"), Ok(None));
    assert!(file("_gevel/picture").is_err(), "it is not text");
    preview.show(View::Problems { page: String::new() });
    assert_eq!(file("_gevel/leie-oever.json"), Ok(Some("{}".to_owned())), "whoever has the page open may still send");
}

#[test]
fn a_mail_becomes_a_file_and_its_second_attempt_another() {
    let Tried { machine, folder, .. } = machine();

    assert_eq!(block_on(machine.mail(&mail())), Outcome::MailTaken);
    assert_eq!(block_on(machine.mail(&mail())), Outcome::MailTaken);

    let names = machine.mails().names().unwrap();
    assert_eq!(names.len(), 2);
    for name in names {
        assert!(name.contains("-delivery-1-"), "{name}");
        assert_eq!(fs::read(folder.path().join("mails").join(&name)).unwrap(), mail().eml());
    }
}

#[test]
fn a_mail_that_cannot_be_written_went_wrong_this_time() {
    let Tried { machine, folder, said, .. } = machine();
    fs::remove_dir(folder.path().join("mails")).unwrap();

    let outcome = block_on(machine.mail(&mail()));

    assert_eq!(outcome.result().wire(), "mail_failed");
    let said = said.lock().unwrap().join("\n");
    assert!(said.contains("cannot be written") && !said.contains("zoe@"), "{said}");
}

#[test]
fn whoever_is_forgotten_has_no_mail_about_their_rights_left_and_others_keep_theirs() {
    let Tried { machine, folder: _folder, .. } = machine();
    let file = |event: &str, to: &str| {
        let mut mail = mail();
        mail.event_id = EventId::parse(event).unwrap();
        mail.to.address = leads::partner::MailAddress::parse(to).unwrap();
        assert_eq!(block_on(machine.mail(&mail)), Outcome::MailTaken);
    };
    let long = format!("{}@example.com", "z".repeat(60));
    file("rights-1", "Zoe@Example.com");
    file("rights-r-2-package", "zoe@example.com");
    file("rights-3", &long);
    let kept = ["delivery-1", "rights-r-2-operator", "rights-4"];
    for (event, to) in kept.iter().zip(["zoe@example.com", "zoe@example.com", "zo.e@example.com"]) {
        file(event, to);
    }

    for address in ["zoe@example.com", &long] {
        let address = Email::parse(address, machine.letters()).unwrap();
        assert_eq!(block_on(machine.forget_mails_to(&address)), Ok(()));
    }

    let names = machine.mails().names().unwrap();
    assert_eq!(names.len(), kept.len(), "{names:?}");
    for event in kept {
        assert!(names.iter().any(|name| name.contains(&format!("-{event}-"))), "{event}: {names:?}");
    }
}
