//! Every command that the README and its pages show is run here, in a world of its own, in the order shown.
#![expect(clippy::panic, reason = "a test fails by panicking, and says why")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use tests::{World, must, root};

/// Pages with commands.
const PAGES: &[&str] = &[
    "README.md",
    "docs/marketers.md",
    "docs/themes.md",
    "docs/partners.md",
    "docs/operators.md",
    "docs/developers.md",
];
/// How the pages call the program.
const PROGRAM: &str = "cargo run --release -- ";
/// How they call it with the typesetter, which these tests are too short to compile.
const TYPESETTER: &str = "cargo run --release --features brochure -- ";

#[test]
fn every_command_shown_does_what_it_says() {
    for page in PAGES {
        let world = World::with_samples();
        for command in commands(page) {
            run(&world, page, &command);
        }
    }
}

#[test]
fn the_readme_shows_the_two_commands_and_a_picture_that_exists() {
    let readme = must(fs::read_to_string(root().join("README.md")), "README.md");
    assert!(readme.contains("\ncargo run --release -- serve\n"));
    assert!(readme.contains("\ntests/run\n"));
    for line in readme.lines().filter(|line| line.contains("](docs/")) {
        for part in line.split("](").skip(1) {
            let path = part.split(')').next().unwrap_or_default();
            assert!(root().join(path).is_file(), "README links to {path}, which is not there");
        }
    }
}

/// The lines of all blocks marked `sh`.
fn commands(page: &str) -> Vec<String> {
    let text = must(fs::read_to_string(root().join(page)), page);
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        // Those of a list are indented.
        match line.trim_start() {
            "```sh" => inside = true,
            "```" => inside = false,
            command if inside => commands.push(command.to_owned()),
            _ => {}
        }
    }
    commands
}

fn run(world: &World, page: &str, command: &str) {
    if ["tests/run", "edge-function/build"].contains(&command) || command.starts_with("benches/") {
        // The first is running this very test and has run the second before; the others measure for minutes. All must
        // be there and be runnable.
        let script = command.split(' ').next().unwrap_or_default();
        let checked = must(Command::new("bash").arg("-n").arg(root().join(script)).status(), script);
        assert!(checked.success(), "{page}: `{command}` is not a sound script");
    } else if command == "cargo run --release -- serve" {
        serve(world, page);
    } else if let Some(words) = command.strip_prefix(PROGRAM) {
        let words: Vec<&str> = words.split(' ').collect();
        let output = world.gevel(&words);
        assert!(output.status.success(), "{page}: `{command}` failed:\n{}", String::from_utf8_lossy(&output.stderr));
    } else if let Some(words) = command.strip_prefix(TYPESETTER) {
        // A program without the typesetter knows the command, and says that this is how to get it.
        let output = world.gevel(&words.split(' ').collect::<Vec<_>>());
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || told.contains(TYPESETTER), "{page}: `{command}` failed:\n{told}");
    } else if command.starts_with("cp ") {
        let copied = must(Command::new("sh").arg("-c").arg(command).current_dir(world.path("")).status(), command);
        assert!(copied.success(), "{page}: `{command}` failed");
    } else {
        panic!("{page}: no test knows how to run `{command}`");
    }
}

/// Starts the preview, waits until it prints the address of a project, and stops it.
fn serve(world: &World, page: &str) {
    let mut child = must(world.command(&["serve", "--port", "0"]).stderr(Stdio::piped()).spawn(), "serve starts");
    let talk = child.stderr.take().map(BufReader::new);
    let lines = talk.into_iter().flat_map(BufRead::lines).map_while(Result::ok);
    let told = lines.take(60).any(|line| line.contains("/residentie-leiehof/"));
    must(child.kill(), "serve stops");
    must(child.wait(), "serve ends");
    assert!(told, "{page}: serve did not print the address of a project");
}
