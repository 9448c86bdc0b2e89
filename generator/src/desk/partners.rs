//! Where leads go from here: to what `partners.json` says, and for partners without an entry to a mailbox named `inbox`,
//! whose mails are files.

use std::{collections::BTreeSet, fs, io, path::Path};

use leads::partner::{Loopback, MailAddress, Partners};
use serde_json::{Value, json};

use super::People;

/// The name of the mailbox of a partner without an entry.
const INBOX: &str = "inbox";

/// Where leads go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arranged {
    /// The setting of the deployment.
    pub(super) partners: String,
    /// What is wrong with the file; leads wait until it is mended.
    pub(super) broken: Option<String>,
    /// Partners to whom nothing can be sent, because their e-mail address is none that mails can go to.
    pub(super) unreachable: Vec<String>,
}

/// The text of the file, or what is wrong with it; `None` if there is none.
pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// Completes the file with the partners it does not name. Of a broken file the names are kept as far as they can be
/// told, so that a lead which comes now has its place when the file is mended.
pub(super) fn arrange(file: Result<Option<&str>, &str>, people: &People) -> Arranged {
    let (mut entries, broken) = match file {
        Ok(None) => (Vec::new(), None),
        Ok(Some(text)) => match Partners::from_json(text, Loopback::Allowed) {
            Ok(_) => (entries(text), None),
            Err(error) => (placeholders(text, people), Some(error.to_string())),
        },
        Err(error) => (Vec::new(), Some(error.to_owned())),
    };
    let known: BTreeSet<String> = entries.iter().filter_map(id).map(str::to_owned).collect();
    let mut unreachable = Vec::new();
    for (id, address) in people.partners.iter().filter(|(id, _)| !known.contains(*id)) {
        match MailAddress::parse(address) {
            Ok(_) => entries.push(entry(id, people, &[INBOX], address)),
            Err(_) => unreachable.push(id.clone()),
        }
    }
    Arranged { partners: json!({ "partners": entries }).to_string(), broken, unreachable }
}

fn entries(text: &str) -> Vec<Value> {
    let file: Option<Value> = serde_json::from_str(text).ok();
    file.as_ref().and_then(|file| file.get("partners")?.as_array()).cloned().unwrap_or_default()
}

/// For each partner that a broken file still names: the places it has there, as mailboxes that are not written to.
fn placeholders(text: &str, people: &People) -> Vec<Value> {
    let mut placed = BTreeSet::new();
    let mut found = Vec::new();
    for written in entries(text) {
        let Some((id, address)) = id(&written).and_then(|id| people.partners.get_key_value(id)) else { continue };
        let names: BTreeSet<&str> = first_channel(&written).into_iter().filter(|name| is_name(name)).collect();
        if MailAddress::parse(address).is_ok() && !names.is_empty() && placed.insert(id.clone()) {
            found.push(entry(id, people, &names.into_iter().collect::<Vec<_>>(), address));
        }
    }
    found
}

/// The names of the places of an entry that get each lead at once.
fn first_channel(entry: &Value) -> Vec<&str> {
    let places = entry.get("destinations").and_then(Value::as_array).into_iter().flatten();
    let places = places.filter_map(|place| place.get("webhook").or_else(|| place.get("email")));
    let at_once = places.filter(|place| place.get("fallback") != Some(&Value::Bool(true)));
    at_once.filter_map(|place| place.get("name")?.as_str()).collect()
}

fn entry(id: &str, people: &People, names: &[&str], address: &str) -> Value {
    let places: Vec<Value> =
        names.iter().map(|name| json!({ "email": { "name": name, "address": address } })).collect();
    json!({ "id": id, "language": people.language, "destinations": places })
}

fn id(entry: &Value) -> Option<&str> {
    entry.get("id")?.as_str()
}

fn is_name(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use leads::{
        Language,
        partner::{Channel, Loopback, Partners},
    };

    use super::{Arranged, arrange};
    use crate::desk::People;

    const HOOK: &str = r#"{"partners": [{"id": "leiebouw", "language": "fr", "destinations": [{"webhook": {
        "name": "crm", "url": "http://127.0.0.1:9000/hook",
        "secrets": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]}}]}]}"#;

    fn people() -> People {
        let email = |id: &str, address: &str| (id.to_owned(), address.to_owned());
        People {
            name: "Huisvinder".to_owned(),
            email: "info@huisvinder.example".to_owned(),
            language: Language::Dutch,
            partners: [email("leiebouw", "info@leiebouw.example"), email("kanaal", "info@kanaal.example")].into(),
        }
    }

    fn places(arranged: &Arranged) -> Vec<String> {
        let partners = Partners::from_json(&arranged.partners, Loopback::Allowed).unwrap();
        let place = |id: &str, destination: &leads::partner::Destination| {
            let kind = match destination.channel() {
                Channel::Webhook(_) => "webhook",
                Channel::Email(_) => "e-mail",
            };
            format!("{id}/{} by {kind}", destination.name())
        };
        partners.iter().flat_map(|(id, partner)| partner.destinations().iter().map(move |to| place(id, to))).collect()
    }

    #[test]
    fn without_a_file_every_partner_has_an_inbox() {
        let arranged = arrange(Ok(None), &people());

        assert_eq!(places(&arranged), ["kanaal/inbox by e-mail", "leiebouw/inbox by e-mail"]);
        assert_eq!(arranged.broken, None);
    }

    #[test]
    fn a_partner_with_an_entry_has_what_the_entry_says() {
        let arranged = arrange(Ok(Some(HOOK)), &people());

        assert_eq!(places(&arranged), ["kanaal/inbox by e-mail", "leiebouw/crm by webhook"]);
        let partners = Partners::from_json(&arranged.partners, Loopback::Allowed).unwrap();
        assert_eq!(partners.get("leiebouw").unwrap().language(), Language::French);
        assert_eq!(partners.get("kanaal").unwrap().language(), Language::Dutch);
    }

    #[test]
    fn a_broken_file_says_what_is_wrong_and_keeps_the_names_of_its_places() {
        let arranged = arrange(Ok(Some(&HOOK.replace("whsec_M", "whsec-M"))), &people());

        assert!(arranged.broken.clone().unwrap().contains("secret"), "{:?}", arranged.broken);
        assert_eq!(places(&arranged), ["kanaal/inbox by e-mail", "leiebouw/crm by e-mail"]);
    }

    #[test]
    fn of_a_file_that_cannot_be_read_nothing_is_kept() {
        for file in [Ok(Some("{")), Ok(Some("[]")), Ok(Some(r#"{"partners": [{"id": 3}]}"#)), Err("is a folder")] {
            let arranged = arrange(file, &people());

            assert!(arranged.broken.is_some(), "{file:?}");
            assert_eq!(places(&arranged), ["kanaal/inbox by e-mail", "leiebouw/inbox by e-mail"], "{file:?}");
        }
    }

    #[test]
    fn an_address_that_mails_cannot_go_to_keeps_nobody_else_from_theirs() {
        let mut people = people();
        people.partners.insert("kanaal".to_owned(), "post@kanaal".to_owned());

        let arranged = arrange(Ok(None), &people);

        assert_eq!(
            (places(&arranged), arranged.unreachable),
            (vec!["leiebouw/inbox by e-mail".to_owned()], vec!["kanaal".to_owned()])
        );
    }
}
