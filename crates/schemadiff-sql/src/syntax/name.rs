//! Names of objects and types, stored raw.

use std::fmt;

use crate::quote;

/// A name as written: perhaps qualified, never quoted.
///
/// In a canonical catalog the schema is always present, except for objects of `pg_catalog`, which have none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName {
    /// The schema, when written or resolved.
    pub schema: Option<String>,
    /// The name itself.
    pub name: String,
}

impl ObjectName {
    /// Makes a name without a schema.
    pub fn bare(name: impl Into<String>) -> Self {
        Self {
            schema: None,
            name: name.into(),
        }
    }

    /// Makes a qualified name.
    pub fn qualified(schema: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            schema: Some(schema.into()),
            name: name.into(),
        }
    }
}

/// Writes the name as SQL, quoted where PostgreSQL needs it.
impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{}.", quote::identifier(schema))?;
        }
        f.write_str(&quote::identifier(&self.name))
    }
}

/// A data type with its modifiers, as in `numeric(19,4)[]`.
///
/// Built-in types have no schema and carry the catalog's name (`int4`, `timestamptz`), so that every alias of a type
/// is one value; [`fmt::Display`] prints the SQL standard's spelling that `format_type()` uses (`integer`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName {
    /// `pg_type.typname`, with its schema unless that is `pg_catalog`.
    pub name: ObjectName,
    /// Modifiers as SQL, such as `320` or `19`, `4`. The fields of an interval (`day to second`) come first, as words.
    pub modifiers: Vec<String>,
    /// Number of array dimensions as PostgreSQL keeps them: it forgets them, so 1 for every array.
    pub array: bool,
}

impl TypeName {
    /// What stands for the type of a column that has one from elsewhere: a partition's, or a typed table's.
    pub fn untyped() -> Self {
        Self::builtin("unknown")
    }

    /// A built-in type by its catalog name, such as `int4`.
    pub fn builtin(name: &str) -> Self {
        Self {
            name: ObjectName::bare(name),
            modifiers: Vec::new(),
            array: false,
        }
    }

    /// Whether this is the built-in type with the catalog name `name`, not an array.
    pub fn is_builtin(&self, name: &str) -> bool {
        self.name.schema.is_none() && self.name.name == name && !self.array
    }
}
