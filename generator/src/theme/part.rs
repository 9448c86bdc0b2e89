//! What a project may have and a theme may leave out. The rest (hero, facts, units, price, legal block, makers, form) is on
//! every page: the law asks for it, or there would be nothing to sell.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::project::Project;
use crate::project::facts::words;
use crate::source::Place;

words! {
    /// A part of the landing page, or of its looks, that themes may do without.
    Part {
        /// The project's own colour.
        Accent,
        /// The drawing of the units.
        Facade,
        /// Floor plans.
        Plans,
        /// All photos but the first.
        Gallery,
        /// Progress of the works.
        Timeline,
        /// Materials and technique.
        Materials,
        /// Questions and answers.
        Questions,
        /// Articles: their pages, and the section that leads there.
        Articles,
    }
}

impl Part {
    /// Whether the project has it.
    pub(super) fn is_in(self, project: &Project) -> bool {
        let texts = || project.texts.values();
        match self {
            Self::Accent => project.accent.is_some(),
            Self::Facade => project.units.iter().any(|unit| unit.position.is_some()),
            Self::Plans => !project.plans.is_empty(),
            Self::Gallery => project.photos.len() > 1,
            Self::Timeline => !project.timeline.is_empty(),
            Self::Materials => texts().any(|text| !text.materials.is_empty()),
            Self::Questions => texts().any(|text| !text.questions.is_empty()),
            Self::Articles => !project.articles.is_empty(),
        }
    }

    /// Takes it out of the project, and whatever points to it.
    fn leave(self, project: &mut Project) {
        let texts = |project: &mut Project, empty: fn(&mut crate::project::text::Text)| {
            project.texts.values_mut().for_each(empty);
        };
        match self {
            Self::Accent => project.accent = None,
            Self::Facade => project.units.iter_mut().for_each(|unit| unit.position = None),
            Self::Plans => {
                project.plans.clear();
                project.units.iter_mut().for_each(|unit| unit.plan = None);
            }
            Self::Gallery => project.photos.truncate(1),
            Self::Timeline => project.timeline.clear(),
            Self::Materials => texts(project, |text| text.materials.clear()),
            Self::Questions => texts(project, |text| text.questions.clear()),
            Self::Articles => project.articles.clear(),
        }
    }

    /// The warning that a theme leaves it out, with the themes that do not.
    pub(super) fn not_shown(self, theme: &str, others: &[&str], place: Place) -> Problem {
        let absence = match self {
            Self::Accent => "has colours of its own and does not take the project's `accent`",
            Self::Facade => "draws no facade, though these units say where they stand",
            Self::Plans => "shows no floor plans, and this project has some",
            Self::Gallery => "shows the first photo only, and this project has more",
            Self::Timeline => "shows no timeline, and this project has one",
            Self::Materials => "shows no materials, and this project tells of them",
            Self::Questions => "shows no questions, and this project answers some",
            Self::Articles => "shows no articles, and this project has some",
        };
        let help = match others {
            [] => "No other theme here does either; take it out of the project, or leave it so.".to_owned(),
            names => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("Leave it so, or choose a theme that does: {}.", names.join(", "))
            }
        };
        Problem::warning("T-04", place, format!("the theme `{theme}` {absence}")).help(help)
    }

    /// The error that a theme cannot do without it.
    pub(super) fn needed(self, theme: &str, place: Place) -> Problem {
        let (what, help) = match self {
            Self::Accent => ("a colour", "Add it, for example `accent: \"#ffc21a\"`."),
            Self::Facade => ("units that stand somewhere", "Add `floor` and `column` to the units."),
            Self::Plans => ("floor plans", "Add them, for example `plans: [{file: 01-plan.svg}]`."),
            Self::Gallery => ("more than one photo", "Add another under `photos`."),
            Self::Timeline => ("a timeline", "Add it, for example `timeline: [{step: start, when: 2027-Q1}]`."),
            Self::Materials => ("materials", "Add `materials` to every file in `text`."),
            Self::Questions => ("questions", "Add `questions` to every file in `text`."),
            Self::Articles => ("articles", "Add one to `articles` in every language."),
        };
        Problem::error("T-05", place, format!("the theme `{theme}` needs {what}, and this project has none")).help(help)
    }
}

/// The project as a theme that offers these parts shows it.
pub(super) fn shown(offers: &[Part], project: &Arc<Project>) -> Arc<Project> {
    let mut shown = Arc::clone(project);
    for part in Part::ALL.iter().filter(|part| !offers.contains(part) && part.is_in(project)) {
        part.leave(Arc::make_mut(&mut shown));
    }
    shown
}
