//! Going through the chain to find the first row that does not belong.

use std::fmt;

use super::chain::{Head, Link};

/// Takes the rows in order, in as many portions as one likes.
#[derive(Debug, Clone)]
pub struct Verifier {
    head: Head,
}

/// The first row that does not belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub number: i64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is missing: the next one found has a higher number, or the chain ends before a known hash.
    Missing,
    /// It does not hang on the row before.
    Previous,
    /// Its words are not those that were hashed.
    Changed,
}

impl Default for Verifier {
    fn default() -> Self {
        Self { head: Head::beginning() }
    }
}

impl Verifier {
    /// Checks the next row. Error: it does not belong here.
    pub fn take(&mut self, link: &Link) -> Result<(), Broken> {
        let number = self.head.number.saturating_add(1);
        if link.number != number {
            return Err(Broken { number, fault: Fault::Missing });
        }
        if link.previous != self.head.hash {
            return Err(Broken { number, fault: Fault::Previous });
        }
        if link.hash != link.computed_hash() {
            return Err(Broken { number, fault: Fault::Changed });
        }
        self.head = link.head();
        Ok(())
    }

    /// The end of what was checked: to be kept elsewhere, and compared with the hash of its number next time.
    pub fn head(&self) -> &Head {
        &self.head
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Fault::Missing => "is missing",
            Fault::Previous => "does not hang on the row before",
            Fault::Changed => "was changed",
        };
        write!(out, "audit row {} {what}", self.number)
    }
}

impl std::error::Error for Broken {}
