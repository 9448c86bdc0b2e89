//! "Did you mean": the nearest valid word to a mistyped one.

/// The candidate that `word` most likely meant; `None` when nothing is near.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase().replace('-', "_");
    let allowed = 1 + word.chars().count() / 4;
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase().replace('-', "_")), candidate))
        .filter(|(distance, candidate)| {
            let alike = *distance <= allowed && *distance < word.chars().count();
            alike || (lower.len() > 3 && candidate.starts_with(&lower))
        })
        .min_by(|(a, one), (b, other)| {
            // Of two that are equally far, the one with more letters in the same order.
            let alike = |name: &str| strsim::jaro(&lower, name);
            a.cmp(b).then_with(|| alike(other).total_cmp(&alike(one)))
        })
        .map(|(_, candidate)| candidate)
}

/// Help for a word that is none of `candidates`: the nearest, or else the whole list. A short list is always shown.
pub(crate) fn instead<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    const SHORT: usize = 12;
    let names: Vec<_> = candidates.clone().into_iter().map(|name| format!("`{name}`")).collect();
    match (nearest(word, candidates), names.as_slice()) {
        (_, []) => "There is nothing to choose from yet.".to_owned(),
        (Some(name), [_]) => format!("Did you mean `{name}`?"),
        (Some(name), [..]) if names.len() > SHORT => format!("Did you mean `{name}`?"),
        (Some(name), [..]) => format!("Did you mean `{name}`? Possible here: {}.", names.join(", ")),
        (None, [only]) => format!("Possible here: only {only}."),
        (None, [..]) => format!("Possible here: {}.", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word() {
        assert_eq!(nearest("tagine", ["tagline", "lead"]), Some("tagline"));
        assert_eq!(nearest("Sold", ["sold", "available"]), Some("sold"));
        assert_eq!(nearest("postal-code", ["postal_code"]), Some("postal_code"));
        assert_eq!(nearest("fase", ["name", "phase"]), Some("phase"));
    }

    #[test]
    fn nothing_near_is_nothing() {
        assert_eq!(nearest("zzz", ["tagline", "lead"]), None);
        assert_eq!(nearest("B", ["A"]), None);
    }
}
