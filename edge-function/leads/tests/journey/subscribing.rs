//! Mail that somebody asks for: confirmed before it comes, ended by one click, and never sent to whoever does not want it.

use leads::Language;
use leads::door::Method;
use leads::relay::{EventId, LetterDraft, Mail};
use leads::store::{sendable, verify_audit};
use leads::subscription::List;
use serde_json::Value;

use crate::asking::{confirmed, put_pages};
use crate::keeping::done;
use crate::operating::{act_saying, lead, see};
use crate::signalling::stage_with_boxes;
use crate::site::{FORM, MARKERS};
use crate::stage::{Mishap, Stage, deployment, request, run};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

fn form() -> String {
    FORM.to_owned() + "&consent_newsletter=yes"
}

/// The mails that ask for confirmation.
fn asking(stage: &Stage) -> Vec<Mail> {
    stage.mails.borrow().iter().filter(|mail| mail.way_out.is_some()).cloned().collect()
}

/// The paths of the two links in a mail.
fn links(mail: &Mail) -> (String, String) {
    let path = |place: &str| {
        let line = mail.text.lines().find(|line| line.contains(place)).unwrap();
        line.strip_prefix("https://pages.example").unwrap().to_owned()
    };
    (path("/confirm/"), path("/unsubscribe/"))
}

fn visit(stage: &Stage, method: Method, path: &str) -> (u16, String) {
    let body = if method == Method::Post { "List-Unsubscribe=One-Click" } else { "" };
    let response = stage.ask(&request(method, path, body, "text/html")).response;
    (response.status, String::from_utf8(response.body).unwrap())
}

/// Whoever would get mail of the list now.
fn subscribers(stage: &Stage, list: &str) -> Vec<String> {
    let told = done(stage, "/operator/subscribers", &format!("list={list}"));
    let all = told["subscribers"].as_array().unwrap();
    all.iter().map(|one| one["email"].as_str().unwrap().to_owned()).collect()
}

/// Somebody who asked for the newsletter and got the mail.
fn asked() -> (Stage, String, String) {
    let stage = stage_with_boxes();
    assert_eq!(stage.post(&form()).response.status, 303);
    stage.sweep();
    let mails = asking(&stage);
    assert_eq!(mails.len(), 1);
    let (confirm, unsubscribe) = links(&mails[0]);
    (stage, confirm, unsubscribe)
}

fn subscribed() -> (Stage, String) {
    let (stage, confirm, unsubscribe) = asked();
    assert_eq!(visit(&stage, Method::Post, &confirm), (200, "<p>[confirmed-newsletter]".to_owned()));
    assert_eq!(subscribers(&stage, "newsletter"), ["zoe@example.com"]);
    (stage, unsubscribe)
}

#[test]
fn who_ticks_the_box_gets_one_mail_confirms_and_is_on_the_list() {
    let (stage, confirm, unsubscribe) = asked();
    let mail = asking(&stage).remove(0);
    assert_eq!((mail.to.address.as_str(), mail.subject.as_str()), ("zoe@example.com", "Bevestig: newsletter"));
    assert!(subscribers(&stage, "newsletter").is_empty(), "not before it is confirmed");
    for path in [&confirm, &unsubscribe] {
        assert!(MARKERS.iter().all(|marker| !path.contains(marker)) && !path.contains("example"), "{path}");
    }
    // Programs that check mails follow every link.
    assert_eq!(visit(&stage, Method::Get, &confirm), (200, "<p>[confirm-newsletter]".to_owned()));
    assert_eq!(visit(&stage, Method::Get, &unsubscribe), (200, "<p>[stop-newsletter]".to_owned()));
    assert!(subscribers(&stage, "newsletter").is_empty());
    stage.pass(71 * HOUR);
    for _twice in 0..2 {
        assert_eq!(visit(&stage, Method::Post, &confirm), (200, "<p>[confirmed-newsletter]".to_owned()));
    }
    let told = done(&stage, "/operator/subscribers", "list=newsletter");
    let one = &told["subscribers"][0];
    assert_eq!((&one["email"], &one["language"]), (&"zoe@example.com".into(), &"nl".into()));
    assert_eq!(one["page"], "https://pages.example/leie-oever/nl/");
    assert!(one["consent_text"].as_str().unwrap().starts_with("2026-11-23-1f0c/"), "{one}");
    assert_eq!(
        (&one["asked_at"], &one["confirmed_at"]),
        (&"2026-11-23T10:12:00Z".into(), &"2026-11-26T09:12:00Z".into())
    );
    assert_eq!(one["unsubscribe"], format!("https://pages.example{unsubscribe}"));
    assert!(subscribers(&stage, "similar").is_empty(), "one box is one list");
    stage.sweep_for(600);
    assert_eq!(asking(&stage).len(), 1, "one mail");
    let counts = see(&stage, "/operator/subscriptions").1;
    assert_eq!((&counts["lists"][0]["confirmed"], &counts["lists"][1]["confirmed"]), (&1.into(), &0.into()));
    let rows = see(&stage, "/operator/audit").1["rows"].to_string();
    assert!(rows.contains("subscribed") && rows.contains("1 subscribers") && !rows.contains("zoe"), "{rows}");
    assert!(run(verify_audit(&stage.database)).unwrap().is_ok());
}

