//! `privacy.yaml` as written. Every field is optional, because absence is judged together with everything else.

use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::register::{Audience, ContractKind};
use crate::project::period::written_day;
use crate::source::{At, Words, Written};

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawRegister {
    #[serde(deserialize_with = "written_day")]
    pub date: Written<Date>,
    pub authority: Written<String>,
    pub dpo: Written<RawDpo>,
    pub security: Words,
    pub changes: Vec<At<RawChange>>,
    pub processors: Vec<At<RawProcessor>>,
    pub purposes: Written<Vec<At<RawPurpose>>>,
}

/// `none`, or how to reach the data protection officer.
#[derive(Debug, Clone)]
pub(super) enum RawDpo {
    None,
    Named(RawNamedDpo),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawNamedDpo {
    pub name: Written<String>,
    pub email: Written<String>,
    pub phone: Written<String>,
}

impl<'de> Deserialize<'de> for RawDpo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DpoVisitor;
        impl<'de> Visitor<'de> for DpoVisitor {
            type Value = RawDpo;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("`none` or how to reach the data protection officer")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<RawDpo, E> {
                if text == "none" {
                    Ok(RawDpo::None)
                } else {
                    Err(E::custom(format!(
                        "`{text}` does not say how to reach a data protection officer\nWrite `dpo: none`, or a block with `name` and `email`."
                    )))
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawDpo, A::Error> {
                RawNamedDpo::deserialize(MapAccessDeserializer::new(map)).map(RawDpo::Named)
            }
        }
        deserializer.deserialize_any(DpoVisitor)
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawChange {
    #[serde(deserialize_with = "written_day")]
    pub date: Written<Date>,
    pub text: Words,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawProcessor {
    pub id: Written<String>,
    pub name: Written<String>,
    pub country: Written<String>,
    pub role: Words,
    pub contract: Written<RawContract>,
    pub transfer: Written<RawTransfer>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawContract {
    pub kind: Written<ContractKind>,
    #[serde(deserialize_with = "written_day")]
    pub date: Written<Date>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawTransfer {
    pub mechanisms: Vec<At<String>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawPurpose {
    pub id: Written<String>,
    pub audience: Vec<At<Audience>>,
    pub label: Words,
    pub basis: Written<String>,
    pub interest: Words,
    pub balancing: Words,
    pub assessment: Written<RawAssessment>,
    pub law: Words,
    pub consent_text: Words,
    pub optional: Written<bool>,
    pub fields: Vec<At<String>>,
    pub data: Words,
    pub recipients: Written<Vec<At<String>>>,
    pub other_recipients: Words,
    pub retention: Written<RawRetention>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawAssessment {
    pub id: Written<String>,
    #[serde(deserialize_with = "written_day")]
    pub date: Written<Date>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawRetention {
    pub days: Written<u32>,
    pub from: Words,
}
