//! However people type a number it becomes one, and what cannot be one is refused.

use super::Country::{Belgium, France, Germany, Luxembourg, Netherlands, Other};
use super::{Country, Fault, Phone};

fn number(typed: &str, country: Country) -> Result<String, Fault> {
    Phone::parse(typed, country).map(|phone| phone.as_str().to_owned())
}

/// Each spelling with the country of whoever types it, and the number it must become.
const SPELLINGS: &[(Country, &str, &str)] = &[
    // A Belgian mobile number.
    (Belgium, "0470 12 34 56", "+32470123456"),
    (Belgium, "0470/12.34.56", "+32470123456"),
    (Belgium, "0470-12-34-56", "+32470123456"),
    (Belgium, "0470/12 34 56", "+32470123456"),
    (Belgium, "0470123456", "+32470123456"),
    (Belgium, "470 12 34 56", "+32470123456"),
    (Belgium, "+32 470 12 34 56", "+32470123456"),
    (Belgium, "+32470123456", "+32470123456"),
    (Belgium, "+32 (0)470 12 34 56", "+32470123456"),
    (Belgium, "+32 (0) 470/12.34.56", "+32470123456"),
    (Belgium, "+32 ( 0 ) 470 12 34 56", "+32470123456"),
    (Belgium, "+32 0470 12 34 56", "+32470123456"),
    (Belgium, "(+32) 470 12 34 56", "+32470123456"),
    (Belgium, "(+32)(0)470.12.34.56", "+32470123456"),
    (Belgium, "+(32) 470 123 456", "+32470123456"),
    (Belgium, "0032 470 12 34 56", "+32470123456"),
    (Belgium, "00 32 (0)470 12 34 56", "+32470123456"),
    (Belgium, "00324 70 12 34 56", "+32470123456"),
    (Belgium, "32470123456", "+32470123456"),
    (Belgium, "32 0470 12 34 56", "+32470123456"),
    (Belgium, "(0)470 12 34 56", "+32470123456"),
    (Belgium, "(0470) 12 34 56", "+32470123456"),
    (Belgium, "[0470] 12\\34\\56", "+32470123456"),
    (Belgium, "\u{202a}+32 470 12 34 56\u{202c}", "+32470123456"),
    (Belgium, "0470\u{a0}12\u{2009}34\u{202f}56", "+32470123456"),
    (Belgium, "0470\u{2013}12\u{2011}34\u{2212}56", "+32470123456"),
    (Belgium, "٠٤٧٠ ١٢ ٣٤ ٥٦", "+32470123456"),
    (Belgium, "＋３２ ４７０ １２ ３４ ５６", "+32470123456"),
    (Belgium, "tel: 0470 12 34 56", "+32470123456"),
    (Belgium, "Tel.0470 12 34 56", "+32470123456"),
    (Belgium, "GSM 0470 12 34 56", "+32470123456"),
    (Belgium, "tel:+32470123456", "+32470123456"),
    (Netherlands, "+32 470 12 34 56", "+32470123456"),
    (Other, "0032470123456", "+32470123456"),
    // Belgian fixed numbers, and a mobile one whose first digits have been given out late.
    (Belgium, "09 223 45 67", "+3292234567"),
    (Belgium, "02/274.48.00", "+3222744800"),
    (Belgium, "+32 2 274 48 00", "+3222744800"),
    (Belgium, "+32 (0)2 274 48 00", "+3222744800"),
    (Belgium, "04 223 45 67", "+3242234567"),
    (Belgium, "056 12 34 56", "+3256123456"),
    (Belgium, "071 12 34 56", "+3271123456"),
    (Belgium, "0450 12 34 56", "+32450123456"),
    (Belgium, "078 15 05 05", "+3278150505"),
    // France.
    (France, "06 12 34 56 78", "+33612345678"),
    (France, "06.12.34.56.78", "+33612345678"),
    (France, "0033 6 12 34 56 78", "+33612345678"),
    (France, "+33 (0)1 42 68 53 00", "+33142685300"),
    (France, "33612345678", "+33612345678"),
    (Belgium, "+33 6 12 34 56 78", "+33612345678"),
    // The Netherlands.
    (Netherlands, "06-12345678", "+31612345678"),
    (Netherlands, "06 - 1234 5678", "+31612345678"),
    (Netherlands, "020-1234567", "+31201234567"),
    (Netherlands, "+31 (0)6 12 34 56 78", "+31612345678"),
    (Netherlands, "0031612345678", "+31612345678"),
    (Netherlands, "31 6 12345678", "+31612345678"),
    // Germany.
    (Germany, "0151 23456789", "+4915123456789"),
    (Germany, "0151/2345678", "+491512345678"),
    (Germany, "+49 (0) 30 / 123 456", "+4930123456"),
    (Germany, "030 12345-67", "+49301234567"),
    (Germany, "0491 123456", "+49491123456"),
    (Germany, "49 151 23456789", "+4915123456789"),
    (Germany, "0049 89 1234567", "+49891234567"),
    // Luxembourg, where nothing is dialled before a number.
    (Luxembourg, "621 123 456", "+352621123456"),
    (Luxembourg, "27 12 34", "+352271234"),
    (Luxembourg, "+352 621 123 456", "+352621123456"),
    (Luxembourg, "00352 (0)27 12 34 56", "+35227123456"),
    (Luxembourg, "352 621 123 456", "+352621123456"),
    (Luxembourg, "352 27 12 34", "+352271234"),
    // Elsewhere, where a 0 after the code may belong to the number.
    (Belgium, "+44 (0)20 7946 0958", "+442079460958"),
    (Other, "+1 (202) 555-0143", "+12025550143"),
    (Other, "+39 06 1234 5678", "+390612345678"),
    (Other, "0041 44 668 18 00", "+41446681800"),
];

