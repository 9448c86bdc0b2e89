//! Mail that somebody asks for besides an answer: confirmed through the address itself before anything is sent, and ended
//! by one click, for good.
//!
//! The box on a form makes a row that waits, and one mail that asks. Nobody is written to again unless they confirm
//! within three days; then the row is gone. Every mail, that one too, has a link that ends it. Looking at a link changes
//! nothing, since programs that check mails follow every link; only sending the form on its page does, or the mail
//! program's own button, which sends the same (RFC 8058).
//!
//! A link names the subscription by an id that says nothing, with a keyed hash as proof that it is ours. No address is in
//! it, not even sealed, and no deployment key is needed to read it: keys are replaced one day, and a link to end mail
//! must work for as long as the mail lies anywhere.

mod page;
mod sending;
mod words;

use crate::closed_list::closed_list;
use crate::deployment::Deployment;
use crate::door::{Answer, Method, Request, Response};
use crate::form::Field;
use crate::language::Language;
use crate::platform::Platform;
use crate::report::same;
use crate::seal::{LookupKey, Owner};
use crate::store::{SubscriptionState, confirm, subscription, unsubscribe};
use crate::trouble::Trouble;

pub use page::{Part, SubscriptionPage};
pub use words::{ConfirmationWords, SubscriptionWords};

pub(crate) use sending::{origin, sweep};

/// For how long a subscription can be confirmed, in seconds: three days.
pub const CONFIRM_SECONDS: i64 = 72 * 3_600;

/// For how many days proof of a consent is kept once it ended, and for how many one to mail about similar projects lasts:
/// three years, as the notice says.
pub const PROOF_DAYS: u32 = 1_096;

closed_list! {
    /// A kind of mail that can be asked for.
    pub enum List {
        /// The newsletter of the operator.
        Newsletter = "newsletter",
        /// Mail about similar projects.
        Similar = "similar",
    }
}

impl List {
    /// The list that the box of a form is for, if it is for one.
    pub const fn of(field: Field) -> Option<Self> {
        match field {
            Field::ConsentNewsletter => Some(Self::Newsletter),
            Field::ConsentMarketingSimilar => Some(Self::Similar),
            _ => None,
        }
    }
}

/// Whose address it is that a subscription has sealed.
pub(crate) const fn owner<'a>(id: &'a str, list: &'a str) -> Owner<'a> {
    Owner { lead: id, project: list }
}

/// What a link of ours is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Confirm,
    Unsubscribe,
}

impl Purpose {
    const fn path(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Unsubscribe => "unsubscribe",
        }
    }
}

/// Which subscription a link is about, and in which language to speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reference<'a> {
    list: List,
    language: Language,
    id: &'a str,
}

impl<'a> Reference<'a> {
    /// The path of the link: it holds all of this, and the proof that it is ours.
    fn path(&self, purpose: Purpose, key: &LookupKey) -> String {
        let text = format!("{}.{}.{}", self.list, self.language, self.id);
        format!("/{}/{text}.{}", purpose.path(), key.subscription_token(purpose.path(), &text))
    }

    /// The reference that a token is, if it is ours and for this purpose.
    fn read(purpose: Purpose, token: &'a str, key: &LookupKey) -> Option<Self> {
        let (text, proof) = token.rsplit_once('.')?;
        if !same(key.subscription_token(purpose.path(), text).as_bytes(), proof.as_bytes()) {
            return None;
        }
        let mut parts = text.splitn(3, '.');
        let list = List::from_wire(parts.next()?)?;
        Some(Self { list, language: Language::from_wire(parts.next()?)?, id: parts.next()? })
    }
}

/// Whether a token behind `/confirm/` is of the shape of ours.
pub(crate) fn is_link(token: &str) -> bool {
    token.split('.').count() == 4
}

/// Where the subscription of this id can be ended, for ever: a path on the site.
pub(crate) fn way_out(list: List, language: Language, id: &str, key: &LookupKey) -> String {
    Reference { list, language, id }.path(Purpose::Unsubscribe, key)
}

/// Answers a request to `/confirm/<token>`.
pub(crate) async fn answer_confirm<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    token: &str,
    request: &Request<'_>,
) -> Answer {
    let Some(reference) = Reference::read(Purpose::Confirm, token, &deployment.lookups) else { return nothing() };
    let done = match request.method {
        Method::Post => confirm(platform, reference.id, platform.now()).await.map(drop),
        Method::Get | Method::Head => Ok(()),
        Method::Other => return other(),
    };
    let state = match done {
        Ok(()) => subscription(platform, reference.id, platform.now()).await,
        Err(error) => Err(error),
    };
    match state {
        Ok(Some(SubscriptionState::Pending)) => reference.show(platform, 200, Part::Confirm).await,
        Ok(Some(SubscriptionState::Confirmed)) => reference.show(platform, 200, Part::Confirmed).await,
        Ok(Some(SubscriptionState::Ended) | None) => reference.show(platform, 410, Part::Gone).await,
        Err(error) => unavailable(platform, &error.into()),
    }
}

