//! Messages about the user's input and plan: values with places, collected rather than thrown.

mod codes;

pub use codes::{Code, CodeInfo, code, explain};

use std::ops::Range;

use crate::catalog::{FileId, Origin};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is planned or applied.
    Error,
    /// Something to think about.
    Warning,
    /// Something to know.
    Note,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line, no period, names in backticks.
    pub message: String,
    /// Places with a word on each; the first is where it went wrong.
    pub labels: Vec<Label>,
    /// Facts that help to understand.
    pub notes: Vec<String>,
    /// What to do, imperative.
    pub help: Option<String>,
}

/// A place and what to say there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub origin: Origin,
    /// What to say there; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// Adds a place in a file.
    pub fn at(self, file: FileId, range: Range<usize>, text: impl Into<String>) -> Self {
        self.at_origin(Origin::File { file, range }, text)
    }

    /// Adds a place.
    pub fn at_origin(mut self, origin: Origin, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            origin,
            text: text.into(),
        });
        self
    }

    /// Adds a place when it is known.
    pub fn at_known(self, origin: Option<&Origin>, text: impl Into<String>) -> Self {
        match origin {
            Some(origin) => self.at_origin(origin.clone(), text),
            None => self,
        }
    }

    /// Adds a fact.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Whether any message is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The candidate nearest to a mistyped word, when one is near enough to be worth suggesting.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= 1 + candidate.chars().count().max(word.chars().count()) / 4
        })
        .min()
        .map(|(_, candidate)| candidate)
}
