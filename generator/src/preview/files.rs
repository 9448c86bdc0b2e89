//! Answers a request for a file or page from what is shown.

use std::{fmt::Write as _, io};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::Response,
};
use sha2::{Digest, Sha256};
use tokio::task;

use crate::preview::{
    Notice, Preview, Reload, Shown, Site,
    address::{self, Target},
    media::media_type,
    policy, reload,
};

/// What the host sends, and what every page keeps here whatever its rules say: an edit shows at once.
const REVALIDATE: &str = "public, max-age=0, must-revalidate";
const PLAIN_TEXT: &str = "text/plain; charset=utf-8";

/// Everything that has no route of its own.
pub(super) async fn answer(
    State((preview, reload)): State<(Preview, Reload)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        let mut refusal = Answer::text(StatusCode::METHOD_NOT_ALLOWED, "Files can only be read: use GET or HEAD.\n");
        refusal.set(header::ALLOW, "GET, HEAD");
        return refusal.send(&method, &headers);
    }
    let shown = preview.now();
    // Reading may encode a picture, which takes seconds and a whole core.
    let made = task::spawn_blocking(move || {
        let answer = shown.answer(&uri, reload);
        answer.send(&method, &headers)
    });
    made.await.unwrap_or_else(|_panic| {
        Answer::text(StatusCode::INTERNAL_SERVER_ERROR, "Making this file failed; the terminal says more.\n")
            .send(&Method::GET, &HeaderMap::new())
    })
}

impl Shown {
    fn answer(&self, uri: &Uri, reload: Reload) -> Answer {
        let path = uri.path();
        let target = address::find(path, |file| self.site.as_ref().is_some_and(|site| site.snapshot.contains(file)));
        let wants_page = match &target {
            Target::File(file) => address::is_page(file),
            Target::Moved(_) => true,
            Target::Missing => address::is_page(path),
            Target::Refused => false,
        };
        match (&self.notice, &self.site) {
            (Some(notice), _) if wants_page => Answer::of_notice(notice, reload),
            (_, Some(site)) => self.of_site(site, target, uri, reload),
            (_, None) => Answer::not_found(),
        }
    }

    fn of_site(&self, site: &Site, target: Target, uri: &Uri, reload: Reload) -> Answer {
        let mut answer = match target {
            Target::File(file) => site.file(&file, StatusCode::OK).unwrap_or_else(Answer::not_found),
            Target::Moved(path) => Answer::moved(&path, uri.query()),
            // While something is wrong the site's own words for a missing page would mislead.
            Target::Missing | Target::Refused if self.notice.is_some() => Answer::not_found(),
            Target::Missing | Target::Refused => site.not_found(uri.path()),
        };
        site.rules.apply(uri.path(), &mut answer.headers);
        policy::drop_https(&mut answer.headers);
        if answer.status != StatusCode::OK {
            // A rule for a whole folder also reaches what is missing in it, and may say "keep it for a year".
            answer.set(header::CACHE_CONTROL, "no-store");
        } else if answer.is_page() && !answer.is_revalidated() {
            answer.set(header::CACHE_CONTROL, REVALIDATE);
        }
        if answer.is_page() && reload == Reload::Live {
            answer.body = reload::inject(answer.body, self.revision);
            policy::allow_reload(&mut answer.headers);
        }
        answer
    }
}

impl Site {
    fn file(&self, path: &str, status: StatusCode) -> Option<Answer> {
        Some(match self.snapshot.read(path)? {
            Ok(body) => {
                let mut answer = Answer::new(status, media_type(path), body);
                answer.set(header::CACHE_CONTROL, REVALIDATE);
                answer
            }
            Err(problem) => Answer::failed(path, &problem),
        })
    }

    fn not_found(&self, path: &str) -> Answer {
        address::not_found_pages(path)
            .find(|page| self.snapshot.contains(page))
            .and_then(|page| self.file(&page, StatusCode::NOT_FOUND))
            .unwrap_or_else(Answer::not_found)
    }
}

