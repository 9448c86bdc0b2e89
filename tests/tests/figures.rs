//! Derived numbers, for any table of units: their order does not matter, counts add up, and a sale never widens the
//! range of prices.

use gevel::project::figures::{Figures, Offer, Range, figures};
use gevel::project::money::Cents;
use gevel::project::period::Period;
use gevel::project::unit::{Status, Unit, UnitKind};
use proptest::prelude::*;
use proptest::sample::{Index, select};

proptest! {
    #[test]
    fn the_order_of_units_does_not_matter((units, shuffled) in table_and_shuffled()) {
        prop_assert_eq!(derive(&shuffled), derive(&units));
    }

    #[test]
    fn selling_a_unit_never_widens_the_range_of_prices(units in table(), sold in any::<Index>()) {
        let mut later = units.clone();
        if !later.is_empty() {
            let which = sold.index(later.len());
            later.iter_mut().skip(which).take(1).for_each(|unit| unit.status = Status::Sold);
        }

        match (derive(&units).prices, derive(&later).prices) {
            (Some(before), Some(after)) => {
                prop_assert!(after.low >= before.low);
                prop_assert!(after.high <= before.high);
            }
            (None, after) => prop_assert_eq!(after, None),
            (Some(_), None) => {}
        }
    }

    #[test]
    fn a_stated_range_counts_only_where_no_unit_is_shown(units in table()) {
        let stated = Range { low: Cents::new(24_500_000), high: Cents::new(48_000_000) };

        let prices = figures(&units, Some(stated), None, None).prices;

        let derived = derive(&units);
        prop_assert_eq!(prices, if derived.total == 0 { Some(stated) } else { derived.prices });
    }

    #[test]
    fn counts_add_up(units in table()) {
        let derived = derive(&units);

        let shown = units.iter().filter(|unit| unit.kind.is_main() && unit.status != Status::Withdrawn).count();
        prop_assert_eq!(derived.total, shown);
        prop_assert_eq!(derived.available + derived.held + derived.sold, derived.total);
        prop_assert_eq!(derived.kinds.iter().map(|(_, number)| number).sum::<usize>(), derived.total);
        prop_assert!(derived.kinds.iter().all(|(kind, number)| kind.is_main() && *number > 0));
        prop_assert!(derived.extras <= units.len() - shown);
    }

    #[test]
    fn every_available_price_lies_within_the_range_and_its_ends_are_prices(units in table()) {
        let available = |unit: &&Unit| unit.kind.is_main() && Offer::of(unit.status) == Some(Offer::Available);
        let prices: Vec<Cents> = units.iter().filter(available).filter_map(|unit| unit.price).collect();

        match derive(&units).prices {
            Some(range) => {
                prop_assert!(prices.iter().all(|price| (range.low..=range.high).contains(price)));
                prop_assert!(prices.contains(&range.low) && prices.contains(&range.high));
            }
            None => prop_assert!(prices.is_empty()),
        }
    }

    #[test]
    fn areas_and_bedrooms_are_those_of_units_shown(units in table()) {
        let derived = derive(&units);
        let shown: Vec<&Unit> =
            units.iter().filter(|unit| unit.kind.is_main() && unit.status != Status::Withdrawn).collect();

        let bedrooms = shown.iter().filter_map(|unit| unit.bedrooms);
        prop_assert_eq!(derived.bedrooms.map(|range| range.low), bedrooms.clone().min());
        prop_assert_eq!(derived.bedrooms.map(|range| range.high), bedrooms.max());
        let areas: Vec<f64> = shown.iter().filter_map(|unit| unit.area_m2).collect();
        if let Some(range) = derived.areas {
            prop_assert!(areas.iter().all(|area| *area >= f64::from(range.low) - 0.5));
            prop_assert!(areas.iter().all(|area| *area <= f64::from(range.high) + 0.5));
        }
        prop_assert_eq!(derived.areas.is_none(), areas.is_empty());
    }

    #[test]
    fn a_withdrawn_unit_is_as_good_as_none(units in table()) {
        let kept: Vec<Unit> = units.iter().filter(|unit| unit.status != Status::Withdrawn).cloned().collect();

        prop_assert_eq!(derive(&units), derive(&kept));
    }
}

fn derive(units: &[Unit]) -> Figures {
    figures(units, None, Some(Period::Quarter(2028, 2)), Some("A"))
}

fn table() -> impl Strategy<Value = Vec<Unit>> {
    prop::collection::vec(unit(), 0..30)
}

fn table_and_shuffled() -> impl Strategy<Value = (Vec<Unit>, Vec<Unit>)> {
    table().prop_flat_map(|units| (Just(units.clone()), Just(units).prop_shuffle()))
}

fn unit() -> impl Strategy<Value = Unit> {
    let delivery =
        prop::option::of((2026_i16..2032, 1_i8..=4).prop_map(|(year, quarter)| Period::Quarter(year, quarter)));
    let class = prop::option::of(select(vec!["A++", "A+", "A", "B", "G"]));
    let price = prop::option::of((1_u64..200_000_000).prop_map(Cents::new));
    let area = prop::option::of((1_u32..10_000).prop_map(|tenths| f64::from(tenths) / 10.0));
    let what = (select(UnitKind::ALL), select(Status::ALL), prop::option::of(0_u8..9));
    (what, area, price, delivery, class).prop_map(|((kind, status, bedrooms), area_m2, price, delivery, class)| Unit {
        id: String::new(),
        building: None,
        kind,
        bedrooms,
        bathrooms: None,
        area_m2,
        terrace_m2: None,
        garden_m2: None,
        plot_m2: None,
        floor: None,
        floors: 1,
        position: None,
        orientation: None,
        price,
        shares: None,
        vat: None,
        status,
        status_date: None,
        delivery,
        energy: gevel::project::energy::UnitEnergy {
            class: class.map(str::to_owned),
            ..gevel::project::energy::UnitEnergy::default()
        },
        plan: None,
        parking: None,
    })
}
