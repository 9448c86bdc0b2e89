//! The name of what a notice says.

use leads::Form;
use sha2::{Digest, Sha256};

use super::privacy::{Parties, compose};
use super::register::Register;

/// The version of a project's notice: the date of the register, and eight hexadecimal digits that change with any word of
/// the notice in any of its languages. Example: `2026-11-02-9f2c41d0`.
pub fn version(register: &Register, parties: &Parties<'_>, form: &Form) -> String {
    let mut hash = Sha256::new();
    for &language in parties.languages {
        let document = compose(register, parties, form, language, None);
        hash.update(language.wire());
        hash.update(serde_json::to_vec(&document).unwrap_or_default());
    }
    let digest = hash.finalize();
    let first = digest.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{}-{first:08x}", register.date)
}
