//! A project: `RawProject` is what was written, `Project` is everything true of a project that passed all checks.
//!
//! `read` finds the files and reads them; `check` turns them into checked types and notes every problem; [`figures`]
//! derives every number that nobody may type.

pub mod address;
mod article;
mod catalog;
mod check;
mod check_parts;
mod check_units;
pub mod company;
pub(crate) mod contact;
pub mod energy;
pub mod facts;
pub mod figures;
pub mod money;
pub mod period;
mod pictures;
mod price_range;
pub(crate) mod raw;
mod read;
pub mod text;
pub mod turnstile;
pub mod unit;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use leads::{Category, Form, Language};

use crate::color::Accent;
use crate::law::{Legal, federal::Agent, federal::Breyne};
use crate::photo::{Focus, Photo};
use address::{Address, Region};
use company::Partner;
use energy::Energy;
use facts::{Kind, LandTax, MakerRole, Phase, PhotoKind, PriceBasis, PriceDisplay, SellerRole, Step, TravelMode};
use figures::Figures;
use period::Period;
use text::Text;
use unit::Unit;

pub use article::Article;
pub use catalog::{Catalog, Loaded, load};
pub use read::{Selection, list_projects};
pub(crate) use read::{read_yaml, wrong_slug};

/// A project that may be built.
#[derive(Debug, Clone)]
pub struct Project {
    /// Name of its folder, part of its addresses.
    pub slug: String,
    /// Proper name, the same in every language.
    pub name: String,
    /// Whose project it is.
    pub partner: Arc<Partner>,
    /// Whether the partner's logo is shown.
    pub shows_logo: bool,
    /// Whether the partner's contact person is shown.
    pub shows_contact: bool,
    /// Languages, the first is the default.
    pub languages: Vec<Language>,
    /// Name of its theme.
    pub theme: String,
    /// Its colour, when not the theme's.
    pub accent: Option<Accent>,
    /// What is built.
    pub kind: Kind,
    /// The one thing that marketing platforms may learn.
    pub category: Category,
    /// How far it is.
    pub phase: Phase,
    /// First day on line.
    pub published: Date,
    /// Prices and statuses are of this day.
    pub updated: Date,
    /// Last day on line.
    pub until: Option<Date>,
    /// Where it is.
    pub address: Address,
    /// The region whose law applies.
    pub region: Option<Region>,
    /// Who sells.
    pub seller: Seller,
    /// The recognised agent, if one sells.
    pub agent: Option<Agent>,
    /// Architect, contractor and others.
    pub makers: Vec<Maker>,
    /// The first is the hero.
    pub photos: Vec<ProjectPhoto>,
    /// Floor plans.
    pub plans: Vec<Plan>,
    /// Buildings in the order in which facades are drawn.
    pub buildings: Vec<String>,
    /// Planning permission.
    pub permit: Option<Permit>,
    /// Steps in the order written.
    pub timeline: Vec<TimelineStep>,
    /// Where one gets, and how fast.
    pub travel: Vec<Travel>,
    /// How prices are shown and taxed.
    pub prices: Prices,
    /// Whether the Breyne Act applies.
    pub breyne: Option<Breyne>,
    /// Energy data.
    pub energy: Option<Energy>,
    /// What the region's law demands.
    pub legal: Option<Legal>,
    /// The form, when the project takes enquiries.
    pub form: Option<Form>,
    /// Whether the site offers it as a PDF too.
    pub brochure: bool,
    /// Units in the order written.
    pub units: Vec<Unit>,
    /// All words, by language.
    pub texts: BTreeMap<Language, Text>,
    /// Articles by number.
    pub articles: Vec<Article>,
    /// What is derived.
    pub figures: Figures,
}

impl Project {
    /// What its municipality is called in this language.
    pub fn municipality(&self, language: Language) -> &str {
        let own = self.texts.get(&language).and_then(|text| text.municipality.as_ref());
        own.unwrap_or(&self.address.municipality)
    }
}

/// The seller of the units.
#[derive(Debug, Clone, PartialEq)]
pub struct Seller {
    /// Legal name.
    pub name: String,
    /// Enterprise number.
    pub enterprise_number: String,
    /// In which quality.
    pub role: SellerRole,
}

/// Someone who makes the project.
#[derive(Debug, Clone, PartialEq)]
pub struct Maker {
    /// What they do.
    pub role: MakerRole,
    /// Name.
    pub name: String,
    /// Where from.
    pub municipality: Option<String>,
}

/// A picture of the project.
#[derive(Debug, Clone)]
pub struct ProjectPhoto {
    /// File name; the key of its words.
    pub file: String,
    /// Where it lies.
    pub path: PathBuf,
    /// What it is.
    pub kind: PhotoKind,
    /// What must stay in view when it is cropped.
    pub focus: Focus,
    /// Who made it.
    pub credit: Option<String>,
    /// Size and content.
    pub photo: Photo,
}

/// A floor plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// File name; the key of its words.
    pub file: String,
    /// The picture itself.
    pub picture: PlanPicture,
}

/// A plan is a drawing or a picture.
#[derive(Debug, Clone)]
pub enum PlanPicture {
    /// SVG text without anything that runs or loads, with its width and height.
    Drawing {
        /// The file as it will be served.
        svg: String,
        /// Width in user units.
        width: u32,
        /// Height in user units.
        height: u32,
    },
    /// Pixels.
    Photo {
        /// Where it lies.
        path: PathBuf,
        /// Size and content.
        photo: Photo,
    },
}

/// Planning permission.
#[derive(Debug, Clone, PartialEq)]
pub struct Permit {
    /// Reference of the authority.
    pub number: String,
    /// Its date.
    pub date: Option<Date>,
    /// Whether it was granted.
    pub granted: bool,
}

/// One step on the way to the key.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineStep {
    /// Which.
    pub step: Step,
    /// When it was, or is planned.
    pub when: Period,
    /// Whether it is behind us.
    pub done: bool,
}

/// Time to a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Travel {
    /// Key of the place's name in the texts.
    pub to: String,
    /// How.
    pub by: TravelMode,
    /// Minutes.
    pub minutes: u16,
}

/// How prices are shown and taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prices {
    /// What is shown.
    pub display: PriceDisplay,
    /// Whether VAT is in.
    pub basis: PriceBasis,
    /// Whether sold units keep their price.
    pub show_sold: bool,
    /// General VAT rate in percent.
    pub vat_rate: u8,
    /// Whether 6 % can apply to some buyers.
    pub reduced_6: bool,
    /// How land is taxed.
    pub land: LandTax,
}
