//! What people do by themselves: the form on the page about rights, the mail that proves whose address it is, and what
//! follows from it. In four languages, and without script.

use tests::hosts::{Form, Host, Kind, form_of, opened};
use tests::{Document, on_both};

use crate::{done, newest, told};

on_both!(people_use_their_rights_by_form_and_nobody_learns_who_is_known);

/// The form of the page on rights, as this person fills it in.
pub(crate) fn asking(host: &Host, language: &str, kind: &str, person: &str) -> Form {
    let page = host.get(&format!("/{language}/rights/"));
    assert_eq!(page.status, 200);
    Form::of(&Document::of(&page.text())).with("kind", kind).with("email", &format!("{person}@example.com"))
}

/// The path of a link, by its beginning, in the newest mail to this person.
pub(crate) fn link(host: &Host, person: &str, place: &str) -> String {
    let to = format!("To: <{person}@example.com>");
    let of = |mail: &String| {
        let (_, rest) = mail.contains(&to).then(|| mail.split_once(place))??;
        let is_of_a_token = |sign: &char| sign.is_ascii_alphanumeric() || "-_".contains(*sign);
        Some(format!("{place}{}", rest.chars().take_while(is_of_a_token).collect::<String>()))
    };
    host.until(place, |host| host.mails().iter().any(|mail| of(mail).is_some()));
    host.mails().iter().rev().find_map(of).unwrap_or_default()
}

/// Looks at a link, which changes nothing, and then presses its button, as a browser without script does.
pub(crate) fn pressed(host: &Host, path: &str) -> String {
    let answer = host.press(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text()
}

/// The path of the package that this person asks for.
pub(crate) fn package_of(host: &Host, language: &str, person: &str) -> String {
    assert_eq!(host.post(&asking(host, language, "access", person)).status, 200);
    // As tickets begin: a link that confirms a subscription may have come before.
    pressed(host, &link(host, person, "/confirm/AAAA"));
    link(host, person, "/package/")
}

fn people_use_their_rights_by_form_and_nobody_learns_who_is_known(kind: Kind) {
    let (host, partner) = opened(kind);
    for person in ["anna", "bernard", "charlie", "dietrich"] {
        host.post(&form_of(&host, person).with("family_name", &format!("Family-of-{person}")));
    }
    partner.wait_for(4);
    host.until("all deliveries", |host| host.counts()["delivered"] == 4);
    let dietrich = newest(&host);

    // What is missing is said in the page's language, with what was typed; nothing is mailed.
    for (language, words) in
        [("nl", "Fout: uw vraag is nog niet verstuurd"), ("fr", "Erreur"), ("en", "Error"), ("de", "Fehler")]
    {
        let refused = host.post(&asking(&host, language, "rectification", "anna"));
        let page = Document::of(&refused.text());
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(page.text("title").contains(words) || page.words().contains(words), "{}", refused.text());
        assert_eq!(page.value("#r-email", "value"), "anna@example.com");
        assert_eq!(page.value("[name=kind][checked]", "value"), "rectification");
        assert_eq!(page.value("#r-words", "aria-invalid"), "true");
    }
    assert_eq!(host.mails().len(), 0);

    // Whether somebody is known is not to be seen.
    let known = host.post(&asking(&host, "nl", "access", "anna"));
    let unknown = host.post(&asking(&host, "nl", "access", "a-stranger"));
    assert_eq!((known.status, unknown.status), (200, 200));
    assert_eq!(known.text(), unknown.text());
    assert_eq!(Document::of(&known.text()).text("h1"), "Kijk in uw mailbox");

    let (confirm, nothing) = (link(&host, "anna", "/confirm/"), link(&host, "a-stranger", "/confirm/"));
    let before = host.mails().len();
    for _twice in 0..2 {
        assert_eq!(Document::of(&host.get(&confirm).text()).text("h1"), "Bevestig uw vraag");
    }
    assert_eq!(host.mails().len(), before, "to look changes nothing");
    assert!(!host.get(&confirm).text().contains("anna@"), "a link that was passed on does not tell whose it is");
    assert_eq!(Document::of(&pressed(&host, &confirm)).text("h1"), "Bevestigd");
    let package = link(&host, "anna", "/package/");
    let shown = host.get(&package).text();
    assert!(shown.contains("Family-of-anna") && shown.contains("leiebouw/crm"), "{shown}");
    assert!(!shown.contains("Family-of-bernard"), "of nobody else");
    for (file, words) in [("json", "\"Family-of-anna\""), ("csv", "Family-of-anna")] {
        let found = host.get(&format!("{package}?as={file}"));
        assert_eq!(found.status, 200);
        assert!(found.text().contains(words), "{}", found.text());
    }
    pressed(&host, &nothing);
    let nothing = host.get(&link(&host, "a-stranger", "/package/")).text();
    assert!(nothing.contains("geen aanvragen") && !nothing.contains("Family-of"), "{nothing}");

    host.post(&asking(&host, "fr", "restriction", "bernard"));
    pressed(&host, &link(&host, "bernard", "/confirm/"));
    assert_eq!(partner.wait_for(5)[4].json()["type"], "lead.restricted");

    host.post(&asking(&host, "en", "erasure", "charlie"));
    let confirm = link(&host, "charlie", "/confirm/");
    assert_eq!(pressed(&host, &confirm), pressed(&host, &confirm), "a second time it says the same");
    assert_eq!(partner.wait_for(6)[5].json()["type"], "lead.erased");
    assert_eq!(told(&host, &["leads", "find", "--person", "charlie@example.com"]).as_array().map(Vec::len), Some(0));
    host.forgets(&["Family-of-charlie", "charlie@example.com"]);

    host.post(&asking(&host, "de", "objection", "dietrich"));
    pressed(&host, &link(&host, "dietrich", "/confirm/"));
    let updated = partner.wait_for(7)[6].json();
    assert_eq!(
        (&updated["type"], &updated["data"]["lead_id"]),
        (&"lead.updated".into(), &dietrich.into()),
        "{updated}"
    );
    assert!(updated["data"]["privacy"]["objected_at"].is_string());

    // What a person has to look at waits for one, with its date.
    host.post(&asking(&host, "nl", "rectification", "emma").with("words", "Het is Vandenbrouck, zonder e."));
    let confirm = link(&host, "emma", "/confirm/");
    pressed(&host, &confirm);
    let requests = told(&host, &["leads", "requests"]);
    let open: Vec<_> = requests.as_array().into_iter().flatten().filter(|one| one["state"] == "open").collect();
    assert_eq!(open.len(), 1, "{requests}");
    assert_eq!(open[0]["kind"], "rectification");

    let broken = host.get("/confirm/AAAAAAAAAAAAAAAAAAAAAAAA");
    assert!((400..500).contains(&broken.status), "{}", broken.status);
    assert!(!host.log().contains("@example.com") && !host.log().contains(&confirm), "{}", host.log());
    assert!(done(&host, &["leads", "audit"]).contains("All in order"));
}
