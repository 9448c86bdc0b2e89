//! What is erased is gone, and what is kept tells nothing about anyone.

use leads::seal::{LookupKey, Owner};
use leads::store::sqlite::Sqlite;
use leads::store::{
    Acceptance, Attempt, Intent, NewDelivery, NewLead, Next, Recorded, Why, accept, counts, deliveries, erase, find,
    is_suppressed, record, replay, show,
};
use pollster::block_on;

use crate::sample::{Folder, HOOK, PROJECT, Sample, at, email, lookups, memory, phone, ring, sealed, take};

const ANN: &str = "operator:ann";

fn contains(bytes: &[u8], marker: &str) -> bool {
    bytes.windows(marker.len()).any(|window| window == marker.as_bytes())
}

#[test]
fn the_files_of_the_database_hold_nothing_personal_and_nothing_of_an_erased_lead() {
    let folder = Folder::new("markers");
    let markers = ["Zoë-Markerson", "zoe.marker@example.be", "+32470998877", "470998877", "a very private wish"];
    let database = Sqlite::open(&folder.file()).unwrap();
    let content = markers.join("|");
    let kept = sealed("lead-1", &content);
    let key = LookupKey::new(&[2; 32]);
    let (email, phone) = (key.email(&email(markers[1])), key.phone(&phone(markers[2])));
    let lead = NewLead {
        id: "lead-1",
        project: PROJECT,
        category: leads::Category::Residential,
        partner: "acme",
        received_at: at(0),
        sealed: &kept,
        email: Some(&email),
        phone: Some(&phone),
        retention_days: 365,
        quarantine: &[],
        intents: &[Intent { token: key.submission(PROJECT, &content), until: Some(at(600)) }],
        deliveries: &[NewDelivery { id: "delivery-1", destination: HOOK }],
        beside: &[],
    };
    assert_eq!(block_on(accept(&database, &lead)), Ok(Acceptance::New));
    take(&database, "lease", at(0));
    let attempt = Attempt {
        delivery: "delivery-1",
        lease: "lease",
        started_at: at(0),
        took_ms: 1,
        outcome: "timeout",
        status: None,
        detail: "no answer in 15 s",
    };
    block_on(record(&database, &attempt, Next::Retry { due_at: at(5), step: 1 }, at(1))).unwrap();
    let shown = block_on(show(&database, "lead-1", ANN, at(2))).unwrap().unwrap().sealed.unwrap();
    let owner = Owner { lead: "lead-1", project: PROJECT };
    assert_eq!(ring().open(owner, &shown).unwrap().as_slice(), content.as_bytes());

    let bytes = folder.bytes();
    assert!(contains(&bytes, "lead-1") && contains(&bytes, &kept.ciphertext));
    for marker in markers {
        assert!(!contains(&bytes, marker), "{marker}");
    }

    assert_eq!(block_on(erase(&database, "lead-1", Why::Request("asked"), ANN, at(3))), Ok(true));
    database.empty_log().unwrap();
    let bytes = folder.bytes();
    assert!(contains(&bytes, "lead-1"));
    for gone in [&kept.ciphertext, &kept.wrapped_key] {
        assert!(!contains(&bytes, gone), "{gone}");
    }
    // By the hashes nobody finds a lead any more; they say where not to advertise.
    assert!(contains(&bytes, email.as_str()) && contains(&bytes, phone.as_str()));
    assert!(block_on(is_suppressed(&database, &email)).unwrap());
}

#[test]
fn what_goes_because_its_time_is_over_leaves_no_hash_behind() {
    let folder = Folder::new("over");
    let database = Sqlite::open(&folder.file()).unwrap();
    Sample::new("lead-1").accept(&database).unwrap();
    let email = lookups().email(&email("zoe@example.be"));
    assert!(contains(&folder.bytes(), email.as_str()));
    let end = at(365 * 86_400);
    assert_eq!(block_on(erase(&database, "lead-1", Why::Retention, "sweep", end)), Ok(false));
    assert_eq!(block_on(erase(&database, "lead-1", Why::Retention, "sweep", end.plus(1))), Ok(true));
    database.empty_log().unwrap();
    assert!(!contains(&folder.bytes(), email.as_str()));
    assert!(!block_on(is_suppressed(&database, &email)).unwrap());
}

#[test]
fn an_erased_lead_stays_as_a_row_and_is_not_sent_any_more() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    assert_eq!(block_on(erase(&database, "lead-1", Why::Request("asked"), ANN, at(1))), Ok(true));
    assert_eq!(block_on(erase(&database, "lead-1", Why::Request("asked"), ANN, at(2))), Ok(false));
    assert_eq!(block_on(erase(&database, "no-such-lead", Why::Request("asked"), ANN, at(2))), Ok(false));
    assert!(take(&database, "lease", at(100)).due.is_empty());
    assert_eq!(block_on(replay(&database, "lead-1-acme-hook", ANN, at(3))), Ok(false));
    let kept = block_on(show(&database, "lead-1", ANN, at(4))).unwrap().unwrap();
    assert_eq!((kept.summary.erased_at, kept.sealed), (Some(at(1)), None));
    assert!(block_on(find(&database, &lookups().email(&email("zoe@example.be")), ANN, at(9))).unwrap().is_empty());
    assert_eq!(block_on(counts(&database)).unwrap().erased, 1);
    // A late press of the same button does not bring it back.
    let repeat = Sample { submission: "lead-1".to_owned(), ..Sample::new("lead-2") };
    assert_eq!(repeat.accept(&database).unwrap(), Acceptance::Repeat("lead-1".to_owned()));
}

#[test]
fn a_partner_who_got_it_while_it_was_erased_is_on_record() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    take(&database, "lease", at(0));
    block_on(erase(&database, "lead-1", Why::Request("asked"), ANN, at(1))).unwrap();
    let attempt = Attempt {
        delivery: "lead-1-acme-hook",
        lease: "lease",
        started_at: at(0),
        took_ms: 1,
        outcome: "accepted",
        status: Some(200),
        detail: "",
    };
    assert_eq!(block_on(record(&database, &attempt, Next::Delivered, at(2))), Ok(Recorded::Done));
    assert_eq!(block_on(deliveries(&database, "lead-1")).unwrap()[0].state, "delivered");
    assert_eq!(block_on(counts(&database)).unwrap().erased, 1);
}
