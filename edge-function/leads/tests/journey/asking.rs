//! What people ask by right themselves: from the form over the mail to what is done, whatever goes wrong in between.

use leads::Language;
use leads::door::{self, Method};
use leads::rights::{Drawn, KEYS, RightsPages};
use leads::store::{list, verify_audit};

use crate::keeping::done;
use crate::operating::{ALL, lead, see};
use crate::site::{FORM, MARKERS};
use crate::stage::{Mishap, Stage, deployment, request, run, run_for};

const HOUR: i64 = 3_600;

fn opened() -> Stage {
    let mut stage = Stage::new();
    put_pages(&mut stage);
    stage
}

/// Puts the pages there that a build would have written.
pub(crate) fn put_pages(stage: &mut Stage) {
    let words = KEYS.iter().map(|key| ((*key).to_owned(), format!("{key} {{day}}"))).collect();
    let policy = "default-src 'none'".to_owned();
    let form = "<?if note?><?note?><?end?><?if fault kind?><?message kind?><?end?><?message email?><?message words?>\
        <input value=\"<?value email?>\"><textarea><?value words?></textarea><?if chosen erasure?>chosen<?end?>";
    let pages = RightsPages::new(
        Language::Dutch,
        "https://pages.example/",
        Drawn { html: form.to_owned(), policy: policy.clone() },
        Drawn { html: "<h1><?title?></h1><?body?>".to_owned(), policy },
        words,
    );
    stage.files.insert(RightsPages::path(Language::Dutch), pages.unwrap().to_json());
}

fn with_lead() -> (Stage, String) {
    let stage = opened();
    stage.post(FORM);
    let id = lead(&stage);
    (stage, id)
}

fn ask(stage: &Stage, method: Method, path: &str, body: &str) -> (u16, String) {
    let answer = stage.ask(&request(method, path, body, "text/html"));
    if let Some(task) = answer.then {
        run(door::afterwards(stage, &deployment(), task));
    }
    (answer.response.status, String::from_utf8(answer.response.body).unwrap())
}

fn form(kind: &str, email: &str, words: &str) -> String {
    format!("kind={kind}&email={email}&words={words}&language=nl&website=")
}

/// The path of the newest link in a mail.
fn link(stage: &Stage, door: &str) -> String {
    let mails = stage.mails.borrow();
    let line = mails.iter().rev().flat_map(|mail| mail.text.lines()).find(|line| line.contains(door));
    line.unwrap().strip_prefix("https://pages.example").unwrap().to_owned()
}

/// Asks, opens the link, and presses the button.
pub(crate) fn confirmed(stage: &Stage, kind: &str, words: &str) -> String {
    assert_eq!(ask(stage, Method::Post, "/rights", &form(kind, "ZOE%40example.com", words)).0, 200);
    let path = link(stage, "/confirm/");
    assert_eq!(ask(stage, Method::Get, &path, "").0, 200);
    let (status, page) = ask(stage, Method::Post, &path, "");
    assert_eq!((status, page.contains(&format!("done_{kind}"))), (200, true), "{page}");
    stage.sweep();
    path
}

fn events(stage: &Stage) -> Vec<String> {
    let body = |http: &leads::relay::Http| serde_json::from_slice::<serde_json::Value>(&http.body).unwrap();
    stage.sent.borrow().iter().map(|(_, http)| body(http)["type"].as_str().unwrap().to_owned()).collect()
}

fn open_requests(stage: &Stage) -> u64 {
    see(stage, "/operator/status").1["requests"]["open"].as_u64().unwrap()
}

#[test]
fn whoever_is_known_and_whoever_is_not_get_the_same_answers() {
    let (known, _) = with_lead();
    let unknown = opened();
    for kind in ["access", "erasure", "objection", "restriction"] {
        let said = |stage: &Stage| {
            let asked = ask(stage, Method::Post, "/rights", &form(kind, "zoe%40example.com", ""));
            let path = link(stage, "/confirm/");
            let answers = [asked, ask(stage, Method::Get, &path, ""), ask(stage, Method::Post, &path, "")];
            stage.pass(HOUR);
            answers
        };
        assert_eq!(said(&known), said(&unknown), "{kind}");
    }
}

#[test]
fn an_erasure_is_done_once_told_to_the_partner_and_receipted() {
    let (stage, id) = with_lead();
    let path = confirmed(&stage, "erasure", "");
    assert_eq!(events(&stage), ["lead.created", "lead.erased"]);
    let mails = stage.mails.borrow().len();
    assert_eq!(ask(&stage, Method::Post, &path, "").0, 200, "pressed twice");
    stage.sweep();
    assert_eq!((events(&stage).len(), stage.mails.borrow().len(), open_requests(&stage)), (2, mails, 0));
    assert!(see(&stage, &format!("/operator/leads/{id}")).1["content"].is_null());

    stage.pass(HOUR);
    confirmed(&stage, "access", "");
    let (_, page) = ask(&stage, Method::Get, &link(&stage, "/package/"), "");
    assert!(page.contains("package_none") && page.contains("copies_until 2026-12-23"), "{page}");
}

