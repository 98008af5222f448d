//! What a server said when it refused a statement.

use std::error::Error;
use std::fmt;

use tokio_postgres::error::{DbError, ErrorPosition};

/// A statement that failed: the server's words, or the loss of the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PgError {
    /// `SQLSTATE`; nothing when the server did not get to say anything.
    pub sqlstate: Option<String>,
    /// The message.
    pub message: String,
    /// More about it.
    pub detail: Option<String>,
    /// What the server suggests.
    pub hint: Option<String>,
    /// In which function or trigger it happened.
    pub context: Option<String>,
    /// The character of the statement that it is about, counted from 1.
    pub position: Option<u32>,
}

impl PgError {
    /// The server could not get a lock in time (`lock_timeout`, or `NOWAIT`).
    pub const LOCK_NOT_AVAILABLE: &'static str = "55P03";
    /// The server broke a deadlock by ending this statement.
    pub const DEADLOCK_DETECTED: &'static str = "40P01";
    /// `statement_timeout`, or somebody cancelled it.
    pub const QUERY_CANCELED: &'static str = "57014";
    /// An earlier statement of the transaction failed.
    pub const IN_FAILED_TRANSACTION: &'static str = "25P02";

    /// Two rows would have the same key.
    pub const UNIQUE_VIOLATION: &'static str = "23505";
    /// The server is a replica, or the session was made read-only.
    pub const READ_ONLY: &'static str = "25006";
    /// The role may not.
    pub const INSUFFICIENT_PRIVILEGE: &'static str = "42501";

    pub(crate) fn lost(message: impl Into<String>) -> Self {
        Self {
            sqlstate: None,
            message: message.into(),
            detail: None,
            hint: None,
            context: None,
            position: None,
        }
    }

    /// What we find ourselves: the state of things is not what it has to be (`object_not_in_prerequisite_state`).
    pub(crate) fn unfit(message: impl Into<String>) -> Self {
        Self {
            sqlstate: Some("55000".to_owned()),
            ..Self::lost(message)
        }
    }

    /// Whether the server said this `SQLSTATE`.
    pub fn is(&self, sqlstate: &str) -> bool {
        self.sqlstate.as_deref() == Some(sqlstate)
    }

    /// Whether the connection is gone: the server said nothing, or that it closes it (class 57P, operator intervention,
    /// and class 08, connection exceptions; manual, appendix A).
    pub fn is_lost(&self) -> bool {
        self.sqlstate
            .as_ref()
            .is_none_or(|state| state.starts_with("57P") || state.starts_with("08"))
    }
}

impl From<tokio_postgres::Error> for PgError {
    fn from(error: tokio_postgres::Error) -> Self {
        if let Some(db) = error.as_db_error() {
            return db.into();
        }
        if error.is_closed() {
            return Self::lost("the server closed the connection");
        }
        match error.source() {
            Some(cause) => Self::lost(format!("the connection to the server failed: {cause}")),
            None => Self::lost(format!("the connection to the server failed: {error}")),
        }
    }
}

impl From<&DbError> for PgError {
    fn from(db: &DbError) -> Self {
        Self {
            sqlstate: Some(db.code().code().to_owned()),
            message: db.message().to_owned(),
            detail: db.detail().map(str::to_owned),
            hint: db.hint().map(str::to_owned),
            context: db.where_().map(str::to_owned),
            position: match db.position() {
                Some(ErrorPosition::Original(position)) => Some(*position),
                // The position within a query that the server made itself is of no use to anybody.
                Some(ErrorPosition::Internal { .. }) | None => None,
            },
        }
    }
}

/// Writes what the server said, each part on its own line.
impl fmt::Display for PgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(state) = &self.sqlstate {
            write!(f, " ({state})")?;
        }
        let parts = [
            ("detail", &self.detail),
            ("hint", &self.hint),
            ("context", &self.context),
        ];
        for (word, text) in parts {
            if let Some(text) = text {
                write!(f, "\n{word}: {text}")?;
            }
        }
        Ok(())
    }
}

impl Error for PgError {}
