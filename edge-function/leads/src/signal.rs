//! What advertising platforms may ever learn of an enquiry: the boundary, as a type.
//!
//! A [`MarketingSignal`] holds the category of a project, a kind of event, a week and the name of a campaign, and nothing
//! else. It is made only of these: none of them can be made of anything a lead says about a person. It is made only
//! where the visitor ticked the box for it, rests beside the lead for [`KEPT_DAYS`] at most, and is gone as soon as they
//! object or the lead is erased. No platform is fed: the operator may ask for the [sums](crate::sums).
//!
//! ```compile_fail,E0277
//! fn leak(lead: leads::Lead) -> leads::signal::MarketingSignal {
//!     lead.into()
//! }
//! ```
//!
//! ```compile_fail,E0308
//! use leads::signal::{Campaign, MarketingSignal, SignalEvent};
//! use leads::{Category, Moment, moment::Week};
//!
//! let week = Week::of(Moment::new(0));
//! let name: Option<String> = Some("Zoë Van den Broeck".to_owned());
//! let signal = MarketingSignal::new(Category::Residential, SignalEvent::Enquiry, week, name);
//! ```
//!
//! ```compile_fail,E0451
//! use leads::signal::Campaign;
//!
//! let campaign = Campaign { name: "zoe@example.com".to_owned() };
//! ```

use serde::Serialize;

use crate::closed_list::closed_list;
use crate::contract::{Category, Contract};
use crate::form::Field;
use crate::moment::{Moment, Week};
use crate::submission::{Source, SourceKey, Submission};

/// For how many days a signal is kept at most.
pub const KEPT_DAYS: u32 = 90;

/// The longest name of a campaign.
const CAMPAIGN_MAX_LENGTH: usize = 64;

closed_list! {
    /// What happened, as a platform may learn it. No event says who did it.
    pub enum SignalEvent {
        /// Somebody sent the form.
        Enquiry = "enquiry",
        /// The partner says that a visit took place, or is planned.
        Visit = "visit",
        /// The partner says that an offer was made.
        Offer = "offer",
        /// The partner says that it was sold.
        Sold = "sold",
    }
}

/// All that a platform may learn of one event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct MarketingSignal {
    category: Category,
    event: SignalEvent,
    week: Week,
    campaign: Option<Campaign>,
}

/// The name of a campaign, as our own links carry it: up to 64 lower-case letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Campaign {
    name: String,
}

impl MarketingSignal {
    /// The signal of these, all of them coarse on purpose.
    pub const fn new(category: Category, event: SignalEvent, week: Week, campaign: Option<Campaign>) -> Self {
        Self { category, event, week, campaign }
    }

    /// The signal that a submission to the page of this contract gives, if its visitor ticked the box for it.
    pub fn of(submission: &Submission, contract: &Contract, now: Moment) -> Option<Self> {
        submission.consents().contains(&Field::ConsentAdSignal).then(|| {
            let campaign = Campaign::of(submission.source());
            Self::new(contract.terms().category, SignalEvent::Enquiry, Week::of(now), campaign)
        })
    }

    /// The kind of the project.
    pub const fn category(&self) -> Category {
        self.category
    }

    /// What happened.
    pub const fn event(&self) -> SignalEvent {
        self.event
    }

    /// When, as coarsely as it is told.
    pub const fn week(&self) -> Week {
        self.week
    }

    /// Through which campaign, if it has a name that can be told.
    pub fn campaign(&self) -> Option<&str> {
        self.campaign.as_ref().map(|campaign| campaign.name.as_str())
    }
}

impl Campaign {
    /// The campaign of the link through which a visitor came. A name in which anything else could hide is none.
    pub fn of(source: &Source) -> Option<Self> {
        Self::named(source.get(SourceKey::Campaign)?)
    }

    /// The campaign of this name, if it can be the name of one.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let is_name = (1..=CAMPAIGN_MAX_LENGTH).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        is_name.then(|| Self { name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::{Campaign, MarketingSignal, SignalEvent};
    use crate::contract::Category;
    use crate::moment::{Moment, Week};
    use crate::submission::{Source, SourceKey};

    #[test]
    fn a_signal_has_four_keys_and_no_place_for_a_fifth() {
        let week = Week::of(Moment::parse("2026-11-23T10:12:00Z").unwrap());
        let campaign = Campaign::of(&Source::of([(SourceKey::Campaign, "leie-oever")]));
        let signal = MarketingSignal::new(Category::Residential, SignalEvent::Enquiry, week, campaign);
        let written = serde_json::to_string(&signal).unwrap();
        assert_eq!(
            written,
            r#"{"category":"residential","event":"enquiry","week":"2026-W48","campaign":"leie-oever"}"#
        );
    }

    proptest! {
        #[test]
        fn the_name_of_a_campaign_is_small_letters_digits_and_hyphens_whatever_a_link_says(text in ".{0,80}") {
            if let Some(campaign) = Campaign::of(&Source::of([(SourceKey::Campaign, text.as_str())])) {
                prop_assert!(campaign.name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')));
                prop_assert!((1..=64).contains(&campaign.name.len()));
            }
        }
    }
}
