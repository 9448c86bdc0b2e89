//! Shows a built site on the author's own machine, so that an edit can be judged in a browser before anyone
//! else sees it.
//!
//! The preview knows nothing of how a site is made. It is handed finished sites and shows the last one:
//!
//! 1. [`Listening::open`] takes a port, [`Listening::serve`] answers on it;
//! 2. [`watch()`] tells when the author has saved something;
//! 3. the caller builds again and [`Preview::show`]s the outcome, a [`View`]: the whole new site, or a page
//!    that says what is wrong ([`problems_page`]);
//! 4. open pages notice that their revision is no longer the shown one, and reload themselves.
//!
//! Pages are served as the real host serves them (paths, redirects, the rules of `_headers`), so that a header
//! which breaks a page breaks it here first. Where plain HTTP on one's own machine forces a difference, the
//! module that makes the difference says why.

mod address;
mod files;
mod headers;
mod host;
mod media;
mod policy;
mod problems;
mod reload;
mod server;
mod watch;

#[cfg(test)]
mod tests;

use std::{io, sync::Arc};

use tokio::sync::watch as latest;

pub use problems::{Entry, Excerpt, problems_page};
pub use reload::Reload;
pub use server::{BindError, Listening, interrupted};
pub use watch::{WatchError, Watching, watch};

pub(crate) use policy::{drop_https, of_notice as policy_of_page};
pub(crate) use problems::escape;

use headers::HeaderRules;

/// One whole built site in memory; swapped whole.
pub trait Snapshot: Send + Sync + 'static {
    /// The file at an output path such as `residentie-leiehof/nl/index.html` or `_headers`; `None` when there is
    /// no such file. May take long (a picture may be encoded on demand): it is called where blocking is allowed.
    fn read(&self, path: &str) -> Option<io::Result<Vec<u8>>>;

    /// Whether [`read`](Self::read) would find a file, told without making it.
    fn contains(&self, path: &str) -> bool;

    /// A fingerprint of every path and its content: the same for the same site, also in another run of the
    /// program. Pages reload when it changes, and only then.
    fn revision(&self) -> u64;
}

/// What the preview shows.
pub enum View {
    /// A site without mistakes.
    Site(Arc<dyn Snapshot>),
    /// The site could not be made. Every page answers with this one (status 503) until the next `Site`;
    /// pictures, fonts and styles are still served from the last good site.
    Problems {
        /// A finished HTML document. Its `<style>` elements are allowed by their hash; scripts are not.
        page: String,
    },
}

/// A handle on what is shown; clones show the same thing.
#[derive(Clone)]
pub struct Preview {
    shown: latest::Sender<Shown>,
}

impl Preview {
    /// A preview that says "not ready yet" until something is [shown](Self::show).
    pub fn new() -> Self {
        let waiting = Notice::new(problems::waiting_page());
        Self {
            shown: latest::Sender::new(Shown {
                revision: waiting.revision,
                site: None,
                notice: Some(Arc::new(waiting)),
            }),
        }
    }

    /// Swaps what is shown. A request is answered wholly from what was shown when it came in. Browsers are told
    /// to reload only if the revision changed.
    pub fn show(&self, view: View) {
        let (site, notice) = match view {
            View::Site(snapshot) => (Some(Arc::new(Site::new(snapshot))), None),
            View::Problems { page } => (None, Some(Arc::new(Notice::new(page)))),
        };
        self.shown.send_if_modified(|shown| {
            let before = shown.revision;
            if let Some(site) = site {
                shown.revision = site.snapshot.revision();
                shown.site = Some(site);
            }
            if let Some(notice) = &notice {
                shown.revision = notice.revision;
            }
            shown.notice = notice;
            shown.revision != before
        });
    }

    /// A file of the site that is shown, or was shown last, also if browsers may not have it: `Some(None)` if the site
    /// has no such file, `None` before the first site.
    pub fn site_file(&self, path: &str) -> Option<Option<io::Result<Vec<u8>>>> {
        let site = self.now().site?;
        Some(site.snapshot.read(path))
    }

    /// What is shown at this moment.
    fn now(&self) -> Shown {
        self.shown.borrow().clone()
    }

    /// Hears of every new revision from now on.
    fn follow(&self) -> latest::Receiver<Shown> {
        self.shown.subscribe()
    }
}

impl Default for Preview {
    fn default() -> Self {
        Self::new()
    }
}

/// Everything one answer is made from; cheap to clone.
#[derive(Clone)]
struct Shown {
    /// The last good site; `None` before the first.
    site: Option<Arc<Site>>,
    /// Stands in for every page while there is no good site.
    notice: Option<Arc<Notice>>,
    revision: u64,
}

/// A snapshot with its header rules read once.
struct Site {
    snapshot: Arc<dyn Snapshot>,
    rules: HeaderRules,
}

impl Site {
    fn new(snapshot: Arc<dyn Snapshot>) -> Self {
        let rules = match snapshot.read("_headers") {
            Some(Ok(text)) => HeaderRules::parse(&String::from_utf8_lossy(&text)),
            Some(Err(_)) | None => HeaderRules::default(),
        };
        Self { snapshot, rules }
    }
}

/// A page of the preview itself, shown in the place of the site's pages.
struct Notice {
    page: String,
    /// Its own Content-Security-Policy: the site's would forbid its style.
    policy: String,
    revision: u64,
}

impl Notice {
    fn new(page: String) -> Self {
        Self { policy: policy::of_notice(&page), revision: policy::fingerprint(page.as_bytes()), page }
    }
}
