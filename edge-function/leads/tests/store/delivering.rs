//! Leases and attempts: never two senders at once, and no attempt lost or noted twice.

use std::cell::Cell;
use std::thread;

use leads::Moment;
use leads::store::sqlite::Sqlite;
use leads::store::{
    Attempt, Claim, Database, Next, Recorded, Statement, Value, attempts, claim, counts, deliveries, paused, record,
    resume,
};
use pollster::block_on;

use crate::sample::{Failing, Fault, Folder, HOOK, Sample, at, memory, take};

fn attempt<'a>(delivery: &'a str, lease: &'a str, outcome: &'a str) -> Attempt<'a> {
    Attempt { delivery, lease, started_at: at(0), took_ms: 120, outcome, status: Some(500), detail: "no luck" }
}

fn note<D: Database>(database: &D, delivery: &str, lease: &str, next: Next<'_>, now: Moment) -> Recorded {
    block_on(record(database, &attempt(delivery, lease, "answer_500"), next, now)).unwrap()
}

#[test]
fn two_sweeps_never_get_the_same_delivery() {
    let folder = Folder::new("sweeps");
    let database = Sqlite::open(&folder.file()).unwrap();
    for number in 0..60 {
        Sample::new(&format!("lead-{number}")).accept(&database).unwrap();
    }
    let mut taken: Vec<String> = thread::scope(|scope| {
        let sweeps: Vec<_> = (0..6)
            .map(|sweep| {
                let file = folder.file();
                scope.spawn(move || {
                    let own = Sqlite::open(&file).unwrap();
                    let mut taken = Vec::new();
                    for round in 0..5 {
                        let lease = format!("lease-{sweep}-{round}");
                        let wanted = Claim {
                            lease: &lease,
                            now: at(0),
                            until: at(60),
                            lead: None,
                            limit: 3,
                            per_destination: 100,
                        };
                        let claimed = block_on(claim(&own, &wanted)).unwrap();
                        taken.extend(claimed.due.into_iter().map(|due| due.delivery));
                    }
                    taken
                })
            })
            .collect();
        sweeps.into_iter().flat_map(|sweep| sweep.join().unwrap()).collect()
    });
    assert_eq!(taken.len(), 60);
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), 60);
}

#[test]
fn a_lease_that_ran_out_is_taken_again_and_the_late_failure_changes_nothing() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    assert_eq!(take(&database, "first", at(0)).due.len(), 1);
    assert!(take(&database, "early", at(59)).due.is_empty());
    assert_eq!(take(&database, "second", at(60)).due.len(), 1);

    assert_eq!(note(&database, "lead-1-acme-hook", "first", Next::Dead, at(61)), Recorded::Overtaken);
    let retry = Next::Retry { due_at: at(300), step: 1 };
    assert_eq!(note(&database, "lead-1-acme-hook", "second", retry, at(62)), Recorded::Done);

    let delivery = &block_on(deliveries(&database, "lead-1")).unwrap()[0];
    assert_eq!((delivery.state.as_str(), delivery.due_at, delivery.step), ("pending", at(300), 1));
    assert_eq!(block_on(attempts(&database, "lead-1-acme-hook")).unwrap().len(), 2);
}

#[test]
fn a_late_success_counts_whoever_holds_the_delivery() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    take(&database, "first", at(0));
    take(&database, "second", at(60));
    assert_eq!(note(&database, "lead-1-acme-hook", "first", Next::Delivered, at(61)), Recorded::Done);
    assert_eq!(note(&database, "lead-1-acme-hook", "second", Next::Dead, at(62)), Recorded::Overtaken);
    assert_eq!(block_on(counts(&database)).unwrap().delivered, 1);
}

