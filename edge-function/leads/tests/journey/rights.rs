//! What people may ask for: it is done here and heard everywhere the lead went, whatever goes wrong in between.

use leads::door::{self, Method};
use leads::relay::{Http, Outcome};
use leads::seal::LookupKey;
use leads::store::{deliveries, is_suppressed, list, verify_audit};
use leads::submission::Email;
use leads::{LeadId, Letters};
use serde_json::Value;

use crate::keeping::{done, of};
use crate::operating::{ALL, act_saying, lead, see};
use crate::site::{FORM, MARKERS};
use crate::stage::{Mishap, Stage, deployment, request, run, run_for};

/// A lead with a phone number, which the partner has.
const CALLED: &str = "&contact_preference=phone&phone=0470+12+34+56";

fn form() -> String {
    FORM.replace("&contact_preference=email", CALLED)
}

fn delivered() -> (Stage, String) {
    let stage = Stage::new();
    stage.post(&form());
    assert_eq!(stage.sent.borrow().len(), 1);
    let id = lead(&stage);
    (stage, id)
}

fn bodies(stage: &Stage) -> Vec<Value> {
    stage.sent.borrow().iter().map(|(_, http)| serde_json::from_slice(&http.body).unwrap()).collect()
}

fn header(http: &Http, wanted: &str) -> String {
    http.headers.iter().find(|(name, _)| *name == wanted).unwrap().1.clone()
}

fn act(stage: &Stage, lead: &str, what: &str, said: &str) -> Value {
    let done = done(stage, &format!("/operator/leads/{lead}/{what}"), said);
    stage.sweep();
    done
}

#[test]
fn whoever_has_an_erased_lead_is_told_which_and_nothing_else() {
    let (stage, id) = delivered();
    let receipt = act(&stage, &id, "erase", "reason=asked+by+the+person");
    assert_eq!((&receipt["erased"], &receipt["told"][0]), (&true.into(), &"leiebouw/crm".into()));
    assert_eq!(receipt["erased_at"], "2026-11-23T10:12:00Z");
    assert_eq!(receipt["copies_until"], "2026-12-23T10:12:00Z", "as long as the database can be put back");
    let sent = bodies(&stage);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[1]["type"], "lead.erased");
    assert_eq!(sent[1]["data"]["lead_id"], id.as_str());
    let text = sent[1].to_string();
    assert!(MARKERS.iter().all(|marker| !text.contains(marker)), "{text}");
    assert_eq!(header(&stage.sent.borrow()[1].1, "webhook-id"), format!("{id}-erased"));

    // The same receipt for whoever asks again, and nobody is told twice.
    let again = act(&stage, &id, "erase", "reason=again");
    assert_eq!((&again["erased"], &again["erased_at"]), (&false.into(), &receipt["erased_at"]));
    assert_eq!(stage.sent.borrow().len(), 2);
    let (_, shown) = see(&stage, &format!("/operator/leads/{id}"));
    assert_eq!((&shown["content"], &shown["copies_until"]), (&Value::Null, &receipt["copies_until"]));
    assert!(stage.forgotten.borrow().contains(&id));
    // An address stays as a hash, so that nobody advertises there.
    let key = LookupKey::derived(&[2; 32]).unwrap();
    let email = key.email(&Email::parse("ZOE@example.com", Letters::OWN).unwrap());
    assert!(run(is_suppressed(&stage.database, &email)).unwrap());
}

