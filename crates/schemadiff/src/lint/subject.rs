//! What the rules look at: a catalog by table, looked through once.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{
    Column, Constraint, ConstraintKind, ForeignKey, IndexElement, IndexValue, Key, ObjectName,
};

use super::conventions::Conventions;
use super::style::English;
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use crate::kinds::{Index, Policy, Table, Trigger};

/// A catalog and what it is held to.
pub(super) struct Subject<'a> {
    pub(super) canonical: &'a Canonical,
    pub(super) catalog: &'a Catalog,
    pub(super) conventions: &'a Conventions,
    tables: Vec<TableView<'a>>,
    by_name: BTreeMap<&'a ObjectName, usize>,
    indexes: BTreeMap<&'a ObjectName, Vec<&'a Index>>,
    /// Relations, and the indexes behind keys, by schema and name.
    relations: BTreeSet<(Option<&'a str>, &'a str)>,
    /// What foreign keys reference: table and columns.
    referenced: BTreeSet<(&'a ObjectName, &'a [String])>,
    /// The columns that sequences belong to.
    counted: BTreeSet<(&'a ObjectName, &'a str)>,
}

/// A table that stands for itself: partitions are as their parents.
pub(super) struct TableView<'a> {
    pub(super) table: &'a Table,
    pub(super) sort: Sort,
}

/// What a table is for, as far as its columns and keys tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// It holds things.
    Entity,
    /// It holds the words for something, by a code.
    Lookup,
    /// It says which rows of two tables belong together.
    Junction,
    /// It is kept in partitions.
    Partitioned,
}

impl Sort {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Entity => "a table",
            Self::Lookup => "a lookup table",
            Self::Junction => "a junction table",
            Self::Partitioned => "a partitioned table",
        }
    }
}

impl<'a> Subject<'a> {
    pub(super) fn of(canonical: &'a Canonical, conventions: &'a Conventions) -> Self {
        let catalog = canonical.catalog();
        let mut indexes: BTreeMap<&ObjectName, Vec<&Index>> = BTreeMap::new();
        for index in catalog.indexes.values() {
            indexes.entry(&index.table).or_default().push(index);
        }
        let own = catalog
            .tables
            .values()
            .filter(|table| table.partition_of.is_none());
        let tables: Vec<TableView<'_>> = own
            .map(|table| TableView {
                table,
                sort: sort(table, conventions),
            })
            .collect();
        let keys = catalog.tables.values().flat_map(|table| &table.constraints);
        let foreign = keys.filter_map(|constraint| match &constraint.kind {
            ConstraintKind::ForeignKey(key) => Some((&key.table, key.referenced_columns.as_slice())),
            _ => None,
        });
        let owners = catalog
            .sequences
            .values()
            .filter_map(|sequence| sequence.options.owned_by.as_ref());
        let by_name = tables
            .iter()
            .enumerate()
            .map(|(index, view)| (&view.table.name, index));
        Self {
            canonical,
            catalog,
            conventions,
            by_name: by_name.collect(),
            tables,
            indexes,
            relations: relations(catalog),
            referenced: foreign.collect(),
            counted: owners
                .map(|owner| (&owner.table, owner.column.as_str()))
                .collect(),
        }
    }

    /// The tables, without partitions.
    pub(super) fn tables(&self) -> &[TableView<'a>] {
        &self.tables
    }

    /// A table by its name.
    pub(super) fn table(&self, name: &ObjectName) -> Option<&TableView<'a>> {
        self.by_name.get(name).map(|index| &self.tables[*index])
    }

    /// Every column of every table, without those that a table has from another one.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&TableView<'a>, &'a Column)> {
        self.tables
            .iter()
            .flat_map(|view| view.columns().map(move |column| (view, column)))
    }

    /// The indexes of a relation that no constraint owns.
    pub(super) fn indexes_of(&self, relation: &ObjectName) -> &[&'a Index] {
        self.indexes.get(relation).map_or(&[], Vec::as_slice)
    }

    /// Whether a relation of a schema has a name, or the index behind a key does.
    pub(super) fn has_relation(&self, schema: Option<&str>, name: &str) -> bool {
        self.relations.contains(&(schema, name))
    }

    /// Whether a foreign key references these columns of a table.
    pub(super) fn is_referenced(&self, table: &ObjectName, columns: &[String]) -> bool {
        self.referenced.contains(&(table, columns))
    }

    /// Whether a sequence belongs to a column.
    pub(super) fn is_counted(&self, table: &ObjectName, column: &str) -> bool {
        self.counted.contains(&(table, column))
    }

    /// The triggers of a relation.
    pub(super) fn triggers_of(&self, relation: &'a ObjectName) -> impl Iterator<Item = &'a Trigger> {
        self.catalog.triggers.parts_of(relation)
    }

    /// The policies of a table.
    pub(super) fn policies_of(&self, table: &'a ObjectName) -> impl Iterator<Item = &'a Policy> {
        self.catalog.policies.parts_of(table)
    }

    /// One and many.
    pub(super) fn english(&self) -> English<'a> {
        English(&self.conventions.names.irregular)
    }
}

impl<'a> TableView<'a> {
    /// The table as an object.
    pub(super) fn object(&self) -> ObjectRef {
        ObjectRef::named(Kind::Table, &self.table.name)
    }

    /// A column of it as an object.
    pub(super) fn column(&self, name: &str) -> ObjectRef {
        ObjectRef::column(&self.table.name, name)
    }

