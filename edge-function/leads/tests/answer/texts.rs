//! Whatever anyone types comes back as text, and only as text.

use proptest::prelude::*;

use crate::sample::{Shown, page, rejection};

/// Text with everything in it that could end a quote, open an element, name a slot or stand for another letter.
fn hard_text() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("<?value email?>".to_owned()),
        Just("<?if faults?><?end?>".to_owned()),
        Just("</textarea><script>alert(1)</script>".to_owned()),
        Just("\" onfocus='x' '>".to_owned()),
        Just("&amp;&lt;&#39;{most}{label}".to_owned()),
        Just("<!--".to_owned()),
        Just("\r\n".to_owned()),
        "[ -~]{1,12}",
        "\\PC{1,6}",
    ];
    proptest::collection::vec(parts, 0..8).prop_map(|parts| parts.concat())
}

/// As it is kept: cut to its limit by the form, with plain line breaks and without control characters.
fn kept(text: &str, most: usize) -> String {
    let plain = text.replace("\r\n", "\n").replace(['\u{2028}', '\u{2029}'], "\n");
    let mut units = 0;
    let fits = |sign: &char| {
        units += sign.len_utf16();
        units <= most
    };
    plain.chars().filter(|sign| *sign == '\n' || !sign.is_control()).take_while(fits).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_unchanged_and_adds_no_element(
        name in hard_text(), email in hard_text(), message in hard_text(), choice in hard_text(),
    ) {
        let sent = [
            ("given_name", name.as_str()),
            ("email", &email),
            ("message", &message),
            ("unit", &choice),
            ("features", &choice),
            ("contact_preference", &choice),
        ];
        let rejection = rejection(&sent);
        let nothing = crate::sample::rejection(&[]);
        let empty = Shown::of(&page().with_faults(&nothing.typed, &rejection.faults));

        let shown = Shown::of(&page().with_faults(&rejection.typed, &rejection.faults));

        let value = |name: &str| shown.attribute(&format!("[name={name}]"), "value");
        prop_assert_eq!(value("given_name"), Some(kept(&name, 100)));
        prop_assert_eq!(value("email"), Some(kept(&email, 254)));
        prop_assert_eq!(shown.texts("textarea"), [kept(&message, 2000)]);
        let names = |shown: &Shown| -> Vec<_> {
            shown.all("*").iter().map(|element| (element.value().name().to_owned(), element.value().attrs().count())).collect()
        };
        let (with, without) = (names(&shown), names(&empty));
        prop_assert_eq!(with, without, "the same elements with the same number of attributes");
    }
}
