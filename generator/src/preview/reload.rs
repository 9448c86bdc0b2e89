//! Makes open pages follow the site: a small script in every page, and a stream of events it listens to.
//!
//! A page carries the revision it was made from. The stream says the shown revision at once and whenever it
//! changes, so a page is never left behind: not by a change between its making and its listening, not by a
//! restart of the server, not by a night with the lid closed.

use std::{convert::Infallible, time::Duration};

use axum::{
    Router,
    extract::State,
    http::header,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use futures_util::stream::{self, Stream};
use tokio::sync::watch as latest;

use crate::preview::{Preview, Shown};

/// How soon a browser asks again after the server has gone away; its own patience would be several seconds.
const ASK_AGAIN: Duration = Duration::from_millis(500);

/// Whether pages reload themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    /// Pages get the reload script, and their policy allows it.
    Live,
    /// Pages are served exactly as built.
    Off,
}

/// The routes of the script and its events. The stream ends when the sender of `closing` is gone.
pub(super) fn routes(preview: Preview, closing: latest::Receiver<()>) -> Router {
    Router::new()
        .route("/_preview/reload.js", get(script))
        .route("/_preview/events", get(events))
        .with_state((preview, closing))
}

/// Puts the script at the end of a page made from `revision`.
pub(super) fn inject(mut page: Vec<u8>, revision: u64) -> Vec<u8> {
    let script = format!(r#"<script src="/_preview/reload.js" data-revision="{revision:016x}" defer></script>"#);
    let end = page.windows(b"</body".len()).rposition(|tag| tag.eq_ignore_ascii_case(b"</body")).unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    page
}

async fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, include_str!("reload.js")).into_response()
}

async fn events(State((preview, closing)): State<(Preview, latest::Receiver<()>)>) -> Response {
    Sse::new(revisions(preview.follow(), closing)).keep_alive(KeepAlive::default()).into_response()
}

fn revisions(
    mut shown: latest::Receiver<Shown>,
    closing: latest::Receiver<()>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    shown.mark_changed();
    stream::unfold((shown, closing), |(mut shown, mut closing)| async move {
        tokio::select! {
            _gone = closing.changed() => return None,
            changed = shown.changed() => changed.ok()?,
        }
        let revision = shown.borrow_and_update().revision;
        let event = Event::default().event("revision").data(format!("{revision:016x}")).retry(ASK_AGAIN);
        Some((Ok(event), (shown, closing)))
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::inject;

    fn injected(page: &str) -> String {
        String::from_utf8(inject(page.as_bytes().to_vec(), 0xab)).unwrap()
    }

    #[test]
    fn the_script_stands_before_the_end_of_the_page() {
        assert_eq!(
            injected("<p>About &lt;/body></p></BODY></html>"),
            "<p>About &lt;/body></p><script src=\"/_preview/reload.js\" data-revision=\"00000000000000ab\" defer>\
             </script></BODY></html>"
        );
    }

    #[test]
    fn a_page_without_an_end_tag_gets_it_too() {
        assert!(injected("<p>short").starts_with("<p>short<script src="));
        assert!(injected("").starts_with("<script src="));
    }
}
