//! Comparing and changing publications.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::ObjectName;

use super::{Publication, Published, keys};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, refs};
use crate::diff::Delta;
use crate::facts::{Hazard, OpCode};
use crate::kinds::{Attribute, Catalog, ObjectKind, Schema, Since};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::{PermissionKind, Phase};
use crate::settle::{Form, Questions};
use crate::source::{RowError, Snapshot};

/// How two publications of one name can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationChange {
    /// `FOR ALL TABLES` or not, which cannot be altered.
    AllTables,
    /// The tables, and what of them is published.
    Tables,
    /// The schemas.
    Schemas,
    /// The options.
    Options,
    /// The comment.
    Comment,
}

impl ObjectKind for Publication {
    const KIND: Kind = Kind::Publication;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = false;
    type Change = PublicationChange;

    fn id(&self) -> ObjectId {
        Self::id_of(&self.name)
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        self.tables = std::mem::take(&mut self.tables)
            .into_iter()
            .map(|(mut table, mut published)| {
                canon.relation(&mut table);
                canon.optional(&mut published.filter);
                (table, published)
            })
            .collect();
    }

    fn references(&self) -> Vec<ObjectRef> {
        let tables = self.tables.iter();
        let mut objects: Vec<ObjectRef> = tables
            .flat_map(|(table, published)| published.references(table))
            .collect();
        objects.extend(self.schemas.iter().filter_map(|schema| schema_ref(schema)));
        objects
    }

    fn since(&self) -> Vec<Since> {
        let about = self.object_ref();
        let mut since = Vec::new();
        let mut note = |says: bool, major: u32, what: &str| {
            if says {
                since.push(Since::new(major, what, about.clone()));
            }
        };
        note(self.tables.values().any(|table| !table.columns.is_empty()), 15, "a list of columns");
        note(self.tables.values().any(|table| table.filter.is_some()), 15, "`WHERE`");
        note(!self.schemas.is_empty(), 15, "`TABLES IN SCHEMA`");
        note(self.generated_columns, 18, "`publish_generated_columns`");
        since
    }

    fn diff(pair: Pair<&Self>) -> Vec<PublicationChange> {
        use PublicationChange as Change;
        let Pair { old, new } = pair;
        let differs = [
            (Change::AllTables, old.all_tables != new.all_tables),
            (Change::Tables, old.tables != new.tables),
            (Change::Schemas, old.schemas != new.schemas),
            (Change::Options, !new.options(old).is_empty()),
            (Change::Comment, old.comment != new.comment),
        ];
        let changes = differs.into_iter().filter(|(_, differs)| *differs);
        changes.map(|(change, _)| change).collect()
    }

    fn replacement(_pair: Pair<&Self>, changes: &[PublicationChange]) -> Option<String> {
        changes
            .contains(&PublicationChange::AllTables)
            .then(|| "a publication is of all tables, or of some, from the beginning".to_owned())
    }

    fn details(pair: Pair<&Self>, changes: &[PublicationChange]) -> Vec<String> {
        let Pair { old, new } = pair;
        let count = |count: usize, what: &str, done: &str| match count {
            0 => None,
            1 => Some(format!("1 {what} {done}")),
            count => Some(format!("{count} {what}s {done}")),
        };
        let missing = |a: &Self, b: &Self| a.tables.keys().filter(|table| !b.tables.contains_key(*table)).count();
        let changed = new.tables.iter().filter(|(table, published)| {
            old.tables.get(*table).is_some_and(|before| before != *published)
        });
        let options = changes.contains(&PublicationChange::Options).then(|| "options changed".to_owned());
        [
            count(missing(new, old), "table", "added"),
            count(missing(old, new), "table", "removed"),
            count(changed.count(), "table", "changed"),
            count(new.schemas.difference(&old.schemas).count(), "schema", "added"),
            count(old.schemas.difference(&new.schemas).count(), "schema", "removed"),
            options,
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let about = pair.new.object_ref();
        for (table, new) in &mut pair.new.tables {
            let old = pair.old.tables.get(table).and_then(|old| old.filter.as_ref());
            if let (Some(old), Some(new)) = (old, &mut new.filter) {
                questions.expression(&about, table, &Form::Policy, old, new);
            }
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(publication) => out.recipe(publication.create("new publication", cx)),
            Delta::Drop(publication) => {
                let drop = publication.drop_operation().permission(PermissionKind::DropPublication);
                out.add(drop.because("no longer in the model"));
            }
            Delta::Replace { old, new, because } => {
                let drop = old.drop_operation().because(format!("created anew below: {because}"));
                let drop = if old.all_tables { drop.permission(PermissionKind::Unpublish) } else { drop.harmless() };
                out.atomic(std::iter::once(drop).chain(new.create("created anew", cx)));
            }
            Delta::Alter { old, new, changes, .. } => {
                for change in changes {
                    new.alter(old, *change, cx, out);
                }
            }
        }
    }
}

/// A schema as something that a publication needs; `public` is always there.
fn schema_ref(schema: &str) -> Option<ObjectRef> {
    Schema::needed_by(&ObjectName::qualified(schema, ""))
}

impl Published {
    fn references(&self, table: &ObjectName) -> Vec<ObjectRef> {
        let mut objects = vec![ObjectRef::named(Kind::Table, table)];
        objects.extend(self.columns.iter().map(|column| ObjectRef::column(table, column)));
        if let Some(filter) = &self.filter {
            objects.extend(refs::mentioned(&filter.references(), Some(table)));
        }
        objects
    }

