//! Pictures as pages name them: every file is planned here, and made later.

use leads::Language;
use serde::Serialize;

use crate::photo::{Format, Photo, Shape, Variant, variants};
use crate::project::facts::PhotoKind;
use crate::project::{Plan, PlanPicture, Project, ProjectPhoto};
use std::path::PathBuf;

/// Widths of AVIF files (page.md's list), and the width of the one JPEG for browsers without AVIF.
const AVIF_WIDTHS: &[u32] = &[480, 720, 1080, 1600];
const JPEG_WIDTH: &[u32] = &[1080];

/// A picture file that a page names, and how to make it.
#[derive(Debug, Clone)]
pub struct Order {
    /// Output path.
    pub path: String,
    /// The photo it is made from.
    pub source: PathBuf,
    /// Its content and size.
    pub photo: Photo,
    /// What to make of it.
    pub variant: Variant,
}

/// One picture in all its files.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Picture {
    avif: String,
    src: String,
    width: u32,
    height: u32,
    alt: String,
    caption: Option<String>,
    impression: bool,
    credit: Option<String>,
    large: String,
}

/// A floor plan in a page.
#[derive(Debug, Serialize)]
pub(super) struct PlanView {
    id: String,
    src: String,
    width: u32,
    height: u32,
    alt: String,
    caption: Option<String>,
    units: String,
}

/// The shape of the hero.
pub(super) const HERO: (u32, u32) = (4, 3);

/// The picture of a photo, and the files it takes.
pub(super) fn picture(
    photo: &ProjectPhoto,
    ratio: Option<(u32, u32)>,
    project: &Project,
    language: Language,
) -> (Picture, Vec<Order>) {
    let shape = ratio.map_or(Shape::Whole, |ratio| Shape::Cropped { ratio, focus: photo.focus });
    let order = |variant: Variant| Order {
        path: photo_path(project, photo, &variant),
        source: photo.path.clone(),
        photo: photo.photo.clone(),
        variant,
    };
    let avif: Vec<Order> = variants(&photo.photo, shape, AVIF_WIDTHS, Format::Avif).into_iter().map(order).collect();
    let jpeg: Vec<Order> = variants(&photo.photo, shape, JPEG_WIDTH, Format::Jpeg).into_iter().map(order).collect();
    let srcset: Vec<String> = avif.iter().map(|order| format!("/{} {}w", order.path, order.variant.width())).collect();
    let words = project.texts.get(&language).and_then(|text| text.photos.get(&photo.file));
    let (width, height) = jpeg.first().map_or((0, 0), |order| (order.variant.width(), order.variant.height()));
    let address = |order: Option<&Order>| order.map(|order| format!("/{}", order.path)).unwrap_or_default();
    let picture = Picture {
        avif: srcset.join(", "),
        src: address(jpeg.first()),
        width,
        height,
        alt: words.map(|words| words.alt.clone()).unwrap_or_default(),
        caption: words.and_then(|words| words.caption.clone()),
        impression: photo.kind == PhotoKind::Render,
        credit: photo.credit.clone(),
        large: address(avif.last()),
    };
    (picture, avif.into_iter().chain(jpeg).collect())
}

fn photo_path(project: &Project, photo: &ProjectPhoto, variant: &Variant) -> String {
    let stem = photo.file.rsplit_once('.').map_or(photo.file.as_str(), |(stem, _)| stem);
    format!("assets/{}/{}-{}", project.slug, plain(stem), variant.file_name())
}

/// A file name as part of an address: small letters, digits and hyphens.
fn plain(stem: &str) -> String {
    stem.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// The output path of a drawn plan, named by its content.
pub fn drawing_path(project: &Project, plan: &Plan, svg: &str) -> String {
    let stem = plan.file.rsplit_once('.').map_or(plan.file.as_str(), |(stem, _)| stem);
    format!("assets/{}/{}.{}.svg", project.slug, plain(stem), crate::theme::short_hash(svg.as_bytes()))
}

/// The plans of a project and the files they take.
pub(super) fn plans(project: &Project, language: Language) -> (Vec<PlanView>, Vec<Order>) {
    let mut orders = Vec::new();
    let mut views = Vec::new();
    for plan in &project.plans {
        let Some((view, order)) = plan_view(plan, project, language) else { continue };
        views.push(view);
        orders.extend(order);
    }
    (views, orders)
}

/// One plan and the file it takes, if it is not a drawing.
pub(super) fn plan_view(plan: &Plan, project: &Project, language: Language) -> Option<(PlanView, Option<Order>)> {
    let index = project.plans.iter().position(|other| other.file == plan.file)?;
    let words = project.texts.get(&language).and_then(|text| text.plans.get(&plan.file));
    let (src, width, height, order) = match &plan.picture {
        PlanPicture::Drawing { svg, width, height } => {
            (format!("/{}", drawing_path(project, plan, svg)), *width, *height, None)
        }
        PlanPicture::Photo { path, photo } => {
            let variant = variants(photo, Shape::Whole, JPEG_WIDTH, Format::Jpeg).into_iter().next()?;
            let output = format!("assets/{}/{}-{}", project.slug, plain(&plan.file), variant.file_name());
            let (src, width, height) = (format!("/{output}"), variant.width(), variant.height());
            let order = Order { path: output, source: path.clone(), photo: photo.clone(), variant };
            (src, width, height, Some(order))
        }
    };
    let units: Vec<&str> = project
        .units
        .iter()
        .filter(|unit| unit.plan.as_deref() == Some(plan.file.as_str()))
        .map(|unit| unit.id.as_str())
        .collect();
    let view = PlanView {
        id: format!("plan-{}", index + 1),
        src,
        width,
        height,
        alt: words.map(|words| words.alt.clone()).unwrap_or_default(),
        caption: words.and_then(|words| words.caption.clone()),
        units: units.join(", "),
    };
    Some((view, order))
}
