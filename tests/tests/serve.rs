//! The preview as a marketer uses it: start, look, edit, make a mistake, mend it, stop.

use std::fs;

use gevel::headers::style_hashes;
use tests::{Preview, World, free_port, must, plain};

const PAGE: &str = "/kanaalpark/en/";

#[test]
fn it_prints_the_addresses_of_the_projects_and_shows_them() {
    let world = World::with_samples();
    let preview = start(&world);

    let greeting = preview.greeting.join("\n");
    for slug in ["kanaalpark", "residentie-leiehof", "terrasses-du-lac"] {
        assert!(greeting.contains(&format!("http://{}/{slug}/", preview.address)), "{greeting}");
        let choice = preview.get(&format!("/{slug}/"));
        assert_eq!(choice.status, 200, "{slug}");
    }
    assert!(preview.get("/").text().contains("Residentie Leiehof"));
    assert_eq!(preview.get("/kanaalpark/fr/").status, 404, "there is no French version");
}

#[test]
fn a_page_is_sent_with_the_headers_of_the_host() {
    let world = World::with_samples();
    world.build();
    let preview = start(&world);

    let page = preview.get(PAGE);

    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap_or_default();
    let hashes: Vec<String> = style_hashes(&page.text()).map(|hash| hash.to_lowercase()).collect();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(hashes.len() == 2 && hashes.iter().all(|hash| policy.contains(hash)), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for header in ["x-content-type-options", "referrer-policy", "permissions-policy", "x-frame-options"] {
        let line = format!("{header}: {}", page.header(header).unwrap_or("(none)"));
        assert!(world.page("_headers").to_lowercase().contains(&line), "{line}");
    }
}

#[test]
fn a_picture_is_made_when_it_is_asked_for() {
    let world = World::with_samples();
    let preview = start(&world);
    let page = tests::Document::of(&preview.get(PAGE).text());
    let set = page.values("source[type='image/avif']", "srcset").concat();
    let address = must(set.split_whitespace().next().ok_or("no picture"), "an address");

    let picture = preview.get(address);

    assert_eq!(picture.status, 200, "{address}");
    assert_eq!(picture.header("content-type"), Some("image/avif"));
    assert_eq!(picture.body.get(4..12), Some(&b"ftypavif"[..]));
    assert!(!world.out().exists(), "nothing is written beside the cache");
}

#[test]
fn an_edited_price_appears() {
    let world = World::with_samples();
    let preview = start(&world);
    assert!(price_of_13(&preview).starts_with("€201,000 "));

    preview.reloads_after(|| world.edit("kanaalpark/project.yaml", "price: 201000", "price: 199500"));

    assert!(price_of_13(&preview).starts_with("€199,500 "));
}

#[test]
fn a_mistake_is_shown_with_its_place_and_the_page_returns_when_it_is_mended() {
    let world = World::with_samples();
    let preview = start(&world);
    let file = world.content().join("residentie-leiehof/units.csv");
    let right = must(fs::read_to_string(&file), "units.csv");

    preview.reloads_after(|| world.edit("residentie-leiehof/units.csv", "S,286000,available", "S,286000,solt"));

    let problem = preview.get(PAGE);
    assert_eq!(problem.status, 503);
    let words = tests::Document::of(&problem.text()).words();
    let place = "projects/residentie-leiehof/units.csv error line 5, column ";
    for part in [place, "solt is not one of the possible values", "Did you mean sold?"] {
        assert!(words.contains(part), "`{part}` in: {words}");
    }
    // The terminal says it too.
    preview.said("units.csv:5:");

    preview.reloads_after(|| must(fs::write(&file, &right), "units.csv"));

    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn a_port_that_is_taken_gives_the_next_one() {
    let world = World::with_samples();
    let (port, _taken) = free_port();

    let preview = Preview::start(&world, port);

    assert!(preview.address.port() > port, "{}", preview.address);
    assert!(preview.greeting.iter().any(|line| line.contains(&format!("Port {port} is taken"))));
    assert_eq!(preview.get(PAGE).status, 200);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well_even_while_a_browser_listens() {
    let world = World::with_samples();
    let preview = start(&world);
    // An open page: its stream of events would go on for ever.
    let _open = preview.listen();

    let status = preview.interrupt();

    assert_eq!(status.code(), Some(0));
}

/// A preview on any free port.
fn start(world: &World) -> Preview {
    Preview::start(world, 0)
}

fn price_of_13(preview: &Preview) -> String {
    plain(&tests::Document::of(&preview.get(PAGE).text()).row("13").text(".price"))
}
