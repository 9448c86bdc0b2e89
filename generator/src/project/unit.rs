//! Units: what can be bought.

use jiff::civil::Date;

use super::facts::words;
use super::money::Cents;
use super::period::Period;
use serde::{Deserialize, Serialize};

words! {
    /// What a unit is.
    UnitKind {
        /// Flat.
        Apartment,
        /// Flat without separate bedroom.
        Studio,
        /// Flat on the top floor with its own terrace.
        Penthouse,
        /// Flat on two floors.
        Duplex,
        /// Flat on the ground floor with its own garden.
        GroundFloorGarden,
        /// House.
        House,
        /// Office.
        Office,
        /// Shop.
        Shop,
        /// Workshop or storage hall.
        Workshop,
        /// Parking place or garage.
        Parking,
        /// Storage room.
        Storage,
        /// Building plot.
        Lot,
    }

    /// Whether a unit can be bought.
    Status {
        /// For sale.
        Available,
        /// Someone has an option.
        Option,
        /// Reserved.
        Reserved,
        /// Sold.
        Sold,
        /// Not for sale any more.
        Withdrawn,
    }
}

/// Where the main windows look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the points of the compass")]
pub enum Orientation {
    N,
    Ne,
    E,
    Se,
    S,
    Sw,
    W,
    Nw,
}

/// Which tax a unit bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Vat {
    /// The general rate.
    #[serde(rename = "21")]
    General,
    /// The general rate, 6 % for buyers who meet the conditions.
    #[serde(rename = "6_conditional")]
    ReducedConditional,
    /// Registration duty.
    #[serde(rename = "duty")]
    Duty,
    /// None.
    #[serde(rename = "exempt")]
    Exempt,
}

/// Where a unit stands on the drawn facade, in cells: columns from the left, floors from the ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// First column, 0 is leftmost.
    pub column: u8,
    /// Columns wide, at least 1.
    pub span: u8,
    /// Lowest floor, 0 is the ground; negative below it.
    pub floor: i8,
    /// Floors high, at least 1.
    pub floors: u8,
}

/// One unit, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// What people call it, unique in the project.
    pub id: String,
    /// Its building, when the project has several.
    pub building: Option<String>,
    /// What it is.
    pub kind: UnitKind,
    /// Bedrooms.
    pub bedrooms: Option<u8>,
    /// Bathrooms.
    pub bathrooms: Option<u8>,
    /// Floor area in m².
    pub area_m2: Option<f64>,
    /// Terrace in m².
    pub terrace_m2: Option<f64>,
    /// Garden in m².
    pub garden_m2: Option<f64>,
    /// Plot in m².
    pub plot_m2: Option<f64>,
    /// Lowest floor, 0 is the ground.
    pub floor: Option<i8>,
    /// Floors.
    pub floors: u8,
    /// Its place on the drawn facade, if it is drawn.
    pub position: Option<Position>,
    /// Where the main windows look.
    pub orientation: Option<Orientation>,
    /// Price on the project's basis.
    pub price: Option<Cents>,
    /// The shares of land and building in the price.
    pub shares: Option<(Cents, Cents)>,
    /// Its tax, when not the project's.
    pub vat: Option<Vat>,
    /// Whether it can be bought.
    pub status: Status,
    /// Since when it has this status.
    pub status_date: Option<Date>,
    /// When it is handed over, when not with the project.
    pub delivery: Option<Period>,
    /// Energy figures of its own.
    pub energy: super::energy::UnitEnergy,
    /// File of its floor plan.
    pub plan: Option<String>,
    /// Parking places in the price.
    pub parking: Option<u8>,
}

impl Unit {
    /// Its id as part of an address: small letters, digits, dots and hyphens, and never a step up a folder.
    pub fn page_name(&self) -> String {
        let plain = |letter: char| match letter.to_ascii_lowercase() {
            kept if kept.is_ascii_alphanumeric() || kept == '.' => kept,
            _ => '-',
        };
        self.id.chars().map(plain).collect::<String>().trim_matches(['.', '-']).to_owned()
    }
}

impl UnitKind {
    /// Whether it is what the project is about, not something bought with it.
    pub fn is_main(self) -> bool {
        !matches!(self, Self::Parking | Self::Storage)
    }

    /// Whether people live in it.
    pub fn is_dwelling(self) -> bool {
        matches!(
            self,
            Self::Apartment | Self::Studio | Self::Penthouse | Self::Duplex | Self::GroundFloorGarden | Self::House
        )
    }
}
