//! What names nothing: references of a model to tables, columns and functions that it does not have.

mod inheritance;

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{Constraint, ConstraintKind, ForeignKey, IndexValue, ObjectName};

use super::{Canonical, columns_of};
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::{Diagnostic, code, nearest};
use crate::kinds::seed::tells_rows_apart;
use crate::kinds::{self, InCatalog, KindVisitor, ObjectKind, Schema, Seed, Table};

/// Reports everything that a model names and does not define.
pub(super) fn validate(canonical: &Canonical, diagnostics: &mut Vec<Diagnostic>) {
    let mut check = Check {
        canonical,
        unique_indexes: unique_indexes(canonical),
        diagnostics,
    };
    check.schemas();
    for table in canonical.catalog.tables.values() {
        check.table(table);
    }
    check.indexes();
    check.statistics();
    check.triggers_and_policies();
    check.views();
    check.seeds();
    check.publications();
    check.servers();
}

struct Check<'a> {
    canonical: &'a Canonical,
    unique_indexes: BTreeMap<&'a ObjectName, Vec<BTreeSet<&'a String>>>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// The columns of unique indexes without predicate and expressions: such an index serves a foreign key as well as a
/// constraint.
fn unique_indexes(canonical: &Canonical) -> BTreeMap<&ObjectName, Vec<BTreeSet<&String>>> {
    let mut unique: BTreeMap<&ObjectName, Vec<BTreeSet<&String>>> = BTreeMap::new();
    for index in canonical.catalog.indexes.values() {
        let columns: Option<BTreeSet<&String>> = index
            .definition
            .elements
            .iter()
            .map(|element| match &element.value {
                IndexValue::Column(name) => Some(name),
                IndexValue::Expression(_) => None,
            })
            .collect();
        if let Some(columns) =
            columns.filter(|_| index.definition.unique && index.definition.predicate.is_none())
        {
            unique.entry(&index.table).or_default().push(columns);
        }
    }
    unique
}

