//! Moments come back from every spelling, and nothing else is taken for one.

use proptest::prelude::*;

use super::{LAST, Moment, SECONDS_A_DAY};

#[test]
fn a_month_later_is_the_same_day_or_the_last_one_there_is() {
    for (from, months, to) in [
        ("2026-11-23T10:12:00Z", 1, "2026-12-23T10:12:00Z"),
        ("2026-12-31T23:59:59Z", 1, "2027-01-31T23:59:59Z"),
        ("2027-01-31T00:00:00Z", 1, "2027-02-28T00:00:00Z"),
        ("2028-01-31T00:00:00Z", 1, "2028-02-29T00:00:00Z"),
        ("2026-11-30T00:00:00Z", 3, "2027-02-28T00:00:00Z"),
        ("2026-03-31T00:00:00Z", 3, "2026-06-30T00:00:00Z"),
        ("2026-12-01T00:00:00Z", 12, "2027-12-01T00:00:00Z"),
    ] {
        let later = Moment::parse(from).map(|from| from.plus_months(months).to_string());
        assert_eq!(later.as_deref(), Some(to), "{from}");
    }
}

#[test]
fn moments_are_written_in_iso_8601() {
    for (seconds, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (951_868_800, "2000-03-01T00:00:00Z"),
        (1_645_557_742, "2022-02-22T19:22:22Z"),
        (1_795_428_720, "2026-11-23T10:12:00Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
        (LAST, "9999-12-31T23:59:59Z"),
        (i64::MAX, "9999-12-31T23:59:59Z"),
        (i64::MIN, "1970-01-01T00:00:00Z"),
    ] {
        assert_eq!(Moment::new(seconds).to_string(), text);
    }
}

#[test]
fn every_day_is_read_as_it_is_written_and_comes_after_the_last() {
    let days: Vec<_> = (0..=LAST / SECONDS_A_DAY).step_by(13).map(|day| Moment::new(day * SECONDS_A_DAY)).collect();
    assert!(days.iter().all(|day| Moment::parse(&day.to_string()) == Some(*day)));
    assert!(days.iter().map(ToString::to_string).is_sorted());
}

#[test]
fn other_spellings_are_no_moment() {
    for text in ["", "2026-11-23", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T10:12:00+00:00", "é"] {
        assert_eq!(Moment::parse(text), None, "{text}");
    }
}

#[test]
fn reckoning_stays_between_the_first_second_and_the_last() {
    let noon = Moment::new(43_200);
    assert_eq!(noon.plus(60).since(noon), 60);
    assert_eq!(noon.since(noon.plus(60)), -60);
    assert_eq!(noon.plus(i64::MIN), Moment::new(0));
    assert_eq!(noon.plus(i64::MAX), Moment::new(LAST));
}

#[test]
fn the_three_dates_of_http_are_one_moment() {
    for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        assert_eq!(Moment::from_http_date(text), Some(Moment::new(784_111_777)), "{text}");
    }
    assert_eq!(Moment::new(784_111_777).mail_date(), "Sun, 06 Nov 1994 08:49:37 +0000");
}

#[test]
fn what_is_no_date_of_http_is_no_moment() {
    for text in [
        "",
        "GMT",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 19940 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, +6 Nov 1994 08:49:37 GMT",
    ] {
        assert_eq!(Moment::from_http_date(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn a_date_of_http_written_from_a_moment_leads_back_to_it(seconds in 0_i64..4_102_444_800) {
        let written = Moment::new(seconds).mail_date().replace("+0000", "GMT");
        prop_assert_eq!(Moment::from_http_date(&written), Some(Moment::new(seconds)));
    }

    #[test]
    fn any_moment_is_written_and_any_text_is_read_without_panic(seconds in any::<i64>(), text in ".{0,40}") {
        let moment = Moment::new(seconds);
        prop_assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
        prop_assert!(moment.mail_date().ends_with("+0000"));
        let _ = (Moment::parse(&text), Moment::from_http_date(&text));
    }
}
