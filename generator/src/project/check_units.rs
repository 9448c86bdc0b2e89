//! Checks of the unit table.

use std::collections::BTreeMap;

use super::energy::{UnitEnergy, rank};
use super::raw::RawUnit;
use super::unit::{Position, Status, Unit};
use crate::nearest::instead;
use crate::problem::{Problem, Problems};
use crate::source::{At, Place, Written, need, need_text};

/// No flat is this large; a slip of the decimal point is.
const LARGEST_M2: f64 = 100_000.0;

/// Checks every row; a row with a mistake is left out, the others are kept with their places. `plans` are those listed.
pub(crate) fn check_units(
    rows: Vec<At<RawUnit>>,
    buildings: &[String],
    plans: &[String],
    problems: &mut Problems,
) -> Vec<At<Unit>> {
    let mut seen: BTreeMap<String, (String, u32)> = BTreeMap::new();
    let mut cells: BTreeMap<(Option<String>, i16, u16), String> = BTreeMap::new();
    let mut units: Vec<At<Unit>> = Vec::new();
    for row in rows {
        let place = row.place;
        let id_place = row.value.id.as_ref().map_or(place, |id| id.place);
        let column_place = row.value.column.as_ref().map_or(id_place, |column| column.place);
        let Some(unit) = check_unit(row, buildings, plans, problems) else { continue };
        if let Some((earlier, line)) = seen.insert(unit.page_name(), (unit.id.clone(), place.line)) {
            let (message, help) = if earlier == unit.id {
                let message = format!("unit `{earlier}` is there twice; the first is on line {line}");
                (message, "Give each unit an id of its own.")
            } else {
                let message = format!("unit `{}` would have the same page as `{earlier}` on line {line}", unit.id);
                (message, "Give them ids that differ in more than capitals and signs.")
            };
            problems.add(Problem::error("M-30", id_place, message).help(help));
            continue;
        }
        overlap(&unit, column_place, &mut cells, problems);
        units.push(At::new(place, unit));
    }
    if let Some(named) = units.iter().find_map(|unit| unit.building.as_deref()) {
        for unit in units.iter().filter(|unit| unit.position.is_some() && unit.building.is_none()) {
            let message = format!("unit `{}` names no building, others do, so it is not drawn with them", unit.id);
            let help = format!("Fill `building`, for example with `{named}`.");
            problems.add(Problem::warning("M-31", unit.place, message).help(help));
        }
    }
    units
}

fn check_unit(row: At<RawUnit>, buildings: &[String], plans: &[String], problems: &mut Problems) -> Option<Unit> {
    let At { place, value: raw } = row;
    check_references(&raw, buildings, plans, problems);
    let id = need_text(raw.id, "id", place, "\"1.2\"", problems);
    if let Some(id) = id.as_ref().filter(|id| {
        id.chars().count() > 12
            || id.contains(|c: char| c.is_whitespace() || c.is_control() || "/?#&<>\"".contains(c))
            || !id.contains(|c: char| c.is_ascii_alphanumeric())
    }) {
        problems.add(
            Problem::error("M-30", id.place, format!("`{}` cannot be the id of a unit", id.value))
                .help("Use up to 12 letters, digits, dots and hyphens, such as `1.2` or `A1`."),
        );
    }
    let kind = need(raw.kind, "type", place, "apartment", problems);
    let status = need(raw.status, "status", place, "available", problems);
    let areas =
        [&raw.area_m2, &raw.terrace_m2, &raw.garden_m2, &raw.plot_m2].map(|area| check_area(area.as_ref(), problems));
    let [area_m2, terrace_m2, garden_m2, plot_m2] = areas;
    let (floors, span) =
        (raw.floors.as_ref().map_or(1, |floors| floors.value), raw.span.as_ref().map_or(1, |span| span.value));
    for (number, written, key) in [(floors, &raw.floors, "floors"), (span, &raw.span, "span")] {
        if let Some(written) = written.as_ref().filter(|_| !(1..=40).contains(&number)) {
            problems.add(
                Problem::error("M-33", written.place, format!("`{key}` is {number}; it lies between 1 and 40"))
                    .help("Leave it out for 1."),
            );
        }
    }
    let position = position(raw.column.as_ref(), raw.floor.as_ref(), floors, span, problems);
    let shares = check_shares(raw.price.as_ref(), raw.price_land, raw.price_build, problems);
    if let Some(class) = raw.energy_class.as_ref().filter(|class| rank(class).is_none()) {
        problems.add(
            Problem::error("Y-11", class.place, format!("`{}` is not an energy class", class.value))
                .help("Write one of A++, A+, A, B, C, D, E, F, G."),
        );
    }
    let unpriced = raw.price.is_none() && !problems.is_unread("price", place);
    if unpriced && status.as_ref().is_some_and(|status| status.value == Status::Available) {
        problems.add(
            Problem::warning(
                "L-22",
                place,
                format!("unit `{}` is available but has no price", id.as_ref().map_or("", |id| id.value.as_str())),
            )
            .help("Fill `price`; the page shows «on request» until then."),
        );
    }
    let value = |written: Written<f64>| written.map(|number| number.value);
    Some(Unit {
        id: id?.value,
        building: raw.building.map(|building| building.value),
        kind: kind?.value,
        bedrooms: raw.bedrooms.map(|number| number.value),
        bathrooms: raw.bathrooms.map(|number| number.value),
        area_m2,
        terrace_m2,
        garden_m2,
        plot_m2,
        floor: raw.floor.map(|floor| floor.value),
        floors,
        position,
        orientation: raw.orientation.map(|orientation| orientation.value),
        price: raw.price.map(|price| price.value),
        shares,
        vat: raw.vat.map(|vat| vat.value),
        status: status?.value,
        status_date: raw.status_date.map(|date| date.value),
        delivery: raw.delivery.map(|delivery| delivery.value),
        energy: UnitEnergy {
            class: raw.energy_class.map(|class| class.value),
            kwh_m2: value(raw.energy_kwh_m2),
            kwh_year: value(raw.energy_kwh_year),
            code: raw.energy_code.map(|code| code.value),
        },
        plan: raw.plan.map(|plan| plan.value),
        parking: raw.parking.map(|number| number.value),
    })
}

