//! "Did you mean": the nearest valid word to a mistyped one.

/// The candidate that `word` most likely meant; `None` when nothing is near.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase().replace('-', "_");
    let allowed = 1 + word.chars().count() / 4;
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase().replace('-', "_")), candidate))
        .filter(|(distance, candidate)| *distance <= allowed || (lower.len() > 3 && candidate.starts_with(&lower)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Help for a word that is none of `candidates`: the nearest, or the whole list.
pub(crate) fn instead<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let list = || candidates.clone().into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match nearest(word, candidates.clone()) {
        Some(name) => format!("Did you mean `{name}`? Possible here: {}.", list()),
        None => format!("Possible here: {}.", list()),
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
    }

    #[test]
    fn nothing_near_is_nothing() {
        assert_eq!(nearest("zzz", ["tagline", "lead"]), None);
    }
}
