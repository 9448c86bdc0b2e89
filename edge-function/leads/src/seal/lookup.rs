//! Finding what is sealed without opening it: keyed hashes of e-mail addresses, phone numbers and whole enquiries.
//!
//! Without the key, a hash of a phone number is no protection: there are few enough to try them all. The key is not one
//! of the keyring's, because what is found by it must be found after a rotation too.

use std::fmt::{self, Write as _};

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::sealed::to_text;
use crate::framed::framed;
use crate::lead::Fingerprint;
use crate::submission::{Email, Phone};

/// What a key derived from a secret is for; another purpose gives another key.
const PURPOSE: &[u8] = b"gevel lead look-up 1";

/// Bytes of a block of SHA-256, to which HMAC fills its key up with zeros anyway.
const BLOCK: usize = 64;

/// The key of the look-ups.
pub struct LookupKey(Zeroizing<[u8; BLOCK]>);

/// The secret to derive from has fewer than 32 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShortSecret;

/// A keyed hash, as base64. Equal values have equal hashes under one key, and nothing else can be told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LookupHash(String);

impl LookupKey {
    /// The key that these random bytes are.
    pub fn new(key: &[u8; 32]) -> Self {
        let mut block = Zeroizing::new([0; BLOCK]);
        for (place, byte) in block.iter_mut().zip(key) {
            *place = *byte;
        }
        Self(block)
    }

    /// The key that belongs to a secret of at least 32 random bytes, which may serve other purposes too.
    pub fn derived(secret: &[u8]) -> Result<Self, ShortSecret> {
        if secret.len() < 32 {
            return Err(ShortSecret);
        }
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, secret).expand(PURPOSE, key.as_mut_slice()).map_err(|_| ShortSecret)?;
        Ok(Self::new(&key))
    }

    /// The hash of an e-mail address, the same however it was typed.
    pub fn email(&self, address: &Email) -> LookupHash {
        self.hash("email", &[&address.for_lookup()])
    }

    /// The hash of a phone number, the same however it was typed.
    pub fn phone(&self, number: &Phone) -> LookupHash {
        self.hash("phone", &[number.as_str()])
    }

    /// The hash of the id that a page's script gave to one intent, within its project.
    pub fn submission(&self, project: &str, id: &str) -> LookupHash {
        self.hash("submission", &[project, id])
    }

    /// The hash of what makes two enquiries without an id the same.
    pub fn fingerprint(&self, fingerprint: &Fingerprint) -> LookupHash {
        self.hash("fingerprint", &[fingerprint.as_str()])
    }

    /// What the subscription of an address to a list is called, the same for ever and telling nothing of it.
    pub fn subscription_id(&self, list: &str, address: &Email) -> String {
        self.name("list", &[list, &address.for_lookup()])
    }

    /// What shows that whoever opens a link of a mail got it from us, for one purpose. The key behind it never changes,
    /// so a link to end a subscription works as long as there is anything to end.
    pub(crate) fn subscription_token(&self, purpose: &str, reference: &str) -> String {
        self.name("subscription", &[purpose, reference])
    }

    /// The hash under which it is noted what was mailed: to whom, or about which request. It is none of those by which
    /// leads are found.
    pub(crate) fn mailed(&self, what: &str, whom: &str) -> LookupHash {
        self.hash("mailed", &[what, whom])
    }

    /// What shows that whoever reports on a lead is its partner: 128 bits as hexadecimal digits, for an address.
    pub fn report_token(&self, lead: &str, partner: &str) -> String {
        self.name("report", &[lead, partner])
    }

    /// What shows that the reference to a lead on a page of the check was made by us, for an address.
    pub(crate) fn checking_token(&self, reference: &str) -> String {
        self.name("checking", &[reference])
    }

    /// The name of the question whether this response speaks for this lead, in the shape of a UUID of version 8.
    pub(crate) fn once(&self, lead: &str, response: &str) -> String {
        let mut uuid = String::with_capacity(36);
        for (place, digit) in self.name("once", &[lead, response]).chars().enumerate() {
            if let 8 | 12 | 16 | 20 = place {
                uuid.push('-');
            }
            // Where the version stands, and the variant.
            uuid.push(if let 12 | 16 = place { '8' } else { digit });
        }
        uuid
    }

    /// What the submissions of one sender are counted under on one day: another name on the next.
    pub fn sender_of_day(&self, day: &str, address: &str) -> String {
        self.name("sender", &[day, address])
    }

    /// 128 bits of a keyed hash as hexadecimal digits.
    fn name(&self, kind: &str, parts: &[&str]) -> String {
        let mut name = String::with_capacity(32);
        for byte in self.mac(kind, parts).iter().take(16) {
            // Writing to a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        name
    }

    /// The kind comes first, so that hashes of two kinds never meet.
    fn hash(&self, kind: &str, parts: &[&str]) -> LookupHash {
        LookupHash(to_text(&self.mac(kind, parts)))
    }

    fn mac(&self, kind: &str, parts: &[&str]) -> [u8; 32] {
        let hmac = <Hmac<Sha256> as KeyInit>::new((&*self.0).into());
        hmac.chain_update(framed(&[kind])).chain_update(framed(parts)).finalize().into_bytes().into()
    }
}

impl fmt::Debug for LookupKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("LookupKey(…)")
    }
}

impl LookupHash {
    /// The hash as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ShortSecret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a look-up key needs a secret of at least 32 bytes")
    }
}

impl std::error::Error for ShortSecret {}
