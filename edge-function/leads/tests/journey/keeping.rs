//! How long leads are kept: as long as was promised, to the second; longer only where the law holds them; and no lead
//! that nobody has goes in silence.

use leads::door;
use leads::relay::Outcome;
use leads::store::{Keeping, counts, keeping, list, verify_audit};
use serde_json::Value;

use crate::operating::{ALL, act, act_saying, lead, see};
use crate::site::FORM;
use crate::stage::{Mishap, Stage, deployment, run, run_for};

const DAY: i64 = 86_400;
/// As the project's contract has it.
const KEPT_FOR: i64 = 365 * DAY;

pub(crate) fn done(stage: &Stage, path: &str, said: &str) -> Value {
    let response = stage.ask(&act_saying(path, said)).response;
    let value: Value = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(response.status, 200, "{path}: {value}");
    value["done"].clone()
}

pub(crate) fn of(stage: &Stage, lead: &str) -> Keeping {
    run(keeping(&stage.database, lead)).unwrap().unwrap()
}

/// Goes to so many seconds after the start, and sweeps there.
fn sweep_at(stage: &Stage, seconds: i64) {
    stage.pass(seconds - stage.elapsed());
    stage.sweep();
}

#[test]
fn over_400_days_each_lead_is_kept_to_its_last_second_and_not_longer() {
    let stage = Stage::new();
    // One a day, for as long as they are kept and longer, and a sweep at the end of each day's second.
    for day in 0..400 {
        stage.pass(day * DAY - stage.elapsed());
        stage.post(&FORM.replace("zoe%40", &format!("person{day}%40")));
        let over = day - 365;
        let all = |stage: &Stage| run(counts(&stage.database)).unwrap();
        // The lead of so many days ago has its last second now; it is still there.
        stage.sweep();
        let erased = u32::try_from(over.max(0)).unwrap();
        assert_eq!(all(&stage).erased, erased, "day {day}");
        stage.pass(1);
        stage.sweep();
        assert_eq!(all(&stage).erased, u32::try_from((over + 1).max(0)).unwrap(), "day {day}, a second later");
        assert!(all(&stage).add_up(), "day {day}");
    }
    assert_eq!(stage.forgotten.borrow().len(), 35);
    let (_, report) = see(&stage, "/operator/retention");
    let months: u64 = report["erased"].as_array().unwrap().iter().map(|month| month["erased"].as_u64().unwrap()).sum();
    assert_eq!((months, report["due_in_30_days"].as_u64(), report["overdue"].as_u64()), (35, Some(30), Some(0)));
    assert!(run(verify_audit(&stage.database)).unwrap().is_ok());
    assert!(stage.mails.borrow().is_empty(), "partners have them all, so nobody is told anything");
}

#[test]
fn a_report_of_the_partner_is_a_contact_unless_there_was_nobody() {
    let stage = Stage::new();
    stage.post(FORM);
    let id = lead(&stage);
    let end = of(&stage, &id).ends_at;
    let report = |outcome: &str| {
        use leads::store::{PartnerReport, report};
        let outcome = PartnerReport::from_wire(outcome).unwrap();
        run(report(&stage.database, &id, outcome, leads::platform::Platform::now(&stage))).unwrap();
    };
    stage.pass(10 * DAY);
    report("invalid");
    assert_eq!(of(&stage, &id).ends_at, end);
    report("visit");
    assert_eq!(of(&stage, &id).ends_at, end.plus(10 * DAY));
    sweep_at(&stage, KEPT_FOR + 1);
    assert_eq!(of(&stage, &id).erased_at, None);
    sweep_at(&stage, KEPT_FOR + 10 * DAY + 1);
    assert!(of(&stage, &id).erased_at.is_some());
}

#[test]
fn what_the_law_holds_stays_until_it_is_unhold() {
    let stage = Stage::new();
    stage.post(FORM);
    let id = lead(&stage);
    let hold = format!("/operator/leads/{id}/hold");
    for reason in ["", "reason=", "reason=Zo%C3%AB+zoe%40example.com", "reason=one%0Atwo"] {
        assert_eq!(stage.ask(&act_saying(&hold, reason)).response.status, 400, "{reason}");
    }
    assert_eq!(done(&stage, &hold, "reason=Court+of+Ghent%2C+case+26%2F17"), true);
    assert_eq!(done(&stage, &hold, "reason=again"), false);
    sweep_at(&stage, KEPT_FOR + 40 * DAY);
    assert_eq!(of(&stage, &id).erased_at, None);
    let (_, report) = see(&stage, "/operator/retention");
    assert_eq!(report["held"][0]["reason"], "Court of Ghent, case 26/17");
    let (_, status) = see(&stage, "/operator/status");
    assert_eq!(status["retention"]["held"], 1);

    assert_eq!(done(&stage, &format!("/operator/leads/{id}/unhold"), ""), true);
    assert_eq!(done(&stage, &format!("/operator/leads/{id}/unhold"), ""), false);
    stage.sweep();
    assert!(of(&stage, &id).erased_at.is_some());
    assert_eq!(done(&stage, &hold, "reason=too+late"), false);
}

