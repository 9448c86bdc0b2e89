//! Addresses, and the region whose law applies, told from the postal code.

use leads::Country;
use serde::Serialize;

use super::facts::Precision;
use super::raw::RawAddress;
use crate::problem::{Problem, Problems};
use crate::source::{At, need_text};

/// A checked address.
#[derive(Debug, Clone, PartialEq)]
pub struct Address {
    /// Street.
    pub street: Option<String>,
    /// House number.
    pub number: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// Municipality.
    pub municipality: String,
    /// Country.
    pub country: Country,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// How exactly it is given.
    pub precision: Precision,
}

/// A Belgian region: each has its own rules for advertising property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// Flanders.
    Flanders,
    /// Wallonia.
    Wallonia,
    /// Brussels.
    Brussels,
}

impl Region {
    /// The name of its block under `legal`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Flanders => "flanders",
            Self::Wallonia => "wallonia",
            Self::Brussels => "brussels",
        }
    }

    /// Its name in English, for messages.
    pub(crate) fn english_name(self) -> &'static str {
        match self {
            Self::Flanders => "Flanders",
            Self::Wallonia => "Wallonia",
            Self::Brussels => "Brussels",
        }
    }

    /// The region of a Belgian postal code.
    pub fn of(postal_code: u16) -> Option<Self> {
        match postal_code {
            1000..=1299 => Some(Self::Brussels),
            1300..=1499 | 4000..=7999 => Some(Self::Wallonia),
            1500..=3999 | 8000..=9999 => Some(Self::Flanders),
            _ => None,
        }
    }
}

impl Address {
    /// Street and number, if given.
    pub fn street_line(&self) -> Option<String> {
        let street = self.street.as_ref()?;
        Some(self.number.as_ref().map_or_else(|| street.clone(), |number| format!("{street} {number}")))
    }

    /// Postal code and municipality.
    pub fn town_line(&self) -> String {
        format!("{} {}", self.postal_code, self.municipality)
    }

    /// The whole address in one line.
    pub fn line(&self) -> String {
        self.street_line().map_or_else(|| self.town_line(), |street| format!("{street}, {}", self.town_line()))
    }
}

/// The region of a Belgian address, whatever else may be wrong with it.
pub(crate) fn region(address: &RawAddress) -> Option<Region> {
    let belgian = address.country.as_ref().is_none_or(|country| country.value == Country::Belgium);
    address.postal_code.as_ref().filter(|_| belgian)?.trim().parse().ok().and_then(Region::of)
}

/// Checks an address; a `seat` is always exact and needs no position.
pub(crate) fn check_address(written: At<RawAddress>, seat: bool, problems: &mut Problems) -> Option<Address> {
    let block = written.place;
    let raw = written.value;
    let precision = raw.precision.as_ref().map_or(Precision::Exact, |precision| precision.value);
    let text =
        |written: Option<At<String>>| written.map(|text| text.value.trim().to_owned()).filter(|text| !text.is_empty());
    let street = match precision {
        Precision::Municipality => text(raw.street).map(Some),
        _ => Some(need_text(raw.street, "street", block, "Leiekouter", problems).map(|street| street.value)),
    };
    let number = match precision {
        Precision::Exact => Some(need_text(raw.number, "number", block, "\"14\"", problems).map(|number| number.value)),
        _ => text(raw.number).map(Some),
    };
    let country = raw.country.map_or(Country::Belgium, |country| country.value);
    let postal_code = need_text(raw.postal_code, "postal_code", block, "\"9000\"", problems)
        .and_then(|code| check_postal_code(&code, country, problems));
    let municipality = need_text(raw.municipality, "municipality", block, "Gent", problems);
    let position = match (raw.latitude, raw.longitude) {
        (Some(latitude), Some(longitude)) => {
            let on_earth = |value: &At<f64>, limit: f64, name: &str, problems: &mut Problems| {
                let right = value.value.is_finite() && value.value.abs() <= limit;
                if !right {
                    problems.add(
                        Problem::error("Y-12", value.place, format!("a {name} lies between -{limit} and {limit}"))
                            .help("Write degrees with a decimal point, such as `51.0561`."),
                    );
                }
                right
            };
            let right =
                on_earth(&latitude, 90.0, "latitude", problems) & on_earth(&longitude, 180.0, "longitude", problems);
            right.then_some((latitude.value, longitude.value))
        }
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => {
            problems.add(
                Problem::error("Y-13", one.place, "latitude and longitude go together")
                    .help("Add the other one, or remove this one."),
            );
            None
        }
    };
    if seat && precision != Precision::Exact {
        problems.add(
            Problem::error("L-40", block, "the seat of a company is given in full")
                .help("Remove `precision`, and give `street` and `number`."),
        );
    }
    // A street that is needed and missing was noted above; then there is no address.
    let street = street.map_or(Some(None), |street| street.map(Some))?;
    let number = number.map_or(Some(None), |number| number.map(Some))?;
    Some(Address {
        street,
        number,
        postal_code: postal_code?,
        municipality: municipality?.value,
        country,
        position,
        precision,
    })
}

fn check_postal_code(code: &At<String>, country: Country, problems: &mut Problems) -> Option<String> {
    if country == Country::Belgium && (code.len() != 4 || code.parse().ok().and_then(Region::of).is_none()) {
        problems.add(
            Problem::error("Y-12", code.place, format!("`{}` is not a Belgian postal code", code.value))
                .help("Write four digits from 1000 to 9999, in quotes, such as `\"9000\"`."),
        );
        return None;
    }
    Some(code.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_postal_code_tells_the_region() {
        assert_eq!(Region::of(1348), Some(Region::Wallonia));
        assert_eq!(Region::of(1070), Some(Region::Brussels));
        assert_eq!(Region::of(2800), Some(Region::Flanders));
        assert_eq!(Region::of(1500), Some(Region::Flanders));
        assert_eq!(Region::of(3999), Some(Region::Flanders));
        assert_eq!(Region::of(4000), Some(Region::Wallonia));
        assert_eq!(Region::of(999), None);
    }
}
