//! Foreign tables as SQL statements write them.

use schemadiff_sql::syntax::{
    AlterTableAction, ColumnDefinition, ColumnName, Constraint, ConstraintKind, CreateForeignTable, NotNull,
    ObjectName,
};

use super::ForeignTable;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::table;
use crate::source::Script;

/// `CREATE FOREIGN TABLE`.
pub(crate) fn create(script: &mut Script<'_>, create: CreateForeignTable) {
    let mut table = ForeignTable {
        name: script.own_name(create.table.name),
        server: create.server,
        options: create.options,
        columns: Vec::new(),
        column_options: create.column_options,
        checks: Vec::new(),
        comment: None,
    };
    if create.table.partition_of.is_some() {
        return script.unsupported("a foreign table that is a partition");
    }
    if !create.table.inherits.is_empty() {
        return script.unsupported("a foreign table that inherits");
    }
    if !script.claim(ObjectRef::named(Kind::ForeignTable, &table.name)) {
        return;
    }
    let mut checks = Vec::new();
    for definition in create.table.columns {
        checks.extend(add_column(script, &mut table, definition));
    }
    for check in checks.into_iter().chain(create.table.constraints) {
        add_check(script, &mut table, check);
    }
    table.name_checks();
    script.into.catalog.insert(table);
}

/// `ALTER FOREIGN TABLE`, by which `pg_dump` sets the options of columns.
pub(crate) fn alter(script: &mut Script<'_>, name: &ObjectName, action: AlterTableAction) {
    let Some(mut table) = script.into.catalog.foreign_tables.get(&ObjectId::named(name.clone())).cloned() else {
        return;
    };
    let column = match &action {
        AlterTableAction::ColumnOptions(column, _)
        | AlterTableAction::SetDefault(column, _)
        | AlterTableAction::SetNotNull(column, _)
        | AlterTableAction::SetColumn(ColumnName::Named(column), _) => Some(column.clone()),
        _ => None,
    };
    if let Some(column) = column.filter(|column| table.column(column).is_none()) {
        return script.missing(code::MISSING_COLUMN, ObjectRef::column(name, &column));
    }
    match action {
        AlterTableAction::ColumnOptions(column, changes) => {
            let options = table.column_options.entry(column).or_default();
            for (option, value) in changes {
                match value {
                    Some(value) => drop(options.insert(option, value)),
                    None => drop(options.remove(&option)),
                }
            }
        }
        AlterTableAction::SetDefault(column, mut default) => {
            script.mention_in(&mut default);
            for known in table.columns.iter_mut().filter(|known| known.name == column) {
                known.default.clone_from(&default);
            }
        }
        AlterTableAction::SetNotNull(column, not_null) => {
            for known in table.columns.iter_mut().filter(|known| known.name == column) {
                known.not_null = not_null;
            }
        }
        AlterTableAction::AddNotNull(column, constraint) => {
            if says_more(&constraint) {
                return script.unsupported("a name, NO INHERIT or NOT VALID of NOT NULL of a foreign table");
            }
            for known in table.columns.iter_mut().filter(|known| known.name == column) {
                known.not_null = true;
            }
        }
        AlterTableAction::SetColumn(ColumnName::Named(column), setting) => {
            for known in table.columns.iter_mut().filter(|known| known.name == column) {
                known.settings.set(setting.clone());
            }
        }
        AlterTableAction::AddConstraint(check) => {
            add_check(script, &mut table, check);
            table.name_checks();
        }
        AlterTableAction::AddColumn(definition) => {
            for check in add_column(script, &mut table, definition) {
                add_check(script, &mut table, check);
            }
            table.name_checks();
        }
        AlterTableAction::AddForeignColumn(definition, options) => {
            table
                .column_options
                .insert(definition.column.name.clone(), options);
            for check in add_column(script, &mut table, definition) {
                add_check(script, &mut table, check);
            }
            table.name_checks();
        }
        _ => return script.unsupported("this action on a foreign table"),
    }
    script.into.catalog.insert(table);
}

/// Adds a column and returns the constraints written beside it.
fn add_column(script: &mut Script<'_>, table: &mut ForeignTable, definition: ColumnDefinition) -> Vec<Constraint> {
    let mut column = definition.column;
    script.mention_type(&mut column.data_type);
    let generated = column.generated.as_mut().map(|generated| &mut generated.expression);
    script.mention_in(column.default.iter_mut().chain(generated));
    if definition.is_serial || column.identity.is_some() {
        script.unsupported("a serial or identity column of a foreign table");
        column.identity = None;
    }
    if column.not_null_constraint.take().is_some_and(|said| says_more(&said)) {
        script.unsupported("a name or NO INHERIT of NOT NULL of a foreign table");
    }
    let part = ObjectRef::column(&table.name, &column.name);
    let origin = script.origin_of(&column.name);
    if script.define_part(part, origin, table.column(&column.name).is_some()) {
        table.columns.push(column);
    }
    definition.constraints
}

/// Whether more is said of a NOT NULL than that there is one, under a name that PostgreSQL has chosen.
fn says_more(said: &NotNull) -> bool {
    let named = said.name.as_ref().is_some_and(|name| !table::not_null::looks_chosen(name));
    named || said.no_inherit || !said.validated
}

fn add_check(script: &mut Script<'_>, table: &mut ForeignTable, mut constraint: Constraint) {
    let ConstraintKind::Check(check) = &mut constraint.kind else {
        return script.error(
            code::BAD_VALUE,
            "a foreign table has no keys, only checks",
            "remove it, or write a check",
        );
    };
    script.mention_in([&mut check.expression]);
    table.checks.push(constraint);
}