    /// The columns that are published and would not be any longer.
    fn loses<'a>(&'a self, other: &'a Self) -> BTreeSet<&'a String> {
        if other.columns.is_empty() {
            return BTreeSet::new();
        }
        self.columns.difference(&other.columns).collect()
    }

    /// Whether rows or columns that are published may not be any longer.
    fn narrows_to(&self, table: &ObjectName, other: &Self, cx: &Lowering<'_>) -> bool {
        let columns = self.columns.is_empty() && !other.columns.is_empty();
        // A column that is dropped asks for its own permission.
        let lost: Vec<_> = self.loses(other).into_iter().map(|column| ObjectRef::column(table, column)).collect();
        let rows = other.filter.is_some() && self.filter != other.filter;
        columns || rows || lost.iter().any(|column| !cx.drops_any(std::slice::from_ref(column)))
    }
}

impl Publication {
    fn named(&self) -> String {
        format!("PUBLICATION {}", ident(&self.name))
    }

    fn create(&self, reason: &str, cx: &Lowering<'_>) -> Vec<Operation> {
        let mut create = Operation::new(OpCode::CreatePublication, self.object_ref(), self.sql())
            .needs(self.references())
            .creates(self.object_ref())
            .undo(format!("DROP {}", self.named()));
        create.relations.extend(self.tables.keys().cloned());
        let catalog = &cx.pair.new.catalog;
        let whole = Published::default();
        let others = catalog.tables.values().map(|table| &table.name).filter(|table| {
            self.all_tables || table.schema.as_ref().is_some_and(|schema| self.schemas.contains(schema))
        });
        let published = self.tables.iter().chain(others.map(|table| (table, &whole)));
        let create = warned(create, reason, keys::refused(self, published, catalog));
        std::iter::once(create).chain(self.comment.is_some().then(|| self.comment_operation())).collect()
    }

    fn drop_operation(&self) -> Operation {
        Operation::new(OpCode::DropPublication, self.object_ref(), format!("DROP {}", self.named()))
            .drops(self.object_ref())
            .releases(self.references())
            .undo(self.sql())
    }

    fn alter(&self, old: &Self, change: PublicationChange, cx: &Lowering<'_>, out: &mut Operations) {
        match change {
            PublicationChange::AllTables => {}
            PublicationChange::Tables => self.alter_tables(old, cx, out),
            PublicationChange::Schemas => self.alter_schemas(old, cx, out),
            PublicationChange::Options => {
                let set = self.alter_operation(&format!("SET ({})", self.options(old)));
                let set = set.undo(format!("ALTER {} SET ({})", self.named(), old.options(self)));
                let catalog = &cx.pair.new.catalog;
                let refused = keys::refused(self, &self.tables, catalog);
                let more = self.publish.difference(&old.publish).next().is_some();
                let set = warned(set, "other options", refused.filter(|_| more));
                let less = old.publish.difference(&self.publish).next().is_some();
                out.add(if less { unpublishes(set) } else { set });
            }
            PublicationChange::Comment => out.add(self.comment_operation()),
        }
    }

