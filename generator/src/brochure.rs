//! A project as a PDF to print and to send: the data of its page, typeset by the template of its theme.
//!
//! [`Order`] holds all that decides the bytes, so that the same content gives the same file and an unchanged one is not
//! typeset again. Typesetting itself comes with the feature `brochure`; without it an order can be drawn up, and says
//! so when it is to be carried out.

mod error;
mod order;
mod template;
#[cfg(test)]
#[cfg(feature = "brochure")]
mod tests;
#[cfg(feature = "brochure")]
mod typeset;

pub use error::BrochureError;
pub use order::{Bound, Brochures, Order, make, orders};
pub use template::Template;

/// Whether this program can make brochures.
pub const AVAILABLE: bool = cfg!(feature = "brochure");

/// Output path of a brochure in the site.
pub fn path(slug: &str, language: leads::Language) -> String {
    format!("{slug}/{language}/{slug}.pdf")
}
