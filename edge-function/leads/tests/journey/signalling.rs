//! What platforms may learn, and what is counted: nothing of those who did not agree, and of nobody alone.

use leads::Field;
use leads::contract::Slug;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::keeping::done;
use crate::operating::{lead, see};
use crate::site::{FORM, MARKERS, contract_asking};
use crate::stage::Stage;

const DAY: i64 = 86_400;
const WEEK: i64 = 7 * DAY;

/// A page with every box.
pub(crate) fn stage_with_boxes() -> Stage {
    let mut stage = Stage::new();
    let boxes = vec![Field::ConsentMarketingSimilar, Field::ConsentNewsletter, Field::ConsentAdSignal];
    let slug = Slug::new("leie-oever").unwrap();
    stage.files.insert(slug.contract_path(), contract_asking(true, boxes).to_json());
    stage
}

/// An enquiry of the person of this number, who came through a campaign.
fn form(person: usize, ticked: bool) -> String {
    let form = FORM.replace("zoe%40", &format!("person{person}%40")) + "&utm_campaign=leie-oever";
    if ticked { form + "&consent_ad_signal=yes" } else { form }
}

fn signals(stage: &Stage) -> Vec<Value> {
    see(stage, "/operator/signals").1["lines"].as_array().unwrap().clone()
}

fn statistics(stage: &Stage) -> Vec<Value> {
    see(stage, "/operator/statistics").1["lines"].as_array().unwrap().clone()
}

#[test]
fn five_who_agreed_are_a_number_and_four_are_none() {
    let stage = stage_with_boxes();
    for person in 0..4 {
        assert_eq!(stage.post(&form(person, true)).response.status, 303);
    }
    assert_eq!(signals(&stage), Vec::<Value>::new(), "the week is not over");
    stage.pass(WEEK);
    let lines = signals(&stage);
    assert_eq!((lines.len(), &lines[0]["weeks"], &lines[0]["more"]), (1, &Value::Array(Vec::new()), &true.into()));
    stage.pass(-WEEK);
    for person in 4..9 {
        stage.post(&form(person, person == 4));
    }
    stage.pass(WEEK);
    let lines = signals(&stage);
    let expected = serde_json::json!([{ "category": "residential", "event": "enquiry", "campaign": "leie-oever",
        "weeks": [{ "week": "2026-W48", "number": 5 }], "more": false }]);
    assert_eq!(Value::from(lines), expected, "the five who ticked the box, and nothing else");
    let counted = statistics(&stage);
    let received = counted.iter().find(|line| line["event"] == "received").unwrap();
    assert_eq!((&received["project"], &received["category"]), (&"leie-oever".into(), &"residential".into()));
    assert_eq!(received["weeks"], serde_json::json!([{ "week": "2026-W48", "number": 9 }]));
    assert!(counted.iter().any(|line| line["event"] == "delivered" && line["weeks"] == received["weeks"]));
    let all = (see(&stage, "/operator/signals").1.to_string(), see(&stage, "/operator/statistics").1.to_string());
    assert!(MARKERS.iter().chain(&["person1", "@"]).all(|marker| !all.0.contains(marker) && !all.1.contains(marker)));
}

#[test]
fn what_partners_say_is_counted_once_for_each_lead_and_only_while_its_signal_is_there() {
    let stage = stage_with_boxes();
    let deployment = crate::stage::deployment();
    for person in 0..6 {
        stage.post(&form(person, true));
        let lead = lead(&stage);
        let path = format!("/partner/{lead}.{}", deployment.lookups.report_token(&lead, "leiebouw"));
        for said in ["visit", "contacted", "visit", "lost"] {
            let request = crate::stage::request(
                leads::door::Method::Post,
                &path,
                match said {
                    "visit" => "outcome=visit",
                    "contacted" => "outcome=contacted",
                    _ => "outcome=lost",
                },
                "",
            );
            assert_eq!(stage.ask(&request).response.status, 200);
        }
        stage.pass(1);
    }
    stage.pass(WEEK);
    for lines in [signals(&stage), statistics(&stage)] {
        let visits: Vec<_> = lines.iter().filter(|line| line["event"] == "visit").collect();
        assert_eq!(visits.len(), 1);
        assert_eq!(visits[0]["weeks"], serde_json::json!([{ "week": "2026-W48", "number": 6 }]));
    }
    stage.pass(90 * DAY);
    stage.sweep();
    assert_eq!(signals(&stage), Vec::<Value>::new());
    let rows = see(&stage, "/operator/audit").1["rows"].to_string();
    assert!(rows.contains("6 signals"), "they were destroyed: {rows}");
    assert!(statistics(&stage).iter().any(|line| line["event"] == "visit"), "what says nothing of anyone is kept");
}

/// What stands against telling anything of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Against {
    Nothing,
    NotTicked,
    ObjectedBefore,
    Objected,
    ObjectedUnderTheirNumber,
    Erased,
    Restricted,
    TooOld,
}

#[test]
fn whatever_stands_against_it_nothing_goes_out() {
    let any = prop_oneof![
        Just(Against::NotTicked),
        Just(Against::ObjectedBefore),
        Just(Against::Objected),
        Just(Against::ObjectedUnderTheirNumber),
        Just(Against::Erased),
        Just(Against::Restricted),
        Just(Against::TooOld),
        Just(Against::Nothing),
    ];
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() });
    let story = |each: Vec<Against>| {
        let stage = stage_with_boxes();
        let is_old = each.contains(&Against::TooOld);
        for (person, against) in each.iter().enumerate() {
            let address = format!("person{person}%40example.com");
            if *against == Against::ObjectedBefore {
                done(&stage, "/operator/person/object", &format!("person={address}&reason=by+phone"));
            }
            let called = format!("&contact_preference=phone&phone=0470+12+34+{person:02}");
            let form = form(person, *against != Against::NotTicked).replace("&contact_preference=email", &called);
            stage.post(&form);
            let lead = lead(&stage);
            let at = |what: &str| format!("/operator/leads/{lead}/{what}");
            match against {
                Against::Objected => drop(done(&stage, &at("object"), "reason=by+letter")),
                Against::ObjectedUnderTheirNumber => {
                    let said = format!("person=0470+12+34+{person:02}&reason=by+phone");
                    done(&stage, "/operator/person/object", &said);
                }
                Against::Erased => drop(done(&stage, &at("erase"), "reason=asked")),
                Against::Restricted => drop(done(&stage, &at("restrict"), "reason=contested")),
                Against::Nothing | Against::NotTicked | Against::ObjectedBefore | Against::TooOld => {}
            }
            stage.pass(1);
        }
        stage.pass(if is_old { 91 * DAY } else { WEEK });
        let free = each.iter().filter(|against| **against == Against::Nothing).count();
        let told: Vec<Value> = signals(&stage);
        if free == 0 || is_old {
            prop_assert_eq!(told, Vec::<Value>::new(), "not one byte");
        } else {
            let number = told[0]["weeks"][0]["number"].as_u64();
            prop_assert_eq!(number, (free >= 5).then_some(free as u64));
        }
        Ok(())
    };
    runner.run(&prop::collection::vec(any, 1..9), story).unwrap();
}
