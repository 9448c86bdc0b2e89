//! Mails that would be sent, as files: `<time>-<event id>-<random>.eml`.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use leads::{Moment, relay::Mail, submission::Email};

use super::private::{self, PrivateFileError};

/// The folder of mails.
#[derive(Debug, Clone)]
pub(super) struct Mails(Arc<Path>);

impl Mails {
    pub(super) fn open(folder: PathBuf) -> Result<Self, PrivateFileError> {
        private::folder(&folder)?;
        Ok(Self(Arc::from(folder)))
    }

    /// Files a mail. Each attempt is a file of its own.
    pub(super) fn keep(&self, mail: &Mail, now: Moment) -> io::Result<()> {
        let mut random = [0; 4];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        // Windows allows no colons in names.
        let time = now.to_string().replace(['-', ':'], "");
        let name = format!("{time}-{}-{:08x}.eml", mail.event_id, u32::from_be_bytes(random));
        private::write_new(&self.0.join(name), &mail.eml())
    }

    /// Destroys all mails about a lead but those that say it is to be erased, which hold nothing of it.
    pub(super) fn forget(&self, lead: &str) -> io::Result<()> {
        let (about, erased) = (format!("-{lead}-"), format!("-{lead}-erased-"));
        for name in self.names()?.iter().filter(|name| name.contains(&about) && !name.contains(&erased)) {
            self.destroy(name)?;
        }
        Ok(())
    }

    /// Destroys the mails to this address about its owner's rights, however it was typed. Partners and the operator may
    /// have the same address: what they are told stays.
    pub(super) fn forget_about_rights(&self, address: &Email) -> io::Result<()> {
        let is_about_rights = |name: &String| name.contains("-rights-") && !name.contains("-operator-");
        for name in self.names()?.into_iter().filter(is_about_rights) {
            let Some(mail) = self.read(&name)? else { continue };
            if receiver(&mail).is_some_and(|to| to.eq_ignore_ascii_case(address.as_str())) {
                self.destroy(&name)?;
            }
        }
        Ok(())
    }

    fn destroy(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.0.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// The names of all mails, newest first.
    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            // A name that is not ours could be anything, also a link to elsewhere.
            if entry.file_type()?.is_file() {
                names.extend(entry.file_name().into_string().ok().filter(|name| is_mail(name)));
            }
        }
        names.sort_unstable_by(|one, other| other.cmp(one));
        Ok(names)
    }

    /// The mail of this name, if the folder has one.
    pub(super) fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        if self.names()?.iter().any(|known| known == name) { fs::read(self.0.join(name)).map(Some) } else { Ok(None) }
    }
}

/// The address that a mail of ours goes to: between the angle brackets of its header, which may be folded.
fn receiver(mail: &[u8]) -> Option<&str> {
    let (_, to) = std::str::from_utf8(mail).ok()?.split_once("\r\nTo: ")?;
    let (_, address) = to.split_once('<')?;
    Some(address.split_once('>')?.0)
}

fn is_mail(name: &str) -> bool {
    let stem = name.strip_suffix(".eml");
    stem.is_some_and(|stem| stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
}
