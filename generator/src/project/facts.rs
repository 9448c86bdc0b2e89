//! The closed words of `project.yaml`: what each may be, and what it means.

use serde::{Deserialize, Serialize};

/// Declares a closed list of words that are read from YAML and shown to templates under the same spelling.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$inner:meta])* $word:ident),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$inner])* $word),+ }

        impl $name {
            /// Every word, in the order declared; what a theme must have phrases for.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];
        }
    )+};
}
pub(crate) use words;

words! {
    /// What is built.
    Kind {
        /// Flats.
        Apartments,
        /// Houses.
        Houses,
        /// Flats and houses.
        Mixed,
        /// Building plots.
        Lots,
        /// Shops, offices, workshops.
        Commercial,
        /// Student rooms.
        Student,
        /// Assisted living.
        Assisted,
    }

    /// How far the project is; it gates what may be said (no sale before the permit) and what must be.
    Phase {
        /// Announced, nothing for sale.
        Announced,
        /// Interest is gathered before sales start.
        Presale,
        /// The permit is asked for.
        PermitPending,
        /// For sale.
        OnSale,
        /// For sale, works have begun.
        UnderConstruction,
        /// Works are finished.
        Delivered,
        /// Nothing is left.
        SoldOut,
    }

    /// How exactly the address is given.
    Precision {
        /// Street and house number.
        Exact,
        /// The street.
        Street,
        /// The municipality.
        Municipality,
    }

    /// In which quality the seller sells.
    SellerRole {
        /// Builds and sells.
        Developer,
        /// Sells the land.
        Landowner,
    }

    /// Who makes the project.
    MakerRole {
        /// Architect.
        Architect,
        /// Main contractor.
        Contractor,
        /// Structural or technical engineer.
        Engineer,
        /// Landscape architect.
        Landscape,
        /// Energy performance reporter.
        EnergyAdviser,
        /// Notary.
        Notary,
        /// Land surveyor.
        Surveyor,
    }

    /// What a picture is; a render is marked as an artist impression wherever it is shown.
    PhotoKind {
        /// A photograph.
        Photo,
        /// An artist impression.
        Render,
        /// A photograph from the air.
        Drone,
    }

    /// Where the permit stands.
    PermitStatus {
        /// Given.
        Granted,
        /// Asked for.
        Pending,
    }

    /// A step on the way to the key.
    Step {
        /// Planning permission.
        Permit,
        /// Works begin.
        Start,
        /// Foundations.
        Foundations,
        /// Structure stands.
        Structure,
        /// Wind and water tight.
        Weathertight,
        /// Finishing.
        Finishing,
        /// Keys.
        Handover,
    }

    /// A way of going somewhere.
    TravelMode {
        /// Walking.
        Foot,
        /// By bicycle.
        Bike,
        /// By car.
        Car,
        /// By bus.
        Bus,
        /// By tram.
        Tram,
        /// By train.
        Train,
    }

    /// How prices are shown.
    PriceDisplay {
        /// Each unit its price.
        Exact,
        /// Only the lowest price.
        From,
        /// Lowest and highest price.
        Range,
        /// No prices.
        Hidden,
    }

    /// Whether typed prices hold VAT.
    PriceBasis {
        /// Without VAT.
        ExclVat,
        /// VAT is in.
        InclVat,
    }

    /// Whether the reduced rate of 6 % for demolition and rebuilding can apply to some buyers.
    Reduced {
        /// It cannot.
        None,
        /// It can, under conditions the page states; never shown as the price.
        Conditional,
    }

    /// How the share in the land is taxed.
    LandTax {
        /// VAT, as the building.
        Vat,
        /// Registration duty.
        Duty,
    }

    /// Why the Breyne Act does not apply.
    BreyneReason {
        /// Not a dwelling.
        NotADwelling,
        /// Sold after completion.
        Completed,
        /// Nothing is paid before handover.
        PaidAtHandover,
    }
}

impl Kind {
    /// Whether people live in it, so that consumer law for homes applies.
    pub fn is_dwelling(self) -> bool {
        !matches!(self, Self::Commercial)
    }
}

impl Phase {
    /// Whether someone can still ask for a unit.
    pub fn accepts_leads(self) -> bool {
        self != Self::SoldOut
    }

    /// Whether units are offered for sale.
    pub fn sells(self) -> bool {
        matches!(self, Self::OnSale | Self::UnderConstruction | Self::Delivered)
    }
}
