//! Rows for development: as many as are wished for, of every table, so that every constraint holds.
//!
//! Pure: a catalog, what is there already, how many rows and a seed give the same bytes on every machine. Each value is
//! computed from the number of its row alone, so that a reference to another row needs no memory of it, and a million rows
//! take no more than one. Children of the same parent are beside each other, and what rows share by several references is
//! the same by each of them: a project's creator belongs to the project's tenant.
//!
//! Checks are read as far as their shape says something of single columns (bounds, lists, lengths, patterns), and computed on
//! what was made: a row is made anew until they hold. What cannot be computed here is left to the server to refuse.

mod build;
mod dice;
mod draft;
mod eval;
mod groups;
mod keys;
mod kind;
mod make;
mod order;
mod pattern;
mod plain;
mod rows;
mod rules;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod volumes;
mod when;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::ObjectName;

use crate::canon::Canonical;

use self::build::{Built, build};
use self::draft::{Counted, Draft, Known};
use self::kind::Kind;
use self::rows::Rows;
use self::table::Source;
use self::value::Form;

pub use volumes::{Amount, Volumes};

/// What a table holds already.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// How many rows there are.
    pub rows: u64,
    /// The columns of `keys`.
    pub columns: Vec<String>,
    /// Rows that others may refer to, as text; of many rows the first ones.
    pub keys: Vec<Vec<Option<String>>>,
    /// The greatest number in columns of whole numbers.
    pub highest: BTreeMap<String, i64>,
}

/// What has to be known of a table that holds rows already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The table.
    pub table: ObjectName,
    /// Columns that other tables refer to, or share with it.
    pub keys: Vec<String>,
    /// Columns of whole numbers.
    pub numbers: Vec<String>,
}

/// Rows that can be written.
#[derive(Debug)]
pub struct Sample {
    built: Built,
    counted: BTreeMap<ObjectName, Vec<(String, Counted)>>,
}

/// The rows of one table.
#[derive(Clone, Copy, Debug)]
pub struct Portion<'a> {
    sample: &'a Sample,
    table: usize,
}

fn drafts(there: &Canonical, volumes: &Volumes) -> Vec<Draft> {
    let catalog = &there.catalog;
    let known = Known {
        catalog,
        indexes: draft::unique_indexes(catalog),
        partitions: draft::partitions(catalog),
    };
    catalog
        .tables
        .values()
        .filter(|table| table.partition_of.is_none() && table.name.schema != volumes.without_schema)
        .map(|table| Draft::new(table, &known))
        .collect()
}

/// The tables that can be filled, with what has to be known of each if it holds rows.
pub fn tables(there: &Canonical, volumes: &Volumes) -> Vec<Wanted> {
    let drafts = drafts(there, volumes);
    let mut keys: BTreeMap<&ObjectName, BTreeSet<&str>> = BTreeMap::new();
    for link in drafts.iter().flat_map(|draft| &draft.links) {
        keys.entry(&link.table)
            .or_default()
            .extend(link.referenced_columns.iter().map(String::as_str));
    }
    let wanted = |draft: &Draft| Wanted {
        table: draft.name.clone(),
        keys: keys
            .get(&draft.name)
            .into_iter()
            .flatten()
            .map(|name| (*name).to_owned())
            .collect(),
        numbers: draft
            .makers
            .iter()
            .filter(|(_, maker)| matches!(maker.kind, Kind::Scalar { form: Form::Int, .. }))
            .map(|(name, _)| name.clone())
            .collect(),
    };
    drafts.iter().map(wanted).collect()
}

impl Sample {
    /// Prepares rows for a database. `held` says what tables hold already; one that is not named is empty.
    pub fn new(there: &Canonical, volumes: &Volumes, held: &BTreeMap<ObjectName, Held>) -> Self {
        let drafts = drafts(there, volumes);
        let counted = drafts
            .iter()
            .map(|draft| {
                let counted = draft.columns.iter().filter(|column| !column.generated);
                let counted =
                    counted.filter_map(|column| Some((column.name.clone(), column.counted.clone()?)));
                (draft.name.clone(), counted.collect())
            })
            .collect();
        Self {
            built: build(drafts, volumes, held),
            counted,
        }
    }

    /// The tables that get rows, those that others refer to first.
    pub fn portions(&self) -> impl Iterator<Item = Portion<'_>> {
        let filled = (0..self.built.tables.len()).filter(|table| self.built.tables[*table].rows > 0);
        filled.map(|table| Portion { sample: self, table })
    }

    /// What was decided and somebody may wonder about: tables without rows, and why.
    pub fn notes(&self) -> &[String] {
        &self.built.notes
    }

    /// How many rows there are altogether, at most.
    pub fn rows(&self) -> u64 {
        self.built.tables.iter().map(|table| table.rows).sum()
    }
}

impl<'a> Portion<'a> {
    fn table(self) -> &'a table::Table {
        &self.sample.built.tables[self.table]
    }

    /// The table.
    pub fn name(self) -> &'a ObjectName {
        &self.table().name
    }

    /// How many rows it gets, at most: where a key has fewer values for some parents, some are left out.
    pub fn rows(self) -> u64 {
        self.table().rows
    }

    /// The columns that have values, in the order in which they are written.
    pub fn columns(self) -> Vec<&'a str> {
        let columns = self.table().columns.iter();
        let written = columns.filter(|column| !matches!(column.source, Source::Left));
        written.map(|column| column.name.as_str()).collect()
    }

    /// Writes a row as a line of `COPY … FROM STDIN` in the text format. Whether there is such a row.
    pub fn write(self, row: u64, out: &mut String) -> bool {
        Rows(&self.sample.built.tables).write(self.table, row, out)
    }

    /// The columns that a sequence counts: each with the sequence where a default names it, and the last number that it gets.
    pub fn counted(self) -> impl Iterator<Item = (&'a str, Option<&'a str>, i64)> {
        let counted = self.sample.counted.get(self.name()).into_iter().flatten();
        counted.filter_map(move |(name, sequence)| {
            let column = self.table().column(name)?;
            let last = Rows(&self.sample.built.tables).cell(self.table, self.rows().checked_sub(1)?, column);
            match last {
                value::Value::Scalar(last, Form::Int) => Some((name.as_str(), sequence.name(), last)),
                _ => None,
            }
        })
    }

    /// The tables whose rows are referred to.
    pub fn parents(self) -> BTreeSet<&'a ObjectName> {
        let links = self.table().links.iter().filter(|link| !link.dead);
        links
            .map(|link| &self.sample.built.tables[link.parent].name)
            .collect()
    }
}
