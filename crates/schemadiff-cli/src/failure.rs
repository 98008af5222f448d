//! The one error of the program: why a command stops, what caused it and what to do about it.

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

/// Why a command stops.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    /// One line, a sentence fragment without a period.
    pub(crate) message: String,
    /// What the world said, outermost first.
    pub(crate) causes: Vec<String>,
    /// What to do, imperative.
    pub(crate) hints: Vec<String>,
}

/// What kind of thing went wrong. All exit 1 except [`Kind::Interrupted`]; the kind is for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The command line asks for something that is not there or makes no sense.
    User,
    /// The model has errors, which are already printed; the message is their sum.
    Input,
    /// A server is not reachable, refuses, or failed.
    Database,
    /// Nothing went wrong, but going on would not be safe.
    Safety,
    /// A signal asked to stop.
    Interrupted,
    /// What should never happen.
    Internal,
}

impl Failure {
    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            causes: Vec::new(),
            hints: Vec::new(),
        }
    }

    pub(crate) fn user(message: impl Into<String>) -> Self {
        Self::new(Kind::User, message)
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self::new(Kind::Input, message)
    }

    pub(crate) fn database(message: impl Into<String>) -> Self {
        Self::new(Kind::Database, message)
    }

    pub(crate) fn safety(message: impl Into<String>) -> Self {
        Self::new(Kind::Safety, message)
    }

    pub(crate) fn interrupted(message: impl Into<String>) -> Self {
        Self::new(Kind::Interrupted, message)
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(Kind::Internal, message)
    }

    /// Adds an error and everything that caused it.
    pub(crate) fn because(mut self, error: &dyn Error) -> Self {
        let mut next = Some(error);
        while let Some(error) = next {
            let text = error.to_string();
            // Many libraries repeat their source's words in their own.
            if self.causes.last().is_none_or(|last| !last.ends_with(&text)) {
                self.causes.push(text);
            }
            next = error.source();
        }
        self
    }

    pub(crate) fn cause(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.kind {
            // What a shell reports for a program that Ctrl-C ended: 128 + SIGINT.
            Kind::Interrupted => ExitCode::from(130),
            Kind::User | Kind::Input | Kind::Database | Kind::Safety | Kind::Internal => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// How a command that did its work ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Done,
    /// There are changes, and `--exit-code` asked to be told.
    Changes,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Changes => Self::from(2),
        }
    }
}
