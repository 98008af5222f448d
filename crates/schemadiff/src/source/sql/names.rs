//! What unqualified names mean at a statement.
//!
//! As long as a script leaves `search_path` alone, names inside definitions stay as written: they are resolved with the
//! whole model, in which a later file may define them. A path of the script's own is gone by then, and is applied here.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{ObjectName, TypeName};
use schemadiff_sql::{Expr, Query, Scope};

use super::Script;
use crate::canon::columns_of;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};

impl Script<'_> {
    /// The name of something that is being created.
    pub(crate) fn own_name(&self, name: ObjectName) -> ObjectName {
        match name.schema {
            Some(_) => name,
            None => ObjectName::qualified(self.first_schema(), name.name),
        }
    }

    /// The name of a table, view, sequence or index that exists.
    pub(crate) fn relation_name(&self, name: ObjectName) -> ObjectName {
        if name.schema.is_some() {
            return name;
        }
        match self.scope().relation(&name.name) {
            Some(schema) => ObjectName::qualified(schema, name.name),
            None => self.own_name(name),
        }
    }

    /// What a name of a relation stands for, if anything.
    pub(crate) fn relation(&self, name: &ObjectName) -> Option<&ObjectRef> {
        self.relations.get(name)
    }

    /// A relation that a definition mentions.
    pub(crate) fn mention(&self, name: &mut ObjectName) {
        if self.has_path() {
            *name = self.relation_name(name.clone());
        }
    }

    /// A type that a definition mentions; one that is not known may be an extension's.
    pub(crate) fn mention_type(&self, name: &mut TypeName) {
        if self.has_path() && name.name.schema.is_none() && !name.is_known_builtin() {
            name.name.schema = self.scope().type_name(&name.name.name);
        }
    }

    /// A collation that a definition mentions; one that is not known is PostgreSQL's.
    pub(crate) fn mention_collation(&self, name: &mut ObjectName) {
        if self.has_path() && name.schema.is_none() {
            name.schema = self.scope().collation(&name.name);
        }
    }

    /// An operator that a definition mentions; one that is not known may be built in.
    pub(crate) fn mention_operator(&self, name: &mut ObjectName) {
        if self.has_path() && name.schema.is_none() {
            name.schema = self.scope().operator(&name.name);
        }
    }

    /// The name of a type that exists.
    pub(crate) fn type_name(&self, name: ObjectName) -> ObjectName {
        let mut data_type = TypeName {
            name,
            modifiers: Vec::new(),
            array: false,
        };
        self.mention_type(&mut data_type);
        self.own_name(data_type.name)
    }

    /// A function that a definition mentions; one that is not known may be built in.
    pub(crate) fn mention_function(&self, name: &mut ObjectName) {
        if self.has_path() && name.schema.is_none() {
            name.schema = self.scope().function(&name.name);
        }
    }

    /// The names in an expression.
    pub(crate) fn mention_in<'e>(&self, expressions: impl IntoIterator<Item = &'e mut Expr>) {
        if self.has_path() {
            for expression in expressions {
                *expression = expression.resolve(&self.scope());
            }
        }
    }

    /// The names in a body of statements.
    pub(crate) fn mention_in_body(&self, body: &mut schemadiff_sql::syntax::Body) {
        if self.has_path() {
            *body = schemadiff_sql::resolve_body(body, &self.scope());
        }
    }

    /// The names in a query.
    pub(crate) fn mention_in_query(&self, query: &mut Query) {
        if self.has_path() {
            *query = query.resolve(&self.scope());
        }
    }

    fn has_path(&self) -> bool {
        !self.path.is_empty() && self.path[..] != [self.into.settings.default_schema.clone()]
    }

    /// The schema of names that are created without one.
    pub(crate) fn current_schema(&self) -> &str {
        self.first_schema()
    }

    fn first_schema(&self) -> &str {
        self.path.first().unwrap_or(&self.into.settings.default_schema)
    }

    fn scope(&self) -> PathScope<'_> {
        PathScope {
            path: &self.path,
            relations: &self.relations,
            catalog: &self.into.catalog,
        }
    }
}

/// The catalog so far, seen through the script's search path.
struct PathScope<'a> {
    path: &'a [String],
    relations: &'a BTreeMap<ObjectName, ObjectRef>,
    catalog: &'a Catalog,
}

impl PathScope<'_> {
    fn find(&self, name: &str, exists: impl Fn(&ObjectName) -> bool) -> Option<String> {
        self.path
            .iter()
            .find(|schema| exists(&ObjectName::qualified(*schema, name)))
            .cloned()
    }
}

impl Scope for PathScope<'_> {
    fn relation(&self, name: &str) -> Option<String> {
        self.find(name, |name| self.relations.contains_key(name))
    }

    fn columns(&self, relation: &ObjectName) -> Option<Vec<String>> {
        let columns = columns_of(self.catalog, relation)?;
        Some(columns.iter().map(|column| column.name.clone()).collect())
    }

    fn type_name(&self, name: &str) -> Option<String> {
        self.find(name, |name| {
            let id = ObjectId::named(name.clone());
            self.catalog.enums.contains(&id)
                || self.catalog.domains.contains(&id)
                || self.catalog.range_types.contains(&id)
                || self
                    .relations
                    .get(name)
                    .is_some_and(|held| has_row_type(held.kind))
        })
    }

    fn operator(&self, symbol: &str) -> Option<String> {
        self.find(symbol, |name| {
            self.catalog.operators.keys().any(|id| id.name == *name)
        })
    }

    fn collation(&self, name: &str) -> Option<String> {
        self.find(name, |name| {
            self.catalog.collations.contains(&ObjectId::named(name.clone()))
        })
    }

    fn function(&self, name: &str) -> Option<String> {
        self.find(name, |name| {
            let functions = self.catalog.functions.keys();
            functions
                .chain(self.catalog.aggregates.keys())
                .any(|id| id.name == *name)
        })
    }
}

/// Whether relations of a kind have a type of their name.
pub(super) fn has_row_type(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Table | Kind::ForeignTable | Kind::View | Kind::MaterializedView | Kind::CompositeType
    )
}
