//! Brochures in a program that was built without the typesetter, as most are.

use std::fs;

use tests::{World, must};

#[test]
fn without_the_typesetter_the_command_says_how_to_get_it() {
    let world = World::with_samples();

    let output = world.gevel(&["brochure", "kanaalpark"]);

    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "this gevel was built without brochures; run `cargo run --release --features brochure -- brochure`\n"
    );
    assert!(!world.path("brochures").exists());
}

#[test]
fn a_project_that_offers_a_brochure_is_built_without_one_and_its_author_told() {
    let world = World::with_samples();
    let file = world.content().join("kanaalpark/project.yaml");
    let facts = must(fs::read_to_string(&file), "project.yaml");
    must(fs::write(&file, format!("{facts}brochure: true\n")), "project.yaml");

    let output = world.gevel(&["build", "kanaalpark"]);

    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    let line = facts.lines().count() + 1;
    assert!(told.contains("warning M-41"), "{told}");
    assert!(told.contains(&format!("kanaalpark/project.yaml:{line}:")), "{told}");
    let thanks = must(fs::read_to_string(world.path("dist/site/kanaalpark/nl/thanks/index.html")), "thanks");
    assert!(!thanks.contains(".pdf"));
    assert!(!world.path("dist/site/kanaalpark/nl/kanaalpark.pdf").exists());
}
