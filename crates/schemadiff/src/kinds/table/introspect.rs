//! Finding tables in the catalogs.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{
    Check, Column, ColumnSettings, Constraint, ConstraintKind, ForeignKey, Generated, Identity, Key, NotNull, Persistence,
    ReferentialAction, SequenceOptions,
};
use schemadiff_sql::{
    Expr, parse_constraint, parse_name, parse_partition_bound, parse_partition_key, parse_type,
};

use super::numbered::Numbered;
use super::settings::introspect::AllSettings;
use super::{PartitionOf, Physical, Table, settings};
use crate::kinds::{Catalog, sequence};
use crate::source::{Memo, Row, RowError, Snapshot};

/// The catalog queries, by section. Sequences of identity columns are in the section `sequences`.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("tables", include_str!("tables.sql")),
    ("columns", include_str!("columns.sql")),
    ("not_nulls", include_str!("not_nulls.sql")),
    ("constraints", include_str!("constraints.sql")),
    settings::introspect::QUERY,
    ("inheritance", include_str!("inheritance.sql")),
    ("inherited_columns", include_str!("inherited_columns.sql")),
    ("parts", include_str!("parts.sql")),
    ("partition_columns", include_str!("partition_columns.sql")),
];

/// Tables by the number that the other sections name them by.
type Tables = BTreeMap<u32, Table>;

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    let mut tables = Tables::new();
    for row in snapshot.rows("tables")? {
        tables.insert(row.number("oid")?, table(&row)?);
    }
    columns(snapshot, &mut tables)?;
    identities(snapshot, &mut tables)?;
    constraints(snapshot, &mut tables)?;
    parts(snapshot, &mut tables)?;
    inheritance(snapshot, &mut tables)?;
    for table in tables.into_values() {
        catalog.insert(table);
    }
    Ok(())
}

fn table(row: &Row<'_>) -> Result<Table, RowError> {
    let mut table = Table::new(row.qualified("schema", "name")?);
    let about = |text: &str, error| RowError::text(format_args!("table `{}`", table.name), text, &error);
    let partition_by = row
        .optional("partition_by")?
        .map(|text| parse_partition_key(text).map_err(|error| about(text, error)))
        .transpose()?;
    let bound = row
        .optional("bound")?
        .map(|text| parse_partition_bound(text).map_err(|error| about(text, error)))
        .transpose()?;
    if row.code("persistence")? == 'u' {
        table.persistence = Persistence::Unlogged;
    }
    table.partition_by = partition_by;
    if let Some(bound) = bound {
        table.partition_of = Some(PartitionOf {
            detaching: row.optional("detaching")?.is_some(),
            ..PartitionOf::new(row.qualified("parent_schema", "parent")?, bound)
        });
    }
    // Recordings of old do not tell.
    if row.optional("of_type").is_ok_and(|of_type| of_type.is_some()) {
        table.of_type = Some(row.qualified("of_schema", "of_type")?);
    }
    table.row_security = row.boolean("row_security")?;
    table.force_row_security = row.boolean("force_row_security")?;
    table.parameters = row.settings("parameters")?;
    let toast = row.settings("toast_parameters")?;
    table.parameters.extend(
        toast
            .into_iter()
            .map(|(name, value)| (format!("toast.{name}"), value)),
    );
    table.physical = Physical::read(row)?;
    table.comment = row.owned("comment")?;
    Ok(table)
}

