//! Domains come out as registries write them, and nothing is guessed.

use super::{Fault, Letters, digit, to_ascii};

fn ascii(domain: &str) -> Result<String, Fault> {
    to_ascii(domain, Letters::OWN)
}

#[test]
fn letters_with_marks_are_written_as_registries_write_them() {
    for (domain, expected) in [
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.Example", "xn--bcher-kva.example"),
        ("bu\u{308}cher.example", "xn--bcher-kva.example"),
        ("faß.de", "xn--fa-hia.de"),
        ("ça-va.fr", "xn--a-va-zoa.fr"),
        ("œuvre.fr", "xn--uvre-f4a.fr"),
        ("ü.be", "xn--tda.be"),
        ("żółw.pl", "xn--w-uga1v8h.pl"),
        ("straße-münchen.example", "xn--strae-mnchen-o9a32b.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ] {
        assert_eq!(ascii(domain), Ok(expected.to_owned()), "{domain}");
    }
}

#[test]
fn other_scripts_and_letters_that_stand_for_others_are_not_guessed() {
    for domain in ["пример.example", "例え.example", "ĳs.nl", "col·la.cat", "a\u{200d}b.de", "ab--ü.de", "-ü.de"]
    {
        assert_eq!(ascii(domain), Err(Fault::DomainNotSupported), "{domain}");
    }
    assert_eq!(ascii("ü_.de"), Err(Fault::NotAnEmail));
    assert_eq!(ascii(&format!("{}.de", "ü".repeat(64))), Err(Fault::NotAnEmail));
}

#[test]
fn digits_are_letters_first() {
    assert_eq!([0, 25, 26, 35].map(digit), ['a', 'z', '0', '9'].map(Some));
}
