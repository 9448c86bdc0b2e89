//! `gevel leads audit`: goes through the whole audit, and verifies it here, so that the site need not be believed.

use leads::Moment;
use leads::audit::{Broken, Head, Link, Verifier};
use serde::Deserialize;
use serde_json::json;

use super::{Site, Trouble, number};
use crate::cli::{Audit, Format};
use crate::commands::talk::{print, say};
use crate::commands::{CommandResult, Outcome};

/// What verifying a whole audit shows.
pub(in crate::commands) struct Chain {
    /// The last row that belongs.
    pub(in crate::commands) head: Head,
    /// The first row that does not, if there is one.
    pub(in crate::commands) broken: Option<Broken>,
    /// The number of the row that ends with the known hash.
    known_at: Option<i64>,
}

#[derive(Deserialize)]
struct Page {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    number: i64,
    at: String,
    actor: String,
    action: String,
    subject: String,
    detail: String,
    previous: String,
    hash: String,
}

/// Fetches all rows and verifies them; `known` is an earlier end that is looked for.
pub(in crate::commands) fn verify(site: &Site, known: Option<&str>) -> Result<Chain, Trouble> {
    let mut verifier = Verifier::default();
    let mut known_at = None;
    loop {
        let head = verifier.head();
        if known == Some(head.hash.as_str()) {
            known_at = Some(head.number);
        }
        let page: Page = site.get("audit", &[("after", &head.number.to_string())])?;
        if page.rows.is_empty() {
            return Ok(Chain { head: verifier.head().clone(), broken: None, known_at });
        }
        for row in page.rows {
            let strange = || Trouble::NotGevel { site: site.address().to_owned(), status: 200 };
            let link = row.link().ok_or_else(strange)?;
            if let Err(broken) = verifier.take(&link) {
                return Ok(Chain { head: verifier.head().clone(), broken: Some(broken), known_at });
            }
            if known == Some(link.hash.as_str()) {
                known_at = Some(link.number);
            }
        }
    }
}

impl Row {
    /// The row as it was hashed; nothing if its time cannot be read.
    fn link(self) -> Option<Link> {
        Some(Link {
            number: self.number,
            at: Moment::parse(&self.at)?,
            actor: self.actor,
            action: self.action,
            subject: self.subject,
            detail: self.detail,
            previous: self.previous,
            hash: self.hash,
        })
    }
}

pub(super) fn audit(site: &Site, options: &Audit) -> CommandResult {
    let chain = verify(site, options.known.as_deref())?;
    let is_known_missing = options.known.is_some() && chain.known_at.is_none();
    match options.format {
        Format::Json => print(&for_programs(&chain, options.known.as_deref())),
        Format::Human => tell(&chain, options.known.as_deref()),
    }
    let is_good = chain.broken.is_none() && !is_known_missing;
    Ok(if is_good { Outcome::Done } else { Outcome::Errors })
}

fn tell(chain: &Chain, known: Option<&str>) {
    let Head { number: last, hash } = &chain.head;
    if let Some(broken) = chain.broken {
        print(&format!("BROKEN: {broken}. The last row that belongs is {last}: {hash}"));
    } else {
        let rows = number(usize::try_from(*last).unwrap_or_default(), "row");
        print(&format!("All in order: {rows}. Row {last} ends with {hash}"));
    }
    match (known, chain.known_at) {
        (None, _) => say("Keep that hash elsewhere: with --known, a cut or rewritten audit is noticed next time."),
        (Some(_), Some(row)) => print(&format!("The known hash is that of row {row}.")),
        (Some(_), None) => print("BROKEN: the known hash is not in it: rows are gone, or were written anew."),
    }
}

fn for_programs(chain: &Chain, known: Option<&str>) -> String {
    let broken = chain.broken.map(|broken| json!({ "number": broken.number, "words": broken.to_string() }));
    let known = known.map(|hash| json!({ "hash": hash, "number": chain.known_at }));
    let head = json!({ "number": chain.head.number, "hash": chain.head.hash });
    json!({ "head": head, "broken": broken, "known": known }).to_string()
}
