//! The languages a page, a notice and a lead can be in.

use crate::closed_list::closed_list;

closed_list! {
    /// A language of pages; its wire name is its tag in HTML and its folder in URLs.
    pub enum Language {
        /// Dutch.
        Dutch = "nl",
        /// French.
        French = "fr",
        /// English.
        English = "en",
        /// German.
        German = "de",
    }
}
