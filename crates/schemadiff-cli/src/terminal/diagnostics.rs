//! Diagnostics with their snippet of the file, and failures.

use std::cmp::Reverse;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use schemadiff::catalog::{FileId, Origin, Sources};
use schemadiff::diag::{Diagnostic, Label, Severity};
use schemadiff::render::visible_lines;

use super::{colour, say};
use crate::failure::{Failure, Kind};

/// Prints all diagnostics, file by file and from top to bottom; those without a place come last.
pub(crate) fn print(sources: &Sources, diagnostics: &[Diagnostic]) {
    let renderer = renderer(colour::on_stderr());
    for diagnostic in in_order(diagnostics) {
        say(&format!("{}\n", renderer.render(&report(sources, diagnostic))));
    }
}

/// All diagnostics in this order as text, coloured when stdout is.
pub(crate) fn text(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let renderer = renderer(colour::on_stdout());
    let each = diagnostics
        .iter()
        .map(|diagnostic| format!("{}\n\n", renderer.render(&report(sources, diagnostic))));
    each.collect()
}

fn renderer(styled: bool) -> Renderer {
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    // A fixed width, so that a log has the same bytes wherever it is made; only very long lines are cut.
    renderer.decor_style(DecorStyle::Ascii).term_width(140)
}

/// Says how many errors there are: `2 errors`.
pub(crate) fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    if errors == 1 {
        "1 error".to_owned()
    } else {
        format!("{errors} errors")
    }
}

fn in_order(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut ordered: Vec<_> = diagnostics.iter().collect();
    ordered.sort_by_key(
        |diagnostic| match diagnostic.labels.first().map(|label| &label.origin) {
            Some(Origin::File { file, range }) => (0, Some(*file), range.start, Reverse(range.end)),
            Some(Origin::Live(_)) => (1, None, 0, Reverse(0)),
            None => (2, None, 0, Reverse(0)),
        },
    );
    ordered
}

fn report<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code));
    for (index, (file, labels)) in by_file(&diagnostic.labels).into_iter().enumerate() {
        group = group.element(snippet(sources, file, &labels, index == 0));
    }
    for label in &diagnostic.labels {
        if let Origin::Live(object) = &label.origin {
            let words = if label.text.is_empty() {
                "in the database"
            } else {
                &label.text
            };
            group = group.element(annotate_snippets::Origin::path(format!("{object}, {words}")));
        }
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.no_name().message(note));
    }
    let mut groups = vec![group];
    if let Some(help) = &diagnostic.help {
        groups.push(Group::with_title(Level::HELP.secondary_title(help)));
    }
    groups
}

/// A label and its bytes in the file that it is in.
type Place<'a> = (&'a Label, Range<usize>);

/// The labels by file, files in the order in which they are first named.
fn by_file(labels: &[Label]) -> Vec<(FileId, Vec<Place<'_>>)> {
    let mut files: Vec<(FileId, Vec<Place<'_>>)> = Vec::new();
    for label in labels {
        if let Origin::File { file, range } = &label.origin {
            match files.iter_mut().find(|(known, _)| known == file) {
                Some((_, list)) => list.push((label, range.clone())),
                None => files.push((*file, vec![(label, range.clone())])),
            }
        }
    }
    files
}

/// The lines of a file that the labels touch. Only those are handed on: files can be megabytes long, and the renderer
/// looks at everything that it is given.
fn snippet<'a>(
    sources: &'a Sources,
    file: FileId,
    labels: &[Place<'a>],
    primary: bool,
) -> Snippet<'a, Annotation<'a>> {
    let source = sources.file(file);
    let text = source.text.as_str();
    let inside = |byte: usize| text.floor_char_boundary(byte.min(text.len()));
    let first = labels
        .iter()
        .map(|(_, range)| inside(range.start))
        .min()
        .unwrap_or(0);
    let last = labels
        .iter()
        .map(|(_, range)| inside(range.end))
        .max()
        .unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[last..]
        .find('\n')
        .map_or(text.len(), |newline| last + newline);
    let (line, _) = sources.position(file, start);
    let annotations = labels.iter().enumerate().map(|(index, (label, range))| {
        let kind = if primary && index == 0 {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let annotation = kind.span(inside(range.start) - start..inside(range.end) - start);
        if label.text.is_empty() {
            annotation
        } else {
            annotation.label(label.text.as_str())
        }
    });
    Snippet::source(&text[start..end])
        .line_start(line)
        .path(source.path.as_str())
        .annotations(annotations)
}

/// Prints why the command stops.
pub(crate) fn print_failure(failure: &Failure) {
    let message = visible_lines(&failure.message);
    match failure.kind {
        // Their errors are printed already, and being stopped is no error.
        Kind::Input | Kind::Interrupted => say(&message),
        Kind::Internal => {
            let error = colour::paint(colour::ERROR, "internal error");
            say(&format!("{error}: {message}"));
        }
        Kind::User | Kind::Database | Kind::Safety => {
            let error = colour::paint(colour::ERROR, "error");
            say(&format!("{error}: {message}"));
        }
    }
    for cause in &failure.causes {
        say(&format!("  caused by: {}", indent(cause, "             ")));
    }
    for hint in &failure.hints {
        let help = colour::paint(colour::HINT, "help");
        say(&format!("{help}: {}", indent(hint, "      ")));
    }
}

/// Indents all lines but the first, so that they stand under it.
fn indent(text: &str, by: &str) -> String {
    visible_lines(text.trim_end()).replace('\n', &format!("\n{by}"))
}
