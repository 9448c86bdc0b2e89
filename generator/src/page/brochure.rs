//! The brochure as plain data: what the landing page says, with pictures for paper and the words that paper needs.

use leads::Language;
use serde::Serialize;
use serde_json::{Map, Value};

use super::head::{Footer, FooterCompany, Frame, Home};
use super::landing::{Around, landing_page};
use super::picture::Order;
use crate::color::Tokens;
use crate::format;
use crate::notice::Register;
use crate::photo::{Format, Shape, variants};
use crate::project::company::Operator;
use crate::project::{Plan, PlanPicture, Project, ProjectPhoto};
use crate::theme::Phrases;

/// Pixels across a picture as wide as a sheet of A4: 194 to the inch.
const SHEET: &[u32] = &[1600];
/// Pixels across a picture between the margins, 166 mm: 184 to the inch.
const COLUMN: &[u32] = &[1200];
/// The shape of the picture on the cover.
const COVER: (u32, u32) = (21, 17);

/// What of a landing page is for a screen only, or is answered elsewhere.
const SCREEN: &[&str] = &["articles", "contents", "cta", "filters", "form", "questions"];

/// A brochure in one language, ready for its template.
#[derive(Debug, Clone)]
pub struct BrochurePage {
    /// Everything it says, and what it is dressed in.
    pub data: Value,
    /// The files that the data name.
    pub pictures: Vec<Printed>,
}

/// A picture of a brochure, by the name its data use.
#[derive(Debug, Clone)]
pub struct Printed {
    /// Such as `photos/1.jpg`.
    pub name: String,
    /// What is in it.
    pub picture: PrintedPicture,
}

/// What a picture of a brochure is made from.
#[derive(Debug, Clone)]
pub enum PrintedPicture {
    /// A photo, in a size for paper.
    Photo(Box<Order>),
    /// A drawing or a logo, as its author made it.
    File(Vec<u8>),
}

/// The data of a brochure beside those of the page.
#[derive(Debug, Serialize)]
struct Sheet {
    lang: Language,
    region: &'static str,
    title: String,
    /// The page's own words; the page itself stays the fresher source.
    page: Value,
    photos: Vec<Placed>,
    plans: Vec<Placed>,
    logo: Option<String>,
    colors: Map<String, Value>,
    footer: Footer,
    updated: String,
    /// Where the page is.
    address: String,
    publisher: String,
    no_offer: String,
    t: Value,
}

/// A picture file and its size in pixels or drawing units.
#[derive(Debug, Serialize)]
struct Placed {
    file: String,
    width: u32,
    height: u32,
}

/// The brochure of a project in the language of the phrases.
pub fn brochure_page(
    project: &Project,
    operator: &Operator,
    register: &Register,
    base_url: &str,
    logo: Option<(&str, Vec<u8>)>,
    phrases: &Phrases,
) -> Option<BrochurePage> {
    let language = phrases.language();
    let updated = format::date(language, project.updated);
    let around =
        Around { operator: &operator.company.name, base_url, register, notice_version: "", partner_logo: None };
    let nowhere = Home { name: String::new(), href: String::new(), logo: None };
    let footer = Footer {
        operator: FooterCompany::of(&operator.company, phrases),
        partner: Some(FooterCompany::of(&project.partner.company, phrases)),
        links: Vec::new(),
        notice_version: None,
        updated: Some(updated.clone()),
    };
    let frame = |head| Frame { lang: language, head, languages: Vec::new(), home: nowhere, footer };
    let landing = landing_page(project, &around, frame, phrases)?;
    let mut page = landing.content.1;
    let no_offer = phrases.fill("words.brochure.no_offer", &[("date", &updated)]);
    speak_of_paper(&mut page, &phrases.fill("words.price.no_offer", &[("date", &updated)]), &no_offer);

    let mut pictures = Vec::new();
    let photos = project.photos.iter().enumerate().map(|(index, photo)| print(index, photo, &mut pictures)).collect();
    let plans = plans(project, &mut pictures);
    let logo = logo.filter(|_| project.shows_logo).map(|(ending, bytes)| {
        let file = format!("logo.{ending}");
        pictures.push(Printed { name: file.clone(), picture: PrintedPicture::File(bytes) });
        file
    });
    let address = format!("{base_url}/{}/{language}/", project.slug);
    let names = [("operator", operator.company.name.as_str()), ("partner", project.partner.company.name.as_str())];
    let sheet = Sheet {
        lang: language,
        region: region(language),
        title: landing.frame.head.title,
        page,
        photos,
        plans,
        logo,
        colors: colors(project),
        footer: landing.frame.footer,
        updated,
        address,
        publisher: phrases.fill("words.brochure.publisher", &names),
        no_offer,
        t: serde_json::to_value(phrases.all()).unwrap_or_default(),
    };
    Some(BrochurePage { data: serde_json::to_value(&sheet).unwrap_or_default(), pictures })
}

