//! Words for everything that can happen, and none for what cannot.

use leads::answer::{AnswerWords, FaultWords, Note};
use leads::form::Country;
use leads::submission::{Fault, FieldFault, Place};
use leads::{Field, Table};

use crate::sample::{HTML, page, page_of, words};

#[test]
fn a_message_names_the_field_and_its_limit_and_fills_in_nothing_twice() {
    let message = |place, fault| page().message(&FieldFault { place, fault });

    let too_long = Fault::TooLong { most: 100 };
    assert_eq!(
        message(Place::Field(Field::GivenName), too_long),
        "first name {most} has more than 100 characters.",
        "a label is no place for a parameter"
    );
    let country = Country::Netherlands;
    assert_eq!(
        message(Place::Field(Field::Message), Fault::NotAPostcode { country }),
        "question: not one of country NL."
    );
    assert_eq!(message(Place::Field(Field::Email), Fault::Missing), "We need an e-mail address.");
}

#[test]
fn what_has_no_label_is_told_without_one() {
    let message = |place, fault| page().message(&FieldFault { place, fault });

    assert_eq!(message(Place::Field(Field::NoticeVersion), Fault::OtherNotice), "The notice has changed.");
    assert_eq!(message(Place::Field(Field::Submission), Fault::NotAnId), "Send it again.");
    assert_eq!(message(Place::Stranger("b<i>g".to_owned()), Fault::Unknown), "Send it again.", "and never echoed");
}

#[test]
fn a_page_without_words_for_something_is_refused() {
    let mended = |change: fn(&mut AnswerWords)| {
        let mut words = words();
        change(&mut words);
        page_of(HTML, words).map(drop).unwrap_err().to_string()
    };

    assert_eq!(
        mended(|words| words.faults = without(&words.faults, &"repeated".to_owned())),
        "there are no words for the fault `repeated`"
    );
    assert_eq!(
        mended(|words| words.faults.put("missing".to_owned(), any(""))),
        "there are no words for the fault `missing`"
    );
    assert_eq!(
        mended(|words| words.faults.put("late".to_owned(), any("Too late."))),
        "there are words for `late`, which is no fault"
    );
    assert_eq!(
        mended(|words| words.faults.put("missing".to_owned(), any("Missing: {label}{most}"))),
        "the words for the fault `missing` name `{most}`, which it does not have"
    );
    assert_eq!(
        mended(|words| words.countries = without(&words.countries, &Country::Other)),
        "there are no words for the country `other`"
    );
    assert_eq!(
        mended(|words| words.notes = without(&words.notes, &Note::Flood)),
        "there are no words for the note `flood`"
    );
    assert_eq!(mended(|words| words.elsewhere.clear()), "there are no words for what is wrong elsewhere on the form");
}

fn any(text: &str) -> FaultWords {
    FaultWords { any: text.to_owned(), fields: Table::default() }
}

fn without<K: Ord + Clone, V: Clone>(all: &Table<K, V>, key: &K) -> Table<K, V> {
    all.iter().filter(|(own, _)| *own != key).map(|(key, value)| (key.clone(), value.clone())).collect()
}
