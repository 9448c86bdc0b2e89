//! Pages as plain data: what each page says, in its language, formatted; templates only decide how it looks.
//!
//! A page is a function of its own project and of the operator's files, never of another page.

mod answer;
mod brochure;
mod checking;
mod documents;
mod facade;
mod facts;
mod form;
mod head;
mod json_ld;
mod landing;
mod legal;
mod people;
mod picture;
mod price;
mod rights;
mod site_pages;
mod subscription;
mod surroundings;
mod unit;
mod units;

pub use answer::{answer_page, answer_words};
pub use brochure::{BrochurePage, Printed, PrintedPicture, brochure_link, brochure_page};
pub use checking::checking_page;
pub use documents::{Received, article_page, document_page, received_page};
pub use head::{Addresses, Alternate, Footer, FooterCompany, Frame, Head, Home, Logo, legal_links};
pub use landing::{Around, landing_page, project_addresses, share_image, share_line, share_path, site_image};
pub use picture::{Order, drawing_path};
pub use rights::{Asking, link_page, rights_page, rights_title};
pub use site_pages::{chooser_page, list_page, not_found_page};
pub use subscription::subscription_page;
pub use unit::unit_pages;

use serde::Serialize;

/// One page, ready for its template.
#[derive(Debug)]
pub struct Page {
    /// Output path.
    pub path: String,
    /// Template that renders it.
    pub template: &'static str,
    /// What the frame around it says.
    pub frame: Frame,
    /// Name and value of what its template shows.
    pub content: (&'static str, serde_json::Value),
    /// Picture files it names.
    pub orders: Vec<Order>,
}

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Address.
    pub href: String,
    /// Words.
    pub text: String,
}

/// A term and what there is to say of it.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// Term.
    pub term: String,
    /// Text.
    pub text: String,
}

/// The spelling of a closed word in YAML, which is also its key in the phrases.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
