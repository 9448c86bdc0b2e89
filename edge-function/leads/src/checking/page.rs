//! The page on which the check is offered. The theme draws it at build time; here it is only sent.

use crate::contract::Slug;
use crate::door::Response;
use crate::language::Language;

const AGAIN: &str = "<?again?>";
const END: &str = "<?end?>";

/// A page in one language: a line with the host, one with the policy, and the HTML. What stands in it between
/// `<?again?>` and `<?end?>` is shown if another try is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckingPage<'a> {
    /// The host of the site, on which alone the check counts: without scheme and port.
    pub host: &'a str,
    /// The value of its header `Content-Security-Policy`.
    pub policy: &'a str,
    before: &'a str,
    again: &'a str,
    after: &'a str,
}

impl<'a> CheckingPage<'a> {
    /// Where the page of a project in a language lies in the site: from its root, without a slash in front.
    pub fn path(slug: &Slug, language: Language) -> String {
        path(slug.as_str(), language.wire())
    }

    /// Reads what [`CheckingPage::write`] wrote, or else nothing.
    pub fn read(text: &'a str) -> Option<Self> {
        let (host, rest) = text.split_once('\n')?;
        let (policy, html) = rest.split_once('\n')?;
        let (before, rest) = html.split_once(AGAIN)?;
        let (again, after) = rest.split_once(END)?;
        Some(Self { host, policy, before, again, after })
    }

    /// The text of the page with this HTML; `None` if it has no place for the words that ask for another try.
    pub fn write(host: &str, policy: &str, html: &str) -> Option<String> {
        let text = format!("{host}\n{policy}\n{html}");
        let read = CheckingPage::read(&text)?;
        let is_whole = read.host == host && read.policy == policy && !read.again.trim().is_empty();
        is_whole.then_some(text)
    }

    /// The page, perhaps asking for another try.
    pub(super) fn response(&self, is_again: bool) -> Response {
        let (status, again) = if is_again { (422, self.again) } else { (200, "") };
        Response::html(status, [self.before, again, self.after].concat(), self.policy)
    }
}

pub(super) fn path(slug: &str, language: &str) -> String {
    format!("_gevel/{slug}/{language}.checking")
}
