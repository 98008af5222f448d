//! A plain table that becomes the first partition of a partitioned table which takes its name.
//!
//! A model says it by a partition that is `renamed_from` the name of its parent. The way has two legs. On the first one the
//! table, under its own name, is made what the partitioned table is to be but for its partitions: its keys gain columns, its
//! rows are proved to fit the bound. All of that is what any table gets that is in use. The second one is a transaction that reads no row: the
//! table is renamed, the partitioned one is created under its name, and the old one attached.

mod legs;
mod recipe;
mod refused;

use schemadiff_sql::syntax::{Constraint, ObjectName};

pub(crate) use legs::{first, last, reached, settled, views};
pub(crate) use recipe::{around, is_proof, lower, together};
pub(crate) use refused::refused;

use super::Table;
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId};
use crate::diff::renames;

/// A table that becomes a partition of another one under its own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// The name that it has, and that the partitioned table takes.
    pub parent: ObjectName,
    /// The name that it gets.
    pub partition: ObjectName,
    /// The keys and exclusions whose names the partitioned table's take: what each is called, and will be.
    pub constraints: Vec<(Constraint, String)>,
    /// The constraints, under their new names, that have a comment, and those whose index has one: it is the partitioned
    /// table's from here on.
    pub said_of: Vec<(Constraint, (bool, bool))>,
    /// The indexes whose names the partitioned table's take: what each is called, and will be.
    pub indexes: Vec<(ObjectName, ObjectName)>,
    /// The columns that are numbered, as the table has them: the partitioned table goes on with the numbers.
    pub numbered: Vec<Numbered>,
    /// The foreign keys to it, with their tables: they are to reference the partitioned one.
    pub referenced_by: Vec<(Table, Constraint)>,
}

/// An identity column that stays one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The column.
    pub column: String,
    /// The sequence behind it.
    pub from: ObjectName,
    /// The sequence behind that of the partitioned table.
    pub to: ObjectName,
}

impl Parting {
    fn new(parent: ObjectName, partition: ObjectName) -> Self {
        Self {
            parent,
            partition,
            constraints: Vec::new(),
            said_of: Vec::new(),
            indexes: Vec::new(),
            numbered: Vec::new(),
            referenced_by: Vec::new(),
        }
    }
}

/// The tables that are to become partitions under their own names, as far as a model says so and they have not become it yet.
pub(crate) fn of(old: &Canonical, new: &Canonical) -> Vec<Parting> {
    let stated = new.annotations.iter().filter(|(object, _)| object.kind == Kind::Table);
    let mut partings = Vec::new();
    for (to, annotation) in stated {
        let Some(former) = &annotation.renamed_from else { continue };
        let from = renames::renamed(to, former);
        let parent = table(&new.catalog, &to.id.name)
            .and_then(|table| table.partition_of.as_ref())
            .map(|partition| &partition.parent);
        let is_plain = table(&old.catalog, &from.id.name)
            .is_some_and(|table| table.partition_by.is_none() && table.partition_of.is_none());
        if parent == Some(&from.id.name) && is_plain && table(&old.catalog, &to.id.name).is_none() {
            partings.push(Parting::new(from.id.name, to.id.name.clone()));
        }
    }
    partings
}

fn table<'a>(catalog: &'a Catalog, name: &ObjectName) -> Option<&'a Table> {
    catalog.tables.get(&ObjectId::named(name.clone()))
}
