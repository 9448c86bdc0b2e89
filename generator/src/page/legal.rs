//! What the law of the region and federal law want to be said on the page, in full sentences.

use serde::Serialize;

use super::{Fact, word};
use crate::format;
use crate::law::federal::Breyne;
use crate::law::{Legal, brussels, flanders, wallonia};
use crate::project::Project;
use crate::project::energy::EnergyStatus;
use crate::theme::Phrases;

/// The legal block.
#[derive(Debug, Serialize)]
pub(super) struct LegalBlock {
    facts: Vec<Fact>,
    flood_symbol: bool,
    paragraphs: Vec<String>,
}

/// Planning, flood, and the sentences that federal law asks for.
pub(super) fn legal_block(project: &Project, phrases: &Phrases) -> LegalBlock {
    let mut facts = Vec::new();
    let mut flood_symbol = false;
    match &project.legal {
        Some(Legal::Flanders(data)) => {
            flood_symbol = data.flood.symbol;
            flemish(data, phrases, &mut facts);
        }
        Some(Legal::Wallonia(data)) => walloon(data, phrases, &mut facts),
        Some(Legal::Brussels(data)) => brussels_facts(data, phrases, &mut facts),
        None => {}
    }
    if let Some(permit) = &project.permit {
        let key = if permit.granted { "words.permit.granted" } else { "words.permit.pending" };
        let date = permit.date.map(|date| format::date(phrases.language(), date));
        let text = match date {
            Some(date) => phrases.fill(&format!("{key}_on"), &[("number", &permit.number), ("date", &date)]),
            None => phrases.fill(key, &[("number", &permit.number)]),
        };
        facts.push(Fact { term: phrases.text("words.permit.term"), text });
    }
    let mut paragraphs = Vec::new();
    match project.breyne {
        Some(Breyne::Applies) => paragraphs.push(phrases.text("words.breyne.applies")),
        Some(Breyne::No(reason)) => paragraphs.push(phrases.text(&format!("words.breyne.{}", word(&reason)))),
        None => {}
    }
    LegalBlock { facts, flood_symbol, paragraphs }
}

/// Energy as the region's law wants it shown.
pub(super) fn energy_block(project: &Project, phrases: &Phrases) -> Vec<Fact> {
    let Some(energy) = &project.energy else { return Vec::new() };
    let language = phrases.language();
    let mut facts = Vec::new();
    let mut add =
        |key: &str, text: String| facts.push(Fact { term: phrases.text(&format!("words.energy.{key}")), text });
    match energy.status {
        EnergyStatus::NotYetIssued => {
            let level = energy.e_level.unwrap_or_default().to_string();
            add("certificate", phrases.fill("words.energy.not_yet", &[("n", &level)]));
        }
        EnergyStatus::Provisional => add("certificate", phrases.text("words.energy.provisional")),
        EnergyStatus::Issued => {}
    }
    if let Some(classes) = &project.figures.classes {
        // Walloon rule for several units: lowest class first, then highest; each unit shows its own figures.
        let text = if classes.low == classes.high {
            classes.low.clone()
        } else {
            phrases.fill("words.energy.from_to", &[("low", &classes.high), ("high", &classes.low)])
        };
        add("class", text);
    }
    if let Some(value) = energy.figures.kwh_m2 {
        add("score", phrases.fill("words.energy.per_m2", &[("n", &format::decimal(language, value))]));
    }
    if let Some(code) = &energy.figures.code {
        add("code", code.clone());
    }
    facts
}

fn flemish(data: &flanders::Data, phrases: &Phrases, facts: &mut Vec<Fact>) {
    let planning = &data.planning;
    let answers = [
        ("permit", word(&planning.permit)),
        ("destination", word(&planning.destination)),
        ("enforcement", word(&planning.enforcement)),
        ("preemption", word(&planning.preemption)),
        ("allotment", word(&planning.allotment)),
    ];
    for (question, code) in answers {
        facts.push(Fact {
            term: phrases.text(&format!("words.flanders.{question}.term")),
            text: phrases.text(&format!("words.flanders.{question}.{code}")),
        });
    }
    let flood = &data.flood;
    let class =
        |class: flanders::FloodClass| phrases.text(&format!("words.flood.class_{}", word(&class).to_lowercase()));
    let reported = format::date(phrases.language(), flood.report_date);
    facts.push(Fact {
        term: phrases.text("words.flood.parcel"),
        text: phrases.fill("words.flood.with_date", &[("class", &class(flood.parcel)), ("date", &reported)]),
    });
    facts.push(Fact {
        term: phrases.text("words.flood.building"),
        text: flood.building.map_or_else(|| phrases.text("words.flood.no_building"), class),
    });
    if flood.delimited_floodplain {
        facts.push(Fact { term: phrases.text("words.flood.zone"), text: phrases.text("words.flood.floodplain") });
    }
    if flood.bank_zone {
        facts.push(Fact { term: phrases.text("words.flood.zone"), text: phrases.text("words.flood.bank_zone") });
    }
    if data.heritage {
        facts.push(Fact { term: phrases.text("words.heritage.term"), text: phrases.text("words.heritage.listed") });
    }
}

fn walloon(data: &wallonia::Data, phrases: &Phrases, facts: &mut Vec<Fact>) {
    if let Some(hazard) = data.flood_hazard {
        facts.push(Fact {
            term: phrases.text("words.flood.hazard"),
            text: phrases.text(&format!("words.flood.hazard_{}", word(&hazard))),
        });
    }
}

fn brussels_facts(data: &brussels::Data, phrases: &Phrases, facts: &mut Vec<Fact>) {
    facts.push(Fact { term: phrases.text("words.brussels.destination"), text: data.destination.clone() });
    let information = match (&data.info_url, data.info_requested_on) {
        (Some(url), _) => phrases.fill("words.brussels.at", &[("url", url)]),
        (None, Some(day)) => {
            phrases.fill("words.brussels.requested", &[("date", &format::date(phrases.language(), day))])
        }
        (None, None) => return,
    };
    facts.push(Fact { term: phrases.text("words.brussels.information"), text: information });
}
