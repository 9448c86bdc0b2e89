//! Several texts as one, so that no two lists of texts give the same: each carries its length.

/// The parts one after another, each behind its length in bytes. What was hashed or sealed over it once must come out
/// alike for ever, so this never changes.
pub(crate) fn framed(parts: &[&str]) -> String {
    let framed: Vec<_> = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
    framed.concat()
}
