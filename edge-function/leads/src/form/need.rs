//! Whether a field must be filled in, which may depend on what the visitor asks for.

use serde::{Deserialize, Serialize};

use super::choice::ContactPreference;
use super::field::Field;

/// When a field must be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// When one of these is asked for. Some of what the form offers, never all of it: that is `Required`.
    RequiredFor(Vec<ContactPreference>),
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
