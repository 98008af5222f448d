//! Text search configurations.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

mod attributes;
mod introspect;
mod lower;

pub use lower::TextSearchConfigurationChange;

/// A text search configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearchConfiguration {
    /// Its name.
    pub name: ObjectName,
    /// `PARSER`.
    pub parser: ObjectName,
    /// Which dictionaries are asked for each type of token, in order.
    pub mappings: BTreeMap<String, Vec<ObjectName>>,
    /// `COMMENT ON TEXT SEARCH CONFIGURATION`.
    pub comment: Option<String>,
}

impl TextSearchConfiguration {
    /// A configuration that takes no token yet.
    pub fn new(name: ObjectName, parser: ObjectName) -> Self {
        Self {
            name,
            parser,
            mappings: BTreeMap::new(),
            comment: None,
        }
    }
}