#[test]
fn a_partner_that_may_have_got_it_is_told_and_one_that_cannot_have_is_not() {
    let stage = Stage::new();
    stage.answering(|_, _| Outcome::answered(503));
    stage.post(FORM);
    let id = lead(&stage);
    // Its one attempt failed, but who knows what the server kept.
    act(&stage, &id, "erase", "reason=asked");
    assert_eq!(bodies(&stage)[1]["type"], "lead.erased");
    // The news is tried as long as any lead, dies as one, and is sent again on demand.
    stage.sweep_for(4 * 86_400);
    let news = |stage: &Stage| {
        let all = run(deliveries(&stage.database, &id)).unwrap();
        all.into_iter().find(|delivery| delivery.event == "lead.erased").unwrap()
    };
    assert_eq!(news(&stage).state, "dead");
    assert!(stage.log.borrow().iter().any(|line| line.contains("The news (lead.erased) of Lead")));
    stage.answering(|_, _| Outcome::answered(204));
    let sent = act(&stage, &id, "replay", "");
    assert_eq!(sent.as_array().unwrap().len(), 1);
    assert_eq!(news(&stage).state, "delivered");

    let stage = Stage::new();
    stage.post(&(FORM.to_owned() + "&website=http%3A%2F%2Fspam.example"));
    act(&stage, &lead(&stage), "erase", "reason=asked");
    assert!(stage.sent.borrow().is_empty(), "it never left quarantine");
}

#[test]
fn what_the_law_holds_is_not_erased_and_the_answer_says_why() {
    let (stage, id) = delivered();
    act(&stage, &id, "hold", "reason=case+26%2F17");
    let receipt = act(&stage, &id, "erase", "reason=asked");
    assert_eq!((&receipt["erased"], &receipt["held"]), (&false.into(), &"case 26/17".into()));
    assert_eq!(of(&stage, &id).erased_at, None);
}

#[test]
fn a_restricted_lead_is_neither_shown_nor_sent_and_its_partner_knows() {
    let (stage, id) = delivered();
    let link = {
        let all = stage.sent.borrow();
        assert_eq!(all.len(), 1);
        format!("/partner/{id}.{}", deployment().lookups.report_token(&id, "leiebouw"))
    };
    assert_eq!(act(&stage, &id, "restrict", "reason=accuracy+is+contested"), true);
    assert_eq!(act(&stage, &id, "restrict", "reason=again"), false);
    assert_eq!(bodies(&stage)[1]["type"], "lead.restricted");
    let (_, shown) = see(&stage, &format!("/operator/leads/{id}"));
    assert_eq!((&shown["content"], shown["restricted_at"].is_string()), (&Value::Null, true));
    let (_, exported) = see(&stage, "/operator/export");
    assert!(exported["leads"][0]["content"].is_null());
    assert_eq!(stage.ask(&request(Method::Get, &link, "", "application/json")).response.status, 403);
    // Nothing is sent again, and its time does not end.
    let before = stage.sent.borrow().len();
    let replayed = act(&stage, &id, "replay", "");
    assert_eq!(replayed.as_array().unwrap().len(), 1, "only the news itself");
    assert_eq!(stage.sent.borrow().len(), before + 1);
    stage.pass(400 * 86_400);
    stage.sweep();
    assert_eq!(of(&stage, &id).erased_at, None);
    let (_, report) = see(&stage, "/operator/retention");
    assert_eq!(report["held"][0]["why"], "restricted");

    // Putting it right is among what it is kept for; the partner gets it once it may be used.
    assert_eq!(act(&stage, &id, "correct", "family_name=Vandenbroeck"), true);
    let count = stage.sent.borrow().len();
    assert_eq!(act(&stage, &id, "lift", ""), true);
    assert_eq!(act(&stage, &id, "lift", ""), false);
    let sent = bodies(&stage);
    assert!(sent.len() > count);
    for event in &sent[count..] {
        assert_eq!(event["type"], "lead.updated");
        assert_eq!(event["data"]["person"]["family_name"], "Vandenbroeck");
    }
}

#[test]
fn what_waits_for_a_partner_waits_on_while_it_is_restricted() {
    let stage = Stage::new();
    stage.answering(|_, _| Outcome::answered(503));
    stage.post(FORM);
    let id = lead(&stage);
    act(&stage, &id, "restrict", "reason=asked");
    stage.answering(|_, _| Outcome::answered(204));
    stage.sweep_for(3_600);
    let created = |stage: &Stage| bodies(stage).iter().filter(|body| body["type"] == "lead.created").count();
    assert_eq!((created(&stage), stage.mails.borrow().len()), (1, 0), "not by the second channel either");
    act(&stage, &id, "lift", "");
    stage.sweep_for(3_600);
    assert_eq!(created(&stage), 2);
}

