//! The fields a lead form can have, and no others.
//!
//! A project can only choose among these, so nobody's page can collect something the notice has no words for.

use crate::closed_list::closed_list;

closed_list! {
    /// A field of a form. The order here is the order on the page.
    pub enum Field {
        /// First name.
        GivenName = "given_name",
        /// Last name.
        FamilyName = "family_name",
        /// E-mail address.
        Email = "email",
        /// What the visitor asks the partner to do.
        ContactPreference = "contact_preference",
        /// Phone number; straight after the choice that decides whether it is needed.
        Phone = "phone",
        /// When to call.
        CallWindow = "call_window",
        /// Country of residence.
        Country = "country",
        /// Postal code of residence.
        PostalCode = "postal_code",
        /// The unit the question is about.
        Unit = "unit",
        /// The fewest bedrooms.
        BedroomsMin = "bedrooms_min",
        /// What the visitor can spend.
        BudgetBand = "budget_band",
        /// The currency of the budget.
        Currency = "currency",
        /// What the home should have; sent once for each box ticked.
        Features = "features",
        /// Where the visitor looks for a home.
        PreferredLocation = "preferred_location",
        /// When the visitor wants to buy.
        PurchasePeriod = "purchase_period",
        /// A question, in the visitor's own words.
        Message = "message",
        /// Consent to hear about similar projects.
        ConsentMarketingSimilar = "consent_marketing_similar",
        /// Consent to the newsletter, to be confirmed by e-mail.
        ConsentNewsletter = "consent_newsletter",
        /// Consent to tell the advertising platform that its click became an enquiry.
        ConsentAdSignal = "consent_ad_signal",
        /// The language of the page; the page fills it in.
        Language = "language",
        /// The version of the notice the page links to; the page fills it in.
        NoticeVersion = "notice_version",
        /// A random id of this sending, filled in by script where there is script; it makes a double click one lead.
        Submission = "submission",
        /// Bait: people do not see it and leave it empty. Its name must look worth filling in.
        Honeypot = "website",
    }
}

/// Who decides whether a field is on a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// On every form.
    Fixed,
    /// The phone number: on a form that offers a call or a visit, and wherever the project asks for it.
    FollowsPreferences,
    /// On the form when the project asks for it.
    Wished,
    /// A box for more than the answer. When the project asks for it, never required, never ticked beforehand.
    Consent,
    /// Filled in by the page, on every form, and no question to the visitor.
    Technical,
}

impl Field {
    /// Who decides whether this field is on a form.
    pub const fn role(self) -> Role {
        match self {
            Self::GivenName | Self::FamilyName | Self::Email | Self::ContactPreference | Self::Message => Role::Fixed,
            Self::Phone => Role::FollowsPreferences,
            Self::CallWindow
            | Self::Country
            | Self::PostalCode
            | Self::Unit
            | Self::BedroomsMin
            | Self::BudgetBand
            | Self::Currency
            | Self::Features
            | Self::PreferredLocation
            | Self::PurchasePeriod => Role::Wished,
            Self::ConsentMarketingSimilar | Self::ConsentNewsletter | Self::ConsentAdSignal => Role::Consent,
            Self::Language | Self::NoticeVersion | Self::Submission | Self::Honeypot => Role::Technical,
        }
    }

    /// Whether it is a box for consent.
    pub const fn is_consent(self) -> bool {
        matches!(self.role(), Role::Consent)
    }

    /// Whether the page fills it in rather than the visitor.
    pub const fn is_technical(self) -> bool {
        matches!(self.role(), Role::Technical)
    }
}
