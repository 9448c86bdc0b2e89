//! What there is to know about the letters of the world. Platforms bring the tables for it; to carry a second copy of
//! them would be a tenth of everything at the edge.

/// Two questions about letters, as answered by the machine.
#[derive(Debug, Clone, Copy)]
pub struct Letters {
    /// The same text in Unicode's composed form (NFC), so that é is é however it was typed.
    pub composed: fn(&str) -> String,
    /// The same text without capitals, by Unicode's rules for no language in particular.
    pub small: fn(&str) -> String,
}

#[cfg(feature = "letters")]
impl Letters {
    /// The tables of a library, for machines whose platform has none.
    pub const OWN: Self = Self {
        composed: |text| unicode_normalization::UnicodeNormalization::nfc(text).collect(),
        small: |text| text.to_lowercase(),
    };
}
