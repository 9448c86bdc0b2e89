//! Leads page by page, until there are no more or there are enough.

use leads::operate::MOST_LEADS;
use leads::store::Standing;
use serde::Deserialize;
use serde_json::Value;

use super::{Site, Trouble};
use crate::cli::Wanted;

/// A lead without its content.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Summary {
    pub(super) lead: String,
    pub(super) project: String,
    pub(super) partner: String,
    pub(super) received_at: String,
    pub(super) standing: Standing,
    pub(super) reasons: Vec<String>,
    pub(super) erased_at: Option<String>,
    pub(super) restricted_at: Option<String>,
}

impl Summary {
    /// Why it was held once, as codes.
    pub(super) fn reasons(&self) -> String {
        self.reasons.join(" ")
    }
}

/// A lead as it was told, and what of it is the same for all.
pub(super) struct Told {
    pub(super) summary: Summary,
    pub(super) whole: Value,
}

/// The pages of a list or of an export.
pub(super) struct Pages<'a> {
    site: &'a Site,
    path: &'static str,
    wanted: &'a Wanted,
    after: Option<String>,
    /// How many leads are still wanted.
    left: usize,
}

#[derive(Deserialize)]
struct Page {
    leads: Vec<Value>,
    next: Option<String>,
}

impl<'a> Pages<'a> {
    /// Where leads stand, newest first, `most` of them at most.
    pub(super) fn listed(site: &'a Site, wanted: &'a Wanted, most: usize) -> Self {
        Self { site, path: "leads", wanted, after: None, left: most }
    }

    /// All leads with their content, newest first. Each page leaves a row in the audit.
    pub(super) fn exported(site: &'a Site, wanted: &'a Wanted) -> Self {
        Self { site, path: "export", wanted, after: None, left: usize::MAX }
    }

    fn ask(&mut self) -> Result<Vec<Told>, Trouble> {
        let limit = u32::try_from(self.left).unwrap_or(MOST_LEADS).min(MOST_LEADS).to_string();
        let mut query = vec![("limit", limit.as_str())];
        query.extend(self.wanted.project.as_deref().map(|project| ("project", project)));
        query.extend(self.wanted.partner.as_deref().map(|partner| ("partner", partner)));
        query.extend(self.wanted.standing.map(|standing| ("standing", standing.wire())));
        query.extend(self.after.as_deref().map(|after| ("after", after)));
        let page: Page = self.site.get(self.path, &query)?;
        let strange = || Trouble::NotGevel { site: self.site.address().to_owned(), status: 200 };
        let told = page.leads.into_iter().map(|whole| {
            let summary = Summary::deserialize(&whole).map_err(|_| strange())?;
            Ok(Told { summary, whole })
        });
        let told: Vec<Told> = told.collect::<Result<_, _>>()?;
        // A page that does not lead on would be asked for without end.
        if page.next.is_some() && (page.next == self.after || told.is_empty()) {
            return Err(strange());
        }
        self.left = if page.next.is_some() { self.left.saturating_sub(told.len()) } else { 0 };
        self.after = page.next;
        Ok(told)
    }
}

impl Iterator for Pages<'_> {
    type Item = Result<Vec<Told>, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            return None;
        }
        let page = self.ask();
        if page.is_err() {
            self.left = 0;
        }
        Some(page)
    }
}
