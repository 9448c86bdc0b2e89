//! What people ask by right is answered in time, or somebody hears of it.

use leads::store::verify_audit;
use serde_json::Value;

use crate::keeping::done;
use crate::operating::{act_saying, see};
use crate::stage::{Mishap, Stage, run};

const DAY: i64 = 86_400;
const ERASURE: &str = "kind=erasure&person=zoe%40example.com";

fn noted(stage: &Stage, said: &str) -> (String, String) {
    let noted = done(stage, "/operator/requests", said);
    let text = |key: &str| noted[key].as_str().unwrap().to_owned();
    (text("request"), text("due_at"))
}

fn all(stage: &Stage) -> Vec<Value> {
    see(stage, "/operator/requests").1["requests"].as_array().unwrap().clone()
}

fn told(stage: &Stage, words: &str) -> usize {
    stage.mails.borrow().iter().filter(|mail| mail.text.contains(words)).count()
}

#[test]
fn a_request_is_due_in_a_month_told_of_before_and_after_and_then_answered() {
    let stage = Stage::new();
    let (id, due_at) = noted(&stage, ERASURE);
    assert_eq!(due_at, "2026-12-23T10:12:00Z");
    stage.pass(22 * DAY);
    stage.sweep();
    assert_eq!(stage.mails.borrow().len(), 0);
    stage.pass(2 * DAY);
    stage.sweep();
    stage.sweep();
    assert_eq!((told(&stage, "must be answered by"), told(&stage, "should have been")), (1, 0));
    // The mail is refused first, and so comes again.
    stage.pass(6 * DAY + 1);
    stage.mailing.set(false);
    stage.sweep();
    stage.mailing.set(true);
    stage.sweep();
    stage.sweep();
    assert_eq!((told(&stage, "must be answered by"), told(&stage, "should have been")), (1, 1));
    assert_eq!(see(&stage, "/operator/status").1["requests"]["overdue"], 1);
    assert_eq!(all(&stage)[0]["overdue"], true);

    assert_eq!(done(&stage, &format!("/operator/requests/{id}/close"), ""), true);
    assert_eq!(done(&stage, &format!("/operator/requests/{id}/close"), ""), false);
    assert_eq!(all(&stage)[0]["state"], "answered");
    assert_eq!(see(&stage, "/operator/status").1["requests"]["open"], 0);
    let (_, rows) = see(&stage, "/operator/audit");
    let actions: Vec<_> =
        rows["rows"].as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap().to_owned()).collect();
    assert_eq!(actions, ["requested", "alerted", "alerted", "answered"]);
    assert!(!rows.to_string().contains("zoe"), "not who asked");
}

#[test]
fn a_request_takes_longer_once_with_a_reason_and_while_there_is_time() {
    let stage = Stage::new();
    // It lay in a mailbox for a week.
    let (id, due_at) = noted(&stage, "kind=access&person=0470123456&received=2026-11-16");
    assert_eq!(due_at, "2026-12-16T00:00:00Z");
    let extend = format!("/operator/requests/{id}/extend");
    assert_eq!(stage.ask(&act_saying(&extend, "")).response.status, 400);
    assert_eq!(done(&stage, &extend, "reason=many+leads"), true);
    assert_eq!(done(&stage, &extend, "reason=even+more"), false);
    assert_eq!(all(&stage)[0]["due_at"], "2027-02-16T00:00:00Z");

    let (late, _) = noted(&stage, ERASURE);
    stage.pass(31 * DAY);
    assert_eq!(done(&stage, &format!("/operator/requests/{late}/extend"), "reason=late"), false);
    let close = format!("/operator/requests/{late}/close");
    assert_eq!(stage.ask(&act_saying(&close, "refused=too+expensive")).response.status, 400);
    assert_eq!(done(&stage, &close, "refused=not_identified"), true);
    let refused = all(&stage).into_iter().find(|one| one["request"] == late.as_str()).unwrap();
    assert_eq!((&refused["state"], &refused["refused_because"]), (&"refused".into(), &"not_identified".into()));
}

#[test]
fn what_is_no_request_is_refused_with_words() {
    let stage = Stage::new();
    for said in [
        "",
        "kind=erasure",
        "kind=money&person=zoe%40example.com",
        "kind=erasure&person=zoe",
        "kind=erasure&person=zoe%40example.com&received=2026-11-24",
        "kind=erasure&person=zoe%40example.com&received=yesterday",
    ] {
        assert_eq!(stage.ask(&act_saying("/operator/requests", said)).response.status, 400, "{said}");
    }
    assert!(all(&stage).is_empty());
}

#[test]
fn whatever_use_of_the_database_fails_people_are_told_in_the_end() {
    for mishap in [Mishap::Before, Mishap::After] {
        for place in 0.. {
            let stage = Stage::new();
            noted(&stage, ERASURE);
            stage.pass(32 * DAY);
            stage.uses.set(0);
            stage.mishap.set(Some((place, mishap)));
            stage.sweep();
            let was_used = stage.uses.get() > place;
            stage.mishap.set(None);
            stage.sweep_for(300);
            let times = told(&stage, "should have been");
            assert!((1..=2).contains(&times), "{mishap:?} at use {place}: told {times} times");
            assert!(run(verify_audit(&stage.database)).unwrap().is_ok());
            if !was_used {
                break;
            }
        }
    }
}