    /// A constraint of it as an object.
    pub(super) fn constraint(&self, constraint: &Constraint) -> ObjectRef {
        ObjectRef::constraint(&self.table.name, constraint.name.as_deref().unwrap_or_default())
    }

    /// Its name without the schema.
    pub(super) fn name(&self) -> &'a str {
        &self.table.name.name
    }

    /// Its columns, without those that it has from another table.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'a Column> {
        let table = self.table;
        table.columns.iter().filter(|column| table.declares(&column.name))
    }

    /// Its primary key.
    pub(super) fn primary_key(&self) -> Option<(&'a Constraint, &'a Key)> {
        primary_key(self.table)
    }

    /// Its foreign keys.
    pub(super) fn foreign_keys(&self) -> impl Iterator<Item = (&'a Constraint, &'a ForeignKey)> {
        foreign_keys(self.table)
    }

    /// Its primary and unique keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&'a Constraint, &'a Key)> {
        self.table
            .constraints
            .iter()
            .filter_map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => Some((constraint, key)),
                ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) | ConstraintKind::Exclude(_) => None,
            })
    }
}

/// The names of relations, and of the indexes behind keys.
fn relations(catalog: &Catalog) -> BTreeSet<(Option<&str>, &str)> {
    let ids = catalog.tables.keys().chain(catalog.views.keys());
    let ids = ids
        .chain(catalog.materialized_views.keys())
        .chain(catalog.sequences.keys());
    let ids = ids
        .chain(catalog.foreign_tables.keys())
        .chain(catalog.indexes.keys());
    let own = ids.map(|id| (id.name.schema.as_deref(), id.name.name.as_str()));
    let keys = catalog.tables.values().flat_map(|table| {
        let keys = table
            .constraints
            .iter()
            .filter(|constraint| constraint.has_index());
        let names = keys.filter_map(|constraint| constraint.name.as_deref());
        names.map(|name| (table.name.schema.as_deref(), name))
    });
    own.chain(keys).collect()
}

fn primary_key(table: &Table) -> Option<(&Constraint, &Key)> {
    table
        .constraints
        .iter()
        .find_map(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(key) => Some((constraint, key)),
            _ => None,
        })
}

fn foreign_keys(table: &Table) -> impl Iterator<Item = (&Constraint, &ForeignKey)> {
    table
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.kind {
            ConstraintKind::ForeignKey(key) => Some((constraint, key)),
            _ => None,
        })
}

fn sort(table: &Table, conventions: &Conventions) -> Sort {
    if table.partition_by.is_some() {
        return Sort::Partitioned;
    }
    let key = primary_key(table).map(|(_, key)| &key.columns);
    if key.is_some_and(|key| *key == [conventions.names.lookup_key.clone()]) {
        return Sort::Lookup;
    }
    let tenant = conventions.columns.tenant.as_str();
    let references: Vec<BTreeSet<&str>> = foreign_keys(table)
        .map(|(_, key)| {
            key.columns
                .iter()
                .map(String::as_str)
                .filter(|column| *column != tenant)
                .collect()
        })
        .filter(|columns: &BTreeSet<&str>| !columns.is_empty())
        .collect();
    let two: BTreeSet<&str> = references.iter().flatten().copied().collect();
    let is_key = key.is_some_and(|key| {
        let key: BTreeSet<&str> = key
            .iter()
            .map(String::as_str)
            .filter(|column| *column != tenant)
            .collect();
        key == two
    });
    let is_standard = |name: &str| name == tenant || conventions.columns.define.contains_key(name);
    let own = table.columns.iter().map(|column| column.name.as_str());
    let own: BTreeSet<&str> = own.filter(|name| !is_standard(name)).collect();
    if references.len() == 2 && two.len() >= 2 && (is_key || own == two) {
        Sort::Junction
    } else {
        Sort::Entity
    }
}

/// What an index calls its elements in its name: columns by their names, expressions by the columns in them.
pub(super) fn columns_of(elements: &[IndexElement]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for element in elements {
        match &element.value {
            IndexValue::Column(name) => names.push(name.clone()),
            IndexValue::Expression(expression) => {
                let columns = expression.references().columns;
                if columns.is_empty() {
                    names.push(expression.index_column_name());
                }
                names.extend(columns);
            }
        }
    }
    names
}

/// The ways in which a list of columns is written into a name: all whole, the best way; without `_id`; any mixture of both.
pub(super) fn spellings(columns: &[String]) -> Vec<String> {
    // Past this many the mixtures are too many to try, and nobody writes them.
    const MOST: usize = 6;
    let mut all = vec![String::new()];
    for column in columns {
        let short = column
            .strip_suffix("_id")
            .filter(|short| !short.is_empty() && columns.len() <= MOST);
        let ways: Vec<&str> = std::iter::once(column.as_str()).chain(short).collect();
        all = all
            .iter()
            .flat_map(|before| {
                ways.iter().map(move |way| {
                    let joint = if before.is_empty() { "" } else { "_" };
                    format!("{before}{joint}{way}")
                })
            })
            .collect();
    }
    all.retain(|spelling| !spelling.is_empty());
    all
}

/// An index as an object.
pub(super) fn index_object(index: &Index) -> ObjectRef {
    ObjectRef::new(Kind::Index, ObjectId::named(index.name.clone()))
}