/// What a row says of a building or a plan must be known to the project.
fn check_references(raw: &RawUnit, buildings: &[String], plans: &[String], problems: &mut Problems) {
    if let Some(building) = raw.building.as_ref().filter(|building| !buildings.contains(&building.value)) {
        let help = if buildings.is_empty() {
            format!("Add `buildings: [{}]` to `project.yaml`.", building.value)
        } else {
            format!(
                "{} Or add `{}` to `buildings` in `project.yaml`.",
                instead(building, buildings.iter().map(String::as_str)),
                building.value
            )
        };
        problems.add(
            Problem::error(
                "M-31",
                building.place,
                format!("`{}` is not one of the project's buildings", building.value),
            )
            .help(help),
        );
    }
    if let Some(plan) = raw.plan.as_ref().filter(|plan| !plans.contains(&plan.value)) {
        let help = match plans {
            [] => "List it under `plans` in `project.yaml`, or leave the cell empty.".to_owned(),
            plans => format!(
                "{} Or list it under `plans` in `project.yaml`.",
                instead(plan, plans.iter().map(String::as_str))
            ),
        };
        problems.add(
            Problem::error("M-32", plan.place, format!("`{}` is not one of the project's plans", plan.value))
                .help(help),
        );
    }
}

fn check_area(area: Option<&At<f64>>, problems: &mut Problems) -> Option<f64> {
    let area = area?;
    if !area.value.is_finite() || area.value < 0.0 || area.value > LARGEST_M2 {
        problems.add(
            Problem::error("M-34", area.place, format!("an area of {} m² is not possible", area.value))
                .help("Write square metres with a decimal point, such as `92.5`."),
        );
        return None;
    }
    Some(area.value)
}

fn position(
    column: Option<&At<u8>>,
    floor: Option<&At<i8>>,
    floors: u8,
    span: u8,
    problems: &mut Problems,
) -> Option<Position> {
    let column = column?;
    if column.value > 60 {
        problems.add(
            Problem::error("M-33", column.place, format!("column {} is too far to the right to draw", column.value))
                .help("Columns count from 0 at the left; at most 60."),
        );
        return None;
    }
    let Some(floor) = floor else {
        problems.add(
            Problem::error("M-33", column.place, "a unit with a column needs a floor to be drawn")
                .help("Add `floor` (0 is the ground), or remove `column`."),
        );
        return None;
    };
    if !(-5..=60).contains(&floor.value) {
        problems.add(
            Problem::error("M-33", floor.place, format!("floor {} cannot be drawn", floor.value))
                .help("Floors lie between -5 and 60."),
        );
        return None;
    }
    Some(Position { column: column.value, span, floor: floor.value, floors })
}

fn check_shares(
    price: Option<&At<super::money::Cents>>,
    land: Written<super::money::Cents>,
    build: Written<super::money::Cents>,
    problems: &mut Problems,
) -> Option<(super::money::Cents, super::money::Cents)> {
    match (land, build) {
        (Some(land), Some(build)) => {
            let sum = land.value.get() + build.value.get();
            if let Some(price) = price.filter(|price| price.value.get() != sum) {
                let message = format!(
                    "`price` is {}, but land {} and building {} make {}",
                    price.value.plain(),
                    land.value.plain(),
                    build.value.plain(),
                    super::money::Cents::new(sum).plain()
                );
                problems.add(
                    Problem::error("M-35", price.place, message)
                        .help("Correct one of the three: the price is the sum of the other two."),
                );
            }
            Some((land.value, build.value))
        }
        (Some(one), None) | (None, Some(one)) => {
            problems.add(
                Problem::error("M-35", one.place, "`price_land` and `price_build` go together")
                    .help("Add the other one, or remove this one."),
            );
            None
        }
        (None, None) => None,
    }
}

/// Two units cannot stand in the same cell of a facade.
fn overlap(
    unit: &Unit,
    place: Place,
    cells: &mut BTreeMap<(Option<String>, i16, u16), String>,
    problems: &mut Problems,
) {
    let Some(position) = unit.position else { return };
    let floors = i16::from(position.floor)..i16::from(position.floor) + i16::from(position.floors);
    let columns = u16::from(position.column)..u16::from(position.column) + u16::from(position.span);
    for floor in floors {
        for column in columns.clone() {
            if let Some(other) = cells.insert((unit.building.clone(), floor, column), unit.id.clone()) {
                let message = format!("units `{other}` and `{}` both stand on floor {floor}, column {column}", unit.id);
                problems.add(
                    Problem::error("M-36", place, message).help("Change `floor`, `column` or `span` of one of them."),
                );
                return;
            }
        }
    }
}
