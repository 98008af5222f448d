//! Foreign servers.

use crate::kinds::foreign::options::Options;

mod attributes;
mod introspect;
mod lower;

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
