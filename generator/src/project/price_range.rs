//! The range of prices that a project states while it has no table of units. With a table the range follows from it.

use super::Prices;
use super::facts::{LandTax, PriceBasis, PriceDisplay};
use super::figures::Range;
use super::money::Cents;
use crate::problem::{Problem, Problems};
use crate::source::{Written, need};

/// What is stated, if anything; `prices` is `None` when they have errors of their own.
pub(crate) fn check_price_range(
    lowest: Written<Cents>,
    highest: Written<Cents>,
    prices: Option<&Prices>,
    has_units: bool,
    problems: &mut Problems,
) -> Option<Range<Cents>> {
    let place = lowest.as_ref().or(highest.as_ref())?.place;
    let mut refuse = |code, message: &str, help: &str| {
        problems.add(Problem::error(code, place, message).help(help));
        None
    };
    if has_units {
        let message = "the range of prices follows from the table of units and is not stated beside it";
        return refuse("M-42", message, "Remove `lowest` and `highest`; the page counts with the prices of the units.");
    }
    let prices = prices?;
    match prices.display {
        PriceDisplay::Exact => {
            let message = "`display: exact` shows the price of each unit, and there are no units";
            let help = "Write `display: range`, or `display: from` to show the lowest price only.";
            return refuse("M-42", message, help);
        }
        PriceDisplay::Hidden => {
            let help = "Write `display: range`, or remove `lowest` and `highest`.";
            return refuse("M-42", "prices are stated, but hidden", help);
        }
        PriceDisplay::From | PriceDisplay::Range => {}
    }
    if prices.basis == PriceBasis::ExclVat && prices.land == LandTax::Duty {
        // What the buyer pays in all must be shown (WER art. VI.3), and the shares of land are those of units.
        let message = "land bears registration duty, so that nobody can tell what the lowest price is with VAT";
        return refuse("L-22", message, "Write amounts with VAT, and `basis: incl_vat`.");
    }
    let lowest = need(lowest, "lowest", place, "245000", problems);
    let highest = match prices.display {
        PriceDisplay::From => highest.or_else(|| lowest.clone()),
        _ => need(highest, "highest", place, "480000", problems),
    };
    let (lowest, highest) = (lowest?, highest?);
    if highest.value < lowest.value {
        problems.add(
            Problem::error("M-42", highest.place, "the highest price is below the lowest")
                .help("Swap the two, or correct one of them."),
        );
        return None;
    }
    Some(Range { low: lowest.value, high: highest.value })
}