/// Words of a link to a brochure of this many bytes: `Brochure (PDF, 1.2 MB)`.
pub fn brochure_link(bytes: u64, phrases: &Phrases) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a brochure is far from 2^52 bytes")]
    let megabytes = (bytes as f64 / 1e6).max(0.1);
    let size = format::decimal(phrases.language(), megabytes);
    let size = phrases.fill("words.brochure.size", &[("n", &size)]);
    phrases.fill("words.brochure.link", &[("size", &size)])
}

/// What is for screens only goes; the sentence about offers speaks of a brochure instead of a page.
fn speak_of_paper(page: &mut Value, of_the_page: &str, of_the_brochure: &str) {
    let Some(parts) = page.as_object_mut() else { return };
    parts.retain(|name, _| !SCREEN.contains(&name.as_str()));
    let paragraphs = page.pointer_mut("/price/paragraphs").and_then(Value::as_array_mut);
    for paragraph in paragraphs.into_iter().flatten() {
        if paragraph == of_the_page {
            *paragraph = Value::from(of_the_brochure);
        }
    }
}

/// The first photo fills the width of the cover; the others stand between the margins, whole.
fn print(index: usize, photo: &ProjectPhoto, pictures: &mut Vec<Printed>) -> Placed {
    let (shape, widths) =
        if index == 0 { (Shape::Cropped { ratio: COVER, focus: photo.focus }, SHEET) } else { (Shape::Whole, COLUMN) };
    let file = format!("photos/{}.jpg", index + 1);
    let Some(variant) = variants(&photo.photo, shape, widths, Format::Jpeg).into_iter().next() else {
        return Placed { file: String::new(), width: 0, height: 0 };
    };
    let placed = Placed { file: file.clone(), width: variant.width(), height: variant.height() };
    let order = Order { path: file.clone(), source: photo.path.clone(), photo: photo.photo.clone(), variant };
    pictures.push(Printed { name: file, picture: PrintedPicture::Photo(Box::new(order)) });
    placed
}

/// Drawings stay drawings, sharp at any size.
fn plans(project: &Project, pictures: &mut Vec<Printed>) -> Vec<Placed> {
    let mut placed = Vec::new();
    for (index, Plan { picture, .. }) in project.plans.iter().enumerate() {
        let (file, size, picture) = match picture {
            PlanPicture::Drawing { svg, width, height } => {
                (format!("plans/{}.svg", index + 1), (*width, *height), PrintedPicture::File(svg.clone().into_bytes()))
            }
            PlanPicture::Photo { path, photo } => {
                let Some(variant) = variants(photo, Shape::Whole, COLUMN, Format::Jpeg).into_iter().next() else {
                    continue;
                };
                let (file, size) = (format!("plans/{}.jpg", index + 1), (variant.width(), variant.height()));
                let order = Order { path: file.clone(), source: path.clone(), photo: photo.clone(), variant };
                (file, size, PrintedPicture::Photo(Box::new(order)))
            }
        };
        pictures.push(Printed { name: file.clone(), picture });
        placed.push(Placed { file, width: size.0, height: size.1 });
    }
    placed
}

/// Paper is white by itself; only what is printed on it needs a colour.
fn colors(project: &Project) -> Map<String, Value> {
    let palette = Tokens::from(project.accent.unwrap_or_default()).light;
    palette.entries().into_iter().map(|(name, color)| (name.to_owned(), Value::from(color.to_string()))).collect()
}

/// Where its readers live decides how a language is broken at line ends and read aloud.
fn region(language: Language) -> &'static str {
    format::locale(language).split_once('_').map_or("BE", |(_, region)| region)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::theme::Theme;

    #[test]
    fn a_link_to_a_brochure_says_how_heavy_it_is_in_each_language() {
        let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../themes");
        let links = Theme::load(&themes, "gevel").map(|theme| {
            [Language::Dutch, Language::French, Language::English, Language::German]
                .map(|language| brochure_link(1_234_567, theme.phrases(language)))
        });
        let expected = [
            "Brochure (PDF, 1,2\u{a0}MB)",
            "Brochure (PDF, 1,2\u{a0}Mo)",
            "Brochure (PDF, 1.2\u{a0}MB)",
            "Broschüre (PDF, 1,2\u{a0}MB)",
        ];
        assert_eq!(links.unwrap_or_default(), expected);
    }
}
