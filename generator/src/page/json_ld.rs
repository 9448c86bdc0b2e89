//! schema.org data for machines: the same figures as the page, never more.

use leads::Category;
use serde_json::{Value, json};

use super::head::Addresses;
use crate::project::Project;
use crate::project::facts::{Kind, Phase, PriceDisplay};
use crate::theme::Phrases;

/// The graph of a landing page, safe to stand inside a script element.
pub(super) fn json_ld(project: &Project, addresses: &Addresses<'_>, image: &str, phrases: &Phrases) -> String {
    let url = addresses.canonical().unwrap_or_default();
    let site = addresses.base_url;
    let text = project.texts.get(&phrases.language());
    let partner = &project.partner.company;
    let complex = format!("{site}/{}/#complex", project.slug);
    let agent = format!("{site}/{}/#seller", project.slug);
    let mut listing = json!({
        "@type": "RealEstateListing",
        "@id": format!("{url}#listing"),
        "name": project.name,
        "url": url,
        "description": text.map(|text| text.summary.as_str()),
        "inLanguage": phrases.language(),
        "datePosted": project.published.to_string(),
        "dateModified": project.updated.to_string(),
        "image": image,
        "mainEntity": {"@id": complex},
        "provider": {"@id": agent},
    });
    if let (Some(offers), Some(listing)) = (offers(project), listing.as_object_mut()) {
        listing.insert("offers".to_owned(), offers);
    }
    let kind = if project.kind.is_dwelling() && project.kind != Kind::Lots { "ApartmentComplex" } else { "Residence" };
    let kind = if project.category == Category::Commercial || project.category == Category::Industrial {
        "Place"
    } else {
        kind
    };
    let mut place = json!({
        "@type": kind,
        "@id": complex,
        "name": project.name,
        "url": url,
        "image": image,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": project.address.street_line(),
            "postalCode": project.address.postal_code,
            "addressLocality": project.address.municipality,
            "addressCountry": project.address.country,
        },
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
        "@id": agent,
        "name": partner.name,
        "url": project.partner.website.clone().unwrap_or_else(|| url.clone()),
        "telephone": partner.phone,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": partner.address.street_line(),
            "postalCode": partner.address.postal_code,
            "addressLocality": partner.address.municipality,
            "addressCountry": partner.address.country,
        },
    });
    let graph = json!({"@context": "https://schema.org", "@graph": [listing, place, seller]});
    // `<` never stands in the output, so that no text of the content can end the script element.
    graph.to_string().replace('<', "\\u003c")
}

fn offers(project: &Project) -> Option<Value> {
    let range = project.figures.prices.filter(|_| project.prices.display != PriceDisplay::Hidden)?;
    let availability = match (project.phase, project.figures.available) {
        (_, 0) | (Phase::SoldOut, _) => "SoldOut",
        (Phase::Delivered, _) => "InStock",
        _ => "PreSale",
    };
    Some(json!({
        "@type": "AggregateOffer",
        "lowPrice": range.low.plain(),
        "highPrice": if project.prices.display == PriceDisplay::From { range.low.plain() } else { range.high.plain() },
        "priceCurrency": "EUR",
        "offerCount": project.figures.available,
        "availability": format!("https://schema.org/{availability}"),
    }))
}

fn quantity(number: usize) -> Value {
    json!({"@type": "QuantitativeValue", "value": number})
}
