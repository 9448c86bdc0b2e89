//! The card of a theme, `theme.yaml`: as written, and what is true of a theme once those it is based on have been asked.

use std::sync::Arc;

use serde::Deserialize;

use super::part::{self, Part};
use crate::color::{Accent, Ground};
use crate::problem::Problems;
use crate::project::Project;
use crate::project::company::check_accent;
use crate::source::{At, FileId, Place, Words, Written, need_text};

/// `theme.yaml` as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawCard {
    pub name: Written<String>,
    pub description: Words,
    pub based_on: Written<String>,
    pub accent: Written<String>,
    pub ground: Written<Ground>,
    pub offers: Written<Vec<At<Part>>>,
    pub needs: Vec<At<Part>>,
}

/// `theme.yaml`, checked by itself.
#[derive(Debug, Clone)]
pub(super) struct Card {
    pub based_on: Written<String>,
    accent: Option<Accent>,
    ground: Option<Ground>,
    offers: Option<Vec<Part>>,
    needs: Vec<Part>,
}

impl RawCard {
    /// Checks what can be told from this file alone; `None` when something in it cannot be used.
    pub(super) fn check(self, file: FileId, problems: &mut Problems) -> Option<Card> {
        need_text(self.name, "name", Place::whole(file), "Werf", problems);
        let accent = self.accent.and_then(|accent| check_accent(&accent, problems));
        let parts = |list: Vec<At<Part>>| list.into_iter().map(|part| part.value).collect();
        let card = Card {
            based_on: self.based_on,
            accent,
            ground: self.ground.map(|ground| ground.value),
            offers: self.offers.map(|offers| parts(offers.value)),
            needs: parts(self.needs),
        };
        (!problems.has_errors()).then_some(card)
    }
}

/// What a theme says of itself, together with the themes it is based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traits {
    /// The colour of projects that choose none.
    pub accent: Option<Accent>,
    /// What the page is printed on.
    pub ground: Ground,
    /// What it shows of a project that has it.
    pub offers: Vec<Part>,
    /// What a project must have.
    pub needs: Vec<Part>,
}

impl Traits {
    /// The traits of a lineage, nearest first: the nearest card that says something decides; needs add up.
    pub(super) fn of(lineage: &[&Card]) -> Self {
        let mut needs: Vec<Part> = lineage.iter().flat_map(|card| card.needs.iter().copied()).collect();
        needs.sort_unstable();
        needs.dedup();
        Self {
            accent: lineage.iter().find_map(|card| card.accent),
            ground: lineage.iter().find_map(|card| card.ground).unwrap_or_default(),
            offers: lineage.iter().find_map(|card| card.offers.clone()).unwrap_or_else(|| Part::ALL.to_vec()),
            needs,
        }
    }

    /// The colour of a project on this theme.
    pub fn accent_of(&self, project: &Project) -> Accent {
        project.accent.or(self.accent).unwrap_or_default()
    }

    /// The project as this theme shows it: without what the theme does not offer.
    pub fn shown(&self, project: &Arc<Project>) -> Arc<Project> {
        part::shown(&self.offers, project)
    }
}
