//! What people ask by right, by themselves: a form, a link that proves whose address it is, and what follows from it.
//!
//! Nothing is looked up before the link was opened and its button pressed, so whatever a form is answered says nothing
//! about anyone. Looking at a link changes nothing, since programs that check mails follow every link; pressing the
//! button acts, once, under a name that is made of the link itself.

mod act;
mod form;
mod package;
mod pages;
mod template;

use std::fmt::Write as _;

use crate::deployment::Deployment;
use crate::door::{Answer, Body, Method, Request, Response};
use crate::language::Language;
use crate::markup::escaped;
use crate::platform::{Limit, Platform};
use crate::relay::{EventId, Outcome, letter};
use crate::store::{RequestKind, may_mail, not_mailed};
use crate::submission::Email;
use crate::ticket::{self, NoTicket, Purpose, Ticket};
use crate::trouble::Trouble;
use form::{Asked, Refused};

pub use form::WORDS_MAX_LENGTH;
pub use pages::{Drawn, KEYS, RightsPages, RightsPagesError};

/// For how many seconds a link confirms.
const CONFIRM_SECONDS: i64 = 86_400;

/// One mail to one address in so many seconds, whoever asks for it.
const MAIL_SECONDS: i64 = 3_600;

/// Answers `POST /rights`: the same whether or not anything is known of the address.
pub(crate) async fn ask<P: Platform>(platform: &P, deployment: &Deployment, request: &Request<'_>) -> Answer {
    if request.method != Method::Post {
        return only("POST");
    }
    let pairs = match request.body {
        Body::Whole(bytes) => crate::submission::pairs(bytes, request.content_type).ok(),
        Body::TooLarge => None,
    };
    let typed = form::Typed::of(pairs.as_deref().unwrap_or_default());
    let pages = match pages(platform, typed.language()).await {
        Ok(pages) => pages,
        Err(trouble) => return out_of_order(platform, &trouble),
    };
    let asked = match (pairs.is_some(), typed.asked(platform.letters())) {
        (false, _) => return pages.form(413, &typed, &[Refused::Unreadable]).into(),
        (true, Ok(asked)) => asked,
        (true, Err(faults)) => return pages.form(422, &typed, &faults).into(),
    };
    if let Some(address) = request.sender {
        let now = platform.now().to_string();
        let day = now.split('T').next().unwrap_or_default();
        if !platform.within(Limit::Sender, &deployment.lookups.sender_of_day(day, address)).await {
            return pages.form(429, &typed, &[Refused::Flood]).into();
        }
    }
    match invite(platform, deployment, &pages, &asked).await {
        Ok(()) => pages.page(200, "sent_title", &pages.paragraphs(&["sent_text", "sent_after"])).into(),
        Err(trouble) => {
            platform.log(&format!("rights: a request could not be answered with a mail: {trouble}"));
            pages.form(503, &typed, &[Refused::Unavailable]).into()
        }
    }
}

/// Mails the link that confirms, unless the address was written to within the hour.
async fn invite<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    pages: &RightsPages,
    asked: &Asked,
) -> Result<(), Trouble> {
    let now = platform.now();
    let once = deployment.lookups.mailed("rights", &asked.address.for_lookup());
    if !may_mail(platform, &once, now.plus(MAIL_SECONDS), now).await? {
        return Ok(());
    }
    let ticket = Ticket {
        purpose: Purpose::Rights,
        address: asked.address.clone(),
        language: pages.language,
        detail: format!("{}\n{}", asked.kind, asked.words),
        until: Some(now.plus(CONFIRM_SECONDS)),
    };
    let token = ticket.seal(platform, deployment)?;
    let what = pages.word(&format!("do_{}", asked.kind)).to_owned();
    let lines = [
        pages.word("mail_intro").to_owned(),
        what,
        pages.word("mail_link").to_owned(),
        format!("{}/confirm/{token}", pages.origin),
        pages.word("mail_after").to_owned(),
    ];
    if write(platform, deployment, pages, &asked.address, &ticket::name(&token), "mail_subject", &lines).await? {
        return Ok(());
    }
    not_mailed(platform, &once).await?;
    Err(Trouble::NotMailed)
}

/// Mails these lines to a person. Gives whether the mail was taken over.
async fn write<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    pages: &RightsPages,
    address: &Email,
    id: &str,
    subject: &str,
    lines: &[String],
) -> Result<bool, Trouble> {
    let to = crate::partner::MailAddress::parse(address.as_str()).map_err(|_| Trouble::NotMailed)?;
    let id = EventId::parse(&format!("rights-{id}")).map_err(|_| Trouble::NotAnId)?;
    let from = &deployment.mail_from;
    let mail = letter(id, from, &to, pages.language, pages.word(subject), lines, platform.now());
    match platform.mail(&mail).await {
        Outcome::MailTaken => Ok(true),
        outcome => {
            platform.log(&format!("rights: a mail was not taken: {}", outcome.words()));
            Ok(false)
        }
    }
}

