//! Which whole objects use an object and can be made anew.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::IndexValue;

use super::Fate;
use crate::catalog::{Catalog, ObjectRef, refs};
use crate::kinds::{self, InCatalog, Index, Kind, KindVisitor};

/// Users by what they use.
#[derive(Default)]
pub(super) struct Users {
    of: BTreeMap<ObjectRef, Vec<ObjectRef>>,
    /// Indexes by the columns that their expressions and predicates speak of.
    written: BTreeMap<ObjectRef, Vec<ObjectRef>>,
    /// Indexes by the columns that they name.
    plain: BTreeMap<ObjectRef, Vec<ObjectRef>>,
}

impl Users {
    /// Reads a catalog.
    pub(super) fn in_catalog(catalog: &Catalog) -> Self {
        let mut visit = Visit(catalog, Self::default());
        kinds::for_each(&mut visit);
        let mut users = visit.1;
        for index in catalog.indexes.values() {
            users.index(index);
        }
        users
    }

    /// An index of a table follows its columns by itself, except that what it says in SQL is of the types that they had;
    /// one of a materialized view goes with it.
    fn index(&mut self, index: &Index) {
        let about = ObjectRef::named(Kind::Index, &index.name);
        let definition = &index.definition;
        let named = definition
            .elements
            .iter()
            .filter_map(|element| match &element.value {
                IndexValue::Column(name) => Some(name),
                IndexValue::Expression(_) => None,
            });
        for column in named.chain(&definition.include) {
            let column = ObjectRef::column(&index.table, column);
            self.plain.entry(column).or_default().push(about.clone());
        }
        let expressions = definition
            .elements
            .iter()
            .filter_map(|element| match &element.value {
                IndexValue::Expression(expression) => Some(expression),
                IndexValue::Column(_) => None,
            });
        for expression in expressions.chain(&definition.predicate) {
            for used in refs::mentioned(&expression.references(), Some(&index.table)) {
                let users = if used.kind == Kind::Column {
                    &mut self.written
                } else {
                    &mut self.of
                };
                users.entry(used).or_default().push(about.clone());
            }
        }
        let view = ObjectRef::named(Kind::MaterializedView, &index.table);
        self.of.entry(view).or_default().push(about);
    }

    /// The users of an object, when this happens to it.
    pub(super) fn of(&self, object: &ObjectRef, fate: Option<Fate>) -> Vec<ObjectRef> {
        let mut users: Vec<ObjectRef> = self.of.get(object).cloned().unwrap_or_default();
        if matches!(fate, Some(Fate::Swapped | Fate::Remade)) {
            users.extend(self.written.get(object).into_iter().flatten().cloned());
        }
        if fate == Some(Fate::Remade) {
            users.extend(self.plain.get(object).into_iter().flatten().cloned());
        }
        users
    }
}

struct Visit<'a>(&'a Catalog, Users);

impl KindVisitor for Visit<'_> {
    fn visit<K: InCatalog>(&mut self) {
        if !K::REBUILDABLE || K::KIND == Kind::Index {
            return;
        }
        for (id, object) in K::store(self.0) {
            let user = ObjectRef::new(K::KIND, id.clone());
            for used in object.references() {
                self.1.of.entry(used).or_default().push(user.clone());
            }
        }
    }
}
