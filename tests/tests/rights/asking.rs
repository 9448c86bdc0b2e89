//! What the operator does because a person asked: it is done here, and heard by everybody who has the lead.

use tests::hosts::{Form, Host, Kind, Reply, form_of, opened};
use tests::on_both;

use crate::using::package_of;
use crate::{done, newest, told};

on_both!(
    a_person_is_found_put_right_restricted_and_their_objection_heard,
    an_erased_lead_is_found_nowhere_and_everybody_who_had_it_is_told,
    what_people_ask_is_answered_in_time_or_somebody_hears_of_it,
);

/// What must not be found once it was erased. No file of ours has these words.
const MARKERS: &[&str] = &["Quetzalcoatlus", "Xylophonia", "markertje@example.com", "32470998877", "470 99 88 77"];

fn marked(host: &Host) -> Form {
    form_of(host, "markertje")
        .with("given_name", "Quetzalcoatlus")
        .with("phone", "0470 99 88 77")
        .with("message", "Xylophonia")
}

fn a_person_is_found_put_right_restricted_and_their_objection_heard(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "somebody-else").with("phone", "0470 99 88 78"));
    host.post(&marked(&host));
    partner.wait_for(2);
    host.until("both deliveries", |host| host.counts()["delivered"] == 2);
    let lead = newest(&host);

    for person in ["MARKERTJE@example.com", "0470/99.88.77", "+32 470 99 88 77"] {
        let found = told(&host, &["leads", "find", "--person", person]);
        assert_eq!((found.as_array().map(Vec::len), &found[0]["lead"]), (Some(1), &lead.clone().into()), "{person}");
    }

    let wrong = host.gevel(&["leads", "correct", &lead, "--set", "phone=12"]);
    assert_eq!(wrong.status.code(), Some(1), "{wrong:?}");
    let right =
        done(&host, &["leads", "correct", &lead, "--set", "phone=0470 11 22 33", "--set", "family_name=D'Hondt"]);
    assert!(right.contains("put right"), "{right}");
    let updated = partner.wait_for(3)[2].json();
    assert_eq!((&updated["type"], &updated["data"]["lead_id"]), (&"lead.updated".into(), &lead.clone().into()));
    assert_eq!(updated["data"]["person"]["phone_e164"], "+32470112233");
    assert_eq!(updated["data"]["person"]["family_name"], "D'Hondt");
    assert_eq!(told(&host, &["leads", "find", "--person", "0470998877"]).as_array().map(Vec::len), Some(0));

    let by_address = ["--person", "markertje@example.com", "--reason", "accuracy is contested"];
    assert!(done(&host, &[&["leads", "restrict"][..], &by_address].concat()).contains("neither shown nor sent"));
    let restricted = partner.wait_for(4)[3].json();
    assert_eq!(
        (&restricted["type"], &restricted["data"]["lead_id"]),
        (&"lead.restricted".into(), &lead.clone().into())
    );
    assert!(!restricted.to_string().contains("Quetzalcoatlus"));
    assert!(!done(&host, &["leads", "show", &lead]).contains("Quetzalcoatlus"));
    assert!(!done(&host, &["leads", "export"]).contains("Quetzalcoatlus"));
    let package = done(&host, &["leads", "access", "--person", "markertje@example.com"]);
    assert!(package.contains("Xylophonia") && package.contains("leiebouw/crm"), "to themselves it is told: {package}");
    let table = done(&host, &["leads", "access", &lead, "--format", "csv"]);
    assert!(table.contains("'+32470112233") && table.lines().count() == 2, "{table}");
    assert!(done(&host, &["leads", "lift", &lead]).contains("no longer restricted"));
    assert_eq!(partner.wait_for(5)[4].json()["type"], "lead.updated");

    let objected = done(&host, &["leads", "object", "--person", "markertje@example.com", "--reason", "by phone"]);
    assert!(objected.contains("no advertising"), "{objected}");
    assert!(partner.wait_for(6)[5].json()["data"]["privacy"]["objected_at"].is_string());
    // None of it touches what the person asked for, nor anybody else.
    assert_eq!(host.counts()["delivered"], 2);
    assert!(done(&host, &["leads", "audit"]).contains("All in order"));
}

