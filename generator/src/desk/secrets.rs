//! The keys of this machine: made at the first start, and the same ever after, since without them nothing that was kept
//! can be read.

use std::{fs, io, path::Path};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use leads::{
    deployment::token_hash,
    seal::{KEY_BYTES, key_text},
};

use super::private::{PrivateFileError, find_or_make};

/// What is secret, as the settings of a deployment hold it.
pub(super) struct Secrets {
    pub(super) lead_keys: String,
    pub(super) lookup_key: String,
    operator_token: String,
    /// That of the check; empty if none is offered.
    pub(super) turnstile: String,
}

impl Secrets {
    /// Reads `lead-keys`, `lookup-key` and `operator-token`, and makes those that are not there; and `turnstile`, which
    /// only people make.
    pub(super) fn open(folder: &Path) -> Result<Self, PrivateFileError> {
        let text = |name: &str, make: fn([u8; KEY_BYTES]) -> String| {
            let path = folder.join(name);
            let bytes = find_or_make(&path, || Ok((make(random()?) + "\n").into_bytes()))?;
            let text = String::from_utf8(bytes).map_err(|_| io::Error::other("it is not text"));
            let text = text.map_err(|source| PrivateFileError { path: path.clone(), source })?;
            match text.trim() {
                "" => Err(PrivateFileError { path, source: io::Error::other("it is empty") }),
                text => Ok(text.to_owned()),
            }
        };
        Ok(Self {
            lead_keys: text("lead-keys", |key| key_text(1, &key).to_string())?,
            lookup_key: text("lookup-key", |key| STANDARD.encode(key))?,
            operator_token: text("operator-token", |token| format!("gvl_{}", URL_SAFE_NO_PAD.encode(token)))?,
            turnstile: written(&folder.join("turnstile"))?,
        })
    }

    /// The one operator there is here.
    pub(super) fn operators(&self) -> String {
        format!("preview:act:{}", self.operator_hash())
    }

    /// By which their token is known.
    pub(super) fn operator_hash(&self) -> String {
        token_hash(&self.operator_token)
    }
}

/// What somebody wrote into a file; nothing if there is none.
fn written(path: &Path) -> Result<String, PrivateFileError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(PrivateFileError { path: path.to_owned(), source }),
    }
}

fn random() -> io::Result<[u8; KEY_BYTES]> {
    let mut bytes = [0; KEY_BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}