#[test]
fn a_lead_that_no_partner_has_is_told_of_long_before_it_goes() {
    let stage = Stage::new();
    stage.answering(|_, _| Outcome::answered(503));
    stage.mailing.set(false);
    stage.post(FORM);
    stage.sweep_for(4 * DAY);
    // The mailboxes work again, but what is dead stays dead until a person sends it again.
    stage.mailing.set(true);
    stage.sweep();
    let told = |stage: &Stage| {
        let mails = stage.mails.borrow();
        mails.iter().filter(|mail| mail.subject.as_str().contains("will be destroyed")).count()
    };
    sweep_at(&stage, KEPT_FOR - 31 * DAY);
    assert_eq!(told(&stage), 0);
    sweep_at(&stage, KEPT_FOR - 30 * DAY + 1);
    sweep_at(&stage, KEPT_FOR);
    assert_eq!(told(&stage), 1, "told once, a month before");
    assert_eq!(run(counts(&stage.database)).unwrap().dead, 1);
    stage.pass(1);
    stage.sweep();
    let counts = run(counts(&stage.database)).unwrap();
    assert_eq!((counts.erased, counts.dead, counts.add_up()), (1, 0, true));
    for marker in crate::site::MARKERS {
        assert!(!stage.log.borrow().iter().any(|line| line.contains(marker)), "{marker}");
    }
}

#[test]
fn many_that_end_at_once_go_in_many_sweeps() {
    let stage = Stage::new();
    for person in 0..12 {
        stage.post(&FORM.replace("zoe%40", &format!("person{person}%40")));
    }
    stage.pass(KEPT_FOR + 1);
    for erased in [5, 10, 12] {
        stage.calls.set(0);
        stage.sweep();
        assert_eq!(run(counts(&stage.database)).unwrap().erased, erased);
        // The edge may ask fifty times an event.
        assert!(stage.calls.get() < 30, "{} calls", stage.calls.get());
    }
}

/// After whatever happened: once sweeps had their time all is destroyed, and the machine has forgotten it.
fn check(stage: &Stage, place: &str) {
    stage.mishap.set(None);
    stage.forgetting.set(true);
    stage.sweep_for(300);
    let id = lead(stage);
    assert!(of(stage, &id).erased_at.is_some(), "{place}");
    assert!(stage.forgotten.borrow().contains(&id), "{place}: the machine keeps something");
    let counts = run(counts(&stage.database)).unwrap();
    assert!(counts.add_up() && counts.erased == 1, "{place}: {counts:?}");
    assert!(run(verify_audit(&stage.database)).unwrap().is_ok(), "{place}");
    let (_, rows) = see(stage, "/operator/audit");
    let erased = rows["rows"].as_array().unwrap().iter().filter(|row| row["action"] == "erased").count();
    assert_eq!(erased, 1, "{place}: noted once");
    assert_eq!(run(list(&stage.database, &ALL)).unwrap().len(), 1, "{place}: the row stays");
}

#[test]
fn a_sweep_that_is_cut_off_or_fails_anywhere_destroys_it_later_and_once() {
    let begin = || {
        let stage = Stage::new();
        stage.post(FORM);
        stage.pass(KEPT_FOR + 1);
        stage
    };
    for polls in 1.. {
        let (stage, deployment) = (begin(), deployment());
        let ended = run_for(door::sweep(&stage, &deployment), polls).is_some();
        check(&stage, &format!("cut off after {polls} polls"));
        if ended {
            assert!(polls > 15, "only {polls} places to cut at");
            break;
        }
    }
    for mishap in [Mishap::Before, Mishap::After] {
        for place in 0.. {
            let stage = begin();
            stage.uses.set(0);
            stage.mishap.set(Some((place, mishap)));
            stage.sweep();
            let was_used = stage.uses.get() > place;
            check(&stage, &format!("{mishap:?} at use {place}"));
            if !was_used {
                assert!(place > 5, "the database is used more often than that");
                break;
            }
        }
    }
    let stage = begin();
    stage.forgetting.set(false);
    stage.sweep();
    assert!(stage.log.borrow().iter().any(|line| line.contains("disk is full")));
    check(&stage, "the machine could not forget it at first");
}

#[test]
fn nobody_without_the_scope_changes_how_long_it_is_kept() {
    let stage = Stage::new();
    stage.post(FORM);
    let path = format!("/operator/leads/{}/unhold", lead(&stage));
    let request = leads::door::Request { authorization: Some("Bearer gvl_ben"), ..act(&path) };
    assert_eq!(stage.ask(&request).response.status, 403);
}
