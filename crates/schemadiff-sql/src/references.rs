//! What an expression, a query or a body refers to.

use std::collections::BTreeSet;

use crate::syntax::ObjectName;

/// What a piece of SQL refers to, as far as its tree shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Tables, views and sequences, the latter through `regclass` literals. Names of CTEs are not among them.
    pub relations: BTreeSet<ObjectName>,
    /// Columns named without or with a qualifier; the qualifier is dropped when it is an alias.
    pub columns: BTreeSet<String>,
    /// Functions that are called, by name.
    pub functions: BTreeSet<ObjectName>,
    /// Types that are cast to or otherwise named, built-in ones left out.
    pub types: BTreeSet<ObjectName>,
}

impl References {
    /// Adds all of `other`.
    pub fn extend(&mut self, other: Self) {
        self.relations.extend(other.relations);
        self.columns.extend(other.columns);
        self.functions.extend(other.functions);
        self.types.extend(other.types);
    }
}

/// What a name means: the catalog, as seen through a search path.
///
/// Every method answers for an unqualified name with the schema in which it is found, or `None` when the catalog does
/// not have it (it is then left as written: a built-in, an extension's, or an error that somebody else reports).
pub trait Scope {
    /// The schema of a table, view, sequence or index.
    fn relation(&self, name: &str) -> Option<String>;
    /// The columns of a relation, in order, by qualified name.
    fn columns(&self, relation: &ObjectName) -> Option<Vec<String>>;
    /// The schema of a type.
    fn type_name(&self, name: &str) -> Option<String>;
    /// The schema of a function.
    fn function(&self, name: &str) -> Option<String>;
}
