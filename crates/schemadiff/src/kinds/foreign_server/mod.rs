//! Foreign servers, and what wrappers, user mappings and foreign tables share with them: options, some of which are secrets.

use options::Options;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod options;
pub(crate) mod secret;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::ForeignServerChange;

/// A foreign server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignServer {
    /// Its name.
    pub name: String,
    /// `TYPE`.
    pub server_type: Option<String>,
    /// `VERSION`.
    pub version: Option<String>,
    /// `FOREIGN DATA WRAPPER`.
    pub wrapper: String,
    /// `OPTIONS`, without secrets.
    pub options: Options,
    /// `COMMENT ON SERVER`.
    pub comment: Option<String>,
}
