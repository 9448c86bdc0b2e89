//! A document as a page of its own, for the operator's files: no theme, nothing fetched, readable on screen and on paper.

use leads::Language;

use super::document::{Block, Document, Text};

const STYLE: &str = ":root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h2{margin-top:2.5rem}h3{margin:1.5rem 0 .3rem}\
dl div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:0 1rem}dt{font-weight:600}dd{margin:0}\
table{border-collapse:collapse}th,td{border:1px solid;padding:.3rem .5rem;text-align:left;vertical-align:top}";

/// The HTML of a document.
pub fn html(document: &Document, language: Language) -> String {
    let title = escape(&document.title);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escape(&document.description)
    );
    for line in &document.intro {
        html.extend(["<p>", &text(line), "</p>\n"]);
    }
    for section in &document.sections {
        html.extend(["<section id=\"", &escape(&section.id), "\">\n<h2>", &escape(&section.heading), "</h2>\n"]);
        for part in &section.blocks {
            html.push_str(&block(part));
        }
        html.push_str("</section>\n");
    }
    html + "</main>\n</body>\n</html>\n"
}

fn block(block: &Block) -> String {
    let wrap = |name: &str, content: String| format!("<{name}>{content}</{name}>");
    let wrapped = |name: &'static str| move |line: &Text| format!("<{name}>{}</{name}>", text(line));
    let html = match block {
        Block::Paragraph { text: line } => wrapped("p")(line),
        Block::List { items } => wrap("ul", items.iter().map(wrapped("li")).collect()),
        Block::Facts { heading, facts } => {
            let heading = heading.as_ref().map_or(String::new(), |heading| wrap("h3", escape(heading)));
            let facts = facts
                .iter()
                .map(|fact| format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escape(&fact.term), text(&fact.text)));
            format!("{heading}<dl>\n{}</dl>", facts.collect::<String>())
        }
        Block::Table { head, rows } => {
            let head = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escape(cell)));
            let rows = rows.iter().map(|row| {
                let mut cells = row.iter();
                let first = cells.next().map(|cell| format!("<th scope=\"row\">{}</th>", text(cell)));
                wrap("tr", first.into_iter().chain(cells.map(wrapped("td"))).collect()) + "\n"
            });
            format!(
                "<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>",
                head.collect::<String>(),
                rows.collect::<String>()
            )
        }
    };
    html + "\n"
}

fn text(line: &Text) -> String {
    line.iter()
        .map(|span| match &span.href {
            Some(href) => format!("<a href=\"{}\">{}</a>", escape(href), escape(&span.text)),
            None => escape(&span.text),
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::document::{Section, plain};

    #[test]
    fn hostile_words_stay_words() {
        let document = Document {
            title: "a <b> & \"c\"".to_owned(),
            description: "<i>".to_owned(),
            intro: vec![plain("</p><script>")],
            sections: vec![
                Section::new("x", &[], "<h1>")
                    .with(Block::Table { head: vec!["<th>".to_owned()], rows: vec![vec![plain("<td>")]] }),
            ],
            version: None,
        };

        let html = html(&document, Language::English);

        assert!(html.contains("<h1>a &lt;b&gt; &amp; &quot;c&quot;</h1>"), "{html}");
        for hostile in ["<script>", "<i>", "<b>", "<td><"] {
            assert!(!html.contains(hostile), "{hostile}: {html}");
        }
    }
}