fn an_erased_lead_is_found_nowhere_and_everybody_who_had_it_is_told(kind: Kind) {
    let (host, partner) = opened(kind);
    // Its server is down, so its mailbox gets it too: both have it, or may have it.
    partner.answer(Reply::Status(500));
    host.post(&marked(&host));
    partner.wait_for(1);
    host.sweep(1_800);
    host.until("the second channel", |host| host.newest()["deliveries"][1]["state"] == "delivered");
    let mail = host.mails().concat();
    assert!(mail.contains("Quetzalcoatlus"), "{mail}");
    let lead = newest(&host);
    // It was looked at before, also by the person, to whom mails went.
    assert!(host.get(&package_of(&host, "fr", "markertje")).text().contains("Xylophonia"));
    assert!(done(&host, &["leads", "export"]).contains("Quetzalcoatlus"));
    if kind == Kind::Preview {
        assert!(host.get("/_inbox").text().contains("Quetzalcoatlus"));
    }

    partner.answer(Reply::Status(204));
    let erase = ["leads", "erase", "--person", "0470 99 88 77", "--reason", "asked by letter"];
    assert_eq!(host.gevel(&erase).status.code(), Some(2), "many at once only with --yes");
    let before = partner.received().len();
    let receipt = told(&host, &[&erase[..], &["--yes"]].concat());
    assert_eq!((&receipt["lead"], &receipt["erased"]), (&lead.clone().into(), &true.into()));
    assert_eq!(receipt["told"], serde_json::json!(["leiebouw/crm", "leiebouw/mail"]));
    // The edge keeps a history of its database for a month; a file that is overwritten keeps none.
    assert_eq!(receipt["copies_until"] == receipt["erased_at"], kind == Kind::Preview, "{receipt}");

    let news = partner.wait_for(before + 1)[before].json();
    assert_eq!((&news["type"], &news["data"]["lead_id"]), (&"lead.erased".into(), &lead.clone().into()));
    host.until("the mail of it", |host| host.mails().iter().any(|mail| mail.contains(&format!("{lead}-erased"))));
    let again = done(&host, &["leads", "erase", &lead, "--reason", "asked again"]);
    assert!(again.contains("had been erased at") && again.contains("leiebouw/crm"), "{again}");
    assert_eq!(told(&host, &["leads", "find", "--person", "markertje@example.com"]).as_array().map(Vec::len), Some(0));
    assert_eq!((host.counts()["erased"].as_i64(), host.counts()["add_up"].as_bool()), (Some(1), Some(true)));

    host.forgets(MARKERS);
}

fn what_people_ask_is_answered_in_time_or_somebody_hears_of_it(kind: Kind) {
    let (host, _partner) = opened(kind);
    let noted = told(&host, &["leads", "request", "access", "--person", "markertje@example.com"]);
    let id = noted["request"].as_str().unwrap_or_default().to_owned();
    let other = done(&host, &["leads", "request", "erasure", "--person", "0470 99 88 77", "--country", "BE"]);
    assert!(other.contains("to be answered by"), "{other}");
    assert!(done(&host, &["leads", "extend", &id, "--reason", "many leads"]).contains("three months"));
    host.sweep(35 * 86_400);
    host.until("the alert", |host| {
        host.mails().iter().any(|mail| mail.contains("(erasure) should have been answered"))
    });
    assert!(!host.mails().concat().contains(&format!("{id} (access)")), "there is time for that one");
    let listed = done(&host, &["leads", "requests"]);
    assert!(listed.contains("extended: many leads") && !listed.contains("markertje"), "{listed}");
    assert!(done(&host, &["leads", "close", &id, "--refused", "not_identified"]).contains("closed"));
    assert_eq!(host.gevel(&["leads", "close", &id]).status.code(), Some(1));
    let all = told(&host, &["leads", "requests"]);
    assert_eq!((&all[0]["kind"], &all[1]["refused_because"]), (&"erasure".into(), &"not_identified".into()));
}
