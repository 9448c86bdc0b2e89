//! `gevel leads show --proof`: what somebody was shown and agreed to, in plain words, held against the notice that was
//! published. What the repository cannot tell is said too.

use std::fmt;

use leads::Lead;
use leads::lead::{Canonical, CanonicalProof};
use serde_json::{Value, json};

use super::table::plain;
use crate::cli::{Format, Show};
use crate::commands::notice::{Proofs, Proved};
use crate::commands::talk::{print, say_problems};
use crate::commands::{CommandResult, Outcome};
use crate::notice::Edition;

/// How far the second column stands from the edge.
const WIDTH: usize = 22;

/// What nobody can tell from the repository, however well it is kept.
const BEYOND: [&str; 3] = [
    "Who sat at the keyboard. The lead holds what was sent to us.",
    "The form beyond its boxes and fields: its revision is kept, and the notice tells which fields it had.",
    "How the page looked. What stood beside each box is kept letter for letter; the theme is in the repository's history.",
];

/// One thing that was checked.
#[derive(Debug, PartialEq, Eq)]
struct Check {
    what: &'static str,
    verdict: Verdict,
    detail: String,
}

/// How it came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Holds,
    Differs,
    /// Nothing says that it is otherwise, and nothing proves it.
    Unproved,
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Holds => "holds",
            Self::Differs => "differs",
            Self::Unproved => "unproved",
        })
    }
}

/// Proves a lead as its site told it. It fails if something differs, or is not proved.
pub(super) fn proof(shown: &Value, options: &Show) -> CommandResult {
    let content = shown.get("content").filter(|content| !content.is_null());
    let Some(content) = content else {
        let is_restricted = shown.get("restricted_at").is_some_and(Value::is_string);
        let why = if is_restricted {
            "the lead is restricted, and not shown. `gevel leads access` gives all of it to the person it is about, the proof too"
        } else {
            "the lead was erased, and the proof with it"
        };
        return Err(why.into());
    };
    if let Some(why) = content.get("unreadable").and_then(Value::as_str) {
        return Err(format!("the lead cannot be opened: {why}").into());
    }
    let lead = Lead::from_stored(&content.to_string())?;
    let lead = lead.canonical();
    let proofs = Proofs::read(&options.content.content, &options.themes, &options.cache)?;
    let proved = proofs.prove(&lead.notice.version);
    if proved.is_err() {
        say_problems(proofs.loaded());
    }
    let checks = checks(lead, &proved);
    let holds = checks.iter().all(|check| check.verdict == Verdict::Holds);
    match options.format {
        Format::Human => print(&for_people(lead, &checks)),
        Format::Json => print(&serde_json::to_string_pretty(&for_programs(lead, &checks, holds))?),
    }
    Ok(if holds { Outcome::Done } else { Outcome::Errors })
}

/// Everything that can be checked from the repository.
fn checks(lead: &Canonical, proved: &Result<Proved, String>) -> Vec<Check> {
    let version = &lead.notice.version;
    let edition = match proved {
        Err(why) => {
            let detail = format!("{version}: {why}");
            return vec![Check { what: "notice", verdict: Verdict::Differs, detail }];
        }
        Ok(proved) => proved.edition(),
    };
    let place = match proved {
        Ok(Proved::Present(_)) => "what the content now says; it is not in the archive yet: `gevel notice publish`",
        Ok(Proved::Kept(_)) | Err(_) => "in the archive, and its files give the digits in its name",
    };
    let mut checks = vec![notice(lead, edition, place)];
    let Some(proof) = &lead.privacy.proof else {
        checks.push(Check {
            what: "boxes",
            // Who ticked nothing agreed to nothing, whatever was offered.
            verdict: if lead.consents.is_empty() { Verdict::Holds } else { Verdict::Unproved },
            detail: "the lead is from before the words beside the boxes were kept in it".to_owned(),
        });
        return checks;
    };
    checks.push(boxes(proof, edition));
    checks.push(ids(lead, proof));
    checks.extend(proof.ticked.iter().map(|ticked| {
        let published = edition.notice.gist.consent(ticked.purpose.wire(), lead.project.language);
        let (verdict, detail) = words(ticked.text.as_deref(), published);
        Check { what: "words", verdict, detail: format!("{}: {detail}", ticked.purpose) }
    }));
    checks
}

fn notice(lead: &Canonical, edition: &Edition, place: &str) -> Check {
    let (version, language, project) = (&lead.notice.version, lead.project.language, &lead.project.id);
    let (verdict, detail) = if edition.project() != project {
        (Verdict::Differs, format!("{version} is the notice of {}, and the lead is about {project}", edition.project()))
    } else if edition.notice.texts.contains_key(&language) {
        (Verdict::Holds, format!("{version} ({project}, in {language}) is {place}"))
    } else {
        (Verdict::Differs, format!("{version} has no text in {language}"))
    };
    Check { what: "notice", verdict, detail }
}

/// Whether the boxes were those of the form that the notice tells of.
fn boxes(proof: &CanonicalProof, edition: &Edition) -> Check {
    let mut offered: Vec<_> = proof.ticked.iter().map(|ticked| ticked.purpose.wire()).collect();
    offered.extend(proof.left_empty.iter().map(|left| left.wire()));
    offered.sort_unstable();
    let is_box = |name: &&str| leads::Field::from_wire(name).is_some_and(leads::Field::is_consent);
    let mut published: Vec<_> = edition.notice.gist.asked.iter().map(String::as_str).filter(is_box).collect();
    published.sort_unstable();
    let list = |names: &[&str]| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    let (verdict, detail) = if offered == published {
        (Verdict::Holds, format!("offered as the notice tells: {}", list(&offered)))
    } else {
        let (offered, published) = (list(&offered), list(&published));
        (
            Verdict::Differs,
            format!("the lead says that these were offered: {offered}; the notice tells of: {published}"),
        )
    };
    Check { what: "boxes", verdict, detail }
}

