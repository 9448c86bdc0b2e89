//! Shows the author what is wrong, in the place of the page it concerns: what, where, and what to try, quoting
//! their own file.

use std::fmt::Write as _;

/// Characters shown before the caret; on a phone about so many fit in a line.
const WIDEST_BEFORE: usize = 30;

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// `error`, or anything milder.
    pub severity: &'a str,
    /// The code that `gevel explain` knows.
    pub code: &'a str,
    /// The file, and the line and column if known: `projects/x/project.yaml:14:7`.
    pub place: String,
    /// What is wrong. Words between backticks are shown as code.
    pub message: String,
    /// What to try.
    pub help: Option<String>,
    /// The line that is wrong.
    pub excerpt: Option<Excerpt>,
}

/// A line of the author's file.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// The number of the line, from 1.
    pub line: u32,
    /// The line, without its end.
    pub text: String,
    /// The character the caret stands under, from 1.
    pub column: u32,
}

/// A whole HTML page that lists the problems by file, files and problems in the order given.
pub fn problems_page(problems: &[Entry<'_>]) -> String {
    let files = by_file(problems);
    let title = heading(problems, &files);
    let mut body = format!("<h1>{}</h1>\n", escape(&title));
    body.push_str("<p class=\"lead\">The page is back at this address as soon as everything is mended.");
    let mild = problems.iter().filter(|problem| !is_error(problem)).count();
    if mild > 0 && mild < problems.len() {
        let _ = write!(body, " {} below can wait.", count(mild, "remark"));
    }
    body.push_str("</p>\n");
    for (file, entries) in &files {
        let _ = write!(body, "<section>\n<h2>{}</h2>\n<ol>\n", escape(file));
        for entry in entries {
            write_entry(&mut body, entry);
        }
        body.push_str("</ol>\n</section>\n");
    }
    document(&title, &body)
}

/// What is shown before the first site or problem is known.
pub(super) fn waiting_page() -> String {
    let body = "<h1>The pages are being made</h1>\n<p class=\"lead\">They appear here as soon as they are ready. The \
                first time takes longest, because of the photos.</p>\n";
    document("The pages are being made", body)
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<style>{style}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        title = escape(title),
        style = include_str!("problems.css"),
    )
}

/// "2 things to mend in projects/x/project.yaml", or in so many files. Counts errors, which keep the page away;
/// everything if there are none.
fn heading(problems: &[Entry<'_>], files: &[(&str, Vec<&Entry<'_>>)]) -> String {
    let errors = problems.iter().filter(|problem| is_error(problem)).count();
    let counts = |problem: &Entry<'_>| errors == 0 || is_error(problem);
    let mut concerned =
        files.iter().filter(|(_, entries)| entries.iter().any(|entry| counts(entry))).map(|(file, _)| *file);
    let things = count(problems.iter().filter(|problem| counts(problem)).count(), "thing");
    match (concerned.next(), concerned.count()) {
        (None, _) => "Nothing to mend".to_owned(),
        (Some(file), 0) => format!("{things} to mend in {file}"),
        (Some(_), others) => format!("{things} to mend in {}", count(others + 1, "file")),
    }
}

fn by_file<'p, 'a>(problems: &'p [Entry<'a>]) -> Vec<(&'p str, Vec<&'p Entry<'a>>)> {
    let mut files: Vec<(&str, Vec<&Entry<'_>>)> = Vec::new();
    for problem in problems {
        let (file, _) = split_place(&problem.place);
        match files.iter_mut().find(|(known, _)| *known == file) {
            Some((_, entries)) => entries.push(problem),
            None => files.push((file, vec![problem])),
        }
    }
    files
}

fn write_entry(body: &mut String, entry: &Entry<'_>) {
    let class = if is_error(entry) { "severity error" } else { "severity" };
    let _ = write!(body, "<li>\n<p class=\"mark\"><span class=\"{class}\">{}</span>", escape(entry.severity));
    if let (_, Some(position)) = split_place(&entry.place) {
        let _ = write!(body, " <span>{}</span>", escape(&position));
    }
    let _ =
        write!(body, " <span>{}</span></p>\n<p class=\"message\">{}</p>\n", escape(entry.code), prose(&entry.message));
    if let Some(excerpt) = &entry.excerpt {
        write_excerpt(body, excerpt);
    }
    if let Some(help) = &entry.help {
        let _ = writeln!(body, "<p class=\"help\">{}</p>", prose(help));
    }
    body.push_str("</li>\n");
}

/// The caret is pushed to its place by the text before it, invisible, so that it is right under wide letters too.
/// Of a long line the beginning is left out, so that the caret is seen without scrolling.
fn write_excerpt(body: &mut String, excerpt: &Excerpt) {
    let number = excerpt.line;
    let column = usize::try_from(excerpt.column.saturating_sub(1)).unwrap_or(usize::MAX);
    let length = excerpt.text.chars().count();
    let skipped = match column.min(length) {
        at if at > WIDEST_BEFORE => at - WIDEST_BEFORE,
        _ => 0,
    };
    let ellipsis = if skipped > 0 { "…" } else { "" };
    let text: String = excerpt.text.chars().skip(skipped).collect();
    let before: String = text.chars().take(column.saturating_sub(skipped)).collect();
    let _ = writeln!(
        body,
        "<pre tabindex=\"0\" role=\"group\" aria-label=\"Line {number}\">\
         <span class=\"number\">{number}  </span>{ellipsis}{text}\n\
         <span class=\"under\" aria-hidden=\"true\">\
         <span class=\"before\">{number}  {ellipsis}{before}</span>\
         <span class=\"caret\">^</span></span></pre>",
        text = escape(&text),
        before = escape(&before),
    );
}

/// `file:line:column` as the file and "line 14, column 7".
fn split_place(place: &str) -> (&str, Option<String>) {
    let number_after = |text: &'_ str| -> Option<(usize, u32)> {
        let (before, number) = text.rsplit_once(':')?;
        Some((before.len(), number.parse().ok()?))
    };
    let Some((end, last)) = number_after(place) else {
        return (place, None);
    };
    let (file, _) = place.split_at(end);
    match number_after(file) {
        None => (file, Some(format!("line {last}"))),
        Some((end, line)) => (file.split_at(end).0, Some(format!("line {line}, column {last}"))),
    }
}