#[test]
fn however_people_type_a_number_it_becomes_one() {
    assert!(SPELLINGS.len() >= 60);
    for &(country, typed, expected) in SPELLINGS {
        assert_eq!(number(typed, country).as_deref(), Ok(expected), "{country} {typed:?}");
    }
}

#[test]
fn a_number_reads_the_same_once_it_is_written_out() {
    for &(_, _, written) in SPELLINGS {
        for &country in Country::ALL {
            assert_eq!(number(written, country).as_deref(), Ok(written));
        }
    }
}

#[test]
fn impossible_numbers_are_refused() {
    for (country, typed) in [
        (Belgium, "0470 12 34 5"),
        (Belgium, "0470 12 34 567"),
        (Belgium, "0470 1234 vijf"),
        (Belgium, "0612345678"),
        (Belgium, "112"),
        (Belgium, "+32 470 12 34 56 ext 7"),
        (Belgium, "+32 470 12 34 56, +32 471"),
        (Belgium, "0470 12 34 56\r\nX: 1"),
        (Belgium, "++32470123456"),
        (Belgium, "32+470123456"),
        (Belgium, "+"),
        (Belgium, "()"),
        (Belgium, "00"),
        (France, "06 12 34 56 7"),
        (France, "+33 0 0 12345678"),
        (Netherlands, "06 1234567"),
        (Germany, "12345"),
        (Luxembourg, "123"),
        (Luxembourg, "0621 123 456"),
        (Other, "+123456"),
        (Other, "+1234567890123456"),
        (Other, "+0 20 7946 0958"),
    ] {
        assert_eq!(number(typed, country), Err(Fault::NotAPhone), "{country} {typed:?}");
    }
}

#[test]
fn numbers_that_cost_the_caller_extra_are_told_apart() {
    for typed in ["0900 12 345", "0902 12 345", "070 12 34 56", "0800 12 345", "+32 800 12345", "+32 (0)70 123456"] {
        assert_eq!(number(typed, Belgium), Err(Fault::PremiumPhone), "{typed:?}");
    }
}

#[test]
fn from_elsewhere_a_number_needs_its_country() {
    assert_eq!(number("0470 12 34 56", Other), Err(Fault::PhoneNeedsCountry));
}

#[test]
fn nothing_is_missing_rather_than_wrong() {
    for typed in ["", " ", "tel.", "\u{200b}"] {
        assert_eq!(number(typed, Belgium), Err(Fault::Missing), "{typed:?}");
    }
}