#[test]
fn who_does_not_confirm_in_three_days_is_forgotten() {
    let (stage, confirm, unsubscribe) = asked();
    stage.pass(73 * HOUR);
    assert_eq!(visit(&stage, Method::Post, &confirm), (410, "<p>[gone-newsletter]".to_owned()), "swept or not");
    stage.sweep();
    assert_eq!(visit(&stage, Method::Post, &confirm).0, 410);
    assert_eq!(visit(&stage, Method::Post, &unsubscribe), (200, "<p>[stopped-newsletter]".to_owned()));
    let counts = see(&stage, "/operator/subscriptions").1;
    assert_eq!((&counts["lists"][0]["pending"], &counts["lists"][0]["confirmed"]), (&0.into(), &0.into()));
    // Nothing stands against asking anew.
    stage.post(&form().replace("1.2", "1.3"));
    stage.sweep();
    assert_eq!(asking(&stage).len(), 2);
}

#[test]
fn who_never_ticked_the_box_is_never_written_to() {
    let stage = stage_with_boxes();
    stage.post(FORM);
    stage.post(
        &FORM
            .replace("zoe%40", "ben%40")
            .replace("still", "ever")
            .replace("&language", "&consent_ad_signal=yes&language"),
    );
    stage.sweep_for(600);
    assert_eq!(asking(&stage).len(), 0);
    assert!(subscribers(&stage, "newsletter").is_empty() && subscribers(&stage, "similar").is_empty());
}

#[test]
fn one_click_ends_it_for_good_and_the_same_again_changes_nothing() {
    let (stage, unsubscribe) = subscribed();
    assert_eq!(visit(&stage, Method::Head, &unsubscribe).0, 200);
    assert_eq!(subscribers(&stage, "newsletter").len(), 1, "looking changes nothing");
    // The link lies in a mailbox for years, and the keys that seal were replaced long ago.
    stage.pass(1_000 * DAY);
    for _twice in 0..2 {
        assert_eq!(visit(&stage, Method::Post, &unsubscribe), (200, "<p>[stopped-newsletter]".to_owned()));
        assert!(subscribers(&stage, "newsletter").is_empty());
    }
    stage.pass(1_100 * DAY);
    stage.sweep();
    assert_eq!(visit(&stage, Method::Post, &unsubscribe).0, 200, "the proof is gone too");
    assert_eq!(visit(&stage, Method::Get, &unsubscribe).1, "<p>[stopped-newsletter]");
    let rows = see(&stage, "/operator/audit").1["rows"].to_string();
    assert_eq!(rows.matches("\"unsubscribed\"").count(), 1, "{rows}");
}

#[test]
fn a_link_that_is_not_ours_ends_nothing_and_tells_nothing() {
    let (stage, unsubscribe) = subscribed();
    let other = unsubscribe.replace("/unsubscribe/", "/confirm/");
    assert_eq!(visit(&stage, Method::Get, &other).0, 404, "made for another purpose");
    let changed = unsubscribe.replace("newsletter", "similar");
    assert_eq!((visit(&stage, Method::Get, &changed).0, visit(&stage, Method::Post, &changed).0), (404, 200));
    assert_eq!(visit(&stage, Method::Post, "/unsubscribe/x").0, 200);
    assert_eq!(visit(&stage, Method::Other, &unsubscribe).0, 405);
    assert_eq!(subscribers(&stage, "newsletter").len(), 1);
}