#[test]
fn looking_at_a_link_changes_nothing() {
    let (stage, id) = with_lead();
    ask(&stage, Method::Post, "/rights", &form("erasure", "zoe%40example.com", ""));
    let path = link(&stage, "/confirm/");
    for method in [Method::Get, Method::Head] {
        assert_eq!(ask(&stage, method, &path, "").0, 200);
    }
    assert_eq!(open_requests(&stage), 0);
    assert!(!see(&stage, &format!("/operator/leads/{id}")).1["content"].is_null());
}

#[test]
fn what_is_kept_is_shown_as_a_page_and_as_files_and_each_look_is_in_the_audit() {
    let (stage, id) = with_lead();
    done(&stage, &format!("/operator/leads/{id}/restrict"), "reason=contested");
    confirmed(&stage, "portability", "");
    let path = link(&stage, "/package/");
    let reads = |stage: &Stage| see(stage, "/operator/audit").1.to_string().matches("\"read\"").count();
    let before = reads(&stage);
    let (_, page) = ask(&stage, Method::Get, &path, "");
    for marker in MARKERS.iter().chain(&["leiebouw/crm", "kept_until 2027-11-23", "restricted 2026-11-23"]) {
        assert!(page.contains(marker), "{marker}: {page}");
    }
    let (_, json) = ask(&stage, Method::Get, &format!("{path}?as=json"), "");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["leads"][0]["content"]["person"]["email"], "zoe@example.com");
    let (_, csv) = ask(&stage, Method::Get, &format!("{path}?as=csv"), "");
    assert!(csv.contains("\"content.person.given_name\",\"Zoë\""), "{csv}");
    assert_eq!(reads(&stage), before + 3);
    stage.pass(7 * 24 * HOUR);
    assert_eq!(ask(&stage, Method::Get, &path, "").0, 410);
}

#[test]
fn restriction_and_objection_hold_for_every_lead_of_the_address() {
    let (stage, id) = with_lead();
    confirmed(&stage, "objection", "");
    assert_eq!(events(&stage), ["lead.created", "lead.updated"]);
    stage.pass(HOUR);
    confirmed(&stage, "restriction", "");
    assert_eq!(events(&stage), ["lead.created", "lead.updated", "lead.restricted"]);
    assert!(see(&stage, &format!("/operator/leads/{id}")).1["restricted_at"].is_string());
    assert_eq!(open_requests(&stage), 0);
}

#[test]
fn what_the_law_holds_stays_and_a_person_looks() {
    let (stage, id) = with_lead();
    done(&stage, &format!("/operator/leads/{id}/hold"), "reason=a+case");
    confirmed(&stage, "erasure", "");
    assert_eq!(open_requests(&stage), 1);
    assert!(!see(&stage, &format!("/operator/leads/{id}")).1["content"].is_null());
    let mails = stage.mails.borrow();
    assert!(mails.iter().any(|mail| mail.text.contains("held_text") && mail.to.address.as_str().contains("ZOE")));
    assert!(mails.iter().any(|mail| mail.text.contains("the law holds")));
}

#[test]
fn words_to_put_something_right_reach_the_operator_and_rest_nowhere() {
    let (stage, _) = with_lead();
    let path = confirmed(&stage, "rectification", "Mijn+naam+is+Zo%C3%AB+Vandenbroeck");
    ask(&stage, Method::Post, &path, "");
    let told = |words: &str| stage.mails.borrow().iter().filter(|mail| mail.text.contains(words)).count();
    assert_eq!(told("Vandenbroeck"), 1, "once, however often it is pressed");
    assert_eq!(open_requests(&stage), 1);
    assert!(!stage.log.borrow().concat().contains("Vandenbroeck"));
    assert!(!see(&stage, "/operator/audit").1.to_string().contains("Vandenbroeck"));
}

