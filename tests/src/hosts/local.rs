//! The preview: one program, one folder.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::{PATIENCE, Settings, write_private};
use crate::{World, must, root};

pub(super) struct Local {
    child: Child,
    url: String,
    talk: Arc<Mutex<String>>,
    data: PathBuf,
}

pub(super) fn data(world: &World) -> PathBuf {
    world.path("data")
}

pub(super) fn token(world: &World) -> String {
    must(fs::read_to_string(data(world).join("operator-token")), "the token of the operator").trim().to_owned()
}

impl Local {
    pub(super) fn start(world: &World, settings: &Settings) -> Self {
        let data = data(world);
        write_private(&data.join("partners.json"), &settings.partners.to_string());
        write_private(&data.join("lead-keys"), &settings.lead_keys);
        write_private(&data.join("turnstile"), &settings.turnstile);
        if settings.vault {
            must(fs::create_dir_all(data.join("key-vault")), "the key vault");
        }
        let mut command = world.command(&["serve", "--port", "0", "--no-reload", "--data"]);
        command.arg(&data).arg("--themes").arg(root().join("themes")).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = must(command.spawn(), "the preview starts");
        let stderr = must(child.stderr.take().ok_or("no pipe"), "its talk");
        let talk = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&talk);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
                heard.push_str(&line);
                heard.push('\n');
            }
        });
        let mut local = Self { child, url: String::new(), talk, data };
        let begin = Instant::now();
        while !local.log().contains("Ctrl-C stops") {
            let ended = must(local.child.try_wait(), "the child");
            assert!(ended.is_none() && begin.elapsed() < PATIENCE, "it does not start: {}", local.log());
            std::thread::yield_now();
        }
        let log = local.log();
        let address = log.lines().find_map(|line| line.trim().strip_prefix("http://")?.split('/').next());
        local.url = format!("http://{}", must(address.ok_or("none"), "an address among what it says"));
        local
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn log(&self) -> String {
        self.talk.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn mails(&self) -> Vec<String> {
        let Ok(folder) = fs::read_dir(self.data.join("mails")) else { return Vec::new() };
        let mut files: Vec<_> = folder.map(|entry| must(entry, "a mail").path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "eml"));
        files.sort();
        files.iter().map(|file| must(fs::read_to_string(file), "a mail")).collect()
    }

    pub(super) fn tamper(&self, sql: &str) {
        let database = must(rusqlite::Connection::open(self.data.join("leads.sqlite")), "the database");
        must(database.busy_timeout(PATIENCE), "patience");
        must(database.execute_batch(sql), sql);
    }

    /// At once, without a chance to say goodbye.
    pub(super) fn kill(&mut self) {
        must(self.child.kill(), "the kill");
        must(self.child.wait(), "its end");
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
