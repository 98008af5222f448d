//! Collations.

use super::ObjectName;

/// `CREATE COLLATION`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateCollation {
    /// Its name.
    pub name: ObjectName,
    /// `PROVIDER`.
    pub provider: CollationProvider,
    /// `LC_COLLATE`; for other providers than libc, `LOCALE`.
    pub collate: String,
    /// `LC_CTYPE`; for other providers than libc, `LOCALE`.
    pub ctype: String,
    /// `DETERMINISTIC`.
    pub deterministic: bool,
    /// `RULES` (PostgreSQL 16).
    pub rules: Option<String>,
}

/// `collprovider`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CollationProvider {
    /// `libc`.
    #[default]
    Libc,
    /// `icu`.
    Icu,
    /// `builtin` (PostgreSQL 17).
    Builtin,
}

impl CollationProvider {
    /// The SQL word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Libc => "libc",
            Self::Icu => "icu",
            Self::Builtin => "builtin",
        }
    }
}
