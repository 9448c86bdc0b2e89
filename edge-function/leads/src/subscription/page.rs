//! The page behind the links of a mail. The theme draws it at build time, with a part for each thing there is to say; here
//! one of the parts is chosen.

use super::List;
use crate::closed_list::closed_list;
use crate::language::Language;

const OPEN: &str = "<?";
const CLOSE: &str = "?>";
const END: &str = "end";

closed_list! {
    /// What there is to say.
    pub enum Part {
        /// Whether they confirm that they want mail.
        Confirm = "confirm",
        /// They did.
        Confirmed = "confirmed",
        /// Whether they want no more.
        Stop = "stop",
        /// They get no more.
        Stopped = "stopped",
        /// The time in which it could be confirmed is over.
        Gone = "gone",
    }
}

impl Part {
    /// The name of its place on the page.
    pub fn place(self, list: List) -> String {
        format!("{self}-{list}")
    }

    /// The same where there is no page.
    pub(super) const fn plainly(self) -> &'static str {
        match self {
            Self::Confirm => "This page cannot be shown now. Nothing was changed. Please try again later.",
            Self::Confirmed => "It is confirmed.",
            Self::Stop => "To stop these mails, use the button of your mail program, or answer the mail.",
            Self::Stopped => "You will get no more of these mails.",
            Self::Gone => "This link is not valid any more. Nothing will be sent.",
        }
    }
}

/// A page in one language: a line with the policy, and the HTML. What stands in it between `<?confirm-newsletter?>` and
/// `<?end?>` is shown if that is the part to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubscriptionPage<'a> {
    /// The value of its header `Content-Security-Policy`.
    pub policy: &'a str,
    html: &'a str,
}

impl<'a> SubscriptionPage<'a> {
    /// Where the page in a language lies in the site: from its root, without a slash in front.
    pub fn path(language: Language) -> String {
        format!("_gevel/subscription/{language}.page")
    }

    /// Reads what [`SubscriptionPage::write`] wrote, or else nothing.
    pub fn read(text: &'a str) -> Option<Self> {
        let (policy, html) = text.split_once('\n')?;
        Some(Self { policy, html })
    }

    /// The text of the page with this HTML; `None` if it says nothing in one of its parts, or has other marks.
    pub fn write(policy: &str, html: &str) -> Option<String> {
        let text = format!("{policy}\n{html}");
        let page = SubscriptionPage::read(&text)?;
        let around = page.chosen("");
        let says = |part: &Part| {
            List::ALL.iter().all(|list| {
                let shown = page.showing(*part, *list);
                shown.len() > around.len() && !shown.contains(OPEN)
            })
        };
        let is_whole = page.policy == policy && Part::ALL.iter().all(says);
        is_whole.then_some(text)
    }

    /// The HTML with this part of it about this list.
    pub fn showing(&self, part: Part, list: List) -> String {
        self.chosen(&part.place(list))
    }

    fn chosen(&self, place: &str) -> String {
        let mut shown = String::with_capacity(self.html.len());
        let mut is_shown = true;
        for (index, piece) in self.html.split(OPEN).enumerate() {
            let text = if index == 0 {
                piece
            } else {
                let (mark, text) = piece.split_once(CLOSE).unwrap_or(("", piece));
                is_shown = mark == END || mark == place;
                text
            };
            if is_shown {
                shown.push_str(text);
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{List, Part, SubscriptionPage};

    fn html() -> String {
        let place = |part: &Part| List::ALL.iter().map(|list| part.place(*list)).collect::<Vec<_>>();
        let parts: Vec<_> =
            Part::ALL.iter().flat_map(place).map(|name| format!("<?{name}?><p>{name}<?end?>")).collect();
        format!("<main>{}</main>", parts.concat())
    }

    #[test]
    fn one_part_is_shown_and_what_stands_around_all() {
        let text = SubscriptionPage::write("default-src 'none'", &html()).unwrap();
        let page = SubscriptionPage::read(&text).unwrap();
        assert_eq!(page.policy, "default-src 'none'");
        assert_eq!(page.showing(Part::Stop, List::Similar), "<main><p>stop-similar</main>");
    }

    #[test]
    fn a_page_that_has_nothing_to_say_in_some_case_is_none() {
        let without = html().replace("<?gone-similar?><p>gone-similar<?end?>", "");
        assert_eq!(SubscriptionPage::write("default-src 'none'", &without), None);
    }
}
