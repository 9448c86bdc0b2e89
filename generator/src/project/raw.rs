//! What authors write, as written. May live here: anything that serde can read from one file on its own. Every field is
//! optional, because absence is judged together with everything else, later, in `check`.

use jiff::civil::Date;
use leads::{Category, ContactPreference, Country, Field, Language};
use serde::Deserialize;

use super::energy::EnergyStatus;
use super::facts::{
    BreyneReason, Kind, LandTax, MakerRole, Phase, PhotoKind, Precision, PriceBasis, PriceDisplay, Reduced, SellerRole,
    Step, TravelMode,
};
use super::money::Cents;
use super::period::{Period, written_day};
use super::unit::{Orientation, Status, UnitKind, Vat};
use crate::law::{flanders, wallonia};
use crate::source::{At, Named, Words, Written};

/// `project.yaml`: the facts of a project.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawProject {
    pub name: Written<String>,
    pub partner: Written<RawPartnerChoice>,
    pub languages: Written<Vec<At<Language>>>,
    pub theme: Written<String>,
    pub accent: Written<String>,
    pub kind: Written<Kind>,
    pub category: Written<Category>,
    pub phase: Written<Phase>,
    #[serde(deserialize_with = "written_day")]
    pub published: Written<Date>,
    #[serde(deserialize_with = "written_day")]
    pub updated: Written<Date>,
    pub publish: Written<RawPublish>,
    pub address: Written<RawAddress>,
    pub seller: Written<RawSeller>,
    pub agent: Written<RawAgent>,
    pub makers: Vec<At<RawMaker>>,
    pub photos: Written<Vec<At<RawPhoto>>>,
    pub plans: Vec<At<RawPlan>>,
    pub buildings: Vec<At<String>>,
    pub permit: Written<RawPermit>,
    pub timeline: Vec<At<RawStep>>,
    pub travel: Vec<At<RawTravel>>,
    pub prices: Written<RawPrices>,
    pub vat: Written<RawVat>,
    pub breyne: Written<RawBreyne>,
    pub energy: Written<RawEnergy>,
    pub legal: Written<RawLegal>,
    pub form: Written<RawForm>,
    pub brochure: Option<At<bool>>,
    pub links: Vec<At<String>>,
    pub units: Written<Vec<At<RawUnit>>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawPartnerChoice {
    pub id: Written<String>,
    pub display: RawDisplay,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawDisplay {
    pub logo: Option<bool>,
    pub contact: Option<bool>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawPublish {
    #[serde(deserialize_with = "written_day")]
    pub until: Written<Date>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawAddress {
    pub street: Written<String>,
    pub number: Written<String>,
    pub postal_code: Written<String>,
    pub municipality: Written<String>,
    pub country: Written<Country>,
    pub latitude: Written<f64>,
    pub longitude: Written<f64>,
    pub precision: Written<Precision>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawSeller {
    pub name: Written<String>,
    pub enterprise_number: Written<String>,
    pub role: Written<SellerRole>,
}

/// `none`, or the recognised agent.
#[derive(Debug, Clone)]
pub(crate) enum RawAgent {
    None,
    Named(Box<RawNamedAgent>),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawNamedAgent {
    pub name: Written<String>,
    pub title: Written<RawTitle>,
    pub ipi_number: Written<String>,
    pub country: Written<Country>,
    pub insurer: Written<String>,
    pub policy_number: Written<String>,
}

/// A professional title: the same in every language, or in words of each.
#[derive(Debug, Clone)]
pub(crate) enum RawTitle {
    Same(String),
    Each(Words),
}

impl<'de> Deserialize<'de> for RawTitle {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TitleVisitor;
        impl<'de> serde::de::Visitor<'de> for TitleVisitor {
            type Value = RawTitle;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a title, or one for each language")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<RawTitle, E> {
                Ok(RawTitle::Same(text.to_owned()))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<RawTitle, A::Error> {
                Words::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(RawTitle::Each)
            }
        }
        deserializer.deserialize_any(TitleVisitor)
    }
}

impl<'de> Deserialize<'de> for RawAgent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AgentVisitor;
        impl<'de> serde::de::Visitor<'de> for AgentVisitor {
            type Value = RawAgent;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("`none` or the agent's details")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<RawAgent, E> {
                if text == "none" {
                    Ok(RawAgent::None)
                } else {
                    Err(E::custom(format!(
                        "`{text}` is not an agent\nWrite `agent: none`, or a block with `name` and `ipi_number`."
                    )))
                }
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<RawAgent, A::Error> {
                let agent = RawNamedAgent::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(RawAgent::Named(Box::new(agent)))
            }
        }
        deserializer.deserialize_any(AgentVisitor)
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawMaker {
    pub role: Written<MakerRole>,
    pub name: Written<String>,
    pub municipality: Written<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawPhoto {
    pub file: Written<String>,
    pub kind: Written<PhotoKind>,
    pub focus: Written<(f32, f32)>,
    pub credit: Written<String>,
    pub licence: Written<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawPlan {
    pub file: Written<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawPermit {
    pub number: Written<String>,
    #[serde(deserialize_with = "written_day")]
    pub date: Written<Date>,
    pub status: Written<super::facts::PermitStatus>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawStep {
    pub step: Written<Step>,
    pub when: Written<Period>,
    pub done: Written<bool>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawTravel {
    pub to: Written<String>,
    pub by: Written<TravelMode>,
    pub minutes: Written<u16>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawPrices {
    pub display: Written<PriceDisplay>,
    pub basis: Written<PriceBasis>,
    pub lowest: Written<Cents>,
    pub highest: Written<Cents>,
    pub show_sold: Option<bool>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawVat {
    pub rate: Written<u8>,
    pub reduced_6: Written<Reduced>,
    pub land: Written<LandTax>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawBreyne {
    pub applies: Written<bool>,
    pub reason: Written<BreyneReason>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawEnergy {
    pub status: Written<EnergyStatus>,
    pub e_level: Written<u16>,
    pub score_kwh_m2: Written<f64>,
    pub label: Written<String>,
    pub code: Written<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawLegal {
    pub flanders: Written<flanders::Raw>,
    pub wallonia: Written<wallonia::Raw>,
    pub brussels: Written<crate::law::brussels::Raw>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawForm {
    pub ask: Vec<At<Field>>,
    pub preferences: Vec<At<ContactPreference>>,
    pub brochure: Written<String>,
}

/// One row of the unit table, from `units.csv` or from `units:`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawUnit {
    pub id: Written<String>,
    pub building: Written<String>,
    #[serde(rename = "type")]
    pub kind: Written<UnitKind>,
    pub bedrooms: Written<u8>,
    pub bathrooms: Written<u8>,
    pub area_m2: Written<f64>,
    pub terrace_m2: Written<f64>,
    pub garden_m2: Written<f64>,
    pub plot_m2: Written<f64>,
    pub floor: Written<i8>,
    pub floors: Written<u8>,
    pub column: Written<u8>,
    pub span: Written<u8>,
    pub orientation: Written<Orientation>,
    pub price: Written<Cents>,
    pub price_land: Written<Cents>,
    pub price_build: Written<Cents>,
    pub vat: Written<Vat>,
    pub status: Written<Status>,
    #[serde(deserialize_with = "written_day")]
    pub status_date: Written<Date>,
    pub delivery: Written<Period>,
    pub energy_class: Written<String>,
    pub energy_kwh_m2: Written<f64>,
    pub energy_kwh_year: Written<f64>,
    pub energy_code: Written<String>,
    pub plan: Written<String>,
    pub parking: Written<u8>,
}

/// `text/<lang>.yaml`: all words of one language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawText {
    pub tagline: Written<String>,
    pub lead: Written<String>,
    pub summary: Written<String>,
    pub municipality: Written<String>,
    pub photos: Written<Named<At<RawCaption>>>,
    pub plans: Written<Named<At<RawCaption>>>,
    pub location: Written<String>,
    pub travel: Written<Named<At<String>>>,
    pub buildings: Written<Named<At<String>>>,
    pub timeline_note: Written<String>,
    pub price_included: Vec<At<String>>,
    pub price_excluded: Vec<At<String>>,
    pub materials: Vec<At<RawMaterial>>,
    pub questions: Vec<At<RawQuestion>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawCaption {
    pub alt: Written<String>,
    pub caption: Written<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawMaterial {
    pub term: Written<String>,
    pub text: Written<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawQuestion {
    pub question: Written<String>,
    pub answer: Written<String>,
}

/// `operator.yaml` and `partners/<id>.yaml`: a company.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawCompany {
    pub name: Written<String>,
    pub legal_name: Written<String>,
    pub legal_form: Written<String>,
    pub enterprise_number: Written<String>,
    pub vat: Option<bool>,
    pub court: Words,
    pub address: Written<RawAddress>,
    pub phone: Written<String>,
    pub email: Written<String>,
    pub privacy_email: Written<String>,
    pub website: Written<String>,
    pub logo: Written<String>,
    pub contact: Written<RawContact>,
    pub arrangement: Written<RawArrangement>,
    pub base_url: Written<String>,
    pub languages: Written<Vec<At<Language>>>,
    pub accent: Written<String>,
    pub turnstile: Written<RawTurnstile>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawTurnstile {
    pub site_key: Written<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawContact {
    pub name: Written<String>,
    pub role: Words,
    pub phone: Written<String>,
    pub email: Written<String>,
    pub hours: Words,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RawArrangement {
    pub version: Written<String>,
    #[serde(deserialize_with = "written_day")]
    pub date: Written<Date>,
    pub contact_point: Written<super::company::ContactPoint>,
}
