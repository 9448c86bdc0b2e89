//! What people do: release, replay, reroute, pause, be told, and change keys.

use leads::seal::{Keyring, Owner};
use leads::store::{
    Attempt, NewDelivery, Next, Standing, alerted_of_delivery, alerted_of_destination, alerts_due, attempts, counts,
    deliveries, health, late, pause, paused, record, release, replay, reroute, resume, rewrap, show,
    wrapped_with_others,
};
use pollster::block_on;

use crate::sample::{HOOK, PROJECT, Sample, at, memory, ring, take};

const ANN: &str = "operator:ann";

fn fail<'a>(delivery: &'a str, lease: &'a str) -> Attempt<'a> {
    Attempt { delivery, lease, started_at: at(0), took_ms: 1, outcome: "timeout", status: None, detail: "" }
}

#[test]
fn a_lead_in_quarantine_waits_until_it_is_released() {
    let database = memory();
    let lead = Sample { reasons: vec!["links", "repeated_text"], ..Sample::new("lead-1") };
    lead.accept(&database).unwrap();
    assert!(take(&database, "lease", at(1_000_000)).due.is_empty());
    assert_eq!(block_on(health(&database)).unwrap().quarantined, 1);
    assert_eq!(block_on(replay(&database, "lead-1-acme-hook", ANN, at(5))), Ok(false));

    assert_eq!(block_on(release(&database, "lead-1", ANN, at(60))), Ok(true));
    assert_eq!(block_on(release(&database, "lead-1", ANN, at(61))), Ok(false));
    let due = take(&database, "lease", at(60)).due;
    assert_eq!((due.len(), due[0].since), (1, at(60)));
    let shown = block_on(show(&database, "lead-1", ANN, at(61))).unwrap().unwrap();
    assert_eq!(shown.summary.reasons, ["links", "repeated_text"]);
    assert_eq!(shown.summary.standing, Standing::Pending);
}

#[test]
fn a_dead_delivery_is_told_once_and_can_be_replayed_under_the_same_id() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    take(&database, "first", at(0));
    assert_eq!(block_on(replay(&database, "lead-1-acme-hook", ANN, at(1))), Ok(false), "it is being sent");
    block_on(record(&database, &fail("lead-1-acme-hook", "first"), Next::Dead, at(1))).unwrap();
    assert_eq!(block_on(counts(&database)).unwrap().dead, 1);

    assert_eq!(block_on(alerts_due(&database, 10)).unwrap().len(), 1);
    assert_eq!(block_on(alerted_of_delivery(&database, "lead-1-acme-hook", at(2))), Ok(true));
    assert_eq!(block_on(alerted_of_delivery(&database, "lead-1-acme-hook", at(2))), Ok(false));
    assert!(block_on(alerts_due(&database, 10)).unwrap().is_empty());

    assert_eq!(block_on(replay(&database, "lead-1-acme-hook", ANN, at(3))), Ok(true));
    let due = take(&database, "second", at(3)).due;
    assert_eq!(due[0].delivery, "lead-1-acme-hook");
    assert!(due[0].manual && due[0].step == 0 && due[0].attempts == 1);
    block_on(record(&database, &fail("lead-1-acme-hook", "second"), Next::Delivered, at(4))).unwrap();
    let made = block_on(attempts(&database, "lead-1-acme-hook")).unwrap();
    assert_eq!(made.iter().map(|made| (made.number, made.manual)).collect::<Vec<_>>(), [(1, false), (2, true)]);
    assert_eq!(block_on(counts(&database)).unwrap().delivered, 1);
}