/// Answers a request to `/unsubscribe/<token>`. Whoever sends anything there wants no more of it, and is told 200 whatever
/// there was to end; only if it could not be done are they told to send it again.
pub(crate) async fn answer_unsubscribe<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    token: &str,
    request: &Request<'_>,
) -> Answer {
    let Some(reference) = Reference::read(Purpose::Unsubscribe, token, &deployment.lookups) else {
        // No mail program is to try again with what is none of ours.
        return if request.method == Method::Post { Response::text(200, NOTHING).into() } else { nothing() };
    };
    match request.method {
        Method::Post => match unsubscribe(platform, reference.id, platform.now()).await {
            Ok(_) => reference.show(platform, 200, Part::Stopped).await,
            Err(error) => unavailable(platform, &error.into()),
        },
        Method::Get | Method::Head => match subscription(platform, reference.id, platform.now()).await {
            Ok(Some(SubscriptionState::Pending | SubscriptionState::Confirmed)) => {
                reference.show(platform, 200, Part::Stop).await
            }
            Ok(Some(SubscriptionState::Ended) | None) => reference.show(platform, 200, Part::Stopped).await,
            Err(error) => unavailable(platform, &error.into()),
        },
        Method::Other => other(),
    }
}

const NOTHING: &str = "There is nothing at this address.";

fn nothing() -> Answer {
    Response::text(404, NOTHING).into()
}

fn other() -> Answer {
    Response::text(405, "Only GET and POST are answered here.").with("allow", "GET, HEAD, POST").into()
}

fn unavailable<P: Platform>(platform: &P, trouble: &Trouble) -> Answer {
    platform.log(&format!("subscription: {trouble}"));
    Response::text(503, "This could not be done now. Please try again in a minute.").with("retry-after", "60").into()
}

impl Reference<'_> {
    /// One part of the page in the language of the mail. Without the page that the build wrote, in a few plain words:
    /// what was asked for is done either way.
    async fn show<P: Platform>(&self, platform: &P, status: u16, part: Part) -> Answer {
        let path = SubscriptionPage::path(self.language);
        let why = match platform.site_file(&path).await {
            Ok(Some(text)) => match SubscriptionPage::read(&text) {
                Some(page) => return Response::html(status, page.showing(part, self.list), page.policy).into(),
                None => "it is not a page of ours".to_owned(),
            },
            Ok(None) => "the build did not write it".to_owned(),
            Err(error) => error.to_string(),
        };
        platform.log(&format!("{path}: {why}"));
        Response::text(status, part.plainly()).into()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::{Purpose, Reference, is_link};
    use crate::language::Language;
    use crate::seal::LookupKey;

    fn reference() -> Reference<'static> {
        Reference { list: super::List::Newsletter, language: Language::French, id: "0123456789abcdef0123456789abcdef" }
    }

    #[test]
    fn a_link_is_read_by_whoever_made_it_and_for_its_purpose_only() {
        let key = LookupKey::new(&[1; 32]);
        for (own, other) in [(Purpose::Confirm, Purpose::Unsubscribe), (Purpose::Unsubscribe, Purpose::Confirm)] {
            let path = reference().path(own, &key);
            let token = path.rsplit('/').next().unwrap();
            assert!(is_link(token), "{token}");
            assert_eq!(Reference::read(own, token, &key), Some(reference()));
            assert_eq!(Reference::read(other, token, &key), None);
            assert_eq!(Reference::read(own, token, &LookupKey::new(&[2; 32])), None);
        }
    }

    proptest! {
        #[test]
        fn any_other_text_is_nobodys(text in ".{0,200}") {
            prop_assert_eq!(Reference::read(Purpose::Unsubscribe, &text, &LookupKey::new(&[1; 32])), None);
        }

        #[test]
        fn no_letter_of_a_link_can_be_changed(place in 0..100_usize, letter in "[0-9a-f.]") {
            let key = LookupKey::new(&[1; 32]);
            let path = reference().path(Purpose::Unsubscribe, &key);
            let token = path.rsplit('/').next().unwrap();
            let place = place % token.len();
            let changed = format!("{}{letter}{}", &token[..place], &token[place + 1..]);
            prop_assert_eq!(Reference::read(Purpose::Unsubscribe, &changed, &key).is_some(), changed == token);
        }
    }
}