/// Whether the lead says the same in both places where it tells what was agreed to.
fn ids(lead: &Canonical, proof: &CanonicalProof) -> Check {
    let id = format!("{}/{}/{}", lead.notice.version, proof.form, lead.project.language);
    let ticked: Vec<_> = proof.ticked.iter().map(|ticked| ticked.purpose).collect();
    let given: Vec<_> = lead.consents.iter().map(|consent| consent.purpose).collect();
    let other = lead.consents.iter().find(|consent| consent.text_id != id);
    let (verdict, detail) = match other {
        _ if ticked != given => (Verdict::Differs, "the lead names other consents than words".to_owned()),
        Some(other) => (Verdict::Differs, format!("{} was given to {}, not {id}", other.purpose, other.text_id)),
        None => (Verdict::Holds, format!("all consents were given to {id}")),
    };
    Check { what: "consents", verdict, detail }
}

/// The words that a lead holds, against those that were published.
fn words(kept: Option<&str>, published: Option<&str>) -> (Verdict, String) {
    match (kept, published) {
        (Some(kept), Some(published)) if kept == published => {
            (Verdict::Holds, "letter for letter those published with the notice".to_owned())
        }
        (Some(kept), Some(published)) => {
            let same = kept.chars().zip(published.chars()).take_while(|(one, other)| one == other).count();
            let rest = |text: &str| text.chars().skip(same).take(40).collect::<String>();
            let (kept, published) = (rest(kept), rest(published));
            (Verdict::Differs, format!("from character {} on: `{kept}` was published as `{published}`", same + 1))
        }
        (Some(_), None) => (Verdict::Unproved, "the notice was published without the words of its form".to_owned()),
        (None, _) => (Verdict::Unproved, "the page came from a program that did not tell the words".to_owned()),
    }
}

fn for_people(lead: &Canonical, checks: &[Check]) -> String {
    let line = |heading: &str, text: &str| format!("  {heading:WIDTH$} {}", plain(text));
    let mut lines = vec![format!("Proof of lead {}", plain(&lead.lead_id))];
    lines.push(line("received", &lead.received_at));
    lines.push(line("page", &format!("{}, {}", lead.project.name, lead.project.url)));
    lines.push(line("language", lead.project.language.wire()));
    lines.push(line("notice", &format!("{}, {}", lead.notice.version, lead.notice.url)));
    if let Some(proof) = &lead.privacy.proof {
        lines.push(line("revision of the form", &proof.form));
        lines.push("\nBoxes for consent".to_owned());
        if proof.ticked.is_empty() && proof.left_empty.is_empty() {
            lines.push("  None was offered.".to_owned());
        }
        for ticked in &proof.ticked {
            lines.push(line("ticked", ticked.purpose.wire()));
            lines.push(line("", &format!("“{}”", ticked.text.as_deref().unwrap_or("(words not kept)"))));
        }
        lines.extend(proof.left_empty.iter().map(|left| line("left empty", left.wire())));
    } else {
        lines.push("\nBoxes for consent".to_owned());
        lines.extend(lead.consents.iter().map(|one| line("ticked", &format!("{}, {}", one.purpose, one.text_id))));
        lines.push("  The words beside them, and what was left empty, were not kept yet.".to_owned());
    }
    if let Some(at) = &lead.privacy.objected_at {
        lines.push(format!("  From {} on the person wants no advertising, whatever they had agreed to.", plain(at)));
    }
    lines.push("\nHeld against the repository".to_owned());
    lines.extend(
        checks.iter().map(|Check { what, verdict, detail }| format!("  {verdict:9} {what:9} {}", plain(detail))),
    );
    lines.push("\nWhat the repository cannot tell".to_owned());
    lines.extend(BEYOND.iter().map(|words| format!("  {words}")));
    lines.join("\n")
}

fn for_programs(lead: &Canonical, checks: &[Check], holds: bool) -> Value {
    let checks: Vec<_> = checks
        .iter()
        .map(|check| json!({ "what": check.what, "verdict": check.verdict.to_string(), "detail": check.detail }))
        .collect();
    json!({
        "lead": lead.lead_id,
        "received_at": lead.received_at,
        "page": lead.project,
        "notice": lead.notice,
        "consents": lead.consents,
        "proof": lead.privacy.proof,
        "objected_at": lead.privacy.objected_at,
        "checks": checks,
        "holds": holds,
        "not_checked": BEYOND,
    })
}

#[cfg(test)]
mod tests {
    use super::{Verdict, words};

    #[test]
    fn one_changed_character_is_named() {
        assert_eq!(words(Some("Ja, één mail."), Some("Ja, één mail.")).0, Verdict::Holds);
        let (verdict, detail) = words(Some("Ja, één mail."), Some("Ja, een mail."));
        assert_eq!(verdict, Verdict::Differs);
        assert_eq!(detail, "from character 5 on: `één mail.` was published as `een mail.`");
        assert_eq!(words(Some("Ja."), None).0, Verdict::Unproved);
        assert_eq!(words(None, Some("Ja.")).0, Verdict::Unproved);
        let longer = words(Some("Ja."), Some("Ja. Nee."));
        assert_eq!(longer.1, "from character 4 on: `` was published as ` Nee.`");
    }
}
