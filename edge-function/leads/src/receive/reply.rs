//! What a visitor is told: as a page in the page's own form and language, or as JSON for a script, of equal worth.

use serde_json::Value;

use super::Kept;
use crate::answer::{AnswerPage, Note};
use crate::checking;
use crate::contract::Contract;
use crate::deployment::Deployment;
use crate::door::{Body, Request, Response};
use crate::json::object;
use crate::language::Language;
use crate::platform::{Limit, Platform};
use crate::submission::{BodyError, FieldFault, Rejection, Typed};

/// Why nothing was stored, although perhaps nothing is wrong with any field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// Something of ours failed.
    Unavailable,
    /// Too many at this moment.
    Flood,
    /// The project takes no enquiries any more.
    Closed,
    /// There was more of it than any form sends.
    TooLarge,
    /// It cannot be read as a form.
    Unreadable(BodyError),
}

impl Refused {
    fn status(self) -> u16 {
        match self {
            Self::Unavailable => 503,
            Self::Flood => 429,
            Self::Closed => 410,
            Self::TooLarge | Self::Unreadable(BodyError::TooLarge) => 413,
            Self::Unreadable(BodyError::ContentType | BodyError::Charset) => 415,
            Self::Unreadable(
                BodyError::NotUtf8 | BodyError::TooManyFields | BodyError::File | BodyError::Malformed,
            ) => 400,
        }
    }

    fn note(self) -> Note {
        match self {
            Self::Unavailable => Note::Unavailable,
            Self::Flood => Note::Flood,
            Self::Closed => Note::Closed,
            Self::TooLarge | Self::Unreadable(_) => Note::Unreadable,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::TooLarge => BodyError::TooLarge.code(),
            Self::Unreadable(error) => error.code(),
            Self::Unavailable | Self::Flood | Self::Closed => self.note().wire(),
        }
    }
}

/// Answers one request.
pub(super) struct Reply<'a, P> {
    platform: &'a P,
    request: &'a Request<'a>,
    is_json: bool,
    language: Option<Language>,
}

impl<'a, P: Platform> Reply<'a, P> {
    pub(super) fn to(platform: &'a P, request: &'a Request<'a>) -> Self {
        let accepts = |kind| request.accept.is_some_and(|accept| accept.contains(kind));
        Self { platform, request, is_json: accepts("application/json") && !accepts("text/html"), language: None }
    }

    pub(super) fn in_language(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }

    /// There is no such project.
    pub(super) fn nobody(&self) -> Response {
        if self.is_json {
            return Response::error(404, "unknown_project", "There is no form at this address.");
        }
        Response::text(404, "There is no form at this address.")
    }

    /// The fields that are wrong, with what was typed.
    pub(super) async fn reject(&self, contract: &Contract, rejection: &Rejection) -> Response {
        let page = self.page(contract, rejection.language).await;
        if self.is_json {
            let errors: Vec<Value> = rejection.faults.iter().map(|fault| one(fault, page.as_ref())).collect();
            return Response::json(422, &object! { "errors": errors });
        }
        match page {
            Some(page) => Response::html(422, page.with_faults(&rejection.typed, &rejection.faults), page.policy()),
            None => Response::text(422, &bare(&rejection.faults)),
        }
    }

    /// Why nothing was stored, with what was typed as far as it can be read.
    pub(super) async fn refuse(&self, contract: Option<&Contract>, refused: Refused) -> Response {
        let page = match contract {
            Some(contract) => {
                let own = contract.terms().languages.first().copied();
                self.page(contract, self.language.or(own).unwrap_or(Language::English)).await
            }
            None => None,
        };
        let words = page.as_ref().map_or(FALLBACK, |page| page.note_text(refused.note()));
        let response = match (&page, contract) {
            _ if self.is_json => Response::error(refused.status(), refused.code(), words),
            (Some(page), Some(contract)) => {
                let typed = match self.request.body {
                    Body::Whole(bytes) => Some(Typed::read(bytes, self.request.content_type, contract)),
                    Body::TooLarge => None,
                };
                Response::html(refused.status(), page.with_note(typed.as_ref(), refused.note()), page.policy())
            }
            _ => Response::text(refused.status(), words),
        };
        match refused {
            Refused::Flood => response.with("retry-after", Limit::SECONDS.to_string()),
            Refused::Unavailable => response.with("retry-after", "30"),
            Refused::Closed | Refused::TooLarge | Refused::Unreadable(_) => response,
        }
    }

    /// Thanks, now that it is stored; and the truth about what happens next.
    pub(super) fn thank(&self, contract: &Contract, kept: &Kept, deployment: &Deployment) -> Response {
        if self.is_json {
            let state = if kept.is_checked { "checking" } else { "accepted" };
            return Response::json(202, &object! { "lead": kept.lead.to_string(), "state": state });
        }
        let terms = contract.terms();
        let language = self.language.or(terms.languages.first().copied()).unwrap_or(Language::English);
        let slug = &terms.project.slug;
        Response::see_other(&if kept.is_checked {
            checking::path(self.platform, deployment, slug.as_str(), language, kept.lead)
        } else {
            format!("/{slug}/{language}/thanks/")
        })
    }

    /// The page's own form to answer with. Without it an answer is plainer, but not silent.
    async fn page(&self, contract: &Contract, language: Language) -> Option<AnswerPage> {
        let path = AnswerPage::path(&contract.terms().project.slug, language);
        let read = match self.platform.site_file(&path).await {
            Ok(Some(json)) => AnswerPage::from_json(&json).map_err(|error| error.to_string()),
            Ok(None) => Err("the build did not write it".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        read.map_err(|why| self.platform.log(&format!("{path}: {why}"))).ok()
    }
}

/// Said where even the words of the page cannot be read.
const FALLBACK: &str =
    "Your enquiry was not saved. Please go back, your text is still there, and try again in a minute.";

fn one(fault: &FieldFault, page: Option<&AnswerPage>) -> Value {
    let code = fault.fault.code();
    let message = page.map_or_else(|| code.to_owned(), |page| page.message(fault));
    object! { "field": fault.place.name(), "code": code, "message": message }
}

fn bare(faults: &[FieldFault]) -> String {
    let lines: Vec<_> = faults.iter().map(|fault| format!("{}: {}", fault.place.name(), fault.fault.code())).collect();
    format!("Please go back and correct:\n{}", lines.join("\n"))
}
