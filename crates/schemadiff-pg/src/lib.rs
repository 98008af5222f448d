//! PostgreSQL as the engine's outside: where a server is, what it holds, what it thinks of a doubt, and running a plan.
//!
//! The only crate that opens sockets and starts servers. It moves the engine's texts and rows and knows nothing of how
//! a plan is made. Everything is asynchronous on purpose (tokio, one thread is enough) and speaks the simple query
//! protocol only, so that it works through a connection pooler and never prepares a statement.

pub mod connection;
pub mod server;
pub mod settle;
pub mod snapshot;
pub mod target;

pub use connection::{ConnectError, Connection, PgError};
pub use server::{Binaries, Scratch, ServerError};
pub use target::{Target, TargetError};

/// Quotes an identifier whether it needs it or not, for names that nobody reads.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Writes a string literal that means the same whatever `standard_conforming_strings` is.
pub(crate) fn literal(text: &str) -> String {
    if text.contains('\\') {
        format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}
