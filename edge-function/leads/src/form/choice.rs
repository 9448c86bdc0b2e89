//! What visitors can choose from.
//!
//! The lists are closed so that a lead holds nothing a partner's system cannot map, and so that a theme can have a
//! phrase for every choice. Phrase files use the wire names as keys, so a name that needs a phrase never looks like a
//! number, a yes or a no.

use crate::closed_list::closed_list;

closed_list! {
    /// What the visitor asks the partner to do.
    pub enum ContactPreference {
        /// Answer by e-mail.
        Email = "email",
        /// Call back.
        Phone = "phone",
        /// Plan a visit.
        Visit = "visit",
        /// Send the brochure.
        Brochure = "brochure",
    }
}

impl ContactPreference {
    /// Whether the partner must call to do it: a visit is planned on the phone.
    pub const fn needs_phone(self) -> bool {
        match self {
            Self::Phone | Self::Visit => true,
            Self::Email | Self::Brochure => false,
        }
    }

    /// Whether it cannot be done without an e-mail address; only someone who wants to be called may leave it out.
    pub const fn needs_email(self) -> bool {
        match self {
            Self::Email | Self::Visit | Self::Brochure => true,
            Self::Phone => false,
        }
    }
}

closed_list! {
    /// When the visitor likes to be called, in the project's local time.
    pub enum CallWindow {
        /// 9 to 12 o'clock.
        Morning = "morning",
        /// 12 to 17 o'clock.
        Afternoon = "afternoon",
        /// 17 to 20 o'clock.
        Evening = "evening",
        /// Whenever it suits the partner.
        Any = "any",
    }
}

closed_list! {
    /// What the visitor can spend, as a band: an exact amount is nobody's business before a talk.
    pub enum BudgetBand {
        /// Less than 200 000.
        Below200k = "below_200k",
        /// From 200 000, below 300 000.
        From200k = "from_200k",
        /// From 300 000, below 400 000.
        From300k = "from_300k",
        /// From 400 000, below 500 000.
        From400k = "from_400k",
        /// From 500 000, below 750 000.
        From500k = "from_500k",
        /// From 750 000, below 1 000 000.
        From750k = "from_750k",
        /// 1 000 000 or more.
        From1m = "from_1m",
    }
}

impl BudgetBand {
    /// The least amount in the band, in whole units of the currency.
    pub const fn from(self) -> u32 {
        match self {
            Self::Below200k => 0,
            Self::From200k => 200_000,
            Self::From300k => 300_000,
            Self::From400k => 400_000,
            Self::From500k => 500_000,
            Self::From750k => 750_000,
            Self::From1m => 1_000_000,
        }
    }

    /// The amount the band stays below, in whole units of the currency; the highest band has none.
    pub fn below(self) -> Option<u32> {
        Self::ALL.iter().map(|band| band.from()).find(|&next| next > self.from())
    }
}

closed_list! {
    /// The currency of the budget, by its ISO 4217 code; a budget without one is in euro.
    pub enum Currency {
        /// Euro.
        Euro = "EUR",
        /// Pound sterling.
        Pound = "GBP",
        /// Swiss franc.
        Franc = "CHF",
        /// United States dollar.
        Dollar = "USD",
    }
}

closed_list! {
    /// What a home should have. Nothing here may hint at health, family or origin.
    pub enum Feature {
        /// A garden of its own.
        Garden = "garden",
        /// A terrace or balcony.
        Terrace = "terrace",
        /// A place to park.
        Parking = "parking",
        /// A charging point for a car.
        Charging = "charging",
        /// A storage room.
        Storage = "storage",
        /// A lift.
        Lift = "lift",
        /// A room to work in.
        HomeOffice = "home_office",
        /// Pets are welcome.
        Pets = "pets",
    }
}

closed_list! {
    /// The fewest bedrooms the visitor wants; zero is a studio.
    pub enum BedroomsMin {
        /// A studio will do.
        Zero = "0",
        /// One or more.
        One = "1",
        /// Two or more.
        Two = "2",
        /// Three or more.
        Three = "3",
        /// Four or more.
        Four = "4",
        /// Five or more.
        Five = "5",
    }
}

closed_list! {
    /// When the visitor wants to buy.
    pub enum PurchasePeriod {
        /// Within three months.
        UpTo3Months = "months_0_3",
        /// In three to six months.
        From3Months = "months_3_6",
        /// In six to twelve months.
        From6Months = "months_6_12",
        /// In more than a year.
        From12Months = "months_12_more",
        /// Not planning yet, only informing themselves.
        Informing = "informing",
    }
}

closed_list! {
    /// The country of the visitor's postal code and phone number, by ISO 3166-1 alpha-2 code.
    pub enum Country {
        /// Belgium.
        Belgium = "BE",
        /// France.
        France = "FR",
        /// The Netherlands.
        Netherlands = "NL",
        /// Germany.
        Germany = "DE",
        /// Luxembourg.
        Luxembourg = "LU",
        /// Any other; its rules are the loosest.
        Other = "other",
    }
}

impl Country {
    /// Whether a keyboard with digits alone is enough to type its postal codes.
    pub const fn has_numeric_postal_codes(self) -> bool {
        match self {
            Self::Belgium | Self::France | Self::Germany | Self::Luxembourg => true,
            Self::Netherlands | Self::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BudgetBand, ContactPreference};

    #[test]
    fn budget_bands_leave_no_gap_and_do_not_overlap() {
        let ends = BudgetBand::ALL.iter().map(|band| band.below());
        let next_starts = BudgetBand::ALL.iter().skip(1).map(|band| Some(band.from())).chain([None]);
        assert!(ends.eq(next_starts));
    }

    #[test]
    fn whatever_is_asked_someone_can_be_reached() {
        assert!(ContactPreference::ALL.iter().all(|asked| asked.needs_email() || asked.needs_phone()));
    }
}
