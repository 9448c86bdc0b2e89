//! schema.org data for machines: the same figures as the page, never more.

use leads::Category;
use serde_json::{Value, json};

use super::head::Addresses;
use super::units::shown_price;
use crate::project::Project;
use crate::project::address::Address;
use crate::project::facts::{Kind, Phase, PriceDisplay};
use crate::project::figures::Offer;
use crate::project::unit::{Unit, UnitKind};
use crate::theme::Phrases;

/// The graph of a landing page, safe to stand inside a script element.
pub(super) fn json_ld(project: &Project, addresses: &Addresses<'_>, image: &str, phrases: &Phrases) -> String {
    let url = addresses.canonical().unwrap_or_default();
    let text = project.texts.get(&phrases.language());
    let partner = &project.partner.company;
    let mut listing = json!({
        "@type": "RealEstateListing",
        "name": project.name,
        "url": url,
        "description": text.map(|text| text.summary.as_str()),
        "inLanguage": phrases.language(),
        "datePosted": project.published.to_string(),
        "dateModified": project.updated.to_string(),
        "image": image,
    });
    let kind = if project.kind.is_dwelling() && project.kind != Kind::Lots { "ApartmentComplex" } else { "Residence" };
    let kind = if project.category == Category::Commercial || project.category == Category::Industrial {
        "Place"
    } else {
        kind
    };
    let mut place = json!({
        "@type": kind,
        "name": project.name,
        "address": postal_address(&project.address),
    });
    if let Some(place) = place.as_object_mut() {
        if let Some((latitude, longitude)) = project.address.position {
            place.insert(
                "geo".to_owned(),
                json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}),
            );
        }
        if kind == "ApartmentComplex" {
            place.insert("numberOfAccommodationUnits".to_owned(), quantity(project.figures.total));
            place.insert("numberOfAvailableAccommodationUnits".to_owned(), quantity(project.figures.available));
        }
    }
    let seller = json!({
        "@type": "RealEstateAgent",
        "name": partner.name,
        "url": project.partner.website.clone().unwrap_or_else(|| url.clone()),
        "telephone": partner.phone,
        "address": postal_address(&partner.address),
    });
    if let Some(listing) = listing.as_object_mut() {
        listing.extend(offers(project).map(|offers| ("offers".to_owned(), offers)));
        listing.insert("mainEntity".to_owned(), place);
        listing.insert("provider".to_owned(), seller);
    }
    in_script(&json!({"@context": "https://schema.org", "@graph": [listing]}))
}

/// The graph of a unit's page: the home and, where its price is shown, the offer.
pub(super) fn unit_json_ld(
    unit: &Unit,
    title: &str,
    description: &str,
    project: &Project,
    addresses: &Addresses<'_>,
) -> String {
    let url = addresses.canonical().unwrap_or_default();
    let kind = match unit.kind {
        UnitKind::House => "SingleFamilyResidence",
        kind if kind.is_dwelling() => "Apartment",
        _ => "Place",
    };
    let mut home = json!({
        "@type": kind,
        "@id": format!("{url}#unit"),
        "name": format!("{title}, {}", project.name),
        "description": description,
        "url": url,
        "address": postal_address(&project.address),
    });
    let Some(members) = home.as_object_mut() else { return String::new() };
    if unit.kind.is_dwelling() {
        members.extend(unit.bedrooms.map(|number| ("numberOfBedrooms".to_owned(), json!(number))));
        members.extend(unit.area_m2.map(|area| {
            let size = json!({"@type": "QuantitativeValue", "value": area, "unitCode": "MTK"});
            ("floorSize".to_owned(), size)
        }));
    }
    let availability = match Offer::of(unit.status) {
        Some(Offer::Available) if project.phase == Phase::Delivered => "InStock",
        Some(Offer::Available) => "PreSale",
        Some(Offer::Held) => "LimitedAvailability",
        Some(Offer::Sold) | None => "SoldOut",
    };
    let offer = shown_price(unit, project).map(|price| {
        json!({
            "@type": "Offer",
            "price": price.plain(),
            "priceCurrency": "EUR",
            "availability": format!("https://schema.org/{availability}"),
            "url": url,
            "itemOffered": {"@id": format!("{url}#unit")},
        })
    });
    let graph: Vec<Value> = [home].into_iter().chain(offer).collect();
    in_script(&json!({"@context": "https://schema.org", "@graph": graph}))
}

/// The graph of a page of text.
pub(super) fn page_json_ld(name: &str, addresses: &Addresses<'_>) -> String {
    let page = json!({
        "@type": "WebPage",
        "name": name,
        "url": addresses.canonical(),
        "inLanguage": addresses.current,
    });
    in_script(&json!({"@context": "https://schema.org", "@graph": [page]}))
}

fn postal_address(address: &Address) -> Value {
    json!({
        "@type": "PostalAddress",
        "streetAddress": address.street_line(),
        "postalCode": address.postal_code,
        "addressLocality": address.municipality,
        "addressCountry": address.country,
    })
}

/// `<` never stands in the output, so that no text of the content can end the script element.
fn in_script(graph: &Value) -> String {
    graph.to_string().replace('<', "\\u003c")
}

fn offers(project: &Project) -> Option<Value> {
    let range = project.figures.prices.filter(|_| project.prices.display != PriceDisplay::Hidden)?;
    let figures = &project.figures;
    let availability = match project.phase {
        Phase::SoldOut => "SoldOut",
        _ if figures.total > 0 && figures.available == 0 => "SoldOut",
        Phase::Delivered => "InStock",
        _ => "PreSale",
    };
    let mut offers = json!({
        "@type": "AggregateOffer",
        "lowPrice": range.low.plain(),
        "highPrice": if project.prices.display == PriceDisplay::From { range.low.plain() } else { range.high.plain() },
        "priceCurrency": "EUR",
        "availability": format!("https://schema.org/{availability}"),
    });
    if let Some(members) = offers.as_object_mut().filter(|_| figures.total > 0) {
        members.insert("offerCount".to_owned(), json!(figures.available));
    }
    Some(offers)
}

fn quantity(number: usize) -> Value {
    json!({"@type": "QuantitativeValue", "value": number})
}
