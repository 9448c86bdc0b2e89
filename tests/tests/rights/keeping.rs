//! How long leads are kept, and what the law holds.

use tests::hosts::{Host, Kind, Reply, form_of, opened};
use tests::on_both;

use crate::using::{asking, link, pressed};
use crate::{done, newest, told};

on_both!(
    a_lead_is_kept_as_long_as_promised_and_longer_only_where_the_law_holds_it,
    whoever_asks_to_erase_what_the_law_holds_is_told_and_keeps_that_mail,
);

const DAY: i64 = 86_400;

fn a_lead_is_kept_as_long_as_promised_and_longer_only_where_the_law_holds_it(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "held"));
    partner.wait_for(1);
    host.until("its delivery", |host| host.counts()["delivered"] == 1);
    let held = newest(&host);
    let reason = "Rechtbank Gent, dossier 26/17: é & co";
    assert!(done(&host, &["leads", "hold", &held, "--reason", reason]).contains("nothing erases it"));
    assert_eq!(host.gevel(&["leads", "hold", &held, "--reason", "again"]).status.code(), Some(1));
    assert_eq!(host.gevel(&["leads", "hold", &held, "--reason", "zoe@example.com asks"]).status.code(), Some(2));

    host.post(&form_of(&host, "delivered"));
    partner.wait_for(2);
    host.until("its delivery", |host| host.counts()["delivered"] == 2);
    partner.answer(Reply::Status(500));
    host.post(&form_of(&host, "refused"));
    let refused = newest(&host);

    // The partner's mailbox takes it instead.
    host.sweep(3_600);
    host.until("the second channel", |host| host.newest()["deliveries"][1]["state"] == "delivered");
    host.sweep(364 * DAY);
    assert_eq!(told(&host, &["leads", "retention"])["erased"].as_array().map(Vec::len), Some(0));
    host.sweep(366 * DAY);
    host.until("the end of two", |host| host.counts()["erased"] == 2);
    assert_eq!(host.counts()["add_up"], true);

    let report = told(&host, &["leads", "retention"]);
    assert_eq!((&report["held"][0]["lead"], &report["held"][0]["reason"]), (&held.clone().into(), &reason.into()));
    assert_eq!(report["erased"][0]["erased"], 2);
    assert!(done(&host, &["leads", "retention"]).contains(reason));
    let gone = told(&host, &["leads", "show", &refused]);
    assert!(gone["content"].is_null() && gone["erased_at"].is_string(), "{gone}");
    // What is needed for the partner's statement stays.
    assert_eq!(gone["deliveries"][1]["state"], "delivered");

    assert!(done(&host, &["leads", "unhold", &held]).contains("not held any more"));
    host.sweep(366 * DAY + 60);
    host.until("the end of the last", |host| host.counts()["erased"] == 3);
    assert!(done(&host, &["leads", "audit"]).contains("All in order"));
}

fn whoever_asks_to_erase_what_the_law_holds_is_told_and_keeps_that_mail(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "held"));
    partner.wait_for(1);
    let held = newest(&host);
    done(&host, &["leads", "hold", &held, "--reason", "a case"]);
    assert_eq!(host.post(&asking(&host, "nl", "erasure", "held")).status, 200);
    let confirm = link(&host, "held", "/confirm/");
    pressed(&host, &confirm);
    let told_to_wait = |host: &Host| host.mails().iter().filter(|mail| mail.contains("Uw vraag om te wissen")).count();
    host.until("the mail that says so", |host| told_to_wait(host) == 1);

    pressed(&host, &confirm);
    assert_eq!(host.gevel(&["leads", "erase", &held, "--reason", "asked by letter"]).status.code(), Some(1));
    assert_eq!(told_to_wait(&host), 1, "nothing was erased, so nothing about it is");

    done(&host, &["leads", "unhold", &held]);
    done(&host, &["leads", "erase", &held, "--reason", "the case is over"]);
    host.forgets(&["held@example.com"]);
}
