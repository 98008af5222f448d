//! The schema document as Markdown, with diagrams for Mermaid.

use std::fmt::Write as _;

use super::markdown::{cell, code, fence};
use crate::document::{Block, Diagram, Document, Line, Section, Span};

/// Writes a document. It is read on GitHub and in books alike: links go to anchors of its own, and what is drawn is drawn by
/// Mermaid.
pub fn markdown(document: &Document) -> String {
    let mut out = format!("# {}\n\n", prose(&document.title));
    blocks(&document.blocks, &mut out);
    out.push_str("## Contents\n\n");
    for section in &document.sections {
        contents(section, 0, 2, &mut out);
    }
    out.push('\n');
    for part in &document.sections {
        section(part, 2, &mut out);
    }
    let mut out = out.trim_end().to_owned();
    out.push('\n');
    out
}

fn contents(section: &Section, depth: usize, deepest: usize, out: &mut String) {
    let _ = writeln!(
        out,
        "{}- [{}](#{})",
        "  ".repeat(depth),
        prose(&section.title),
        section.id
    );
    if depth + 1 < deepest {
        for part in &section.sections {
            contents(part, depth + 1, deepest, out);
        }
    }
}

fn section(of: &Section, level: usize, out: &mut String) {
    let _ = writeln!(
        out,
        "<a id=\"{}\"></a>\n\n{} {}\n",
        of.id,
        "#".repeat(level.min(6)),
        prose(&of.title)
    );
    blocks(&of.blocks, out);
    for part in &of.sections {
        section(part, level + 1, out);
    }
}

fn blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(words) => out.push_str(&line(words)),
            Block::List(lines) => {
                let lines: Vec<_> = lines.iter().map(|words| format!("- {}", line(words))).collect();
                out.push_str(&lines.join("\n"));
            }
            Block::Steps(lines) => {
                let lines = lines.iter().enumerate();
                let lines: Vec<_> = lines
                    .map(|(index, words)| format!("{}. {}", index + 1, line(words)))
                    .collect();
                out.push_str(&lines.join("\n"));
            }
            Block::Table { head, rows } => {
                let cells = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
                out.push_str(&cells(head.iter().map(|name| prose(name)).collect()));
                out.push_str(&format!("|{}\n", "---|".repeat(head.len())));
                for row in rows {
                    out.push_str(&cells(row.iter().map(line).collect()));
                }
                out.truncate(out.trim_end().len());
            }
            Block::Sql(sql) => fenced("sql", sql, out),
            Block::Shell(commands) => fenced("sh", commands, out),
            Block::Diagram(diagram) => {
                fenced("mermaid", &mermaid(diagram), out);
                let _ = write!(out, "\n\n{}", prose(&diagram.caption));
            }
        }
        out.push_str("\n\n");
    }
}

fn fenced(language: &str, text: &str, out: &mut String) {
    let text = super::visible_lines(text);
    let fence = fence(&text);
    let _ = write!(out, "{fence}{language}\n{}\n{fence}", text.trim_end());
}

fn line(words: &Line) -> String {
    words
        .iter()
        .map(|span| match span {
            Span::Text(words) => prose(words),
            Span::Code(words) => code(words),
            Span::Strong(words) => format!("**{}**", plain(words)),
            Span::Link { id, text } => format!("[{}](#{id})", code(text)),
        })
        .collect()
}

/// Text in which what stands between backticks is code.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inside, after)) = rest.split_once('`').and_then(|(before, more)| {
        more.split_once('`')
            .map(|(inside, after)| (before, inside, after))
    }) {
        out.push_str(&plain(before));
        out.push_str(&code(inside));
        rest = after;
    }
    out + &plain(rest)
}

/// Text that stresses nothing: a star, or an underscore that is not inside a word, would (`CommonMark`, 6.2).
fn plain(text: &str) -> String {
    let text = cell(text);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if before != '\\' && (c == '*' || (c == '_' && !inside)) {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// A diagram as Mermaid's `erDiagram`.
fn mermaid(diagram: &Diagram) -> String {
    let mut out = String::from("erDiagram\n");
    let names: Vec<String> = diagram
        .entities
        .iter()
        .map(|entity| quoted(&entity.name))
        .collect();
    for (entity, name) in diagram.entities.iter().zip(&names) {
        if entity.columns.is_empty() {
            let _ = writeln!(out, "    {name}");
            continue;
        }
        let _ = writeln!(out, "    {name} {{");
        for column in &entity.columns {
            let marks = if column.marks.is_empty() {
                String::new()
            } else {
                format!(" {}", column.marks.join(", "))
            };
            let _ = writeln!(
                out,
                "        {} {}{marks}",
                word(&column.data_type),
                word(&column.name)
            );
        }
        out.push_str("    }\n");
    }
    for relation in &diagram.relations {
        let _ = writeln!(
            out,
            "    {} {}--{} {} : {}",
            names[relation.parent],
            if relation.optional { "|o" } else { "||" },
            if relation.one { "o|" } else { "o{" },
            names[relation.child],
            quoted(&relation.label)
        );
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name in quotes; Mermaid knows no way to write a quote or a percent sign inside.
fn quoted(text: &str) -> String {
    let text: String = super::visible(text)
        .chars()
        .map(|c| if matches!(c, '"' | '%' | '\\') { '_' } else { c })
        .collect();
    format!("\"{text}\"")
}

/// A type or column, of the characters that Mermaid takes for one (`erDiagram.jison`, `ATTRIBUTE_WORD`).
fn word(text: &str) -> String {
    let word: String = text
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() => c,
            '_' | '-' | '(' | ')' | '[' | ']' => c,
            _ => '_',
        })
        .collect();
    if word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        word
    } else {
        format!("_{word}")
    }
}