#[test]
fn who_ended_it_may_come_back_and_who_never_asked_is_left_alone() {
    let (stage, unsubscribe) = subscribed();
    visit(&stage, Method::Post, &unsubscribe);
    stage.pass(2 * HOUR);
    stage.post(&form());
    stage.sweep();
    assert!(subscribers(&stage, "newsletter").is_empty(), "to ask is not to confirm");
    let (confirm, _) = links(&asking(&stage)[1]);
    assert_eq!(visit(&stage, Method::Post, &confirm).0, 200);
    assert_eq!(subscribers(&stage, "newsletter"), ["zoe@example.com"]);
    assert_eq!(visit(&stage, Method::Post, &unsubscribe).0, 200);
    assert!(subscribers(&stage, "newsletter").is_empty(), "a link in an old mail ends what began later");

    let (stage, _, not_me) = asked();
    assert_eq!(visit(&stage, Method::Post, &not_me).0, 200);
    stage.pass(2 * HOUR);
    stage.post(&form());
    stage.sweep_for(600);
    assert_eq!(asking(&stage).len(), 1, "whoever types somebody's address again and again reaches them once");
}

#[test]
fn objection_erasure_and_suppression_end_it() {
    for act in ["object", "erase", "person"] {
        for is_confirmed in [true, false] {
            let (stage, confirm, _) = asked();
            if is_confirmed {
                visit(&stage, Method::Post, &confirm);
            }
            let path = format!("/operator/leads/{}/{act}", lead(&stage));
            if act == "person" {
                done(&stage, "/operator/person/object", "person=ZOE%40example.com&reason=by+phone");
            } else {
                done(&stage, &path, "reason=by+phone");
            }
            assert!(subscribers(&stage, "newsletter").is_empty(), "{act}");
            assert_eq!(visit(&stage, Method::Post, &confirm).0, 410, "{act}: too late to confirm");
            stage.pass(2 * HOUR);
            stage.post(&form());
            stage.sweep_for(600);
            assert_eq!(asking(&stage).len(), 1, "{act}: not even asked again");
        }
    }
}

#[test]
fn the_end_of_the_enquiry_is_not_the_end_of_what_was_asked_for() {
    let (mut stage, _) = subscribed();
    stage.pass(366 * DAY);
    stage.sweep();
    assert!(crate::keeping::of(&stage, &lead(&stage)).erased_at.is_some());
    assert_eq!(subscribers(&stage, "newsletter"), ["zoe@example.com"]);
    put_pages(&mut stage);
    confirmed(&stage, "erasure", "");
    assert!(subscribers(&stage, "newsletter").is_empty(), "who wants everything erased means this too");
}

#[test]
fn mail_about_similar_projects_has_a_box_of_its_own_and_an_end() {
    let stage = stage_with_boxes();
    stage.post(&(FORM.to_owned() + "&consent_marketing_similar=yes&consent_newsletter=yes"));
    stage.sweep();
    let mails = asking(&stage);
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        visit(&stage, Method::Post, &links(mail).0);
    }
    assert_eq!((subscribers(&stage, "similar").len(), subscribers(&stage, "newsletter").len()), (1, 1));
    stage.pass(1_097 * DAY);
    stage.sweep();
    assert_eq!((subscribers(&stage, "similar").len(), subscribers(&stage, "newsletter").len()), (0, 1));
}

#[test]
fn as_long_as_an_enquiry_is_looked_at_nobody_is_written_to_because_of_it() {
    let stage = stage_with_boxes();
    stage.post(&(form() + "&website=https%3A%2F%2Fspam.example"));
    stage.sweep_for(600);
    assert_eq!(asking(&stage).len(), 0);
    done(&stage, &format!("/operator/leads/{}/release", lead(&stage)), "");
    stage.sweep();
    assert_eq!(asking(&stage).len(), 1);
}

