//! What is done with leads because a person may ask for it: found, erased, restricted, put right, not used to sell.
//!
//! Who the person is goes to the site in the body of a request, never in an address, and is not printed again.

use std::io::{IsTerminal as _, stdin};

use serde::Deserialize;
use serde_json::{Value, json};

use super::pages::Summary;
use super::table::{plain, table};
use super::{Site, Trouble, number};
use crate::cli::{Correct, Erase, Find, Format, Lift, Object, Person, Restrict, Whose};
use crate::commands::talk::{print, say};
use crate::commands::{CommandResult, Outcome};

#[derive(Deserialize)]
struct Found {
    leads: Vec<Value>,
}

/// What the site says of an erasure.
#[derive(Debug, Deserialize)]
struct Receipt {
    lead: String,
    erased: bool,
    erased_at: Option<String>,
    copies_until: Option<String>,
    told: Vec<String>,
    held: Option<String>,
}

pub(super) fn find(site: &Site, options: &Find) -> CommandResult {
    let Some(person) = person(&options.person)? else { return Ok(Outcome::WrongUsage) };
    let found = found(site, &person)?;
    match options.format {
        Format::Json => print(&Value::from(found).to_string()),
        Format::Human if found.is_empty() => say("There are no leads of this person."),
        Format::Human => {
            let leads: Vec<Summary> = found.iter().map(Summary::deserialize).collect::<Result<_, _>>()?;
            let row = |lead: &Summary| {
                [&lead.lead, &lead.received_at, &lead.project, &lead.partner, lead.standing.wire()].map(plain)
            };
            let rows: Vec<_> = leads.iter().map(row).collect();
            print(&table(["lead", "received", "project", "partner", "standing"], &rows));
        }
    }
    Ok(Outcome::Done)
}

pub(super) fn erase(site: &Site, options: &Erase) -> CommandResult {
    let leads = meant(site, &options.whose)?;
    if options.whose.leads.is_empty() && !leads.is_empty() && !options.yes {
        if !stdin().is_terminal() {
            say("error: this erases all leads of a person for good: look with `find` first, then say --yes");
            return Ok(Outcome::WrongUsage);
        }
        say(&format!("Erase {} for good? Write yes:", number(leads.len(), "lead")));
        let mut answer = String::new();
        if stdin().read_line(&mut answer).is_err() || !answer.trim().eq_ignore_ascii_case("yes") {
            say("Nothing was erased.");
            return Ok(Outcome::Errors);
        }
    }
    let mut outcome = Outcome::Done;
    for lead in leads {
        let whole: Value = site.post_saying(&format!("leads/{lead}/erase"), &[("reason", &options.reason)])?;
        let receipt = Receipt::deserialize(&whole)?;
        if receipt.erased_at.is_none() {
            outcome = Outcome::Errors;
        }
        match options.format {
            Format::Json => print(&whole.to_string()),
            Format::Human => print(&receipt.for_people()),
        }
    }
    Ok(outcome)
}

impl Receipt {
    fn for_people(&self) -> String {
        let lead = plain(&self.lead);
        let Some(erased_at) = &self.erased_at else {
            let reason = self.held.as_deref().unwrap_or("something changed meanwhile; try again");
            return format!("{lead}  NOT erased, it is held: {}", plain(reason));
        };
        let begin = if self.erased { "erased at" } else { "had been erased at" };
        let told =
            if self.told.is_empty() { "nobody had it".to_owned() } else { format!("told: {}", self.told.join(", ")) };
        let copies = match &self.copies_until {
            Some(until) if until != erased_at => format!("; the last copy becomes unreachable at {}", plain(until)),
            Some(_) | None => "; no copy is left".to_owned(),
        };
        format!("{lead}  {begin} {}; {}{copies}", plain(erased_at), plain(&told))
    }
}

pub(super) fn restrict(site: &Site, options: &Restrict) -> CommandResult {
    let words = ("restricted: kept, and neither shown nor sent", "not restricted: it was already, or it is erased");
    each(site, &options.whose, "restrict", Some(&options.reason), words, options.format)
}

pub(super) fn lift(site: &Site, options: &Lift) -> CommandResult {
    let words = ("no longer restricted; whoever has it gets it again", "it was not restricted");
    each(site, &options.whose, "lift", None, words, options.format)
}

pub(super) fn object(site: &Site, options: &Object) -> CommandResult {
    let words = ("noted: no advertising; its partner is told", "not noted: something changed meanwhile; try again");
    if let Some(person) = person(&options.whose.person)? {
        // Of whom nothing is known yet, a lead may come.
        let said = [person.said(), vec![("reason", options.reason.as_str())]].concat();
        let is_new: bool = site.post_saying("person/object", &said)?;
        say(if is_new { "Nothing is advertised to this person from now on." } else { "That was noted before." });
        let mut outcome = Outcome::Done;
        for lead in ids(found(site, &person)?)? {
            one(site, &lead, "object", Some(&options.reason), words, options.format, &mut outcome)?;
        }
        return Ok(outcome);
    }
    each(site, &options.whose, "object", Some(&options.reason), words, options.format)
}

