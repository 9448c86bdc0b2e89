//! What is known of the numbers of a country.

use super::Fault;
use crate::form::Country;

/// The numbers of one country.
pub(super) struct Plan {
    /// Its country code.
    pub(super) code: &'static str,
    /// Whether numbers are dialled with a 0 before them inside the country, and only there.
    has_trunk_zero: bool,
    kind: fn(&str) -> Kind,
    surely_after_code: fn(&str) -> bool,
}

enum Kind {
    Possible,
    Premium,
    Impossible,
}

const BELGIUM: Plan = Plan { code: "32", has_trunk_zero: true, kind: belgian, surely_after_code: |_| false };
const FRANCE: Plan = Plan { code: "33", has_trunk_zero: true, kind: nine_digits, surely_after_code: |_| false };
const NETHERLANDS: Plan = Plan { code: "31", has_trunk_zero: true, kind: nine_digits, surely_after_code: |_| false };
const GERMANY: Plan = Plan {
    code: "49",
    has_trunk_zero: true,
    kind: |number| possible_if((6..=13).contains(&number.len())),
    // Numbers inside Germany have so many lengths that 49 can begin one; but not one this long that goes on like a
    // mobile number.
    surely_after_code: |rest| {
        (10..=11).contains(&rest.len()) && ["15", "16", "17"].iter().any(|start| rest.starts_with(start))
    },
};
const LUXEMBOURG: Plan = Plan {
    code: "352",
    has_trunk_zero: false,
    kind: |number| possible_if((4..=11).contains(&number.len())),
    // Of the numbers inside Luxembourg only short ones begin with these digits.
    surely_after_code: |rest| rest.len() >= 6,
};

impl Plan {
    /// The plan of this country, if it is one of ours.
    pub(super) const fn of_country(country: Country) -> Option<&'static Self> {
        match country {
            Country::Belgium => Some(&BELGIUM),
            Country::France => Some(&FRANCE),
            Country::Netherlands => Some(&NETHERLANDS),
            Country::Germany => Some(&GERMANY),
            Country::Luxembourg => Some(&LUXEMBOURG),
            Country::Other => None,
        }
    }

    /// The plan of a number that begins with a country code, and what follows the code.
    pub(super) fn of_number(digits: &str) -> Option<(&'static Self, &str)> {
        [&BELGIUM, &FRANCE, &NETHERLANDS, &GERMANY, &LUXEMBOURG]
            .into_iter()
            .find_map(|plan| digits.strip_prefix(plan.code).map(|rest| (plan, rest)))
    }

    /// The number with its country code, from the digits after the code. One 0 that is only dialled inside the
    /// country may stand before them.
    pub(super) fn complete(&self, digits: &str) -> Result<String, Fault> {
        let number = if self.has_trunk_zero { digits.strip_prefix('0').unwrap_or(digits) } else { digits };
        if number.starts_with('0') {
            return Err(Fault::NotAPhone);
        }
        match (self.kind)(number) {
            Kind::Possible => Ok(format!("{}{number}", self.code)),
            Kind::Premium => Err(Fault::PremiumPhone),
            Kind::Impossible => Err(Fault::NotAPhone),
        }
    }

    /// Whether digits before which the country code stood can be nothing else than the rest of a whole number.
    pub(super) fn is_surely_after_code(&self, rest: &str) -> bool {
        (self.surely_after_code)(rest)
    }
}

/// Mobile numbers have nine digits and begin with 45 to 49, so a shorter one has lost a digit; all others have eight.
fn belgian(number: &str) -> Kind {
    let is_mobile = ["45", "46", "47", "48", "49"].iter().any(|start| number.starts_with(start));
    let is_premium = ["90", "70"].iter().any(|start| number.starts_with(start)) && number.len() == 8;
    if is_premium || number.starts_with("800") {
        return Kind::Premium;
    }
    let is_nine_digits = number.len() == 9 && number.starts_with('4');
    possible_if(if is_mobile { number.len() == 9 } else { number.len() == 8 || is_nine_digits })
}

fn nine_digits(number: &str) -> Kind {
    possible_if(number.len() == 9)
}

const fn possible_if(condition: bool) -> Kind {
    if condition { Kind::Possible } else { Kind::Impossible }
}