#[test]
fn a_form_with_faults_keeps_what_was_typed_and_says_what_is_wrong() {
    let stage = opened();
    let long = "x".repeat(601);
    for (body, status, said) in [
        (form("erasure", "zoe%40", "a+%3Cb%3E"), 422, "fault_email"),
        (form("", "zoe%40example.com", ""), 422, "fault_kind"),
        (form("rectification", "zoe%40example.com", ""), 422, "fault_words"),
        (form("access", "zoe%40example.com", &long), 422, "fault_long"),
        (form("access", "zoe%40example.com", "") + "x", 422, "note_honeypot"),
        ("%ff=1".to_owned(), 413, "note_unreadable"),
    ] {
        let (found, page) = ask(&stage, Method::Post, "/rights", &body);
        assert_eq!((found, page.contains(said)), (status, true), "{page}");
    }
    let (_, page) = ask(&stage, Method::Post, "/rights", &form("erasure", "zoe%40", "a+%3Cb%3E"));
    assert!(page.contains("value=\"zoe@\"") && page.contains("a &lt;b&gt;") && page.contains("chosen"), "{page}");
    assert!(stage.mails.borrow().is_empty());
}

#[test]
fn one_address_gets_one_mail_an_hour_and_one_that_failed_may_be_asked_again() {
    let stage = opened();
    let post = |stage: &Stage| ask(stage, Method::Post, "/rights", &form("access", "zoe%40example.com", "")).0;
    stage.mailing.set(false);
    assert_eq!(post(&stage), 503);
    stage.mailing.set(true);
    assert_eq!([post(&stage), post(&stage)], [200, 200]);
    assert_eq!(stage.mails.borrow().len(), 1);
    stage.pass(HOUR);
    assert_eq!(post(&stage), 200);
    assert_eq!(stage.mails.borrow().len(), 2);
}

#[test]
fn a_link_that_is_old_changed_or_for_something_else_does_nothing() {
    let (stage, _) = with_lead();
    let path = confirmed(&stage, "access", "");
    let package = link(&stage, "/package/");
    for wrong in [path.replace("/confirm/", "/package/"), package.replace("/package/", "/confirm/"), format!("{path}x")]
    {
        for method in [Method::Get, Method::Post] {
            assert_eq!(ask(&stage, method, &wrong, "").0, 404, "{wrong}");
        }
    }
    stage.pass(24 * HOUR);
    for method in [Method::Get, Method::Post] {
        let (status, page) = ask(&stage, method, &path, "");
        assert_eq!((status, page.contains("expired_text")), (410, true));
    }
}

#[test]
fn nothing_personal_reaches_the_log_or_the_tables() {
    let (stage, _) = with_lead();
    for kind in ["access", "objection", "erasure"] {
        confirmed(&stage, kind, "");
        stage.pass(HOUR);
    }
    let seen = stage.log.borrow().concat() + &see(&stage, "/operator/audit").1.to_string();
    assert!(MARKERS.iter().all(|marker| !seen.contains(marker)) && !seen.to_lowercase().contains("zoe@"), "{seen}");
}

/// Presses the button until it answers; what was asked is then done.
fn pressed(stage: &Stage, path: &str, place: &str) {
    stage.mishap.set(None);
    assert_eq!(ask(stage, Method::Post, path, "").0, 200, "{place}");
    stage.sweep_for(600);
    assert!(run(verify_audit(&stage.database)).unwrap().is_ok(), "{place}");
    assert_eq!(open_requests(stage), 0, "{place}");
    assert_eq!(run(list(&stage.database, &ALL)).unwrap().len(), 1, "{place}");
}

#[test]
fn whatever_use_of_the_database_fails_pressing_again_finishes_it() {
    for (kind, event) in [("erasure", "lead.erased"), ("restriction", "lead.restricted"), ("access", "lead.created")] {
        for mishap in [Mishap::Before, Mishap::After] {
            for place in 0.. {
                let (stage, _) = with_lead();
                ask(&stage, Method::Post, "/rights", &form(kind, "zoe%40example.com", ""));
                let path = link(&stage, "/confirm/");
                stage.uses.set(0);
                stage.mishap.set(Some((place, mishap)));
                let status = ask(&stage, Method::Post, &path, "").0;
                let was_used = stage.uses.get() > place;
                let what = format!("{kind}, {mishap:?} at use {place}: {status}");
                assert!(status == 200 || status == 503, "{what}");
                pressed(&stage, &path, &what);
                assert_eq!(events(&stage).iter().filter(|one| *one == event).count(), 1, "{what}");
                if !was_used {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_request_cut_off_anywhere_is_finished_by_pressing_again() {
    for polls in 1.. {
        let (stage, _) = with_lead();
        ask(&stage, Method::Post, "/rights", &form("erasure", "zoe%40example.com", ""));
        let path = link(&stage, "/confirm/");
        let deployment = deployment();
        let asked = request(Method::Post, &path, "", "text/html");
        let ended = run_for(door::answer(&stage, &deployment, &asked), polls).is_some();
        pressed(&stage, &path, &format!("cut off after {polls} polls"));
        if ended {
            break;
        }
    }
}
