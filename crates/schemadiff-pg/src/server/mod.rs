//! A PostgreSQL of our own: found on the machine, started in a private folder on a Unix socket, stopped when done.
//!
//! It serves wherever a server is useful and none is given. It never listens on the network and never runs as root.

mod binaries;
mod place;
mod postmaster;
mod scratch;
mod unprivileged;

pub use binaries::{Binaries, Env};
pub use scratch::Scratch;

/// A server that could not be found or started.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ServerError {
    /// What happened.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl ServerError {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: Some(hint.into()),
        }
    }

    pub(crate) fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(
            format!("cannot {doing} {}: {error}", path.display()),
            "check the permissions of the folder and the space on its disk",
        )
    }
}