impl Check<'_> {
    /// Every schema that an object lives in exists; `public` always does.
    fn schemas(&mut self) {
        struct Used<'a>(&'a Canonical, Vec<(ObjectRef, String)>);
        impl KindVisitor for Used<'_> {
            fn visit<K: InCatalog>(&mut self) {
                for id in K::store(&self.0.catalog).keys() {
                    if let Some(schema) = &id.name.schema {
                        self.1.push((ObjectRef::new(K::KIND, id.clone()), schema.clone()));
                    }
                }
            }
        }
        let mut used = Used(self.canonical, Vec::new());
        kinds::for_each(&mut used);
        let mut reported = BTreeSet::new();
        for (object, schema) in used.1 {
            let known = !self.is_compared(Kind::Schema, &ObjectName::bare(&schema))
                || schema == "public"
                || self.canonical.catalog.schemas.contains(&Schema::id_of(&schema));
            if !known && reported.insert(schema.clone()) {
                let message = format!("schema `{schema}` does not exist");
                self.report(
                    Diagnostic::error(code::MISSING_OBJECT, message)
                        .at_known(self.origin(&object), format!("{object} is to live there"))
                        .help(format!("declare it: `[schemas.{schema}]`")),
                );
            }
        }
    }

    fn table(&mut self, table: &Table) {
        if let Some(partition) = &table.partition_of
            && self.require_table(
                &partition.parent,
                &ObjectRef::named(Kind::Table, &table.name),
                "partitioned table",
            )
        {
            let parent = self
                .canonical
                .catalog
                .tables
                .get(&ObjectId::named(partition.parent.clone()));
            if parent.is_some_and(|parent| parent.partition_by.is_none()) {
                let message = format!("table `{}` is not partitioned", partition.parent);
                let about = ObjectRef::named(Kind::Table, &table.name);
                self.report(
                    Diagnostic::error(code::BAD_VALUE, message)
                        .at_known(self.origin(&about), "its partition")
                        .help("give the parent `partition_by`"),
                );
            }
        }
        if let Some(partition) = &table.partition_of {
            let about = ObjectRef::named(Kind::Table, &table.name);
            self.require_columns(&table.name, partition.columns.keys(), &about);
        }
        self.inheritance(table);
        self.typed(table);
        if let Some(key) = &table.partition_by {
            let columns = key.elements.iter().filter_map(|element| match &element.value {
                IndexValue::Column(name) => Some(name.clone()),
                IndexValue::Expression(_) => None,
            });
            let about = ObjectRef::named(Kind::Table, &table.name);
            self.require_columns(&table.name, columns.collect::<Vec<_>>().iter(), &about);
        }
        for constraint in &table.constraints {
            self.constraint(table, constraint);
        }
        // A partition may name an index that it has because its parent has one.
        if table.partition_of.is_none() {
            table
                .physical
                .indexes()
                .for_each(|index| self.index_of(table, index));
        }
    }

    /// What a table says of an index is about one of its own, or one behind a constraint.
    fn index_of(&mut self, table: &Table, index: &str) {
        let name = ObjectName {
            schema: table.name.schema.clone(),
            name: index.to_owned(),
        };
        let indexes = &self.canonical.catalog.indexes;
        let own = indexes
            .get(&ObjectId::named(name))
            .is_some_and(|found| found.table == table.name);
        if own || table.constraint(index).is_some() {
            return;
        }
        let about = ObjectRef::named(Kind::Table, &table.name);
        let keys = table
            .constraints
            .iter()
            .filter_map(|constraint| constraint.name.as_deref());
        let known: Vec<&str> = indexes
            .values()
            .filter(|found| found.table == table.name)
            .map(|found| found.name.name.as_str())
            .chain(keys)
            .collect();
        let message = format!("table `{}` has no index `{index}`", table.name);
        let diagnostic =
            Diagnostic::error(code::MISSING_OBJECT, message).at_known(self.origin(&about), "named here");
        self.report(match nearest(index, known.into_iter()) {
            Some(similar) => diagnostic.help(format!("did you mean `{similar}`?")),
            None => diagnostic.help("define it, or take `cluster_on` and `replica_identity` off"),
        });
    }

    fn constraint(&mut self, table: &Table, constraint: &Constraint) {
        let about = ObjectRef::constraint(&table.name, constraint.name.as_deref().unwrap_or_default());
        match &constraint.kind {
            ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
                self.require_columns(&table.name, key.columns.iter().chain(&key.include), &about);
            }
            ConstraintKind::ForeignKey(key) => {
                self.require_columns(
                    &table.name,
                    key.columns.iter().chain(&key.on_delete_columns),
                    &about,
                );
                self.foreign_key(key, &about);
            }
            ConstraintKind::Check(check) => {
                let used = check.expression.references();
                // A qualified or whole-row reference names the table itself.
                let used = used.columns.iter().filter(|column| **column != table.name.name);
                self.require_columns(&table.name, used, &about);
            }
            ConstraintKind::Exclude(exclude) => {
                let columns = exclude
                    .elements
                    .iter()
                    .filter_map(|(element, _)| match &element.value {
                        IndexValue::Column(name) => Some(name),
                        IndexValue::Expression(_) => None,
                    });
                self.require_columns(&table.name, columns.chain(&exclude.include), &about);
            }
        }
    }

    fn foreign_key(&mut self, key: &ForeignKey, about: &ObjectRef) {
        if !self.require_table(&key.table, about, "table") {
            return;
        }
        self.require_columns(&key.table, key.referenced_columns.iter(), about);
        let catalog = &self.canonical.catalog;
        let Some(referenced) = catalog.tables.get(&ObjectId::named(key.table.clone())) else {
            return;
        };
        // The keys of a partition are its parent's.
        if referenced.partition_of.is_some() {
            return;
        }
        let wanted: BTreeSet<&String> = key.referenced_columns.iter().collect();
        let is_key = |columns: &[String]| columns.iter().collect::<BTreeSet<_>>() == wanted;
        let has_key = referenced
            .constraints
            .iter()
            .any(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => is_key(&key.columns),
                ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) | ConstraintKind::Exclude(_) => {
                    false
                }
            });
        let has_index = self
            .unique_indexes
            .get(&key.table)
            .is_some_and(|indexes| indexes.contains(&wanted));
        if key.referenced_columns.len() != key.columns.len() || !(has_key || has_index) {
            let columns = key.referenced_columns.join(", ");
            let message = format!("`{}` has no primary or unique key on ({columns})", key.table);
            let target = ObjectRef::named(Kind::Table, &key.table);
            self.report(
                Diagnostic::error(code::FOREIGN_KEY_MISMATCH, message)
                    .at_known(self.origin(about), "referenced here")
                    .at_known(self.origin(&target), "defined here")
                    .help("reference its key, or make the columns unique"),
            );
        }
    }

    fn statistics(&mut self) {
        for statistics in self.canonical.catalog.statistics.values() {
            let about = ObjectRef::named(Kind::Statistics, &statistics.name);
            let table = &statistics.table;
            if self.is_view(table) || self.is_foreign(table) || !self.require_table(table, &about, "table") {
                continue;
            }
            let expressions = statistics.expressions.iter();
            let mentioned = expressions.flat_map(|expression| expression.references().columns);
            let used: BTreeSet<String> = mentioned.chain(statistics.columns.iter().cloned()).collect();
            self.require_columns(table, used.iter(), &about);
        }
    }

    fn indexes(&mut self) {
        for index in self.canonical.catalog.indexes.values() {
            let about = ObjectRef::named(Kind::Index, &index.name);
            if self.is_view(&index.table) || !self.require_table(&index.table, &about, "table") {
                continue;
            }
            let elements = index.definition.elements.iter();
            let mut used: BTreeSet<String> = index.definition.include.iter().cloned().collect();
            for element in elements {
                match &element.value {
                    IndexValue::Column(name) => drop(used.insert(name.clone())),
                    IndexValue::Expression(expression) => used.extend(expression.references().columns),
                }
            }
            used.extend(
                index
                    .definition
                    .predicate
                    .iter()
                    .flat_map(|predicate| predicate.references().columns),
            );
            self.require_columns(&index.table, used.iter(), &about);
        }
    }

    fn triggers_and_policies(&mut self) {
        for trigger in self.canonical.catalog.triggers.values() {
            let about = ObjectRef::new(
                Kind::Trigger,
                ObjectId::part(trigger.definition.table.clone(), trigger.definition.name.clone()),
            );
            if !self.is_view(&trigger.definition.table) && !self.is_foreign(&trigger.definition.table) {
                self.require_table(&trigger.definition.table, &about, "table");
            }
            let function = &trigger.definition.function;
            let known = |name: &ObjectName| {
                self.canonical
                    .catalog
                    .functions
                    .values()
                    .any(|candidate| candidate.definition.name == *name)
            };
            // A name without a schema is a built-in's or an extension's; only the server can tell.
            if function.schema.is_some()
                && self.is_compared(Kind::Function, function)
                && !known(function)
                && self.canonical.catalog.extensions.is_empty()
            {
                let message = format!("function `{function}()` does not exist");
                let names = self
                    .canonical
                    .catalog
                    .functions
                    .values()
                    .map(|function| function.definition.name.name.as_str());
                let similar = nearest(&function.name, names).map(|name| format!("write `{name}()`"));
                let mut diagnostic = Diagnostic::error(code::MISSING_OBJECT, message)
                    .at_known(self.origin(&about), "executed here");
                diagnostic.help = similar;
                self.report(diagnostic);
            }
        }
        for policy in self.canonical.catalog.policies.values() {
            let about = ObjectRef::new(
                Kind::Policy,
                ObjectId::part(policy.definition.table.clone(), policy.definition.name.clone()),
            );
            self.require_table(&policy.definition.table, &about, "table");
        }
    }

    /// Relations that a query names exist, where their schema is one of the model's.
    fn views(&mut self) {
        let catalog = &self.canonical.catalog;
        let views = catalog
            .views
            .values()
            .map(|view| (ObjectRef::named(Kind::View, &view.name), &view.query));
        let materialized = catalog
            .materialized_views
            .values()
            .map(|view| (ObjectRef::named(Kind::MaterializedView, &view.name), &view.query));
        for (about, query) in views.chain(materialized) {
            for relation in query.references().relations {
                let mut name = relation.clone();
                if name.schema.is_none() {
                    name.schema = Some(self.canonical.settings.default_schema.clone());
                }
                // Catalog relations and those of extensions are the server's to know.
                let foreign = name.schema.as_deref().is_some_and(|schema| {
                    matches!(schema, "pg_catalog" | "information_schema") || !self.is_own_schema(schema)
                }) || name.name.starts_with("pg_");
                if !foreign
                    && self.is_compared(Kind::Table, &name)
                    && !self.is_relation(&name)
                    && catalog.extensions.is_empty()
                {
                    let message = format!("relation `{name}` does not exist");
                    let names = catalog.tables.values().map(|table| table.name.name.as_str());
                    let mut diagnostic = Diagnostic::error(code::MISSING_TABLE, message)
                        .at_known(self.origin(&about), format!("used by {about}"));
                    diagnostic.help = nearest(&name.name, names).map(|name| format!("write `{name}`"));
                    self.report(diagnostic);
                }
            }
        }
    }

    fn seeds(&mut self) {
        let sets = self.canonical.settings.seeds.values();
        let of_sets = sets.clone().flat_map(|set| &set.rows);
        for set in sets {
            for table in set.generate.iter().flat_map(|generate| generate.rows.keys()) {
                let about = ObjectRef::named(Kind::Seed, table);
                self.require_table(table, &about, "table");
            }
        }
        for seed in self.canonical.catalog.seeds.values().chain(of_sets) {
            let about = ObjectRef::named(Kind::Seed, &seed.table);
            if self.require_table(&seed.table, &about, "table") {
                let columns: BTreeSet<String> = seed
                    .rows
                    .iter()
                    .flat_map(|row| row.keys().cloned())
                    .chain(seed.key.iter().cloned())
                    .collect();
                self.require_columns(&seed.table, columns.iter(), &about);
                self.require_unique(seed, &about);
            }
        }
    }

    /// Rows are written `ON CONFLICT`, and looked for by their key.
    fn require_unique(&mut self, seed: &Seed, about: &ObjectRef) {
        let columns = seed.key.join(", ");
        let is_there = |column: &String| {
            columns_of(&self.canonical.catalog, &seed.table)
                .is_some_and(|known| known.iter().any(|known| known.name == *column))
        };
        if seed.key.is_empty()
            || !seed.key.iter().all(is_there)
            || tells_rows_apart(&seed.key, &seed.table, &self.canonical.catalog)
        {
            return;
        }
        let message = format!(
            "no unique constraint or index of `{}` is on ({columns})",
            seed.table
        );
        let diagnostic = Diagnostic::error(code::BAD_VALUE, message)
            .at_known(self.origin(about), "the key that tells these rows apart")
            .help("name in `key` the columns of the primary key, or of a unique constraint or index");
        self.report(diagnostic);
    }

    fn publications(&mut self) {
        for publication in self.canonical.catalog.publications.values() {
            let about = publication.object_ref();
            for (table, published) in &publication.tables {
                if self.require_table(table, &about, "table") {
                    let filtered = published
                        .filter
                        .iter()
                        .flat_map(|filter| filter.references().columns);
                    let used: BTreeSet<String> = filtered.filter(|column| *column != table.name).collect();
                    self.require_columns(table, published.columns.iter().chain(&used), &about);
                }
            }
            for schema in &publication.schemas {
                if !self.is_own_schema(schema) && self.is_compared(Kind::Schema, &ObjectName::bare(schema)) {
                    let message = format!("schema `{schema}` does not exist");
                    let diagnostic = Diagnostic::error(code::MISSING_OBJECT, message);
                    let diagnostic = diagnostic.at_known(self.origin(&about), "published here");
                    self.report(diagnostic.help(format!("declare it: `[schemas.{schema}]`")));
                }
            }
        }
    }

    /// Wrappers of servers, and servers of mappings and foreign tables; an extension may bring any of them.
    fn servers(&mut self) {
        let catalog = &self.canonical.catalog;
        if !catalog.extensions.is_empty() {
            return;
        }
        let mut missing: Vec<(ObjectRef, ObjectRef)> = Vec::new();
        let mut need = |about: ObjectRef, needed: Vec<ObjectRef>| {
            for object in needed {
                let known = match object.kind {
                    Kind::ForeignDataWrapper => catalog.foreign_data_wrappers.contains(&object.id),
                    Kind::ForeignServer => catalog.foreign_servers.contains(&object.id),
                    _ => true,
                };
                if !known {
                    missing.push((about.clone(), object));
                }
            }
        };
        catalog
            .foreign_servers
            .values()
            .for_each(|server| need(server.object_ref(), server.references()));
        catalog
            .user_mappings
            .values()
            .for_each(|mapping| need(mapping.object_ref(), mapping.references()));
        catalog
            .foreign_tables
            .values()
            .for_each(|table| need(table.object_ref(), table.references()));
        for (about, object) in missing {
            if self.is_compared(object.kind, &object.id.name) {
                let diagnostic = Diagnostic::error(code::MISSING_OBJECT, format!("{object} does not exist"));
                let diagnostic = diagnostic.at_known(self.origin(&about), "named here");
                self.report(
                    diagnostic
                        .help("define it, or name the extension that brings it in `database.extensions`"),
                );
            }
        }
    }

    fn is_compared(&self, kind: Kind, name: &ObjectName) -> bool {
        let scope = &self.canonical.settings.scope;
        scope.is_everything() || scope.takes(&ObjectRef::named(kind, name))
    }

    fn is_own_schema(&self, schema: &str) -> bool {
        schema == "public" || self.canonical.catalog.schemas.contains(&Schema::id_of(schema))
    }

    fn is_view(&self, name: &ObjectName) -> bool {
        let id = ObjectId::named(name.clone());
        self.canonical.catalog.views.contains(&id) || self.canonical.catalog.materialized_views.contains(&id)
    }

    fn is_foreign(&self, name: &ObjectName) -> bool {
        let tables = &self.canonical.catalog.foreign_tables;
        tables.contains(&ObjectId::named(name.clone()))
    }

    fn is_relation(&self, name: &ObjectName) -> bool {
        let id = ObjectId::named(name.clone());
        self.is_view(name)
            || self.is_foreign(name)
            || self.canonical.catalog.tables.contains(&id)
            || self.canonical.catalog.sequences.contains(&id)
    }

    fn require_table(&mut self, name: &ObjectName, about: &ObjectRef, what: &str) -> bool {
        let catalog = &self.canonical.catalog;
        if catalog.tables.contains(&ObjectId::named(name.clone())) {
            return true;
        }
        // What is not compared need not be said, and may be used.
        if !self.is_compared(Kind::Table, name) {
            return false;
        }
        let names = catalog.tables.values().map(|table| table.name.name.as_str());
        let mut diagnostic =
            Diagnostic::error(code::MISSING_TABLE, format!("{what} `{name}` does not exist"))
                .at_known(self.origin(about), "named here");
        diagnostic.help = nearest(&name.name, names).map(|name| format!("write `{name}`"));
        self.report(diagnostic);
        false
    }

    fn require_columns<'c>(
        &mut self,
        table: &ObjectName,
        columns: impl Iterator<Item = &'c String>,
        about: &ObjectRef,
    ) {
        let Some(known) = columns_of(&self.canonical.catalog, table) else {
            return;
        };
        let missing: Vec<&String> = columns
            .filter(|name| !is_system_column(name) && !known.iter().any(|column| column.name == **name))
            .collect();
        for name in missing {
            let message = format!("column `{name}` does not exist in table `{}`", table.name);
            let defined = ObjectRef::named(Kind::Table, table);
            let mut diagnostic = Diagnostic::error(code::MISSING_COLUMN, message)
                .at_known(self.origin(about), "named here")
                .at_known(self.origin(&defined), format!("`{}` is defined here", table.name));
            diagnostic.help = nearest(name, known.iter().map(|column| column.name.as_str()))
                .map(|name| format!("write `{name}`"));
            self.report(diagnostic);
        }
    }

    /// Where an object was written; a part that has no place of its own stands where its table does.
    fn origin(&self, object: &ObjectRef) -> Option<&crate::catalog::Origin> {
        let origins = &self.canonical.origins;
        origins
            .get(object)
            .or_else(|| origins.get(&ObjectRef::named(Kind::Table, &object.id.name)))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// Columns that every table has (manual, "System Columns").
fn is_system_column(name: &str) -> bool {
    matches!(name, "tableoid" | "xmin" | "cmin" | "xmax" | "cmax" | "ctid")
}
