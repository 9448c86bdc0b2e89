//! The rules by code, for people who ask why.

use jiff::civil::{Date, date};

/// A rule that problems refer to.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its code.
    pub code: &'static str,
    /// What it demands, in a sentence or two.
    pub demand: &'static str,
    /// Where that is written.
    pub source: &'static str,
    /// The day it was last compared with a source.
    pub verified_on: Date,
}

const NOVEMBER: Date = date(2026, 11, 20);

/// Every rule, by code.
pub const RULES: &[Rule] = &[
    law(
        "L-01",
        "The advertisement carries the block of the region in which the property lies, told from the postal code.",
        "regional law, see L-10 to L-32",
    ),
    law(
        "L-10",
        "Five answers on planning: permit for urban works, most recent destination, measures or pending procedures, pre-emption right, permit for allotment. On the web in full sentences, without abbreviations.",
        "VCRO art. 5.2.6",
    ),
    law(
        "L-11",
        "Energy score in kWh per m² and year with the code of the certificate (UC …-RES or -KNR) and the label.",
        "Energiebesluit 19 November 2010, publicity of the EPC",
    ),
    law(
        "L-12",
        "New build before completion has no certificate yet: say so with the E-level aimed at. After delivery the certificate is there and must be shown.",
        "practice under the Energiebesluit",
    ),
    law(
        "L-13",
        "P-score of the parcel and, when something stands on it, G-score of the building, classes A to D.",
        "Flemish decree on water policy, information duty since 1 January 2023",
    ),
    law("L-14", "With any score D the flood symbol is shown. The page draws it by itself.", "as L-13"),
    law("L-15", "The flood report is at most one year old.", "as L-13"),
    law(
        "L-16",
        "Listed, protected or inventoried heritage is mentioned.",
        "Immovable Heritage Decree art. 4.1.11, 6.4.9",
    ),
    law(
        "L-20",
        "The most precise lawful destination in the wording of the plans, and the planning information of the municipality or the address where it stands with the possibility of a free paper copy. Without an answer in 30 days: the date of the request.",
        "CoBAT/BWRO art. 280-281",
    ),
    law(
        "L-21",
        "The PEB class in all publicity; `in progress` is no information. Before the certificate the report of the PEB adviser counts.",
        "Brussels PEB legislation",
    ),
    law(
        "L-22",
        "A price comes with its basis: with or without VAT, and what is not in it.",
        "WER art. VI.3-VI.6, VI.99",
    ),
    law(
        "L-30",
        "The PEB indicators of every dwelling: class, consumption per m² and per year, and the code once issued; for a building lowest and highest class.",
        "Walloon decree 28 November 2013",
    ),
    law(
        "L-31",
        "Off plan a provisional calculation is the only source of PEB figures; whether it may be advertised is for the energy adviser to say.",
        "practice, not read in the official text",
    ),
    law("L-32", "No sale of lots before the permit.", "CoDT D.IV.99-100"),
    law(
        "L-40",
        "A service provider gives name, geographic address, phone, e-mail and enterprise number.",
        "WER art. XII.6 §1",
    ),
    law(
        "L-41",
        "A recognised agent gives title, BIV/IPI number, country of recognition, insurer and policy number.",
        "WER art. XII.6 §1",
    ),
    law(
        "L-42",
        "A legal person's site states name, legal form, seat, enterprise number, the register of legal persons and its court.",
        "Companies code art. 2:20",
    ),
    law(
        "L-43",
        "An enterprise number has ten digits; the last two are 97 minus the first eight modulo 97.",
        "Crossroads Bank for Enterprises",
    ),
    law(
        "L-44",
        "No false scarcity: words such as `last units` must be true of the unit table.",
        "WER art. VI.97-VI.100",
    ),
    law(
        "L-45",
        "Dwellings sold off plan with payments before completion fall under the Breyne Act; the page says so, or why not.",
        "Act of 9 July 1971",
    ),
    law(
        "L-50",
        "Operator and partner are jointly responsible for visitors' data and have an arrangement.",
        "GDPR art. 26",
    ),
    law("L-51", "A sold-out project or one past its last day has no form.", "GDPR art. 5(1)(c)"),
];

const fn law(code: &'static str, demand: &'static str, source: &'static str) -> Rule {
    Rule { code, demand, source, verified_on: NOVEMBER }
}

/// The rule of a code, whatever the case of its letters.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
