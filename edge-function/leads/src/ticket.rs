//! What a link in one of our mails says: sealed, so that nobody reads an address in an address, and needing no row of the
//! database until somebody acts on it.
//!
//! A link travels through mail servers, histories and logs of others. So it is not only signed: without the deployment's
//! key it tells its purpose and nothing else. It has no state: it says the same however often it is opened, until its
//! time is over, and whoever acts on it must bear being asked twice.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::closed_list::closed_list;
use crate::deployment::Deployment;
use crate::language::Language;
use crate::moment::Moment;
use crate::platform::Platform;
use crate::seal::{NONCE_BYTES, SealError};
use crate::submission::Email;
use crate::trouble::Trouble;

closed_list! {
    /// What a link is for. One made for one purpose opens for no other.
    pub enum Purpose {
        /// To confirm what somebody asks by right.
        Rights = "rights",
        /// To see what is kept about somebody.
        Package = "package",
    }
}

/// The longest text that is looked at: four times what the longest form of ours makes.
const MOST_CHARS: usize = 16_384;

/// Says which key sealed it, in big-endian order.
const VERSION_BYTES: usize = 4;

/// What a link says. Whoever shows it reads the mail of its address, or was given it by somebody who does.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// What it is for.
    pub purpose: Purpose,
    /// The address it was mailed to.
    pub address: Email,
    /// The language of the mail, and of the pages behind the link.
    pub language: Language,
    /// What else there is to say; it may be empty, and it may be personal.
    pub detail: String,
    /// The first moment at which it opens no more, if there is one.
    pub until: Option<Moment>,
}

/// Why a text is no ticket that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTicket {
    /// It is not ours, was changed, or was sealed with a key that is gone.
    Broken,
    /// It was ours, and its time is over. Holds its language, in which that can be said.
    Expired(Language),
}

impl Ticket {
    /// The text that stands in a link: letters, digits, `-` and `_`. Two of one ticket differ.
    pub(crate) fn seal<P: Platform>(&self, platform: &P, deployment: &Deployment) -> Result<String, Trouble> {
        let mut nonce = [0; NONCE_BYTES];
        platform.fill_random(&mut nonce)?;
        Ok(self.sealed_with(&nonce, deployment)?)
    }

    fn sealed_with(&self, nonce: &[u8; NONCE_BYTES], deployment: &Deployment) -> Result<String, SealError> {
        let (keyring, until) = (&deployment.keyring, self.until.map(|until| until.seconds().to_string()));
        let content = [self.address.as_str(), self.language.wire(), until.as_deref().unwrap_or_default(), &self.detail];
        let sealed = keyring.seal_ticket(nonce, self.purpose.wire(), content.join("\n").as_bytes())?;
        let place = Purpose::ALL.iter().position(|one| *one == self.purpose).unwrap_or_default();
        let mut bytes = keyring.newest().to_be_bytes().to_vec();
        bytes.extend(u8::try_from(place));
        bytes.extend(nonce);
        bytes.extend(sealed);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// What a text out of a link says at this moment.
    pub fn open(deployment: &Deployment, text: &str, now: Moment) -> Result<Self, NoTicket> {
        let ticket = Self::read(deployment, text).ok_or(NoTicket::Broken)?;
        match ticket.until {
            Some(until) if until <= now => Err(NoTicket::Expired(ticket.language)),
            _ => Ok(ticket),
        }
    }

    fn read(deployment: &Deployment, text: &str) -> Option<Self> {
        if text.len() > MOST_CHARS {
            return None;
        }
        // Only one text stands for some bytes: any change in it is a change in what was sealed.
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (version, rest) = bytes.split_first_chunk::<VERSION_BYTES>()?;
        let (place, rest) = rest.split_first()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>()?;
        let purpose = *Purpose::ALL.get(usize::from(*place))?;
        let content = deployment.keyring.open_ticket(u32::from_be_bytes(*version), nonce, purpose.wire(), sealed)?;
        let mut lines = std::str::from_utf8(&content).ok()?.splitn(4, '\n');
        let address = Email::as_written(lines.next()?);
        let language = Language::from_wire(lines.next()?)?;
        let until = match lines.next()? {
            "" => None,
            seconds => Some(Moment::new(seconds.parse().ok()?)),
        };
        Some(Self { purpose, address, language, detail: lines.next()?.to_owned(), until })
    }
}

/// A name for a text out of a link, the same each time and telling nothing of it: 64 bits as hexadecimal digits. What
/// is done because of a link is done under this name, and so once.
pub(crate) fn name(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .take(8)
        .fold(String::with_capacity(16), |name, byte| format!("{name}{byte:02x}"))
}

/// Without what is personal.
impl fmt::Debug for Ticket {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { purpose, language, until, .. } = self;
        write!(out, "Ticket({purpose}, {language}, {until:?})")
    }
}

#[cfg(test)]
mod tests;
