//! The schema document as a page: contents and search beside it, diagrams drawn.

use super::diagram::drawing;
use super::{Page, escape, page, prose, sql};
use crate::document::{Block, Document, Line, Section, Span};

const SCRIPT: &str = include_str!("search.js");

/// Writes a document as one page that needs nothing else.
pub fn document(document: &Document) -> String {
    let mut body = String::from(
        "<nav class=\"contents\" aria-label=\"Contents\">\n<label><input class=\"find\" id=\"find\" type=\"search\" \
         placeholder=\"Search tables, columns, …\" aria-label=\"Search\" autocomplete=\"off\"></label>\n\
         <p class=\"found\" id=\"found\" aria-live=\"polite\"></p>\n<ul id=\"hits\" hidden=\"hidden\"></ul>\n<ul id=\"contents\">\n",
    );
    for part in &document.sections {
        contents(part, 0, &mut body);
    }
    body.push_str("</ul>\n</nav>\n<main id=\"main\">\n<header>\n");
    body.push_str(&format!("<h1>{}</h1>\n", prose(&document.title)));
    blocks(&document.blocks, &mut body);
    body.push_str("</header>\n");
    for part in &document.sections {
        section(part, 2, &mut body);
    }
    body.push_str("<footer>Made by schemadiff from the model.</footer>\n</main>\n");
    page(&Page {
        title: &document.title,
        frame: "frame beside",
        body: &body,
        script: Some(SCRIPT),
    })
}

fn contents(of: &Section, depth: usize, out: &mut String) {
    out.push_str(&format!("<li><a href=\"#{}\">{}</a>", of.id, prose(&of.title)));
    if depth < 1 && !of.sections.is_empty() {
        out.push_str("\n<ul>\n");
        for part in &of.sections {
            contents(part, depth + 1, out);
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</li>\n");
}

fn section(of: &Section, level: usize, out: &mut String) {
    let level_of = level.min(6);
    out.push_str(&format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h{level_of} id=\"{id}-title\"><a class=\"self\" href=\"#{id}\">{}</a></h{level_of}>\n",
        prose(&of.title),
        id = of.id
    ));
    blocks(&of.blocks, out);
    for part in &of.sections {
        section(part, level + 1, out);
    }
    out.push_str("</section>\n");
}

fn blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(words) => out.push_str(&format!("<p>{}</p>\n", line(words))),
            Block::List(lines) => list("ul", lines, out),
            Block::Steps(lines) => list("ol", lines, out),
            Block::Table { head, rows } => table(head, rows, out),
            Block::Sql(text) => out.push_str(&sql(text)),
            Block::Shell(text) => {
                out.push_str(&format!(
                    "<pre tabindex=\"0\">{}</pre>\n",
                    super::escape_lines(text)
                ));
            }
            Block::Diagram(diagram) => out.push_str(&drawing(diagram)),
        }
    }
}

fn list(element: &str, lines: &[Line], out: &mut String) {
    out.push_str(&format!("<{element}>\n"));
    for words in lines {
        out.push_str(&format!("<li>{}</li>\n", line(words)));
    }
    out.push_str(&format!("</{element}>\n"));
}

fn table(head: &[String], rows: &[Vec<Line>], out: &mut String) {
    out.push_str("<div class=\"scroll\" tabindex=\"0\">\n<table>\n");
    if head.iter().any(|name| !name.is_empty()) {
        out.push_str("<thead><tr>");
        for name in head {
            out.push_str(&format!("<th scope=\"col\">{}</th>", escape(name)));
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for words in row {
            out.push_str(&format!("<td>{}</td>", line(words)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn line(words: &Line) -> String {
    words
        .iter()
        .map(|span| match span {
            Span::Text(words) => prose(words),
            Span::Code(words) => format!("<code>{}</code>", escape(words)),
            Span::Strong(words) => format!("<strong>{}</strong>", escape(words)),
            Span::Link { id, text } => format!("<a href=\"#{id}\"><code>{}</code></a>", escape(text)),
        })
        .collect()
}