#[test]
fn a_lost_answer_at_any_point_leaves_the_attempt_noted_once() {
    let pause = Next::Pause { due_at: at(5), step: 1, reason: "gone" };
    for next in [Next::Delivered, Next::Dead, Next::Retry { due_at: at(5), step: 1 }, pause] {
        for fault in [Fault::Query, Fault::Statement(0), Fault::Statement(1), Fault::Answer] {
            let database = memory();
            Sample::new("lead-1").accept(&database).unwrap();
            take(&database, "lease", at(0));
            let failing = Failing { database: &database, at: Cell::new(Some(fault)) };
            let attempt = attempt("lead-1-acme-hook", "lease", "any");
            assert!(block_on(record(&failing, &attempt, next, at(1))).is_err());
            failing.at.set(None);
            assert_eq!(block_on(record(&failing, &attempt, next, at(1))), Ok(Recorded::Done));
            assert_eq!(block_on(attempts(&database, "lead-1-acme-hook")).unwrap().len(), 1);
            assert!(block_on(counts(&database)).unwrap().add_up());
        }
    }
}

#[test]
fn a_poisoned_row_does_not_stop_the_others() {
    let database = memory();
    for id in ["lead-1", "lead-2", "lead-3"] {
        Sample::new(id).accept(&database).unwrap();
    }
    let poison =
        Statement { sql: "UPDATE delivery SET step = -1 WHERE lead_id = ?1", values: vec![Value::from("lead-2")] };
    block_on(database.batch(&[poison])).unwrap();
    let claimed = take(&database, "lease", at(0));
    let due: Vec<_> = claimed.due.iter().map(|due| due.lead.as_str()).collect();
    assert_eq!(due, ["lead-1", "lead-3"]);
    assert_eq!(claimed.unreadable.len(), 1);
}

#[test]
fn a_long_queue_for_one_destination_leaves_room_for_the_others() {
    let database = memory();
    for number in 0..20 {
        Sample::new(&format!("lead-{number:02}")).accept(&database).unwrap();
    }
    let other = Sample { destinations: vec!["other-hook"], received_at: at(5), ..Sample::new("lead-x") };
    other.accept(&database).unwrap();
    let wanted = Claim { lease: "l", now: at(9), until: at(60), lead: None, limit: 10, per_destination: 4 };
    let claimed = block_on(claim(&database, &wanted)).unwrap();
    assert_eq!(claimed.due.len(), 5);
    assert_eq!(claimed.due.last().unwrap().lead, "lead-x");
}

#[test]
fn the_first_attempt_takes_only_the_lead_just_accepted() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    Sample::new("lead-2").accept(&database).unwrap();
    let wanted = Claim { lease: "l", now: at(0), until: at(60), lead: Some("lead-2"), limit: 10, per_destination: 10 };
    let claimed = block_on(claim(&database, &wanted)).unwrap();
    assert_eq!(claimed.due.len(), 1);
    assert_eq!(claimed.due[0].lead, "lead-2");
}

#[test]
fn a_destination_that_is_gone_pauses_and_keeps_what_waits_for_it() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    Sample { received_at: at(1), ..Sample::new("lead-2") }.accept(&database).unwrap();
    take(&database, "lease", at(1));
    let pause = Next::Pause { due_at: at(2), step: 1, reason: "gone" };
    assert_eq!(note(&database, "lead-1-acme-hook", "lease", pause, at(2)), Recorded::Done);
    let retry = Next::Retry { due_at: at(3), step: 1 };
    assert_eq!(note(&database, "lead-2-acme-hook", "lease", retry, at(2)), Recorded::Done);

    assert_eq!(block_on(paused(&database)).unwrap()[0].reason, "gone");
    assert!(take(&database, "later", at(1_000_000)).due.is_empty());
    assert_eq!(block_on(counts(&database)).unwrap().pending, 2);

    assert_eq!(block_on(resume(&database, HOOK, "operator:ann", at(2))), Ok(true));
    let drained: Vec<_> = take(&database, "drain", at(1_000_000)).due.into_iter().map(|due| due.lead).collect();
    assert_eq!(drained, ["lead-1", "lead-2"]);
}
