//! Which whole objects use an object and can be made anew.

use std::collections::BTreeMap;

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{IndexValue, ObjectName};

use super::Fate;
use crate::catalog::{Catalog, ObjectRef, refs};
use crate::kinds::{self, InCatalog, Index, Kind, KindVisitor, ObjectKind, Statistics, operator_class};

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
        for statistics in catalog.statistics.values() {
            users.statistics(statistics);
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
        for class in definition
            .elements
            .iter()
            .filter_map(|element| element.operator_class.as_ref())
        {
            let class = operator_class::class_ref(class, &definition.method);
            if let Some(class) = class {
                self.of.entry(class).or_default().push(about.clone());
            }
        }
        let expressions = definition
            .elements
            .iter()
            .filter_map(|element| match &element.value {
                IndexValue::Expression(expression) => Some(expression),
                IndexValue::Column(_) => None,
            });
        self.say(&about, &index.table, expressions.chain(&definition.predicate));
        let view = ObjectRef::named(Kind::MaterializedView, &index.table);
        self.of.entry(view).or_default().push(about);
    }

    /// Statistics follow their columns as indexes do (`RememberStatisticsForRebuilding()` in
    /// `src/backend/commands/tablecmds.c`); those of what is dropped and created anew go with it.
    fn statistics(&mut self, statistics: &Statistics) {
        let about = statistics.object_ref();
        for column in &statistics.columns {
            let column = ObjectRef::column(&statistics.table, column);
            self.plain.entry(column).or_default().push(about.clone());
        }
        self.say(&about, &statistics.table, statistics.expressions.iter());
        for kind in [Kind::MaterializedView, Kind::ForeignTable] {
            let relation = ObjectRef::named(kind, &statistics.table);
            self.of.entry(relation).or_default().push(about.clone());
        }
    }

    /// What is said in SQL about a table.
    fn say<'e>(
        &mut self,
        about: &ObjectRef,
        table: &ObjectName,
        expressions: impl Iterator<Item = &'e Expr>,
    ) {
        for expression in expressions {
            for used in refs::mentioned(&expression.references(), Some(table)) {
                let users = if used.kind == Kind::Column {
                    &mut self.written
                } else {
                    &mut self.of
                };
                users.entry(used).or_default().push(about.clone());
            }
        }
    }

    /// The users of an object, when this happens to it.
    pub(super) fn of(&self, object: &ObjectRef, fate: Option<Fate>) -> Vec<ObjectRef> {
        let mut users: Vec<ObjectRef> = self.of.get(object).cloned().unwrap_or_default();
        if matches!(fate, Some(Fate::Swapped | Fate::Remade)) {
            users.extend(self.written.get(object).into_iter().flatten().cloned());
        }
        // PostgreSQL would build it anew while nobody can use the table.
        if fate == Some(Fate::Widened) {
            let written = self.written.get(object).into_iter().flatten();
            users.extend(written.filter(|user| user.kind == Kind::Index).cloned());
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
        if !K::REBUILDABLE || matches!(K::KIND, Kind::Index | Kind::Statistics) {
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
