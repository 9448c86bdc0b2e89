//! What somebody was shown and agreed to can be proved years later, and a proof that does not hold says where.

use std::fs;

use serde_json::json;
use tests::hosts::{Host, Kind, Partner, Settings, form_of, opened};
use tests::{World, must, on_both};

use crate::{done, newest, out, told};

on_both!(
    what_somebody_agreed_to_is_proved_and_a_changed_notice_is_named,
    an_authority_is_given_what_it_asked_about_and_the_audit_says_why,
);

/// What the register says, and with it the page, the notice and the lead.
const WORDS: &str = "Ja, Huisvinder mag mij mailen over gelijkaardige projecten, ook van andere partners. Ik kan dat op elk moment stopzetten.";

fn what_somebody_agreed_to_is_proved_and_a_changed_notice_is_named(kind: Kind) {
    let world = World::with_samples();
    let asked = "ask: [unit, bedrooms_min, purchase_period";
    let boxes = ", consent_marketing_similar, consent_newsletter";
    world.edit("residentie-leiehof/project.yaml", asked, &format!("{asked}{boxes}"));
    let published = world.gevel(&["notice", "publish"]);
    assert!(published.status.success(), "{published:?}");
    let partner = Partner::start();
    let host = Host::start_in(world, kind, Settings::with(&partner));
    assert!(host.page("nl").words().contains(WORDS), "the page shows the words of the register");

    host.post(&form_of(&host, "zoe").with("consent_marketing_similar", "yes"));
    let sent = partner.wait_for(1)[0].json();
    assert_eq!(sent["data"]["privacy"]["proof"]["ticked"][0]["text"], WORDS, "whoever acts on it can prove it too");
    let lead = newest(&host);
    let version = sent["data"]["notice"]["version"].as_str().unwrap_or_default().to_owned();

    let proof = done(&host, &["leads", "show", &lead, "--proof"]);
    for words in
        [WORDS, &version, "left empty             consent_newsletter", "residentie-leiehof/nl/", "in the archive"]
    {
        assert!(proof.contains(words), "{words}: {proof}");
    }
    assert!(!proof.contains("differs") && !proof.contains("unproved"), "{proof}");
    let rows = host.operator("GET", "/operator/audit")["rows"].clone();
    let last = rows.as_array().and_then(|rows| rows.last()).cloned().unwrap_or_default();
    assert_eq!((&last["action"], &last["subject"]), (&"read".into(), &lead.clone().into()));
    let proof = told(&host, &["leads", "show", &lead, "--proof"]);
    assert_eq!(proof["proof"]["left_empty"], json!(["consent_newsletter"]));
    assert_eq!(
        (&proof["holds"], &proof["consents"][0]["purpose"]),
        (&true.into(), &"consent_marketing_similar".into())
    );

    let file = host.world().content().join("notices").join(&version).join("nl.json");
    let text = must(fs::read_to_string(&file), "the notice in Dutch");
    must(fs::write(&file, text.replacen("Huisvinder mag", "Huisvinder mach", 1)), "one character more");
    let broken = host.gevel(&["leads", "show", &lead, "--proof"]);
    assert_eq!(broken.status.code(), Some(1));
    let words = format!("{version}: somebody changed this notice after it was published");
    assert!(out(&broken).contains("differs") && out(&broken).contains(&words), "{broken:?}");
}

fn an_authority_is_given_what_it_asked_about_and_the_audit_says_why(kind: Kind) {
    let (host, partner) = opened(kind);
    for person in ["kept", "restricted", "erased"] {
        host.post(&form_of(&host, person).with("given_name", person));
    }
    partner.wait_for(3);
    host.until("the deliveries", |host| host.counts()["delivered"] == 3);
    let listed = told(&host, &["leads", "list"]);
    let id = |row: usize| listed[row]["lead"].as_str().unwrap_or_default().to_owned();
    let of = |person: &str| {
        let address = format!("{person}@example.com");
        told(&host, &["leads", "find", "--person", &address])[0]["lead"].as_str().unwrap_or_default().to_owned()
    };
    let (restricted, erased) = (of("restricted"), of("erased"));
    done(&host, &["leads", "restrict", &restricted, "--reason", "asked"]);
    done(&host, &["leads", "erase", &erased, "--reason", "asked"]);

    let leads = [id(0), id(1), id(2)];
    let asked = [
        "leads",
        "disclose",
        &leads[0],
        &leads[1],
        &leads[2],
        "--reason",
        "case 26/17",
        "--requester",
        "Court of Ghent",
    ];
    let unapproved = host.gevel(&asked);
    assert_eq!(unapproved.status.code(), Some(2), "{unapproved:?}");
    assert!(String::from_utf8_lossy(&unapproved.stderr).contains("--approver"), "{unapproved:?}");
    let own = match kind {
        Kind::Preview => "preview",
        Kind::Edge => "Tests",
    };
    let own = host.gevel(&[&asked[..], &["--approver", own]].concat());
    assert_eq!((own.status.code(), out(&own).as_str()), (Some(1), ""), "{own:?}");
    assert!(String::from_utf8_lossy(&own.stderr).contains("somebody else"), "{own:?}");
    let rows = |host: &Host| host.operator("GET", "/operator/audit")["rows"].as_array().cloned().unwrap_or_default();
    assert!(!rows(&host).iter().any(|row| row["action"] == "disclosed"), "nothing was given");

    let given = host.gevel(&[&asked[..], &["--approver", "Lien, counsel"]].concat());
    let talk = String::from_utf8_lossy(&given.stderr).into_owned();
    assert_eq!(given.status.code(), Some(0), "{talk}");
    assert!(talk.contains(&format!("Restricted, and included all the same: {restricted}")), "{talk}");
    assert!(
        talk.contains(&format!("Erased, so that only when it came and what became of it is left: {erased}")),
        "{talk}"
    );
    let given: serde_json::Value = must(serde_json::from_slice(&given.stdout), "JSON");
    let of = |lead: &str| {
        given.as_array().into_iter().flatten().find(|one| one["lead"] == lead).cloned().unwrap_or_default()
    };
    assert_eq!(of(&restricted)["content"]["person"]["given_name"], "restricted");
    assert_eq!((&of(&erased)["standing"], of(&erased)["content"].is_null()), (&"erased".into(), true));
    let noted: Vec<_> = rows(&host).into_iter().filter(|row| row["action"] == "disclosed").collect();
    assert_eq!(noted.len(), 3);
    assert_eq!(noted[0]["detail"], "requester: Court of Ghent; approver: Lien, counsel; reason: case 26/17");
}
