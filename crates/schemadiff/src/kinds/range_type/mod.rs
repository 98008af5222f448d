//! Range types, each with its multirange type.

use schemadiff_sql::syntax::{CreateRangeType, ObjectName};

mod attributes;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::RangeTypeChange;

/// A range type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeType {
    /// Everything `CREATE TYPE` says.
    pub definition: CreateRangeType,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}

impl RangeType {
    /// The name of its multirange type, also where nobody wrote one.
    pub(crate) fn multirange(&self) -> ObjectName {
        let definition = &self.definition;
        match &definition.multirange {
            Some(name) => ObjectName {
                schema: name.schema.clone().or_else(|| definition.name.schema.clone()),
                name: name.name.clone(),
            },
            None => implied_multirange(&definition.name),
        }
    }
}

/// The name that PostgreSQL gives the multirange type of a range.
///
/// Source: `makeMultirangeTypeName()` in `src/backend/catalog/pg_type.c`.
pub(crate) fn implied_multirange(range: &ObjectName) -> ObjectName {
    const LONGEST_NAME: usize = 63;
    let name = match range.name.find("range") {
        Some(at) => format!("{}multi{}", &range.name[..at], &range.name[at..]),
        None => {
            let end = LONGEST_NAME - "_multirange".len();
            let end = range.name.floor_char_boundary(end.min(range.name.len()));
            format!("{}_multirange", &range.name[..end])
        }
    };
    let end = name.floor_char_boundary(LONGEST_NAME.min(name.len()));
    ObjectName {
        schema: range.schema.clone(),
        name: name[..end].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiranges_are_named_after_their_ranges() {
        let name = |range: &str| implied_multirange(&ObjectName::bare(range)).name;
        assert_eq!(name("floatrange"), "floatmultirange");
        assert_eq!(name("range_of_range"), "multirange_of_range");
        assert_eq!(name("period"), "period_multirange");
        assert_eq!(name(&"x".repeat(63)), format!("{}_multirange", "x".repeat(52)));
    }
}
