//! Taking leads: wholly or not at all, and each intent once.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::thread;

use leads::seal::LookupKey;
use leads::store::sqlite::Sqlite;
use leads::store::{Acceptance, Filter, StoreError, counts, deliveries, find, list, verify_audit};
use pollster::block_on;

use crate::sample::{Failing, Fault, Folder, Sample, at, email, lookups, memory, phone};

const ALL: Filter<'static> = Filter { project: None, partner: None, standing: None, after: None, limit: 1000 };

#[test]
fn a_failure_at_any_statement_leaves_nothing() {
    let database = memory();
    let failing = Failing { database: &database, at: Cell::new(None) };
    let lead = Sample { destinations: vec!["acme-hook", "acme-mail"], ..Sample::new("lead-1") };
    for place in 0..=8 {
        failing.at.set(Some(Fault::Statement(place)));
        assert!(matches!(lead.accept(&failing), Err(StoreError::Database(_))), "statement {place}");
        assert!(block_on(list(&database, &ALL)).unwrap().is_empty());
        assert!(block_on(deliveries(&database, "lead-1")).unwrap().is_empty());
        assert_eq!(block_on(verify_audit(&database)).unwrap().unwrap().number, 0);
    }
    failing.at.set(None);
    assert_eq!(lead.accept(&failing).unwrap(), Acceptance::New);
}

#[test]
fn a_lead_whose_acceptance_was_not_heard_of_is_taken_once() {
    let database = memory();
    let failing = Failing { database: &database, at: Cell::new(Some(Fault::Answer)) };
    let lead = Sample::new("lead-1");
    assert!(lead.accept(&failing).is_err());
    failing.at.set(None);
    assert_eq!(lead.accept(&failing).unwrap(), Acceptance::New);
    assert_eq!(block_on(counts(&database)).unwrap().accepted, 1);
}

#[test]
fn a_repeat_finds_the_first_lead() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    let repeat = Sample { submission: "lead-1".to_owned(), ..Sample::new("lead-2") };
    assert_eq!(repeat.accept(&database).unwrap(), Acceptance::Repeat("lead-1".to_owned()));
    assert_eq!(block_on(list(&database, &ALL)).unwrap().len(), 1);
}

#[test]
fn fifty_posts_of_one_intent_at_once_are_one_lead() {
    let folder = Folder::new("fifty");
    let database = Sqlite::open(&folder.file()).unwrap();
    let answers: Vec<_> = thread::scope(|scope| {
        let posts: Vec<_> = (0..50)
            .map(|number| {
                let file = folder.file();
                scope.spawn(move || {
                    let own = Sqlite::open(&file).unwrap();
                    let id = format!("lead-{number}");
                    let post = Sample { submission: "one intent".to_owned(), ..Sample::new(&id) };
                    match post.accept(&own).unwrap() {
                        Acceptance::New => id,
                        Acceptance::Repeat(first) => first,
                    }
                })
            })
            .collect();
        posts.into_iter().map(|post| post.join().unwrap()).collect()
    });
    let leads: BTreeSet<_> = answers.iter().collect();
    assert_eq!(leads.len(), 1, "{leads:?}");
    let stored = block_on(list(&database, &ALL)).unwrap();
    assert_eq!(stored.len(), 1);
    assert_eq!(&stored[0].lead, answers.first().unwrap());
    assert_eq!(block_on(deliveries(&database, &stored[0].lead)).unwrap().len(), 1);
}

#[test]
fn many_leads_at_once_are_all_taken_and_the_audit_does_not_fork() {
    let folder = Folder::new("many");
    let database = Sqlite::open(&folder.file()).unwrap();
    thread::scope(|scope| {
        for writer in 0..8 {
            let file = folder.file();
            scope.spawn(move || {
                let own = Sqlite::open(&file).unwrap();
                for number in 0..10 {
                    assert_eq!(Sample::new(&format!("lead-{writer}-{number}")).accept(&own), Ok(Acceptance::New));
                }
            });
        }
    });
    let counts = block_on(counts(&database)).unwrap();
    assert_eq!((counts.accepted, counts.pending), (80, 80));
    assert_eq!(block_on(verify_audit(&database)).unwrap().unwrap().number, 80);
}

#[test]
fn the_same_words_are_a_new_intent_after_the_window() {
    let database = memory();
    let words = |id: &str, seconds| Sample { submission: String::new(), received_at: at(seconds), ..Sample::new(id) };
    // Only the window counts here, so each has a submission id of its own.
    let accept = |sample: &Sample| {
        let key: LookupKey = lookups();
        let token = key.submission(crate::sample::PROJECT, "same words");
        let sealed = crate::sample::sealed(&sample.id, "content");
        let lead = leads::store::NewLead {
            id: &sample.id,
            project: crate::sample::PROJECT,
            category: leads::Category::Residential,
            partner: "acme",
            received_at: sample.received_at,
            sealed: &sealed,
            email: None,
            phone: None,
            retention_days: 365,
            quarantine: &[],
            intents: &[leads::store::Intent { token, until: Some(sample.received_at.plus(600)) }],
            deliveries: &[leads::store::NewDelivery { id: &sample.id, destination: "acme-hook" }],
            beside: &[],
        };
        block_on(leads::store::accept(&database, &lead)).unwrap()
    };
    assert_eq!(accept(&words("lead-1", 0)), Acceptance::New);
    assert_eq!(accept(&words("lead-2", 599)), Acceptance::Repeat("lead-1".to_owned()));
    assert_eq!(accept(&words("lead-3", 600)), Acceptance::New);
}

#[test]
fn a_lead_that_would_go_nowhere_is_not_taken() {
    let database = memory();
    let lead = Sample { destinations: Vec::new(), ..Sample::new("lead-1") };
    assert_eq!(lead.accept(&database), Err(StoreError::Incomplete));
}

#[test]
fn a_person_is_found_by_every_spelling_and_nobody_else_is() {
    let database = memory();
    Sample::new("lead-1").accept(&database).unwrap();
    let key = lookups();
    for hash in [key.email(&email("ZOE@example.be")), key.phone(&phone("0470/12.34.56"))] {
        assert_eq!(block_on(find(&database, &hash, "operator:ann", at(9))).unwrap().len(), 1);
    }
    assert!(block_on(find(&database, &key.email(&email("zoe@example.nl")), "operator:ann", at(9))).unwrap().is_empty());
}

#[test]
fn pages_of_a_list_hold_every_lead_once() {
    let database = memory();
    for number in 0..7 {
        // Two of the same second each, so that the id has to decide.
        Sample { received_at: at(number / 2), ..Sample::new(&format!("lead-{number}")) }.accept(&database).unwrap();
    }
    let mut after = None;
    let mut seen = Vec::new();
    loop {
        let page = after.as_ref().map(|(time, lead): &(_, String)| (*time, lead.as_str()));
        let page = block_on(list(&database, &Filter { after: page, limit: 3, ..ALL })).unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.received_at, last.lead.clone()));
        seen.extend(page.iter().map(|lead| lead.lead.clone()));
    }
    assert_eq!(seen, (0..7).rev().map(|number| format!("lead-{number}")).collect::<Vec<_>>());
}