    fn alter_tables(&self, old: &Self, cx: &Lowering<'_>, out: &mut Operations) {
        for (table, published) in &old.tables {
            let is_wanted = self.tables.get(table);
            // A table that is dropped leaves its publications by itself.
            if is_wanted == Some(published) || cx.goes_away(table) {
                continue;
            }
            let drop = self.table_operation(table, &format!("DROP TABLE ONLY {table}"))
                .needs(cx.renamed_table(table))
                .releases(published.references(table));
            let Some(wanted) = is_wanted else {
                out.add(unpublishes(drop).undo(self.add(table, published)).because("published no longer"));
                continue;
            };
            let narrows = published.narrows_to(table, wanted, cx);
            let add = self.add_operation(table, wanted, "published otherwise", cx);
            // Both in one phase: between two a table would not be published at all.
            let drop = drop
                .in_phase(Phase::Contract)
                .because("added again below: what is published of a table cannot be altered");
            if narrows {
                out.atomic([drop, unpublishes(add)]);
            } else {
                out.atomic([drop, add]);
            }
        }
        for (table, published) in self.tables.iter().filter(|(table, _)| !old.tables.contains_key(*table)) {
            let add = self.add_operation(table, published, "published from now on", cx);
            out.add(add.undo(format!("ALTER {} DROP TABLE ONLY {table}", self.named())));
        }
    }

    fn alter_schemas(&self, old: &Self, cx: &Lowering<'_>, out: &mut Operations) {
        for schema in old.schemas.difference(&self.schemas) {
            // A schema that is dropped leaves its publications by itself.
            if schema != "public" && !cx.pair.new.catalog.schemas.contains(&Schema::id_of(schema)) {
                continue;
            }
            let drop = self.alter_operation(&format!("DROP TABLES IN SCHEMA {}", ident(schema)));
            out.add(unpublishes(drop.releases(schema_ref(schema))).because("published no longer"));
        }
        for schema in self.schemas.difference(&old.schemas) {
            let add = self.alter_operation(&format!("ADD TABLES IN SCHEMA {}", ident(schema))).needs(schema_ref(schema));
            let catalog = &cx.pair.new.catalog;
            let tables = catalog.tables.values().map(|table| &table.name);
            let whole = Published::default();
            let tables = tables.filter(|table| table.schema.as_ref() == Some(schema)).map(|table| (table, &whole));
            let add = add.undo(format!("ALTER {} DROP TABLES IN SCHEMA {}", self.named(), ident(schema)));
            out.add(warned(add, "published from now on", keys::refused(self, tables, catalog)));
        }
    }

    fn add(&self, table: &ObjectName, published: &Published) -> String {
        format!("ALTER {} ADD TABLE {}", self.named(), published.sql(table))
    }

    fn add_operation(&self, table: &ObjectName, published: &Published, reason: &str, cx: &Lowering<'_>) -> Operation {
        let add = self
            .table_operation(table, &format!("ADD TABLE {}", published.sql(table)))
            .needs(published.references(table));
        warned(add, reason, keys::refused(self, [(table, published)], &cx.pair.new.catalog))
    }

    fn alter_operation(&self, clause: &str) -> Operation {
        let sql = format!("ALTER {} {clause}", self.named());
        Operation::new(OpCode::AlterPublication, self.object_ref(), sql).needs([self.object_ref()])
    }

    fn table_operation(&self, table: &ObjectName, clause: &str) -> Operation {
        let sql = format!("ALTER {} {clause}", self.named());
        Operation::new(OpCode::AlterPublicationTable, self.object_ref(), sql)
            .on(table)
            .needs([self.object_ref()])
    }

    fn comment_operation(&self) -> Operation {
        comment(OpCode::Comment, self.object_ref(), &self.named(), self.comment.as_deref())
    }
}

/// What ends that changes reach the subscribers: those made meanwhile never come.
fn unpublishes(operation: Operation) -> Operation {
    operation
        .in_phase(Phase::Contract)
        .hazard(Hazard::StopsReplication)
        .permission(PermissionKind::Unpublish)
}

/// The reason, with what will fail on the publisher.
fn warned(operation: Operation, reason: &str, refused: Option<String>) -> Operation {
    match refused {
        Some(refused) => operation.hazard(Hazard::BreaksOldApplication).because(format!("{reason}; {refused}")),
        None => operation.because(reason),
    }
}
