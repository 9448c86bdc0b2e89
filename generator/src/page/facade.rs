//! The facade as price list: an elevation drawn from where each unit stands.

use serde::Serialize;

use super::units::unit_folder;
use crate::project::Project;
use crate::project::facts::Kind;
use crate::project::figures::Offer;
use crate::project::unit::{Position, Unit, UnitKind};
use crate::theme::Phrases;

/// One storey is this many drawing units high.
const STOREY: u32 = 56;
/// One column is this many drawing units wide.
const COLUMN: u32 = 64;
/// Room around the building; the roof of a house rises into it.
const MARGIN: u32 = 12;
/// Height of a gable above its eaves.
const GABLE: u32 = 44;
/// Distance from a window to its neighbours' middle line.
const INSET: u32 = 5;

/// One elevation.
#[derive(Debug, Serialize)]
pub(super) struct Facade {
    name: Option<String>,
    width: u32,
    height: u32,
    label: String,
    outline: String,
    ground: String,
    cells: Vec<Cell>,
}

/// One unit on an elevation.
#[derive(Debug, Serialize)]
struct Cell {
    href: String,
    label: String,
    text: String,
    offer: Offer,
    /// Whether the page is about this unit.
    current: bool,
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

/// The elevations of a project, one for each building; none when no unit says where it stands.
pub(super) fn facades(project: &Project, phrases: &Phrases) -> Vec<Facade> {
    elevations(project, None, phrases)
}

/// The elevation of the building in which a unit stands, with that unit marked.
pub(super) fn facade_around(unit: &Unit, project: &Project, phrases: &Phrases) -> Option<Facade> {
    unit.position?;
    elevations(project, Some(unit), phrases).pop()
}

fn elevations(project: &Project, around: Option<&Unit>, phrases: &Phrases) -> Vec<Facade> {
    let language = phrases.language();
    let names = project.texts.get(&language).map(|text| &text.buildings);
    let buildings = if project.buildings.is_empty() {
        vec![None]
    } else {
        project.buildings.iter().map(|id| Some(id.as_str())).collect()
    };
    let elevation = |building: Option<&str>| {
        let standing = |unit: &&Unit| {
            unit.position.is_some()
                && Offer::of(unit.status).is_some()
                && (building.is_none() || unit.building.as_deref() == building)
        };
        let units: Vec<&Unit> = project.units.iter().filter(standing).collect();
        let name = building.map(|id| names.and_then(|names| names.get(id)).cloned().unwrap_or_else(|| id.to_owned()));
        draw(&units, around, name, project, phrases)
    };
    let is_asked = |building: Option<&str>| {
        around.is_none_or(|unit| building.is_none_or(|building| unit.building.as_deref() == Some(building)))
    };
    buildings.into_iter().filter(|building| is_asked(*building)).filter_map(elevation).collect()
}

fn draw(
    units: &[&Unit],
    around: Option<&Unit>,
    name: Option<String>,
    project: &Project,
    phrases: &Phrases,
) -> Option<Facade> {
    let placed: Vec<(&Unit, Position)> = units.iter().filter_map(|unit| Some((*unit, unit.position?))).collect();
    let columns = placed.iter().map(|(_, p)| u32::from(p.column) + u32::from(p.span)).max()?;
    let lowest = placed.iter().map(|(_, p)| i32::from(p.floor)).min()?;
    let highest = placed.iter().map(|(_, p)| i32::from(p.floor) + i32::from(p.floors)).max()?;
    let gables = project.kind == Kind::Houses || placed.iter().all(|(unit, _)| unit.kind == UnitKind::House);
    let roof = if gables { GABLE } else { 0 };
    let storeys = |from: i32, to: i32| u32::try_from(to - from).unwrap_or(0) * STOREY;
    let height = MARGIN + roof + storeys(lowest, highest) + MARGIN;
    let base = height - MARGIN;
    let top = |position: Position| base - storeys(lowest, i32::from(position.floor) + i32::from(position.floors));
    let left = |column: u32| MARGIN + column * COLUMN;
    let cells = placed.iter().map(|(unit, position)| {
        let (x, y) = (left(u32::from(position.column)), top(*position));
        Cell {
            // Seen from the landing page, or from the page of a unit beside this one's.
            href: if around.is_some() { format!("../{}/", unit.page_name()) } else { unit_folder(unit) },
            label: label(unit, phrases),
            text: unit.id.clone(),
            offer: Offer::of(unit.status).unwrap_or(Offer::Sold),
            current: around.is_some_and(|around| around.id == unit.id),
            x: x + INSET,
            y: y + INSET,
            width: u32::from(position.span) * COLUMN - 2 * INSET,
            height: u32::from(position.floors) * STOREY - 2 * INSET,
        }
    });
    let outline = if gables { houses(&placed, base, top, left) } else { skyline(&placed, columns, base, top, left) };
    let width = columns * COLUMN + 2 * MARGIN;
    let ground_line = base - storeys(lowest, 0);
    let title = name.as_deref().unwrap_or(&project.name);
    Some(Facade {
        label: phrases.fill("words.facade.label", &[("name", title)]),
        width,
        height,
        outline,
        ground: format!("M0 {ground_line}H{width}"),
        cells: cells.collect(),
        name,
    })
}

/// One outline over all columns, each as high as its highest unit: set-back top floors show.
fn skyline(
    placed: &[(&Unit, Position)],
    columns: u32,
    base: u32,
    top: impl Fn(Position) -> u32,
    left: impl Fn(u32) -> u32,
) -> String {
    let step = |column: u32| {
        let over = placed
            .iter()
            .filter(|(_, p)| (u32::from(p.column)..u32::from(p.column) + u32::from(p.span)).contains(&column));
        let y = over.map(|(_, position)| top(*position)).min().unwrap_or(base);
        format!("V{y}H{}", left(column + 1))
    };
    format!("M{} {base}{}V{base}", left(0), (0..columns).map(step).collect::<Vec<_>>().concat())
}

/// A row of gables, one over each house.
fn houses(placed: &[(&Unit, Position)], base: u32, top: impl Fn(Position) -> u32, left: impl Fn(u32) -> u32) -> String {
    let house = |(_, position): &(&Unit, Position)| {
        let (x, wide, eaves) = (left(u32::from(position.column)), u32::from(position.span) * COLUMN, top(*position));
        format!("M{x} {base}V{eaves}l{} -{GABLE}l{} {GABLE}V{base}", wide / 2, wide - wide / 2)
    };
    placed.iter().map(house).collect()
}

/// What a screen reader says of a window: id, bedrooms or else kind, status. The rest is where the link leads.
fn label(unit: &Unit, phrases: &Phrases) -> String {
    let key = |group: &str, value: String| phrases.text(&format!("words.{group}.{value}"));
    let bedrooms = unit.bedrooms.filter(|_| unit.kind.is_dwelling());
    let home = bedrooms.map_or_else(
        || key("unit_kind", super::word(&unit.kind)),
        |number| phrases.count("words.bedrooms", number.into()),
    );
    [unit.id.clone(), home, key("status", super::word(&unit.status))].join(", ")
}