#[test]
fn what_is_put_right_reaches_the_partner_under_ever_new_ids() {
    let (stage, id) = delivered();
    assert_eq!(act(&stage, &id, "correct", "phone=0471+00+00+01&email=Zoe%40Other.example"), true);
    assert_eq!(act(&stage, &id, "correct", "phone=0471+00+00+02"), true);
    let sent = bodies(&stage);
    let ids: Vec<_> = stage.sent.borrow().iter().map(|(_, http)| header(http, "webhook-id")).collect();
    assert_eq!(ids, [format!("{id}-created"), format!("{id}-updated"), format!("{id}-updated-2")]);
    assert_eq!(sent[1]["data"]["person"]["phone_e164"], "+32471000001");
    assert_eq!(sent[2]["data"]["person"]["phone_e164"], "+32471000002");
    assert_eq!(sent[2]["data"]["person"]["email"], "Zoe@other.example");
    // Found by what is right, and not any more by what was wrong.
    let found = |person: &str| done(&stage, "/operator/person", person)["leads"].as_array().unwrap().len();
    assert_eq!((found("person=%2B32471000002"), found("person=0470123456")), (1, 0));

    for (said, word) in [
        ("phone=", "must be filled in"),
        ("phone=12", "not_a_phone"),
        ("family_name=", "must be filled in"),
        ("email=zoe", "not_an_email"),
        ("postal_code=9000", "does not ask"),
        ("consents=", "say what"),
        ("", "say what"),
        ("phone=0471000003&nothing=x", "say what"),
    ] {
        let path = format!("/operator/leads/{id}/correct");
        let response = stage.ask(&act_saying(&path, said)).response;
        let body = String::from_utf8(response.body).unwrap();
        assert!(response.status == 400 && body.contains(word), "{said}: {body}");
    }
    assert_eq!(stage.sent.borrow().len(), 3);
    let (_, rows) = see(&stage, "/operator/audit");
    assert!(rows["rows"].as_array().unwrap().iter().any(|row| row["detail"] == "email phone"), "which, not what");
}

#[test]
fn what_is_known_of_a_person_is_told_to_them_also_while_it_is_restricted() {
    let (stage, id) = delivered();
    act(&stage, &id, "restrict", "reason=asked");
    let told = act(&stage, &id, "access", "");
    assert_eq!(told["content"]["person"]["email"], "zoe@example.com");
    assert_eq!(told["kept_until"], "2027-11-23T10:12:00Z");
    let recipients: Vec<_> = told["recipients"].as_array().unwrap().iter().map(|one| one["what"].clone()).collect();
    assert_eq!(recipients, ["lead.created", "lead.restricted"]);
    let (_, rows) = see(&stage, "/operator/audit");
    assert!(rows["rows"].as_array().unwrap().iter().any(|row| row["action"] == "read" && row["detail"] == "rights"));
    act(&stage, &id, "erase", "reason=asked");
    let path = format!("/operator/leads/{id}/access");
    assert_eq!(stage.ask(&act_saying(&path, "")).response.status, 404);
}

#[test]
fn an_objection_is_noted_for_the_person_and_told_with_the_lead() {
    let (stage, id) = delivered();
    assert_eq!(act(&stage, &id, "object", "reason=by+phone"), true);
    assert_eq!(bodies(&stage)[1]["data"]["privacy"]["objected_at"], "2026-11-23T10:12:00Z");
    let key = LookupKey::derived(&[2; 32]).unwrap();
    let address = |text: &str| key.email(&Email::parse(text, Letters::OWN).unwrap());
    assert!(run(is_suppressed(&stage.database, &address("zoe@example.com"))).unwrap());
    // Also of whom nothing is known.
    let object = |person: &str| done(&stage, "/operator/person/object", person);
    assert_eq!(object("person=nobody%40example.com&reason=by+letter"), true);
    assert_eq!(object("person=NOBODY%40example.com&reason=by+letter"), false);
    assert!(run(is_suppressed(&stage.database, &address("nobody@example.com"))).unwrap());
}

