//! PostgreSQL as the engine's outside: where a server is, what it holds, what it thinks of a doubt, and running a plan.
//!
//! The only crate that opens sockets and starts servers. It moves the engine's texts and rows and knows nothing of how
//! a plan is made. Everything is asynchronous on purpose (tokio, one thread is enough) and speaks the simple query
//! protocol only, so that it works through a connection pooler and never prepares a statement.

pub mod connection;
pub mod execute;
pub mod queries;
pub mod seed;
pub mod server;
pub mod settle;
pub mod snapshot;
pub mod stand_in;
pub mod status;
pub mod target;
pub mod trace;
pub mod upkeep;

pub use connection::{ConnectError, Connection, PgError};
pub use server::{Binaries, Scratch, ServerError};
pub use stand_in::StandIn;
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

/// FNV-1a: a number for a text, the same on every machine and in every version.
pub(crate) fn fingerprint(text: &[u8]) -> u64 {
    text.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, literal, quoted};

    #[test]
    fn names_and_texts_are_quoted() {
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
        assert_eq!(literal("it's"), "'it''s'");
        assert_eq!(literal("a\\'b"), "E'a\\\\''b'");
    }

    #[test]
    fn the_fingerprint_of_a_text_never_changes() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