#[test]
fn a_lead_goes_by_the_second_channel_once() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    assert!(block_on(late(&database, at(-1), &["acme"], 10)).unwrap().is_empty());
    let found = block_on(late(&database, at(0), &["acme"], 10)).unwrap();
    assert_eq!(found[0].lead, "lead-1");

    let same = NewDelivery { id: "another", destination: HOOK };
    assert_eq!(block_on(reroute(&database, "lead-1", same, at(900))), Ok(false));
    let mail = NewDelivery { id: "by-mail", destination: "acme-mail" };
    assert_eq!(block_on(reroute(&database, "lead-1", mail, at(900))), Ok(true));
    assert_eq!(block_on(reroute(&database, "lead-1", mail, at(901))), Ok(false));
    assert!(block_on(late(&database, at(0), &["acme"], 10)).unwrap().is_empty());

    let due = take(&database, "lease", at(900)).due;
    assert_eq!(due.iter().filter(|due| due.second_channel).count(), 1);
    // The partner has it by mail, but the first channel is still being tried: pending until that is through.
    block_on(record(&database, &fail("by-mail", "lease"), Next::Delivered, at(901))).unwrap();
    assert_eq!(block_on(counts(&database)).unwrap().pending, 1);
    block_on(record(&database, &fail("lead-1-acme-hook", "lease"), Next::Dead, at(902))).unwrap();
    assert_eq!(block_on(counts(&database)).unwrap().delivered, 1);
    assert_eq!(block_on(deliveries(&database, "lead-1")).unwrap().len(), 2);
}

#[test]
fn a_pause_is_told_once_and_ends_only_by_a_person() {
    let database = memory();
    assert_eq!(block_on(pause(&database, HOOK, "by_hand", ANN, at(0))), Ok(true));
    assert_eq!(block_on(pause(&database, HOOK, "by_hand", ANN, at(1))), Ok(false));
    assert_eq!(block_on(alerted_of_destination(&database, HOOK, at(2))), Ok(true));
    assert_eq!(block_on(alerted_of_destination(&database, HOOK, at(2))), Ok(false));
    assert_eq!(block_on(paused(&database)).unwrap()[0].alerted_at, Some(at(2)));
    assert_eq!(block_on(resume(&database, HOOK, ANN, at(3))), Ok(true));
    assert_eq!(block_on(resume(&database, HOOK, ANN, at(3))), Ok(false));
    assert!(block_on(paused(&database)).unwrap().is_empty());
}

#[test]
fn the_age_of_the_oldest_undelivered_lead_is_known_while_its_destination_is_paused() {
    let database = memory();
    assert_eq!(block_on(health(&database)).unwrap().oldest_pending, None);
    Sample { received_at: at(7), ..Sample::new("lead-2") }.accept(&database).unwrap();
    Sample { received_at: at(3), ..Sample::new("lead-1") }.accept(&database).unwrap();
    block_on(pause(&database, HOOK, "by_hand", ANN, at(8))).unwrap();
    let health = block_on(health(&database)).unwrap();
    assert_eq!((health.oldest_pending, health.pending, health.paused), (Some(at(3)), 2, 1));
}

#[test]
fn after_a_rotation_every_lead_opens_with_the_new_key_alone() {
    let database = memory();
    for number in 0..5 {
        Sample::new(&format!("lead-{number}")).accept(&database).unwrap();
    }
    let both = Keyring::new([(1, [1; 32]), (2, [9; 32])]).unwrap();
    loop {
        let some = block_on(wrapped_with_others(&database, both.newest(), false, 2)).unwrap();
        if some.is_empty() {
            break;
        }
        let moved: Vec<_> = some
            .into_iter()
            .map(|old| {
                let owner = Owner { lead: &old.lead, project: &old.project };
                let new = both.rewrap(&[4; 12], owner, &old.sealed).unwrap();
                (old, new)
            })
            .collect();
        block_on(rewrap(&database, &moved, ANN, at(9))).unwrap();
    }
    let only_new = Keyring::new([(2, [9; 32])]).unwrap();
    for number in 0..5 {
        let lead = format!("lead-{number}");
        let kept = block_on(show(&database, &lead, ANN, at(9))).unwrap().unwrap().sealed.unwrap();
        let owner = Owner { lead: &lead, project: PROJECT };
        assert_eq!(only_new.open(owner, &kept).unwrap().as_slice(), b"content");
        assert!(ring().open(owner, &kept).is_err());
    }
}