#[test]
fn an_authority_is_given_a_lead_only_with_a_ground_a_name_and_the_word_of_somebody_else() {
    let (stage, id) = delivered();
    let disclose = format!("/operator/leads/{id}/disclose");
    let rows = |stage: &Stage| see(stage, "/operator/audit").1["rows"].as_array().unwrap().clone();
    let before = rows(&stage).len();
    for (said, named) in [
        ("requester=Court&approver=Ben", "`reason`"),
        ("reason=case+7&approver=Ben", "`requester`"),
        ("reason=case+7&requester=Court", "`approver`"),
        ("reason=case+7&requester=Court&approver=Anna", "somebody else"),
        ("reason=case+7&requester=Court&approver=b%40example.com", "`approver`"),
        ("reason=one%0Atwo&requester=Court&approver=Ben", "`reason`"),
    ] {
        let response = stage.ask(&act_saying(&disclose, said)).response;
        let words = String::from_utf8(response.body).unwrap();
        assert!(response.status == 400 && words.contains(named), "{said}: {words}");
        assert!(MARKERS.iter().all(|marker| !words.contains(marker)), "{words}");
    }
    assert_eq!(rows(&stage).len(), before, "nothing was given");

    let said = "reason=case+7&requester=Court+of+Ghent&approver=Ben";
    act(&stage, &id, "restrict", "reason=asked");
    let given = done(&stage, &disclose, said);
    assert_eq!(given["content"]["person"]["email"], "zoe@example.com", "although it is restricted");
    assert!(given["restricted_at"].is_string());
    let row = rows(&stage).pop().unwrap();
    assert_eq!((&row["action"], &row["subject"]), (&"disclosed".into(), &id.clone().into()));
    assert_eq!(
        (&row["actor"], &row["detail"]),
        (&"operator:anna".into(), &"requester: Court of Ghent; approver: Ben; reason: case 7".into())
    );

    act(&stage, &id, "erase", "reason=asked");
    let given = done(&stage, &disclose, said);
    assert_eq!((&given["standing"], &given["content"]), (&"erased".into(), &Value::Null));
    assert_eq!(
        rows(&stage).iter().filter(|row| row["action"] == "disclosed").count(),
        2,
        "that nothing is left is told too"
    );
    assert_eq!(
        stage.ask(&act_saying("/operator/leads/0198f000-0000-7000-8000-000000000000/disclose", said)).response.status,
        404
    );
}

#[test]
fn an_authority_gets_nothing_before_the_audit_says_so() {
    for mishap in [Mishap::Before, Mishap::After] {
        for place in 0.. {
            let (stage, id) = delivered();
            stage.uses.set(0);
            stage.mishap.set(Some((place, mishap)));
            let path = format!("/operator/leads/{id}/disclose");
            let answer = stage.ask(&act_saying(&path, "reason=case+7&requester=Court&approver=Ben")).response;
            let was_used = stage.uses.get() > place;
            stage.mishap.set(None);
            let (_, audit) = see(&stage, "/operator/audit");
            let is_noted = audit.to_string().contains("disclosed");
            assert!(is_noted || answer.status == 503, "{mishap:?} at {place}");
            assert_eq!(answer.status == 503, was_used, "{mishap:?} at {place}");
            if !was_used {
                break;
            }
        }
    }
}