/// What a ticket for the form's confirmation asks.
fn kind_and_words(ticket: &Ticket) -> Option<(RequestKind, &str)> {
    let (kind, words) = ticket.detail.split_once('\n')?;
    Some((RequestKind::from_wire(kind)?, words))
}

/// The ticket behind a link, if it is for this, with the pages in its language; or else what is answered to whoever
/// followed the link.
async fn opened<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    token: &str,
    purpose: Purpose,
) -> Result<(RightsPages, Ticket), Answer> {
    let ticket = Ticket::open(deployment, token, platform.now());
    let pages =
        pages(platform, language_of(ticket.as_ref())).await.map_err(|trouble| out_of_order(platform, &trouble))?;
    match ticket {
        Ok(ticket) if ticket.purpose == purpose => Ok((pages, ticket)),
        Ok(_) | Err(NoTicket::Broken) => Err(pages.broken().into()),
        Err(NoTicket::Expired(_)) => Err(pages.expired().into()),
    }
}

/// Answers `/confirm/<token>`.
pub(crate) async fn confirm<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    token: &str,
    request: &Request<'_>,
) -> Answer {
    let (pages, ticket) = match opened(platform, deployment, token, Purpose::Rights).await {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    let Some((kind, words)) = kind_and_words(&ticket) else { return pages.broken().into() };
    match request.method {
        Method::Get | Method::Head => {
            let mut body = pages.paragraphs(&["confirm_text", &format!("do_{kind}")]);
            if !words.is_empty() {
                let (label, words) = (escaped(pages.word("words_label")), escaped(words));
                let _ = write!(body, "<h2>{label}</h2><p dir=\"auto\">{}</p>", words.replace('\n', "<br>"));
            }
            let button = escaped(pages.word("button"));
            let _ = write!(
                body,
                "<form method=\"post\"><p><button class=\"btn\" type=\"submit\">{button}</button></p></form>"
            );
            pages.page(200, "confirm_title", &body).into()
        }
        Method::Post => {
            let id = format!("r-{}", ticket::name(token));
            match act::act(platform, deployment, &pages, &ticket, kind, words, &id).await {
                Ok(then) => {
                    let body = pages.paragraphs(&[&format!("done_{kind}"), "done_after"]);
                    Answer { response: pages.page(200, "done_title", &body), then }
                }
                Err(trouble) => {
                    platform.log(&format!("request {id}: {trouble}"));
                    let body = pages.paragraphs(&["note_unavailable"]);
                    pages.page(503, "confirm_title", &body).with("retry-after", "60").into()
                }
            }
        }
        Method::Other => only("GET, POST"),
    }
}

/// Answers `/package/<token>`.
pub(crate) async fn package<P: Platform>(
    platform: &P,
    deployment: &Deployment,
    token: &str,
    request: &Request<'_>,
) -> Answer {
    let (pages, ticket) = match opened(platform, deployment, token, Purpose::Package).await {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    if !matches!(request.method, Method::Get | Method::Head) {
        return only("GET");
    }
    package::answer(platform, deployment, &pages, &ticket, request.query)
        .await
        .map_or_else(|trouble| out_of_order(platform, &trouble), Answer::from)
}

fn language_of(opened: Result<&Ticket, &NoTicket>) -> Option<Language> {
    match opened {
        Ok(ticket) => Some(ticket.language),
        Err(NoTicket::Expired(language)) => Some(*language),
        Err(NoTicket::Broken) => None,
    }
}

/// The pages in this language, or else in the first that the site has.
async fn pages<P: Platform>(platform: &P, language: Option<Language>) -> Result<RightsPages, Trouble> {
    for language in language.iter().chain(Language::ALL) {
        let path = RightsPages::path(*language);
        if let Some(text) = platform.site_file(&path).await? {
            return RightsPages::from_json(&text).map_err(|error| Trouble::SiteContent(path, error.to_string()));
        }
    }
    let path = RightsPages::path(language.unwrap_or(Language::English));
    Err(Trouble::SiteContent(path, "the build did not write it".to_owned()))
}

fn only(methods: &'static str) -> Answer {
    Response::text(405, &format!("Only {methods} is answered here.")).with("allow", methods).into()
}

fn out_of_order<P: Platform>(platform: &P, trouble: &Trouble) -> Answer {
    platform.log(&format!("rights: {trouble}"));
    Response::text(503, "This could not be done now. Please try again in a minute.").with("retry-after", "60").into()
}
