//! The graph that decides the order of a plan, for Graphviz and for Mermaid, which GitHub and GitLab draw in a comment.

use std::fmt::Write as _;

use super::sql::phase_words;
use super::visible;
use crate::order::{Because, Drawing, Line, Node};
use crate::plan::Phase;

/// Writes a graph in the DOT language: `dot -Tsvg` draws it.
pub fn dot(drawing: &Drawing) -> String {
    let mut out = String::from(
        "digraph plan {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n",
    );
    for &phase in Phase::ALL {
        let nodes = of_phase(drawing, phase);
        if nodes.is_empty() {
            continue;
        }
        let label = dot_text(&format!("{}: {}", phase.word(), phase_words(phase)));
        let _ = writeln!(
            out,
            "  subgraph cluster_{} {{\n    label=\"{label}\";",
            phase.word()
        );
        for (number, node) in nodes {
            let (does, target) = words(node);
            let label = format!("{} {}\\n{}", number + 1, dot_text(&does), dot_text(&target));
            let _ = writeln!(out, "    n{} [label=\"{label}\"];", number + 1);
        }
        out.push_str("  }\n");
    }
    for line in &drawing.lines {
        let style = if is_guess(line) { ", style=dashed" } else { "" };
        let _ = writeln!(
            out,
            "  n{} -> n{} [label=\"{}\"{style}];",
            line.before + 1,
            line.after + 1,
            dot_text(&reason(line))
        );
    }
    out.push_str("}\n");
    out
}

/// Writes a graph as a flowchart of Mermaid.
pub fn mermaid(drawing: &Drawing) -> String {
    let mut out = String::from("flowchart LR\n");
    for &phase in Phase::ALL {
        let nodes = of_phase(drawing, phase);
        if nodes.is_empty() {
            continue;
        }
        let label = mermaid_text(&format!("{}: {}", phase.word(), phase_words(phase)));
        let _ = writeln!(out, "  subgraph {}[\"{label}\"]", phase.word());
        for (number, node) in nodes {
            let (does, target) = words(node);
            let _ = writeln!(
                out,
                "    n{0}[\"{0} {1}<br/>{2}\"]",
                number + 1,
                mermaid_text(&does),
                mermaid_text(&target)
            );
        }
        out.push_str("  end\n");
    }
    for line in &drawing.lines {
        let arrow = if is_guess(line) { "-.->" } else { "-->" };
        let _ = writeln!(
            out,
            "  n{} {arrow}|\"{}\"| n{}",
            line.before + 1,
            mermaid_text(&reason(line)),
            line.after + 1
        );
    }
    out
}

fn of_phase(drawing: &Drawing, phase: Phase) -> Vec<(usize, &Node)> {
    let nodes = drawing.nodes.iter().enumerate();
    nodes.filter(|(_, node)| node.phase == phase).collect()
}

/// What an operation does, and to what.
fn words(node: &Node) -> (String, String) {
    (node.code.name().replace('_', " "), node.target.path())
}

/// Whether a line gives way in a circle.
fn is_guess(line: &Line) -> bool {
    matches!(line.because, Because::MayNeed(_))
}

/// Why the one comes after the other, as a reader who follows the arrow asks.
pub(super) fn reason(line: &Line) -> String {
    match &line.because {
        Because::Needs(object) => format!("needs {} {}", object.kind.words(), object.path()),
        Because::MayNeed(object) => format!("may need {} {}", object.kind.words(), object.path()),
        Because::Releases(object) => format!("uses {} {} no longer", object.kind.words(), object.path()),
        Because::FreesName(object) => format!("frees the name {}", object.path()),
        Because::Recipe => "one recipe".to_owned(),
    }
}

fn dot_text(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// Text that means nothing to Mermaid: it knows entities by `#name;` ("Entity codes to escape characters").
fn mermaid_text(text: &str) -> String {
    let mut out = String::new();
    for c in visible(text).chars() {
        match c {
            '#' => out.push_str("#35;"),
            '"' => out.push_str("#quot;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            '&' => out.push_str("#amp;"),
            '\\' => out.push_str("#92;"),
            other => out.push(other),
        }
    }
    out
}