#[test]
fn a_person_is_found_by_any_spelling_and_nobody_else_with_them() {
    let (stage, id) = delivered();
    stage.post(&form().replace("zoe%40", "zo%C3%AB.other%40").replace("0470+12+34+56", "0470+12+34+57"));
    stage.post(&form().replace("zoe%40", "z.oe%40").replace("0470+12+34+56", "0470+12+34+58"));
    let found = |person: &str| done(&stage, "/operator/person", &format!("person={person}"))["leads"].clone();
    for person in [
        "zoe%40example.com",
        "+ZOE%40Example.COM",
        "mailto:zoe%40example.com",
        "0470123456",
        "%2B32+470+12+34+56",
        "0032470123456",
        "0470%2F12.34.56&country=BE",
        "tel:+0470-12-34-56",
    ] {
        let leads = found(person);
        assert_eq!(leads.as_array().unwrap().len(), 1, "{person}");
        assert_eq!(leads[0]["lead"], id.as_str(), "{person}");
    }
    for person in ["zoe%40example.co", "0470123459", "0470123456&country=FR"] {
        assert_eq!(found(person).as_array().unwrap().len(), 0, "{person}");
    }
    for person in ["person=", "person=Zo%C3%AB", "person=0470123456&country=XX", ""] {
        assert_eq!(stage.ask(&act_saying("/operator/person", person)).response.status, 400, "{person}");
    }
    let (_, rows) = see(&stage, "/operator/audit?after=6");
    assert!(rows["rows"].as_array().unwrap().iter().any(|row| row["action"] == "looked_up"));
    assert!(MARKERS.iter().all(|marker| !rows.to_string().contains(marker)), "not for whom");
}

/// What must be true of an erasure that the operator tries again until it is done.
fn check(stage: &Stage, id: &str, place: &str) {
    stage.mishap.set(None);
    let receipt = done(stage, &format!("/operator/leads/{id}/erase"), "reason=again");
    stage.sweep_for(600);
    assert!(receipt["erased_at"].is_string() && of(stage, id).erased_at.is_some(), "{place}");
    let told: Vec<_> = bodies(stage).into_iter().filter(|body| body["type"] == "lead.erased").collect();
    assert!(!told.is_empty(), "{place}: the partner knows");
    assert!(stage.forgotten.borrow().contains(&id.to_owned()), "{place}");
    assert!(run(verify_audit(&stage.database)).unwrap().is_ok(), "{place}");
    assert_eq!(run(list(&stage.database, &ALL)).unwrap().len(), 1, "{place}");
    assert!(LeadId::parse(id).is_ok());
}

#[test]
fn an_erasure_cut_off_or_failing_anywhere_is_done_and_told_in_the_end() {
    for polls in 1.. {
        let (stage, id) = delivered();
        let (path, deployment) = (format!("/operator/leads/{id}/erase"), deployment());
        let journey = async {
            let answer = door::answer(&stage, &deployment, &act_saying(&path, "reason=asked")).await;
            if let Some(task) = answer.then {
                door::afterwards(&stage, &deployment, task).await;
            }
        };
        let ended = run_for(journey, polls).is_some();
        check(&stage, &id, &format!("cut off after {polls} polls"));
        if ended {
            assert!(polls > 15, "only {polls} places to cut at");
            break;
        }
    }
    for what in ["erase", "restrict", "object", "correct", "lift"] {
        for mishap in [Mishap::Before, Mishap::After] {
            for place in 0.. {
                let (stage, id) = delivered();
                if what == "lift" {
                    act(&stage, &id, "restrict", "reason=asked");
                }
                let said = match what {
                    "correct" => "family_name=Vandenbroeck",
                    "lift" => "",
                    _ => "reason=asked",
                };
                let path = format!("/operator/leads/{id}/{what}");
                stage.uses.set(0);
                stage.mishap.set(Some((place, mishap)));
                let answer = stage.ask(&act_saying(&path, said));
                let where_ = format!("{what}, {mishap:?} at use {place}");
                let status = answer.response.status;
                assert!(status == 200 || status == 503, "{where_}: {status}");
                let was_used = stage.uses.get() > place;
                assert!(run(verify_audit(&stage.database)).unwrap().is_ok(), "{where_}");
                check(&stage, &id, &where_);
                if !was_used {
                    assert!(place > 1, "{where_}: the database is used more often than that");
                    break;
                }
            }
        }
    }
}
