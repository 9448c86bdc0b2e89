//! The mails that ask for confirmation, sent when their time comes; and letting go of what was not confirmed.

use super::{List, Purpose, Reference, SubscriptionWords, owner};
use crate::deployment::Deployment;
use crate::json;
use crate::language::Language;
use crate::partner::MailAddress;
use crate::platform::Platform;
use crate::relay::{EventId, LetterDraft, Outcome};
use crate::store::{UnsentConfirmation, confirmation_sent, confirmation_tried, tidy, unsent_confirmations};
use crate::trouble::Trouble;

/// How many mails are sent in one sweep: each takes four of the few requests that the edge may make.
const MOST: u32 = 4;

/// After so many seconds a mail is tried again; each time after twice as many.
const AGAIN_SECONDS: i64 = 300;

/// Does what is due. What goes wrong in one part does not hold up the other.
pub(crate) async fn sweep<P: Platform>(platform: &P, deployment: &Deployment) {
    if let Err(error) = tidy(platform, platform.now()).await {
        platform.log(&format!("sweep, what was kept beside leads: {error}"));
    }
    let due = match unsent_confirmations(platform, platform.now(), MOST).await {
        Ok(due) => due,
        Err(error) => return platform.log(&format!("sweep, subscriptions: {error}")),
    };
    for one in due {
        if let Err(trouble) = send(platform, deployment, &one).await {
            platform.log(&format!("subscription {}: the mail could not be sent: {trouble}", one.id));
        }
    }
}

/// Sends one. That it is tried is noted first: should this be cut off, it is sent again later, and mail programs know it
/// for the same.
async fn send<P: Platform>(platform: &P, deployment: &Deployment, one: &UnsentConfirmation) -> Result<(), Trouble> {
    let wait = AGAIN_SECONDS << one.tries.min(8);
    confirmation_tried(platform, &one.id, platform.now().plus(wait)).await?;
    let words = words(platform, one.language).await?;
    let address = deployment.keyring.open(owner(&one.id, one.list.wire()), &one.sealed)?;
    let address = std::str::from_utf8(&address).ok().and_then(|text| MailAddress::parse(text).ok());
    let to = address.ok_or(Trouble::NotAnAddress)?;
    let origin = origin(&one.page);
    let reference = Reference { list: one.list, language: one.language, id: &one.id };
    let link = |purpose| format!("{origin}{}", reference.path(purpose, &deployment.lookups));
    let own = words.lists.get(&one.list).ok_or(Trouble::NotAnAddress)?;
    let letter = LetterDraft::new(one.language, &own.subject)
        .paragraph(&own.intro)
        .link(&own.confirm, &link(Purpose::Confirm))
        .paragraph(&words.valid)
        .with_way_out(&words.not_me, &words.stop, &link(Purpose::Unsubscribe));
    let id = EventId::parse(&event(&one.lead, one.list)).map_err(|_| Trouble::NotAnId)?;
    match platform.mail(&letter.to(&to, id, &deployment.mail_from, platform.now())).await {
        Outcome::MailTaken => Ok(confirmation_sent(platform, &one.id, platform.now()).await?),
        outcome => {
            platform.log(&format!("subscription {}: {}", one.id, outcome.words()));
            Ok(())
        }
    }
}

/// The id of the mail: the same each time, and of the lead's, so that whatever keeps mails destroys it with the lead.
fn event(lead: &str, list: List) -> String {
    format!("{lead}-confirm-{list}")
}

async fn words<P: Platform>(platform: &P, language: Language) -> Result<SubscriptionWords, Trouble> {
    let path = SubscriptionWords::path(language);
    let Some(text) = platform.site_file(&path).await? else {
        return Err(Trouble::SiteContent(path, "the build did not write it".to_owned()));
    };
    json::read(&text).map_err(|error| Trouble::SiteContent(path, error.to_string()))
}

/// Scheme and host of the address of a page.
pub(crate) fn origin(page: &str) -> &str {
    let host = page.find("://").map_or(0, |place| place + 3);
    let end = page.get(host..).and_then(|rest| rest.find('/')).map_or(page.len(), |place| host + place);
    page.get(..end).unwrap_or(page)
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn the_origin_of_a_page_ends_before_its_path() {
        assert_eq!(origin("https://pages.example/leie-oever/nl/"), "https://pages.example");
        assert_eq!(origin("http://127.0.0.1:4000/x/"), "http://127.0.0.1:4000");
        assert_eq!(origin("https://pages.example"), "https://pages.example");
        assert_eq!(origin(""), "");
    }
}
