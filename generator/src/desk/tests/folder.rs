//! What the desk keeps on the disk: private, made once, never overwritten.

use std::{fs, sync::Arc};

use leads::{
    deployment::{Deployment, Scope, Settings, token_hash},
    partner::Loopback,
};

use super::world::say_to;
use crate::{
    desk::{Desk, DeskError},
    preview::Preview,
};

const SECRETS: [&str; 3] = ["lead-keys", "lookup-key", "operator-token"];

fn open(folder: &std::path::Path) -> Result<Desk, DeskError> {
    Desk::open(folder, Preview::new(), say_to(&Arc::default()))
}

#[test]
fn keys_are_made_at_the_first_start_and_the_same_at_the_second() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("new/data");
    let read = || SECRETS.map(|name| fs::read_to_string(folder.join(name)).unwrap());

    open(&folder).unwrap().close();
    let first = read();
    open(&folder).unwrap().close();

    assert_eq!(read(), first);
    let [lead_keys, lookup_key, token] = first;
    assert!(token.starts_with("gvl_") && token.trim().len() == 47, "a prefix and 32 bytes");
    let operators = format!("preview:act:{}", token_hash(token.trim()));
    let settings = Settings {
        lead_keys: &lead_keys,
        lookup_key: &lookup_key,
        partners: r#"{"partners": []}"#,
        operators: &operators,
        mail_from: "info@huisvinder.example",
        alerts_to: "",
        turnstile: "",
    };
    let deployment = Deployment::read(&settings, Loopback::Refused).unwrap();
    assert!(deployment.operators.with_token(token.trim()).unwrap().may(Scope::Act));
    assert_eq!(fs::read_to_string(folder.join(".gitignore")).unwrap(), "*\n");
}

#[cfg(unix)]
#[test]
fn only_their_owner_can_read_them() {
    use std::os::unix::fs::PermissionsExt as _;

    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("data");
    let desk = open(&folder).unwrap();

    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("mails"))), (0o700, 0o700));
    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            assert_eq!(mode(&entry.path()), 0o600, "{:?}", entry.file_name());
        }
    }
    desk.close();
}

#[test]
fn a_key_that_cannot_be_read_is_named_and_left_alone() {
    for name in SECRETS {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(name)).unwrap();
        let refusal = open(folder.path()).err().unwrap().to_string();
        assert!(refusal.contains(name), "{refusal}");

        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), " \n").unwrap();
        let refusal = open(folder.path()).err().unwrap().to_string();
        assert!(refusal.contains(name) && refusal.contains("empty"), "{refusal}");
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), b" \n");
    }
}

#[test]
fn a_database_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("leads.sqlite"), "nothing of a database in here ".repeat(40)).unwrap();

    let refusal = open(folder.path()).err().unwrap();

    assert!(refusal.to_string().contains("leads.sqlite"), "{refusal}");
}
