//! Where leads go, as `partners.json` says, and what happens while it says nothing sensible.

use std::fs;

use super::world::{World, people};

const SWEEP: &str = "/_preview/sweep?at=1";

fn sweep(world: &World) -> u16 {
    world.ask("POST", SWEEP, &["Content-Length: 0"]).status
}

#[test]
fn while_the_file_of_partners_is_broken_deliveries_wait_and_it_is_said_why() {
    let world = World::without_people(|folder| fs::write(folder.join("partners.json"), "{").unwrap());
    world.desk.follow(people());

    assert_eq!(sweep(&world), 503);
    assert!(world.get("/_inbox").body.contains("Deliveries wait"));
    assert!(world.has_said("partners.json") && world.has_said("wait until it is mended"));
    assert_ne!(world.get("/health").status, 503, "enquiries are taken");

    // Another build says it only if it is news.
    let lines = world.said.lock().unwrap().len();
    world.desk.follow(people());
    assert_eq!(sweep(&world), 503);
    assert_eq!(world.said.lock().unwrap().len(), lines);

    fs::write(world.path("partners.json"), r#"{"partners": []}"#).unwrap();
    assert_eq!(sweep(&world), 200);
    assert!(!world.get("/_inbox").body.contains("Deliveries wait"));
}

#[test]
fn whoever_cannot_be_written_to_is_named() {
    let mut people = people();
    people.partners.insert("kanaal".to_owned(), "post@kanaal".to_owned());
    let world = World::without_people(|_| {});

    world.desk.follow(people);

    assert_eq!(sweep(&world), 200);
    assert!(world.has_said("partner `kanaal`"));
}

#[test]
fn an_operator_who_cannot_be_written_to_is_told_so() {
    let world = World::without_people(|_| {});

    world.desk.follow(crate::desk::People { email: "info".to_owned(), ..people() });

    assert_eq!(world.get("/health").status, 503);
    assert!(world.has_said("MAIL_FROM"));
}
