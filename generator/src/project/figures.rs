//! Numbers that are derived from the unit table and never typed (invariant 9).
//!
//! They are functions of the set of units: their order does not matter, and selling a unit never widens the range of
//! prices.

use super::energy::rank;
use super::facts::words;
use super::money::Cents;
use super::period::Period;
use super::unit::{Status, Unit, UnitKind};
use serde::{Deserialize, Serialize};

words! {
    /// The three ways in which visitors see a unit.
    Offer {
        /// Can be bought.
        Available,
        /// Spoken for, may come back.
        Held,
        /// Gone.
        Sold,
    }
}

impl Offer {
    /// How a status is seen; withdrawn units are not shown at all.
    pub fn of(status: Status) -> Option<Self> {
        match status {
            Status::Available => Some(Self::Available),
            Status::Option | Status::Reserved => Some(Self::Held),
            Status::Sold => Some(Self::Sold),
            Status::Withdrawn => None,
        }
    }
}

/// Lowest and highest of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range<T> {
    /// Lowest.
    pub low: T,
    /// Highest.
    pub high: T,
}

/// All derived numbers; parking and storage count nowhere but in `extras`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// Units shown.
    pub total: usize,
    /// Of these, available.
    pub available: usize,
    /// Of these, under option or reserved.
    pub held: usize,
    /// Of these, sold.
    pub sold: usize,
    /// Kinds of unit with their number, in the order of the list of kinds.
    pub kinds: Vec<(UnitKind, usize)>,
    /// Prices of available units; of a project without units, as stated.
    pub prices: Option<Range<Cents>>,
    /// Areas in m², rounded.
    pub areas: Option<Range<u32>>,
    /// Bedrooms.
    pub bedrooms: Option<Range<u8>>,
    /// First and last handover.
    pub deliveries: Option<Range<Period>>,
    /// Best and worst energy class.
    pub classes: Option<Range<String>>,
    /// Parking places and storage rooms for sale apart.
    pub extras: usize,
}

/// Derives them; `stated` is the range of prices of a project without units, `handover` is the project's own, for units
/// without and where there are none yet.
pub fn figures(units: &[Unit], stated: Option<Range<Cents>>, handover: Option<Period>, class: Option<&str>) -> Figures {
    let shown = |unit: &&Unit| unit.kind.is_main() && unit.status != Status::Withdrawn;
    let main: Vec<&Unit> = units.iter().filter(shown).collect();
    let count = |offer| main.iter().filter(|unit| Offer::of(unit.status) == Some(offer)).count();
    let kinds = UnitKind::ALL.iter().filter_map(|kind| {
        let number = main.iter().filter(|unit| unit.kind == *kind).count();
        (number > 0).then_some((*kind, number))
    });
    let available = || main.iter().filter(|unit| unit.status == Status::Available);
    let mut classes: Vec<_> = main
        .iter()
        .filter_map(|unit| unit.energy.class.as_deref().or(class))
        .filter_map(|class| Some((rank(class)?, class)))
        .collect();
    classes.sort_unstable();
    Figures {
        total: main.len(),
        available: count(Offer::Available),
        held: count(Offer::Held),
        sold: count(Offer::Sold),
        kinds: kinds.collect(),
        prices: if main.is_empty() { stated } else { range(available().filter_map(|unit| unit.price), |price| *price) },
        areas: range(main.iter().filter_map(|unit| unit.area_m2).map(rounded), |area| *area),
        bedrooms: range(main.iter().filter_map(|unit| unit.bedrooms), |bedrooms| *bedrooms),
        deliveries: if main.is_empty() {
            handover.map(|period| Range { low: period, high: period })
        } else {
            range(main.iter().filter_map(|unit| unit.delivery.or(handover)), |period| {
                (period.first_day(), period.last_day())
            })
        },
        classes: classes
            .first()
            .zip(classes.last())
            .map(|(best, worst)| Range { low: best.1.to_owned(), high: worst.1.to_owned() }),
        extras: units.iter().filter(|unit| !unit.kind.is_main() && unit.status == Status::Available).count(),
    }
}

fn range<T: Copy, K: Ord>(values: impl Iterator<Item = T> + Clone, key: impl Fn(&T) -> K) -> Option<Range<T>> {
    Some(Range { low: values.clone().min_by_key(&key)?, high: values.max_by_key(&key)? })
}

/// Square metres as shown: whole ones.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "areas are checked to lie between 0 and 100,000"
)]
pub fn rounded(area: f64) -> u32 {
    area.round() as u32
}
