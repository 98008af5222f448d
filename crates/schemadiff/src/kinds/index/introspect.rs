//! Finding indexes in the catalogs.
//!
//! `pg_get_indexdef` is half the time of a dump. Nearly all indexes are said by the columns of `pg_index`, so that their
//! text is asked for only where it is needed (see `indexes.sql`).

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{IndexDefinition, IndexElement, IndexValue, ObjectName, Parsed, Statement};
use schemadiff_sql::{Expr, parse_name, parse_script};

use super::Index;
use crate::kinds::Catalog;
use crate::kinds::table::numbered::Numbered;
use crate::kinds::table::settings::introspect::AllSettings;
use crate::source::{Memo, Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("indexes", include_str!("indexes.sql")),
    ("operator_classes", include_str!("operator_classes.sql")),
];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    let mut reader = Reader {
        numbered: Numbered::read(snapshot)?,
        classes: Classes::read(snapshot)?,
        expressions: Memo::new(Expr::parse),
    };
    let settings = AllSettings::read(snapshot)?;
    for row in snapshot.rows("indexes")? {
        let name = row.qualified("schema", "name")?;
        let mut definition = match row.optional("definition")? {
            Some(text) => parse_definition(&row, &name, text)?,
            None => reader.definition_of(&row, &name)?,
        };
        definition.tablespace = row.owned("tablespace")?;
        let columns = settings.of(row.number("oid")?);
        let statistics = columns.filter_map(|(number, _, settings)| {
            Some((u16::try_from(number).ok()?, settings.statistics?))
        });
        catalog.insert(Index {
            statistics: statistics.collect(),
            table: row.qualified("schema", "table")?,
            definition,
            valid: row.boolean("valid")?,
            comment: row.owned("comment")?,
            name,
        });
    }
    Ok(())
}

fn parse_definition(row: &Row<'_>, name: &ObjectName, text: &str) -> Result<IndexDefinition, RowError> {
    let (statements, errors) = parse_script(text);
    if let Some(error) = errors.first() {
        return Err(RowError::text(format_args!("index `{name}`"), text, error));
    }
    match statements.into_iter().next() {
        Some(Parsed {
            statement: Statement::CreateIndex(index),
            ..
        }) => Ok(index.definition),
        _ => Err(row.error("definition", "is not an index")),
    }
}

/// What the rows of indexes refer to.
struct Reader<'a> {
    numbered: Numbered<'a>,
    classes: Classes,
    expressions: Memo<'a, Expr>,
}

impl<'a> Reader<'a> {
    fn definition_of(&mut self, row: &Row<'a>, name: &ObjectName) -> Result<IndexDefinition, RowError> {
        let about = format_args!("index `{name}`");
        let relation = row.number("relation")?;
        let keys: usize = row.number("key_count")?;
        let columns: Vec<i16> = row.numbers("columns")?;
        let (classes, options): (Vec<u32>, Vec<u16>) = (row.numbers("classes")?, row.numbers("options")?);
        let collations: Vec<u32> = row.numbers("collations")?;
        let collation_names = row.list("collation_names")?;
        if keys > columns.len() || [classes.len(), options.len(), collations.len()] != [keys; 3] {
            return Err(row.error("columns", "does not go with the vectors beside it"));
        }
        let mut elements = Vec::with_capacity(keys);
        for position in 0..keys {
            let column = self.numbered.get(relation, columns[position]);
            let value = match (columns[position], column) {
                (0, _) => IndexValue::Expression(self.expressions.get(row.text("expression")?, about)?),
                (_, Some(column)) => IndexValue::Column(column.name.to_owned()),
                (number, None) => IndexValue::Column(self.numbered.name(row, "columns", relation, number)?),
            };
            // An expression's collation is known from the text alone, which is then asked for: here it is the default.
            let own_collation = column.map_or(collations[position], |column| column.collation);
            let collation = if collations[position] == own_collation {
                None
            } else {
                collation_names
                    .get(position)
                    .map(|text| parse_name(text).map_err(|error| RowError::text(about, text, &error)))
                    .transpose()?
            };
            elements.push(IndexElement {
                value,
                collation,
                operator_class: self
                    .classes
                    .unless_default(classes[position], column.map(|column| column.data_type)),
                operator_class_parameters: BTreeMap::new(),
                // INDOPTION_DESC and INDOPTION_NULLS_FIRST of src/include/catalog/pg_index.h.
                descending: options[position] & 1 != 0,
                nulls_first: options[position] & 2 != 0,
            });
        }
        let include = columns[keys..]
            .iter()
            .map(|number| self.numbered.name(row, "columns", relation, *number));
        Ok(IndexDefinition {
            method: row.text("method")?.to_owned(),
            unique: row.boolean("unique")?,
            nulls_not_distinct: row.boolean("nulls_not_distinct")?,
            elements,
            include: include.collect::<Result<_, _>>()?,
            predicate: row
                .optional("predicate")?
                .map(|text| self.expressions.get(text, about))
                .transpose()?,
            parameters: row.settings("parameters")?,
            tablespace: None,
        })
    }
}

/// Operator classes, to tell whether one goes without saying.
struct Classes {
    by_oid: BTreeMap<u32, OperatorClass>,
    /// Methods and types that have a default class of their own.
    defaults: BTreeSet<(String, u32)>,
}

struct OperatorClass {
    method: String,
    name: ObjectName,
    is_default: bool,
    data_type: u32,
}

impl Classes {
    fn read(snapshot: &Snapshot) -> Result<Self, RowError> {
        let mut classes = Self {
            by_oid: BTreeMap::new(),
            defaults: BTreeSet::new(),
        };
        for row in snapshot.rows("operator_classes")? {
            let class = OperatorClass {
                method: row.text("method")?.to_owned(),
                name: row.qualified("schema", "name")?,
                is_default: row.boolean("is_default")?,
                data_type: row.number("type_oid")?,
            };
            if class.is_default {
                classes.defaults.insert((class.method.clone(), class.data_type));
            }
            classes.by_oid.insert(row.number("oid")?, class);
        }
        Ok(classes)
    }

    /// The name of a class, unless it is what PostgreSQL takes for a column of the type when none is written: the
    /// default class of that type, or of one that the type can be read as when it has none of its own.
    ///
    /// Source: `GetDefaultOpClass` in `src/backend/commands/indexcmds.c`.
    fn unless_default(&self, oid: u32, data_type: Option<u32>) -> Option<ObjectName> {
        let class = self.by_oid.get(&oid)?;
        let has_own = |data_type| {
            data_type != class.data_type && self.defaults.contains(&(class.method.clone(), data_type))
        };
        let taken = class.is_default && !data_type.is_some_and(has_own);
        (!taken).then(|| class.name.clone())
    }
}
