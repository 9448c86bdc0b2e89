//! Whether a field must be filled in, which may depend on what the visitor asks for.

use serde::Serialize;

use super::choice::ContactPreference;
use super::field::Field;
use crate::json::{Json, Read, Wrong};

/// When a field must be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// When one of these is asked for. Some of what the form offers, never all of it: that is `Required`.
    RequiredFor(Vec<ContactPreference>),
}

impl Read for Need {
    fn read(json: &Json, wrong: &mut Wrong) -> Self {
        match (json.text(), json.only_member()) {
            (Some("required"), _) => Self::Required,
            (Some("optional"), _) => Self::Optional,
            (_, Some(("required_for", those))) => Self::RequiredFor(Vec::read(those, wrong)),
            _ => {
                wrong.note_none_of(json, &["required", "optional", "required_for"]);
                Self::Optional
            }
        }
    }
}

impl Need {
    /// What a field of this kind needs on a form that offers these preferences.
    pub(super) fn of(field: Field, offered: &[ContactPreference]) -> Self {
        match field {
            Field::GivenName | Field::FamilyName | Field::ContactPreference => Self::Required,
            Field::Email => Self::for_those(offered, ContactPreference::needs_email),
            Field::Phone => Self::for_those(offered, ContactPreference::needs_phone),
            _ => Self::Optional,
        }
    }

    fn for_those(offered: &[ContactPreference], need_it: fn(ContactPreference) -> bool) -> Self {
        let those: Vec<_> = offered.iter().copied().filter(|&preference| need_it(preference)).collect();
        match those.len() {
            0 => Self::Optional,
            some if some < offered.len() => Self::RequiredFor(those),
            _ => Self::Required,
        }
    }

    /// Whether the field must be filled in by a visitor who asks for this.
    pub fn is_required_for(&self, preference: ContactPreference) -> bool {
        match self {
            Self::Required => true,
            Self::Optional => false,
            Self::RequiredFor(those) => those.contains(&preference),
        }
    }

    /// Whether the field must be filled in whatever is asked for: exactly then HTML says `required`.
    pub fn is_always_required(&self) -> bool {
        match self {
            Self::Required => true,
            Self::Optional | Self::RequiredFor(_) => false,
        }
    }
}