/// Columns come in their order.
fn columns(snapshot: &Snapshot, tables: &mut Tables) -> Result<(), RowError> {
    let mut types = Memo::new(parse_type);
    let mut expressions = Memo::new(Expr::parse);
    let settings = AllSettings::read(snapshot)?;
    for (oid, table) in tables.iter_mut() {
        let Some(partition) = &mut table.partition_of else { continue };
        for (_, name, settings) in settings.of(*oid) {
            // Which of them are its own is known once all tables are.
            if *settings != ColumnSettings::default() {
                partition.columns.entry(name.to_owned()).or_default().settings = settings.clone();
            }
        }
    }
    for row in snapshot.rows("partition_columns")? {
        let table = tables.get_mut(&row.number("relation")?);
        if let Some(partition) = table.and_then(|table| table.partition_of.as_mut()) {
            let name = row.text("name")?;
            let own = partition.columns.entry(name.to_owned()).or_default();
            own.comment = row.owned("comment")?;
            // Recordings of old say nothing of these.
            own.not_null = row.optional("not_null").is_ok_and(|not_null| not_null == Some("t"));
            let about = format_args!("a column of a partition");
            own.default = row.optional("default").ok().flatten().map(|text| expressions.get(text, about)).transpose()?;
        }
    }
    let mut not_nulls = not_nulls(snapshot)?;
    for row in snapshot.rows("columns")? {
        let relation = row.number("relation")?;
        let Some(table) = tables.get_mut(&relation) else {
            continue;
        };
        let name = row.text("name")?;
        let about = format_args!("column `{}.{name}`", table.name);
        let mut column = Column::new(name, types.get(row.text("type")?, about)?);
        if let Some(text) = row.optional("collation")? {
            column.collation = Some(parse_name(text).map_err(|error| RowError::text(about, text, &error))?);
        }
        column.not_null = row.boolean("not_null")?;
        column.not_null_constraint = not_nulls.remove(&(relation, row.number("number")?));
        let expression = row
            .optional("default")?
            .map(|text| expressions.get(text, about))
            .transpose()?;
        match (row.optional("generated")?, expression) {
            (Some(kind @ ("s" | "v")), Some(expression)) => {
                column.generated = Some(Generated {
                    expression,
                    is_virtual: kind == "v",
                });
            }
            (_, default) => column.default = default,
        }
        // The options of the sequence follow in another section.
        column.identity = match row.optional("identity")? {
            Some("a") => Some(Identity {
                always: true,
                options: SequenceOptions::default(),
            }),
            Some("d") => Some(Identity {
                always: false,
                options: SequenceOptions::default(),
            }),
            _ => None,
        };
        column.settings = settings.get(relation, row.number("number")?);
        column.comment = row.owned("comment")?;
        table.columns.push(column);
    }
    Ok(())
}

/// What there is to say of the constraints behind NOT NULL, by relation and number of the column.
fn not_nulls(snapshot: &Snapshot) -> Result<BTreeMap<(u32, i16), Box<NotNull>>, RowError> {
    let mut all = BTreeMap::new();
    for row in snapshot.rows("not_nulls")? {
        let constraint = NotNull {
            name: row.owned("name")?,
            no_inherit: row.boolean("no_inherit")?,
            validated: row.boolean("validated")?,
            comment: row.owned("comment")?,
        };
        all.insert((row.number("relation")?, row.number("number")?), Box::new(constraint));
    }
    Ok(all)
}

fn identities(snapshot: &Snapshot, tables: &mut Tables) -> Result<(), RowError> {
    for row in snapshot.rows("sequences")? {
        if row.optional("ownership")? != Some("i") {
            continue;
        }
        let Some(table) = tables.get_mut(&row.number("owner_relation")?) else {
            continue;
        };
        let column = row.text("owner_column")?;
        let mut options = sequence::introspect::options(&row)?;
        options.name = Some(row.qualified("schema", "name")?);
        let owner = table.columns.iter_mut().find(|known| known.name == column);
        if let Some(identity) = owner.and_then(|column| column.identity.as_mut()) {
            identity.options = options;
        }
    }
    Ok(())
}

fn constraints(snapshot: &Snapshot, tables: &mut Tables) -> Result<(), RowError> {
    let numbered = Numbered::read(snapshot)?;
    let mut expressions = Memo::new(Expr::parse);
    for row in snapshot.rows("constraints")? {
        let relation = row.number("relation")?;
        let Some(table) = tables.get_mut(&relation) else {
            continue;
        };
        let name = row.text("name")?;
        // Recordings of old do not tell.
        if row.optional("merged").is_ok_and(|merged| merged == Some("t")) {
            table.merged_checks.insert(name.to_owned());
            continue;
        }
        let about = format_args!("constraint `{name}` of table `{}`", table.name);
        let mut constraint = if let Some(text) = row.optional("definition")? {
            parse_constraint(text).map_err(|error| RowError::text(about, text, &error))?
        } else {
            let kind = match row.code("type")? {
                'p' => ConstraintKind::PrimaryKey(key(&row, relation, &numbered)?),
                'u' => ConstraintKind::Unique(key(&row, relation, &numbered)?),
                'f' => ConstraintKind::ForeignKey(foreign_key(&row, relation, &numbered)?),
                'c' => ConstraintKind::Check(Check {
                    expression: expressions.get(row.text("expression")?, about)?,
                    no_inherit: row.boolean("no_inherit")?,
                }),
                _ => return Err(row.error("type", "is of a kind that is not asked for")),
            };
            Constraint::new(None, kind)
        };
        constraint.name = Some(name.to_owned());
        constraint.deferrable = row.boolean("deferrable")?;
        constraint.initially_deferred = row.boolean("deferred")?;
        constraint.enforced = row.boolean("enforced")?;
        constraint.validated = row.boolean("validated")? || !constraint.enforced;
        constraint.comment = row.owned("comment")?;
        constraint.index_comment = row.owned("index_comment")?;
        keep_index(&row, &mut constraint.kind)?;
        table.constraints.push(constraint);
    }
    Ok(())
}