/// An answer before it is known how much of it the browser needs.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn new(status: StatusCode, media_type: &str, body: Vec<u8>) -> Self {
        let mut answer = Self { status, headers: HeaderMap::new(), body };
        answer.set(header::CONTENT_TYPE, media_type);
        answer
    }

    /// Words of the preview itself, which no browser may keep.
    fn text(status: StatusCode, text: &str) -> Self {
        let mut answer = Self::new(status, PLAIN_TEXT, text.as_bytes().to_vec());
        answer.set(header::CACHE_CONTROL, "no-store");
        answer.set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        answer
    }

    fn not_found() -> Self {
        Self::text(StatusCode::NOT_FOUND, "There is no such file in this site.\n")
    }

    /// Said in full: whoever looks at a preview is the one who can mend it.
    fn failed(path: &str, problem: &io::Error) -> Self {
        Self::text(StatusCode::INTERNAL_SERVER_ERROR, &format!("{path} could not be made: {problem}\n"))
    }

    /// Keeps the question mark and what follows: campaign links carry it.
    fn moved(path: &str, query: Option<&str>) -> Self {
        let mut answer = Self { status: StatusCode::TEMPORARY_REDIRECT, headers: HeaderMap::new(), body: Vec::new() };
        match query {
            None => answer.set(header::LOCATION, path),
            Some(query) => answer.set(header::LOCATION, &format!("{path}?{query}")),
        }
        answer
    }

    /// 503, for the page is wanted, is coming back, and must not be taken for the real one by anything that looks.
    fn of_notice(notice: &Notice, reload: Reload) -> Self {
        let page = notice.page.clone().into_bytes();
        let body = match reload {
            Reload::Live => reload::inject(page, notice.revision),
            Reload::Off => page,
        };
        let mut answer = Self::new(StatusCode::SERVICE_UNAVAILABLE, media_type(".html"), body);
        answer.set(header::CACHE_CONTROL, "no-store");
        answer.set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        answer.set(header::CONTENT_SECURITY_POLICY, &notice.policy);
        if reload == Reload::Live {
            policy::allow_reload(&mut answer.headers);
        }
        answer
    }

    /// Values that are no header value (a control character in them) are left out.
    fn set(&mut self, name: HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
    }

    fn is_page(&self) -> bool {
        self.header(&header::CONTENT_TYPE).starts_with("text/html")
    }

    fn is_revalidated(&self) -> bool {
        let control = self.header(&header::CACHE_CONTROL).to_ascii_lowercase();
        control.split(',').any(|part| matches!(part.trim(), "no-cache" | "no-store" | "max-age=0"))
    }

    fn header(&self, name: &HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Leaves out what this request does not need: the body after HEAD, everything the browser still has.
    fn send(mut self, method: &Method, request: &HeaderMap) -> Response {
        let length = self.body.len();
        if self.status == StatusCode::OK {
            let tag = self.tag();
            self.set(header::ETAG, &tag);
            if still_has(request, &tag) {
                self.status = StatusCode::NOT_MODIFIED;
            }
        }
        let body = if self.status == StatusCode::NOT_MODIFIED {
            Body::empty()
        } else {
            self.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            if *method == Method::HEAD { Body::empty() } else { Body::from(self.body) }
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }

    /// Of the content and its policy: a browser that gets "not modified" keeps the policy it had, so a page whose
    /// policy alone has changed must count as another page.
    fn tag(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.header(&header::CONTENT_SECURITY_POLICY));
        hash.update([0]);
        hash.update(&self.body);
        let mut tag = String::from("\"");
        for byte in hash.finalize().iter().take(16) {
            // Writing to a string cannot fail.
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        tag
    }
}

/// Whether `If-None-Match` names the tag, compared weakly as it asks for.
fn still_has(request: &HeaderMap, tag: &str) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
