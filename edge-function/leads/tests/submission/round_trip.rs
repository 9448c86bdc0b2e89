//! Whatever a valid submission holds comes through every format unchanged.

use leads::form::{
    BedroomsMin, BudgetBand, CallWindow, ContactPreference, Country, Currency, Feature, PurchasePeriod, TICKED,
};
use leads::submission::{Email, Message, Phone, PostalCode, PreferredLocation, SourceKey, SubmissionId};
use leads::{Letters, Submission};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::sample::{Pairs, contract, every_format};

const NAME: &str = "[A-Zéß李ب][a-zà-ö’ -]{0,60}[a-z]";
const EMAIL: &str = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9]{1,20}(\\.[a-z]([a-z0-9-]{0,10}[a-z0-9])?){1,3}";
const PHONES: &[&str] =
    &["+32470123456", "+33612345678", "+31612345678", "+4915123456789", "+352621123456", "+12025550143"];

/// A form that is right, with every value already in the form in which it is kept.
fn valid() -> impl Strategy<Value = Pairs> {
    let person = (NAME, NAME, EMAIL, select(PHONES));
    let home = prop_oneof![
        Just(("", "SW1A 1AA")),
        Just(("other", "00-950")),
        Just(("BE", "9000")),
        Just(("NL", "1234 AB")),
        Just(("FR", "01000")),
    ];
    let choices = (
        select(ContactPreference::WIRE),
        of(select(CallWindow::WIRE)),
        of(select(["0.1", "1.2"].as_slice())),
        of(select(BedroomsMin::WIRE)),
        of(select(BudgetBand::WIRE)),
        of(select(Currency::WIRE)),
        of(select(PurchasePeriod::WIRE)),
        subsequence(Feature::WIRE.to_vec(), 0..=Feature::WIRE.len()),
        vec(any::<bool>(), 3),
    );
    let words = (
        of("[0-9A-ZÀ-ÖØ-ſА-я一-龥ء-ي]([!-~À-ÖØ-ſА-я一-龥ء-ي ]{0,50}[a-z])?"),
        of("[a-zé🏡](?s:[ -~\n€🏡]){0,900}[a-z&=+%]"),
    );
    let technical = (
        select(["nl", "fr"].as_slice()),
        of("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        of(0..u64::MAX),
        of("[a-z][a-z._-]{0,63}"),
    );
    (person, home, choices, words, technical).prop_map(|(person, home, choices, words, technical)| {
        let (given_name, family_name, email, phone) = person;
        let (contact, call_window, unit, bedrooms, budget, currency, period, features, consents) = choices;
        let (place, message) = words;
        let (language, id, elapsed, source) = technical;
        let owned = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let consent_names = ["consent_marketing_similar", "consent_newsletter", "consent_ad_signal"];
        let boxes = consent_names.into_iter().zip(consents).filter(|(_, is_ticked)| *is_ticked);
        [
            ("given_name", given_name),
            ("family_name", family_name),
            ("email", email),
            ("contact_preference", contact.to_owned()),
            ("phone", phone.to_owned()),
            ("call_window", owned(call_window)),
            ("country", home.0.to_owned()),
            ("postal_code", home.1.to_owned()),
            ("unit", owned(unit)),
            ("bedrooms_min", owned(bedrooms)),
            ("budget_band", owned(budget)),
            ("currency", owned(currency)),
            ("preferred_location", place.unwrap_or_default()),
            ("purchase_period", owned(period)),
            ("message", message.unwrap_or_default()),
            ("language", language.to_owned()),
            ("notice_version", "2026-11-23-1f0c".to_owned()),
            ("submission", id.unwrap_or_default()),
            ("elapsed", elapsed.map_or_else(String::new, |elapsed| elapsed.to_string())),
            ("utm_content", source.unwrap_or_default()),
        ]
        .into_iter()
        .chain(features.into_iter().map(|feature| ("features", feature.to_owned())))
        .chain(boxes.map(|(name, _)| (name, TICKED.to_owned())))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
    })
}

/// What a submission holds, written as it would be sent.
fn written(submission: &Submission) -> Pairs {
    let (person, wish) = (submission.person(), submission.wish());
    let single = [
        ("given_name", Some(person.given_name.as_str())),
        ("family_name", Some(person.family_name.as_str())),
        ("email", person.email.as_ref().map(Email::as_str)),
        ("contact_preference", Some(submission.preference().contact.wire())),
        ("phone", person.phone.as_ref().map(Phone::as_str)),
        ("call_window", submission.preference().call_window.map(CallWindow::wire)),
        ("country", person.country.map(Country::wire)),
        ("postal_code", person.postal_code.as_ref().map(PostalCode::as_str)),
        ("unit", submission.unit()),
        ("bedrooms_min", wish.bedrooms_min.map(BedroomsMin::wire)),
        ("budget_band", wish.budget_band.map(BudgetBand::wire)),
        ("currency", wish.currency.map(Currency::wire)),
        ("preferred_location", wish.preferred_location.as_ref().map(PreferredLocation::as_str)),
        ("purchase_period", wish.purchase_period.map(PurchasePeriod::wire)),
        ("message", submission.message().map(Message::as_str)),
        ("language", Some(submission.language().wire())),
        ("notice_version", Some(submission.notice_version())),
        ("submission", submission.id().map(SubmissionId::as_str)),
    ];
    let elapsed = submission.signs().elapsed_ms.map(|elapsed| ("elapsed", elapsed.to_string()));
    let source = submission.source().get(SourceKey::Content).map(|word| ("utm_content", word.to_owned()));
    let features = wish.features.iter().map(|feature| ("features", feature.to_string()));
    let consents = submission.consents().iter().map(|field| (field.wire(), TICKED.to_owned()));
    let single = single.into_iter().filter_map(|(name, value)| Some((name, value?.to_owned())));
    let all = single.chain(elapsed).chain(source).chain(features).chain(consents);
    all.map(|(name, value)| (name.to_owned(), value)).collect()
}

proptest! {
    #[test]
    fn what_is_accepted_is_what_was_sent_in_every_format(pairs in valid()) {
        for (kind, body) in every_format(&pairs) {
            let submission = Submission::read(body.as_bytes(), Some(kind), &contract(), Letters::OWN);
            prop_assert!(submission.is_ok(), "{kind}: {submission:?} {pairs:?}");
            prop_assert_eq!(written(&submission.unwrap()), pairs.clone());
        }
    }

    #[test]
    fn what_is_read_is_read_the_same_again(given in ".{1,30}", family in ".{1,30}", message in "(?s).{0,300}", place in ".{0,60}") {
        let base = crate::sample::least();
        let changes = [("given_name", given.as_str()), ("family_name", &family), ("message", &message), ("preferred_location", &place)];
        let pairs = crate::sample::with(base, &changes.map(|(name, value)| (name, Some(value))));
        if let Ok(first) = crate::sample::send(&pairs, &contract()) {
            prop_assert_eq!(crate::sample::send(&written(&first), &contract()), Ok(first));
        }
    }
}
