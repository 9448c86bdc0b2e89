//! What the inbox shows, to whom, and what looking at it leaves behind.

use std::fs;

use leads::{
    Moment,
    store::{Attempt, Claim, Integer, Next, Recorded, audit_rows, claim, record, verify_audit},
};

use super::world::{LEAD, World, block_on};

fn looks(world: &World) -> Vec<(String, String)> {
    let rows = block_on(audit_rows(&world.store(), Integer::new(0).unwrap(), 100)).unwrap();
    rows.into_iter().filter(|row| row.action == "exported").map(|row| (row.actor, row.detail)).collect()
}

#[test]
fn an_empty_inbox_says_what_to_do_and_leaves_no_trace() {
    let world = World::new();

    let page = world.get("/_inbox");

    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    assert!(page.body.contains("No enquiries yet") && page.body.contains("fill in its form"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("script"), "{policy}");
    assert_eq!(looks(&world), []);
}

#[test]
fn an_enquiry_is_shown_as_its_partner_gets_it_and_looking_is_noted() {
    let world = World::new();
    world.keep_lead("Is er een lift?\n<script>alert(1)</script>", &[]);

    let page = world.get("/_inbox").body;

    for words in ["1 enquiry", "Zoë D&#39;Hondt, Leie-Oever", "zoe@post.example", "leiebouw/inbox", LEAD, "on its way"]
    {
        assert!(page.contains(words), "`{words}` in: {page}");
    }
    assert!(page.contains("Is er een lift?\n&lt;script&gt;alert(1)&lt;/script&gt;</dd>"), "{page}");
    assert!(page.contains("&quot;lead_id&quot;: &quot;"), "the JSON too");
    assert!(!page.contains("<script"));
    assert_eq!(looks(&world), [("inbox".to_owned(), "1 leads".to_owned())]);
    assert!(block_on(verify_audit(&world.store())).unwrap().is_ok());
}

#[test]
fn each_attempt_is_shown_with_what_came_of_it() {
    let world = World::new();
    world.keep_lead("Hallo", &[]);
    let (store, now) = (world.store(), Moment::new(1_795_428_060));
    let take = Claim { lease: "lease", now, until: now.plus(60), lead: None, limit: 1, per_destination: 1 };
    assert_eq!(block_on(claim(&store, &take)).unwrap().due.len(), 1);
    let attempt = Attempt {
        delivery: "delivery-1",
        lease: "lease",
        started_at: now,
        took_ms: 1234,
        outcome: "out_of_order",
        status: Some(503),
        detail: "The server <is> out of order.",
    };
    let next = Next::Retry { due_at: now.plus(300), step: 1 };
    assert_eq!(block_on(record(&store, &attempt, next, now)), Ok(Recorded::Done));

    let page = world.get("/_inbox").body;

    for words in ["1234 ms", "out_of_order", "<td>503</td>", "The server &lt;is&gt; out of order.", "pending, due "] {
        assert!(page.contains(words), "`{words}` in: {page}");
    }
}

#[test]
fn a_held_enquiry_says_why() {
    let world = World::new();
    world.keep_lead("Hallo", &["honeypot", "too_fast"]);

    let page = world.get("/_inbox").body;

    assert!(page.contains("waits for a person to look at it"), "{page}");
    assert!(page.contains("Held because of: honeypot, too_fast"), "{page}");
    assert!(page.contains("<code>gevel leads release "), "{page}");
}

#[test]
fn an_enquiry_of_another_key_is_shown_as_far_as_it_can_be() {
    let world = World::new();
    world.keep_lead("Hallo", &[]);
    let keys = fs::read_to_string(world.path("lead-keys")).unwrap();
    let other = World::without_people(|folder| {
        fs::copy(world.path("leads.sqlite"), folder.join("leads.sqlite")).unwrap();
        fs::copy(world.path("leads.sqlite-wal"), folder.join("leads.sqlite-wal")).unwrap();
    });
    other.desk.follow(super::world::people());

    let page = other.get("/_inbox").body;

    assert_ne!(fs::read_to_string(other.path("lead-keys")).unwrap(), keys);
    assert!(page.contains("It cannot be opened") && page.contains(LEAD), "{page}");
}

#[test]
fn a_mail_is_listed_with_its_delivery_and_can_be_read_as_text() {
    let world = World::new();
    world.keep_lead("Hallo", &[]);
    let (its, other) = ("20261123T100100Z-delivery-1-0a0b0c0d.eml", "20261123T100000Z-alert-1-00000000.eml");
    for name in [its, other] {
        fs::write(world.path("mails").join(name), format!("Subject: {name}\r\n\r\n<b>Hallo</b>")).unwrap();
    }

    let page = world.get("/_inbox").body;
    let mail = world.get(&format!("/_inbox/mail/{its}"));

    let (enquiries, others) = page.split_once("Other mails").unwrap();
    assert!(enquiries.contains(its) && others.contains(other) && !others.contains(its), "{page}");
    assert_eq!((mail.status, mail.header("content-type")), (200, Some("text/plain; charset=utf-8")));
    assert_eq!(mail.header("x-content-type-options"), Some("nosniff"));
    assert!(mail.body.contains("<b>Hallo</b>"));
}

#[test]
fn no_name_of_a_mail_leads_out_of_the_folder() {
    let world = World::new();
    fs::write(world.path("mails").join("notes.txt"), "private").unwrap();

    for name in
        ["..%2flead-keys", "..", "%2e%2e%2foperator-token", "notes.txt", "missing.eml", "..%5clead-keys", "a%00.eml"]
    {
        let answer = world.get(&format!("/_inbox/mail/{name}"));
        assert_eq!(answer.status, 404, "{name}: {}", answer.body);
    }
}