#[test]
fn every_such_mail_says_how_to_stop_it_to_people_and_to_programs() {
    let (stage, _) = subscribed();
    let now = leads::Moment::new(crate::stage::START);
    let deployment = deployment();
    let one = run(sendable(&stage.database, List::Newsletter, "", 10, "test", now)).unwrap().remove(0);
    let address = one.address(&deployment.keyring).unwrap();
    let letter = LetterDraft::new(Language::Dutch, "Nieuws").paragraph("Er is <nieuws>.").with_way_out(
        "Genoeg gehad?",
        "Schrijf u uit",
        "https://pages.example/unsubscribe/x",
    );
    let news = letter.advertising(&address, EventId::parse("news-1").unwrap(), &deployment.mail_from, now);
    for mail in asking(&stage).iter().chain([&news]) {
        let way_out = mail.way_out.clone().unwrap();
        assert!(mail.text.trim_end().ends_with(&way_out), "the last thing it says: {}", mail.text);
        assert!(mail.html.contains(&format!("<a href=\"{way_out}\">")), "{}", mail.html);
        let eml = String::from_utf8(mail.eml()).unwrap();
        let head = eml.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        assert!(head.contains(&format!("\r\nList-Unsubscribe: <{way_out}>\r\n")), "{head}");
        assert!(head.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{head}");
    }
}

#[test]
fn who_they_are_is_told_to_those_who_may_act_only() {
    let (stage, _) = subscribed();
    assert_eq!(see(&stage, "/operator/subscribers").0, 404, "to look is to take along");
    assert_eq!(stage.ask(&act_saying("/operator/subscribers", "list=all")).response.status, 400);
    assert!(!see(&stage, "/operator/subscriptions").1.to_string().contains("zoe"));
}

#[test]
fn a_new_deployment_key_reaches_the_addresses_of_subscribers() {
    let (stage, _) = subscribed();
    let keys = format!("{} 2:AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=", crate::stage::LEAD_KEYS);
    let newer = crate::stage::deployment_with(crate::site::PARTNERS, &keys);
    let rewrapped: Value = {
        let answer = run(leads::door::answer(&stage, &newer, &act_saying("/operator/keys/rewrap", "")));
        serde_json::from_slice(&answer.response.body).unwrap()
    };
    assert_eq!((&rewrapped["done"]["rewrapped"], &rewrapped["done"]["left"]), (&2.into(), &false.into()));
    let only = crate::stage::deployment_with(crate::site::PARTNERS, "2:AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=");
    let answer = run(leads::door::answer(&stage, &only, &act_saying("/operator/subscribers", "list=newsletter")));
    assert!(String::from_utf8(answer.response.body).unwrap().contains("zoe@example.com"));
}

#[test]
fn whatever_use_of_the_database_fails_who_asked_is_asked_and_can_confirm_and_stop() {
    for mishap in [Mishap::Before, Mishap::After] {
        for place in 0.. {
            let stage = stage_with_boxes();
            stage.post(&form());
            stage.uses.set(0);
            stage.mishap.set(Some((place, mishap)));
            stage.sweep();
            let mut was_used = stage.uses.get() > place;
            stage.mishap.set(None);
            stage.sweep_for(600);
            let what = format!("{mishap:?} at use {place}");
            let mails = asking(&stage);
            assert!((1..=2).contains(&mails.len()), "{what}: {} mails", mails.len());
            assert!(mails.iter().all(|mail| mail.event_id == mails[0].event_id), "{what}: known for the same");
            let (confirm, unsubscribe) = links(&mails[0]);
            for (path, part) in [(&confirm, "confirmed"), (&unsubscribe, "stopped")] {
                stage.uses.set(0);
                stage.mishap.set(Some((place, mishap)));
                let (status, page) = visit(&stage, Method::Post, path);
                was_used |= stage.uses.get() > place;
                stage.mishap.set(None);
                let is_said = status == 200 && page == format!("<p>[{part}-newsletter]");
                assert!(is_said || status == 503, "{what}: {status} {page}");
                assert_eq!(visit(&stage, Method::Post, path), (200, format!("<p>[{part}-newsletter]")), "{what}");
            }
            assert!(subscribers(&stage, "newsletter").is_empty(), "{what}");
            assert!(run(verify_audit(&stage.database)).unwrap().is_ok());
            if !was_used {
                break;
            }
        }
    }
}

#[test]
fn a_mail_that_cannot_be_sent_is_tried_again() {
    let stage = stage_with_boxes();
    stage.post(&form());
    stage.mailing.set(false);
    stage.sweep_for(1_800);
    assert_eq!(asking(&stage).len(), 0);
    stage.mailing.set(true);
    stage.sweep_for(5 * HOUR);
    assert_eq!(asking(&stage).len(), 1);
    assert!(stage.log.borrow().iter().all(|line| MARKERS.iter().all(|marker| !line.contains(marker))));
}
