//! How objects are named, across kinds.

use std::fmt;

use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;

use super::Kind;

/// The same thing on both sides of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<T> {
    /// What is there.
    pub old: T,
    /// What is wanted.
    pub new: T,
}

/// What identifies an object within its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    /// Its name; for a part (a column, constraint, trigger, policy) the name of the relation it belongs to.
    pub name: ObjectName,
    /// The name of a part, or the argument types of a function.
    pub part: Option<String>,
}

impl ObjectId {
    /// An object that its name identifies.
    pub fn named(name: ObjectName) -> Self {
        Self { name, part: None }
    }

    /// A part of a relation.
    pub fn part(relation: ObjectName, part: impl Into<String>) -> Self {
        Self {
            name: relation,
            part: Some(part.into()),
        }
    }
}

/// A name for any object, usable across kinds: edges, effects, permissions and diagnostics all speak it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectRef {
    /// Its kind.
    pub kind: Kind,
    /// Its identity within the kind.
    pub id: ObjectId,
}

impl ObjectRef {
    /// Names an object.
    pub fn new(kind: Kind, id: ObjectId) -> Self {
        Self { kind, id }
    }

    /// Names an object that its name identifies.
    pub fn named(kind: Kind, name: &ObjectName) -> Self {
        Self {
            kind,
            id: ObjectId::named(name.clone()),
        }
    }

    /// Names a column.
    pub fn column(relation: &ObjectName, column: &str) -> Self {
        Self {
            kind: Kind::Column,
            id: ObjectId::part(relation.clone(), column),
        }
    }

    /// Names a constraint.
    pub fn constraint(table: &ObjectName, constraint: &str) -> Self {
        Self {
            kind: Kind::Constraint,
            id: ObjectId::part(table.clone(), constraint),
        }
    }

    /// The name alone, without the kind: `public.users.email`, `public.total(integer)`. Raw, for people and for flags.
    pub fn path(&self) -> String {
        let ObjectName { schema, name } = &self.id.name;
        let mut path = schema
            .as_ref()
            .map_or_else(String::new, |schema| format!("{schema}."));
        path.push_str(name);
        match (&self.id.part, self.kind) {
            (None, _) => {}
            (
                Some(part),
                Kind::Function
                | Kind::Aggregate
                | Kind::Operator
                | Kind::OperatorClass
                | Kind::OperatorFamily,
            ) => {
                path.push_str(&format!("({part})"));
            }
            (Some(part), Kind::DefaultPrivilege) => {
                path.push_str(&format!("{}{part}", if name.is_empty() { "" } else { "." }));
            }
            (Some(_), Kind::Access) => path.push_str(crate::kinds::access::path_part(&self.id)),
            (Some(part), _) => {
                path.push('.');
                path.push_str(part);
            }
        }
        path
    }
}

/// Writes kind and path in words: ``column `public.users.email` ``.
impl fmt::Display for ObjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.kind.words(), self.path())
    }
}

/// Writes an identifier as SQL.
pub(crate) fn ident(name: &str) -> String {
    quote::identifier(name)
}

/// Writes the name of an operator as SQL: its symbol is never quoted.
pub(crate) fn operator(name: &ObjectName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", ident(schema), name.name),
        None => name.name.clone(),
    }
}

/// Writes identifiers as an SQL list without parentheses.
pub(crate) fn idents(names: &[String]) -> String {
    names
        .iter()
        .map(|name| ident(name))
        .collect::<Vec<_>>()
        .join(", ")
}
