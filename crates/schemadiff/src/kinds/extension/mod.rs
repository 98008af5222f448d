//! Extensions.

mod attributes;
mod introspect;
mod lower;
pub(crate) mod toml;

pub use lower::ExtensionChange;

/// An extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its name.
    pub name: String,
    /// The schema that its objects live in; absent when the model leaves it to PostgreSQL.
    pub schema: Option<String>,
    /// The version; absent when the model leaves it to the server, and then never compared.
    pub version: Option<String>,
    /// `COMMENT ON EXTENSION`; absent when the model leaves it to the control file, and then never compared.
    pub comment: Option<String>,
}