pub(super) fn correct(site: &Site, options: &Correct) -> CommandResult {
    let said: Vec<_> = options.set.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    let lead = options.lead.to_string();
    let done: bool = site.post_saying(&format!("leads/{lead}/correct"), &said)?;
    let mut outcome = Outcome::Done;
    let words = ("put right; whoever has it gets it again", "not put right: it changed meanwhile; try again");
    tell(&lead, "correct", done, words, options.format, &mut outcome);
    Ok(outcome)
}

/// Does the same with each lead that is meant.
fn each(
    site: &Site,
    whose: &Whose,
    what: &str,
    reason: Option<&str>,
    words: (&str, &str),
    format: Format,
) -> CommandResult {
    let mut outcome = Outcome::Done;
    for lead in meant(site, whose)? {
        one(site, &lead, what, reason, words, format, &mut outcome)?;
    }
    Ok(outcome)
}

fn one(
    site: &Site,
    lead: &str,
    what: &str,
    reason: Option<&str>,
    words: (&str, &str),
    format: Format,
    outcome: &mut Outcome,
) -> Result<(), Trouble> {
    let said: Vec<_> = reason.iter().map(|reason| ("reason", *reason)).collect();
    let done: bool = site.post_saying(&format!("leads/{lead}/{what}"), &said)?;
    tell(lead, what, done, words, format, outcome);
    Ok(())
}

fn tell(lead: &str, what: &str, done: bool, words: (&str, &str), format: Format, outcome: &mut Outcome) {
    if !done {
        *outcome = Outcome::Errors;
    }
    match format {
        Format::Json => print(&json!({ "lead": lead, "what": what, "done": done }).to_string()),
        Format::Human => print(&format!("{lead}  {}", if done { words.0 } else { words.1 })),
    }
}

/// The ids of the leads that are meant.
pub(super) fn meant(site: &Site, whose: &Whose) -> Result<Vec<String>, Box<dyn std::error::Error + Send + Sync>> {
    let Some(person) = person(&whose.person)? else {
        return Ok(whose.leads.iter().map(ToString::to_string).collect());
    };
    let leads = ids(found(site, &person)?)?;
    say(&format!("{} of this person.", number(leads.len(), "lead")));
    Ok(leads)
}

fn ids(found: Vec<Value>) -> Result<Vec<String>, serde_json::Error> {
    found.into_iter().map(|lead| Summary::deserialize(lead).map(|lead| lead.lead)).collect()
}

/// What a person is looked for by.
pub(super) struct Sought {
    person: String,
    country: Option<&'static str>,
}

impl Sought {
    /// As the site is told.
    pub(super) fn said(&self) -> Vec<(&str, &str)> {
        let country = self.country.map(|country| ("country", country));
        [("person", self.person.as_str())].into_iter().chain(country).collect()
    }
}

/// Who is meant, if anybody is; perhaps after a look at standard input.
pub(super) fn person(options: &Person) -> Result<Option<Sought>, std::io::Error> {
    let Some(person) = options.person.as_deref() else { return Ok(None) };
    let mut line = String::new();
    if person == "-" {
        stdin().read_line(&mut line)?;
    } else {
        person.clone_into(&mut line);
    }
    Ok(Some(Sought { person: line.trim().to_owned(), country: options.country.map(leads::Country::wire) }))
}

fn found(site: &Site, person: &Sought) -> Result<Vec<Value>, Trouble> {
    let found: Found = site.post_saying("person", &person.said())?;
    Ok(found.leads)
}

#[cfg(test)]
mod tests {
    use super::Receipt;

    #[test]
    fn a_receipt_says_when_the_last_copy_becomes_unreachable() {
        let receipt = |erased_at: Option<&str>, copies_until: &str, told: &[&str], held: Option<&str>| {
            let receipt = Receipt {
                lead: "a".to_owned(),
                erased: erased_at.is_some(),
                erased_at: erased_at.map(str::to_owned),
                copies_until: Some(copies_until.to_owned()),
                told: told.iter().map(|one| (*one).to_owned()).collect(),
                held: held.map(str::to_owned),
            };
            receipt.for_people()
        };
        assert_eq!(
            receipt(Some("2026-11-23T10:12:00Z"), "2026-12-23T10:12:00Z", &["leiebouw/crm"], None),
            "a  erased at 2026-11-23T10:12:00Z; told: leiebouw/crm; the last copy becomes unreachable at 2026-12-23T10:12:00Z"
        );
        let at_once = receipt(Some("2026-11-23T10:12:00Z"), "2026-11-23T10:12:00Z", &[], None);
        assert_eq!(at_once, "a  erased at 2026-11-23T10:12:00Z; nobody had it; no copy is left");
        assert_eq!(receipt(None, "", &[], Some("case 26/17")), "a  NOT erased, it is held: case 26/17");
    }
}
