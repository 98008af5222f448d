//! Sequences that stand alone or serve a `serial` column; those of identity columns belong to the column.

use schemadiff_sql::syntax::{ObjectName, SequenceOptions};

pub(in crate::kinds) mod introspect;
mod attributes;
mod lower;
mod persistence;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::SequenceChange;

pub(crate) use lower::{differing_options, options_sql};
pub(crate) use persistence::{are_all_logged, forget_logged, says_logged};

/// A sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// Its name.
    pub name: ObjectName,
    /// Its options; canonical: those at PostgreSQL's defaults for the type are absent.
    pub options: SequenceOptions,
    /// `COMMENT ON SEQUENCE`.
    pub comment: Option<String>,
}
