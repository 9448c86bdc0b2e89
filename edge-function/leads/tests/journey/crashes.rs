//! A journey cut off at every step, and a database that fails at every use: what was promised is kept, what was not is
//! said.

use std::collections::BTreeSet;

use leads::door::{self, Method};
use leads::relay::Http;
use leads::store::{counts, list, verify_audit};

use crate::operating::ALL;
use crate::site::FORM;
use crate::stage::{Mishap, Stage, deployment, request, run, run_for};

fn id(http: &Http) -> String {
    http.headers.iter().find(|(name, _)| *name == "webhook-id").unwrap().1.clone()
}

/// What must be true whatever happened before, once sweeps had their time.
fn check(stage: &Stage, promised: bool, place: &str) {
    let before = run(list(&stage.database, &ALL)).unwrap().len();
    assert!(!promised || before == 1, "{place}: thanked without a lead");
    stage.mishap.set(None);
    stage.sweep_for(600);
    let counts = run(counts(&stage.database)).unwrap();
    assert!(counts.add_up(), "{place}: {counts:?}");
    assert_eq!(counts.delivered as usize, before, "{place}: what is stored is delivered");
    let sent = stage.sent.borrow();
    let ids: BTreeSet<_> = sent.iter().map(|(_, http)| id(http)).collect();
    assert_eq!(ids.len(), before, "{place}: repeats have the same id");
    assert!(run(verify_audit(&stage.database)).unwrap().is_ok(), "{place}");
}

#[test]
fn a_journey_cut_off_anywhere_keeps_its_promise() {
    let mut was_cut = 0;
    for polls in 1.. {
        let stage = Stage::new();
        let deployment = deployment();
        let promised = std::cell::Cell::new(false);
        let journey = async {
            let answer = door::answer(&stage, &deployment, &request(Method::Post, "/lead/leie-oever", FORM, "")).await;
            promised.set(answer.response.status == 303);
            if let Some(task) = answer.then {
                door::afterwards(&stage, &deployment, task).await;
            }
        };
        let ended = run_for(journey, polls).is_some();
        check(&stage, promised.get(), &format!("cut off after {polls} polls"));
        if ended {
            break;
        }
        was_cut += 1;
    }
    assert!(was_cut > 15, "only {was_cut} places to cut at");
}

#[test]
fn a_sweep_cut_off_anywhere_sends_again_under_the_same_id() {
    for polls in 1.. {
        let stage = Stage::new();
        let deployment = deployment();
        run(door::answer(&stage, &deployment, &request(Method::Post, "/lead/leie-oever", FORM, "")));
        let ended = run_for(door::sweep(&stage, &deployment), polls).is_some();
        check(&stage, true, &format!("sweep cut off after {polls} polls"));
        if ended {
            break;
        }
    }
}

#[test]
fn whatever_use_of_the_database_fails_the_answer_is_true() {
    for mishap in [Mishap::Before, Mishap::After] {
        for place in 0.. {
            let stage = Stage::new();
            stage.mishap.set(Some((place, mishap)));
            let answer = stage.post(FORM);
            let what = format!("{mishap:?} at use {place}");
            let status = answer.response.status;
            assert!(status == 303 || status == 503, "{what}: {status}");
            if status == 503 {
                let page = String::from_utf8(answer.response.body).unwrap();
                assert!(page.contains("unavailable") && page.contains("Zoë"), "{what}: the text is kept");
                // The visitor tries again, as told.
                stage.mishap.set(None);
                assert_eq!(stage.post(FORM).response.status, 303, "{what}");
                assert_eq!(run(list(&stage.database, &ALL)).unwrap().len(), 1, "{what}");
            }
            let was_used = stage.uses.get() > place;
            check(&stage, true, &what);
            if !was_used {
                assert!(place > 5, "the database is used more often than that");
                break;
            }
        }
    }
}