fn inheritance(snapshot: &Snapshot, tables: &mut Tables) -> Result<(), RowError> {
    for row in snapshot.rows("inheritance")? {
        if let Some(table) = tables.get_mut(&row.number("relation")?) {
            table.inherits.push(row.qualified("parent_schema", "parent")?);
        }
    }
    for row in snapshot.rows("inherited_columns")? {
        if let Some(table) = tables.get_mut(&row.number("relation")?) {
            table.inherited.insert(row.text("name")?.to_owned(), row.boolean("local")?);
        }
    }
    Ok(())
}

/// The names of the indexes that partitions have because their parents have them.
fn parts(snapshot: &Snapshot, tables: &mut Tables) -> Result<(), RowError> {
    for row in snapshot.rows("parts")? {
        let table = tables.get_mut(&row.number("relation")?);
        if let Some(partition) = table.and_then(|table| table.partition_of.as_mut()) {
            partition.parts.insert(row.text("above")?.to_owned(), row.text("name")?.to_owned());
        }
    }
    Ok(())
}

/// How the index behind a constraint is kept, which the text of the constraint does not say.
fn keep_index(row: &Row<'_>, kind: &mut ConstraintKind) -> Result<(), RowError> {
    let (parameters, tablespace) = match kind {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => (&mut key.parameters, &mut key.tablespace),
        ConstraintKind::Exclude(exclude) => (&mut exclude.parameters, &mut exclude.tablespace),
        ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) => return Ok(()),
    };
    *parameters = row.settings("index_parameters")?;
    *tablespace = row.owned("index_tablespace")?;
    Ok(())
}

/// `conkey` has the key columns alone; INCLUDE is what the index has beyond them.
fn key(row: &Row<'_>, relation: u32, numbered: &Numbered<'_>) -> Result<Key, RowError> {
    let columns = numbered.names(row, "columns", relation)?;
    let include = numbered
        .names(row, "index_columns", relation)?
        .into_iter()
        .skip(columns.len())
        .collect();
    let nulls_not_distinct = row.boolean("nulls_not_distinct")?;
    Ok(Key {
        columns,
        include,
        nulls_not_distinct,
        without_overlaps: row.boolean("period")?,
        ..Key::default()
    })
}

fn foreign_key(row: &Row<'_>, relation: u32, numbered: &Numbered<'_>) -> Result<ForeignKey, RowError> {
    Ok(ForeignKey {
        columns: numbered.names(row, "columns", relation)?,
        table: row.qualified("foreign_schema", "foreign_table")?,
        referenced_columns: numbered.names(row, "foreign_columns", row.number("foreign_relation")?)?,
        match_full: row.code("match")? == 'f',
        on_update: action(row, "on_update")?,
        on_delete: action(row, "on_delete")?,
        on_delete_columns: numbered.names(row, "on_delete_columns", relation)?,
        period: row.boolean("period")?,
    })
}

/// Source: `FKCONSTR_ACTION_*` in `src/include/nodes/parsenodes.h`.
fn action(row: &Row<'_>, column: &str) -> Result<ReferentialAction, RowError> {
    Ok(match row.code(column)? {
        'r' => ReferentialAction::Restrict,
        'c' => ReferentialAction::Cascade,
        'n' => ReferentialAction::SetNull,
        'd' => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    })
}
