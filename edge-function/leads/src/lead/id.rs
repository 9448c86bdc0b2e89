//! What a lead is called, everywhere and for good.

use std::fmt;

/// A UUID of version 7 (RFC 9562): ids of later leads come later, and nobody can guess one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeadId(u128);

/// Why some text is not the id of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALeadId;

const VERSION: u128 = 0x7 << 76;
const VERSION_MASK: u128 = 0xf << 76;
const VARIANT: u128 = 0b10 << 62;
const VARIANT_MASK: u128 = 0b11 << 62;

impl LeadId {
    /// The id of a lead received so many milliseconds after 1970 began, with this randomness. Two leads must never get
    /// the same.
    pub fn new(milliseconds: i64, random: [u8; 10]) -> Self {
        let milliseconds = u128::from(milliseconds.unsigned_abs()) & 0xffff_ffff_ffff;
        let random = random.iter().fold(0_u128, |all, &byte| all << 8 | u128::from(byte));
        let id = milliseconds << 80 | random;
        Self(id & !VERSION_MASK & !VARIANT_MASK | VERSION | VARIANT)
    }

    /// The id that this text is. Error: it is not a UUID of version 7 in lower case.
    pub fn parse(text: &str) -> Result<Self, NotALeadId> {
        let digits = text.replace('-', "");
        let id = Self(u128::from_str_radix(&digits, 16).map_err(|_| NotALeadId)?);
        let is_ours = id.0 & VERSION_MASK == VERSION && id.0 & VARIANT_MASK == VARIANT && id.to_string() == text;
        if is_ours { Ok(id) } else { Err(NotALeadId) }
    }
}

impl fmt::Display for LeadId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = |shift: u32, digits: u32| self.0 >> shift & ((1 << (4 * digits)) - 1);
        write!(
            out,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            group(96, 8),
            group(80, 4),
            group(64, 4),
            group(48, 4),
            group(0, 12)
        )
    }
}

impl fmt::Display for NotALeadId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the id of a lead is a UUID of version 7 in lower case")
    }
}

impl std::error::Error for NotALeadId {}

#[cfg(test)]
mod tests {
    use super::LeadId;

    #[test]
    fn an_id_is_made_as_in_the_example_of_its_standard() {
        let random = [0xfc, 0xc3, 0xd8, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
        let id = LeadId::new(1_645_557_742_000, random);
        assert_eq!(id.to_string(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
        assert_eq!(LeadId::parse(&id.to_string()), Ok(id));
    }

    #[test]
    fn later_leads_have_later_ids_whatever_the_randomness() {
        let earlier = LeadId::new(1_795_428_720_000, [255; 10]).to_string();
        let later = LeadId::new(1_795_428_720_001, [0; 10]).to_string();
        assert!(earlier < later);
    }

    #[test]
    fn other_texts_are_no_id() {
        for text in [
            "",
            "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
            "017f22e279b07cc398c4dc0c0c07398f",
            "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
            "+17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        ] {
            assert!(LeadId::parse(text).is_err(), "{text}");
        }
    }
}
