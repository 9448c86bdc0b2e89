//! Energy data as regional certificates give it.

use super::facts::words;
use serde::{Deserialize, Serialize};

words! {
    /// Whether the energy certificate exists.
    EnergyStatus {
        /// Not before completion (new build in Flanders).
        NotYetIssued,
        /// A calculation on plan by the energy reporter (Wallonia, Brussels).
        Provisional,
        /// Issued.
        Issued,
    }
}

/// Energy data of the project as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Energy {
    /// Whether the certificate exists.
    pub status: EnergyStatus,
    /// E-level aimed at (Flanders, before completion).
    pub e_level: Option<u16>,
    /// Figures that hold for all units.
    pub figures: UnitEnergy,
}

/// Energy figures of one unit, or of the whole project where units share them.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct UnitEnergy {
    /// Class or label in the region's own scale, such as `A+`.
    pub class: Option<String>,
    /// Specific consumption in kWh per m² and year.
    pub kwh_m2: Option<f64>,
    /// Total theoretical consumption in kWh per year.
    pub kwh_year: Option<f64>,
    /// Code of the certificate.
    pub code: Option<String>,
}

/// Classes from best to worst; Flanders ends at F, Wallonia and Brussels at G.
pub const CLASSES: &[&str] = &["A++", "A+", "A", "B", "C", "D", "E", "F", "G"];

/// Rank of a class, 0 is best; `None` when there is no such class.
pub fn rank(class: &str) -> Option<usize> {
    CLASSES.iter().position(|known| *known == class)
}