fn is_error(entry: &Entry<'_>) -> bool {
    entry.severity == "error"
}

fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Escapes, and shows what stands between two backticks as code.
fn prose(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, after)) = after.split_once('`') else {
            break;
        };
        let _ = write!(html, "{}<code>{}</code>", escape(before), escape(code));
        rest = after;
    }
    html + &escape(rest)
}

/// Text as it stands in HTML, between tags or quotes.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::{Entry, Excerpt, problems_page, split_place};

    fn error(place: &str, message: &str) -> Entry<'static> {
        Entry {
            severity: "error",
            code: "hero.text-missing",
            place: place.to_owned(),
            message: message.to_owned(),
            help: None,
            excerpt: None,
        }
    }

    #[test]
    fn the_heading_counts_and_names_the_file() {
        let one = error("projects/x/project.yaml:14:7", "");
        let two = error("projects/x/project.yaml:9", "");
        let other = error("projects/x/units.csv", "");

        let heading = |problems: &[Entry<'_>]| {
            problems_page(problems).split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next().map(str::to_owned))
        };

        assert_eq!(heading(std::slice::from_ref(&one)).as_deref(), Some("1 thing to mend in projects/x/project.yaml"));
        assert_eq!(
            heading(&[one.clone(), two.clone()]).as_deref(),
            Some("2 things to mend in projects/x/project.yaml")
        );
        assert_eq!(heading(&[one, other, two]).as_deref(), Some("3 things to mend in 2 files"));
    }

    #[test]
    fn remarks_are_shown_but_not_counted_as_things_to_mend() {
        let remark = Entry { severity: "warning", ..error("projects/x/text/nl.yaml:3:1", "a remark") };

        let page = problems_page(&[error("projects/x/project.yaml:14:7", "a mistake"), remark]);

        assert!(page.contains("<h1>1 thing to mend in projects/x/project.yaml</h1>"));
        assert!(page.contains("1 remark below can wait."));
        assert!(page.contains("a remark") && page.contains("<h2>projects/x/text/nl.yaml</h2>"));
    }

    #[test]
    fn problems_of_one_file_stand_together() {
        let page =
            problems_page(&[error("a.yaml:1:1", "first"), error("b.yaml", "second"), error("a.yaml:2:1", "third")]);

        assert_eq!(page.matches("<h2>a.yaml</h2>").count(), 1);
        assert!(page.find("third") < page.find("second"));
        assert!(page.contains("line 2, column 1"));
    }

    #[test]
    fn the_caret_stands_under_the_column() {
        let mut entry = error("a.yaml:14:8", "`hero` has no text");
        entry.excerpt = Some(Excerpt { line: 14, text: "  één: <b>".to_owned(), column: 8 });

        let page = problems_page(&[entry]);

        assert!(page.contains("<span class=\"number\">14  </span>  één: &lt;b&gt;\n"));
        assert!(page.contains("<span class=\"before\">14    één: </span><span class=\"caret\">^</span>"));
        assert!(page.contains("<code>hero</code> has no text"));
    }

    #[test]
    fn a_long_line_is_shown_from_shortly_before_the_caret() {
        let mut entry = error("a.yaml:1:101", "");
        let text = format!("{}{}here", "x".repeat(70), "é".repeat(30));
        entry.excerpt = Some(Excerpt { line: 1, text, column: 101 });

        let page = problems_page(&[entry]);

        let before = "é".repeat(30);
        assert!(page.contains(&format!("</span>…{before}here\n")));
        assert!(page.contains(&format!("\">1  …{before}</span><span class=\"caret\">")));
    }

    #[test]
    fn nothing_an_author_writes_becomes_markup() {
        let hostile = "<script>\"'&`</style><b>`";
        let entry = Entry {
            severity: hostile,
            code: hostile,
            place: format!("{hostile}:1:2"),
            message: hostile.to_owned(),
            help: Some(hostile.to_owned()),
            excerpt: Some(Excerpt { line: 1, text: hostile.to_owned(), column: 99 }),
        };

        let page = problems_page(&[entry]);

        assert!(!page.contains("<script") && !page.contains("<b>"));
        assert_eq!(page.matches("</style>").count(), 1);
    }

    #[test]
    fn places_with_and_without_positions_are_understood() {
        assert_eq!(split_place("a.yaml"), ("a.yaml", None));
        assert_eq!(split_place("a.yaml:3"), ("a.yaml", Some("line 3".to_owned())));
        assert_eq!(split_place("C:\\x\\a.yaml:3:9"), ("C:\\x\\a.yaml", Some("line 3, column 9".to_owned())));
    }
}
