//! Altering foreign tables. Their rows are elsewhere: every statement is a change of the catalog alone, and nothing that it
//! claims is checked (manual, "ALTER FOREIGN TABLE").

use schemadiff_sql::syntax::{Column, ColumnSettings, Constraint};

use super::{ForeignTable, ForeignTableChange};
use crate::catalog::{ObjectRef, Pair, ident};
use crate::facts::{Hazard, OpCode};
use crate::kinds::ObjectKind;
use crate::kinds::foreign_server::options;
use crate::kinds::table::lower::column_references;
use crate::kinds::table::settings::{self, Difference};
use crate::kinds::table::sql as table_sql;
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::{PermissionKind, Phase};

/// Whether a column gets another type or expression, so that what uses it has to go meanwhile.
pub(super) fn remakes(pair: Pair<&ForeignTable>, name: &str) -> bool {
    let (Some(old), Some(new)) = (pair.old.column(name), pair.new.column(name)) else {
        return false;
    };
    old.data_type != new.data_type || old.collation != new.collation || old.generated != new.generated
}

/// The operations of one change.
pub(super) fn alter(pair: Pair<&ForeignTable>, change: &ForeignTableChange, cx: &Lowering<'_>, out: &mut Operations) {
    let Pair { old, new } = pair;
    match change {
        ForeignTableChange::Server => {}
        ForeignTableChange::Options => {
            let clause = options::changed(&old.options, &new.options);
            let back = options::changed(&new.options, &old.options);
            let undo = format!("ALTER FOREIGN TABLE {}{back}", new.name);
            out.add(operation(new, new.object_ref(), clause.trim_start()).because("other options").undo(undo));
        }
        ForeignTableChange::AddColumn(name) => {
            if let Some(column) = new.column(name) {
                let comment = column.comment.as_ref().map(|_| comment_on_column(new, column));
                let settings = set_all(new, column, cx);
                out.recipe(std::iter::once(add_column(new, column)).chain(settings).chain(comment));
            }
        }
        ForeignTableChange::DropColumn(name) => {
            if let Some(column) = old.column(name) {
                let drop = drop_column(old, column).permission(PermissionKind::DropColumn);
                out.add(drop.because("no longer in the model"));
            }
        }
        ForeignTableChange::AlterColumn(name) => alter_column(pair, name, cx, out),
        ForeignTableChange::Check(name) => {
            let drop = old.check(name).map(|_| {
                operation(old, ObjectRef::constraint(&old.name, name), &format!("DROP CONSTRAINT {}", ident(name)))
                    .drops(ObjectRef::constraint(&old.name, name))
                    .because("not wanted, or another one below")
            });
            let add = new.check(name).map(|check| add_check(new, check));
            let comment = new.check(name).filter(|check| check.comment.is_some());
            let comment = comment.map(|check| comment_on_check(new, check));
            out.atomic([drop, add, comment].into_iter().flatten());
        }
        ForeignTableChange::CheckComment(name) => {
            if let Some(check) = new.check(name) {
                out.add(comment_on_check(new, check));
            }
        }
        ForeignTableChange::Comment => out.add(comment_on_table(new)),
    }
}

fn alter_column(pair: Pair<&ForeignTable>, name: &str, cx: &Lowering<'_>, out: &mut Operations) {
    let Pair { old: old_table, new: table } = pair;
    let (Some(old), Some(new)) = (old_table.column(name), table.column(name)) else {
        return;
    };
    if old.generated != new.generated {
        // No value of it is here, so that nothing is lost.
        let drop = drop_column(old_table, old).because("added anew below with another expression");
        let comment = new.comment.as_ref().map(|_| comment_on_column(table, new));
        let settings = set_all(table, new, cx);
        return out.atomic([drop, add_column(table, new)].into_iter().chain(settings).chain(comment));
    }
    let column = ObjectRef::column(&table.name, name);
    let clause = |what: &str| {
        operation(table, column.clone(), &format!("ALTER COLUMN {} {what}", ident(name))).needs([column.clone()])
    };
    let mut operations = Vec::new();
    if (&old.data_type, &old.collation) != (&new.data_type, &new.collation) {
        let collation = new.collation.as_ref().map_or_else(String::new, |collation| format!(" COLLATE {collation}"));
        let alter = clause(&format!("TYPE {}{collation}", new.data_type))
            .needs(column_references(&table.name, new))
            .releases(column_references(&table.name, old))
            .creates(column.clone())
            .hazard(Hazard::BreaksOldApplication);
        operations.push(alter.in_phase(Phase::Contract).because("other type"));
    }
    if old.default != new.default {
        let what = match &new.default {
            Some(default) => format!("SET DEFAULT {}", table_sql::operand(default.sql())),
            None => "DROP DEFAULT".to_owned(),
        };
        let alter = clause(&what).needs(column_references(&table.name, new));
        operations.push(alter.releases(column_references(&table.name, old)).because("other default"));
    }
    if old.not_null != new.not_null {
        let what = if new.not_null { "SET NOT NULL" } else { "DROP NOT NULL" };
        operations.push(clause(what).because("whether the server may send null"));
    }
    // Another type brings its own storage (`ATExecAlterColumnType` in `tablecmds.c`).
    let kept = if old.data_type == new.data_type {
        old.settings.clone()
    } else {
        ColumnSettings { storage: None, compression: None, ..old.settings.clone() }
    };
    operations.extend(change_settings(table, new, Pair { old: &kept, new: &new.settings }, cx));
    let (before, after) = (old_table.options_of(name), table.options_of(name));
    if before != after {
        let what = options::changed(&before, &after);
        operations.push(clause(what.trim_start()).because("other options"));
    }
    if old.comment != new.comment {
        operations.push(comment_on_column(table, new));
    }
    out.recipe(operations);
}

/// Sets everything that is not the default on a column that is new, or new again.
pub(super) fn set_all(table: &ForeignTable, column: &Column, cx: &Lowering<'_>) -> Vec<Operation> {
    let nothing = ColumnSettings::default();
    change_settings(table, column, Pair { old: &nothing, new: &column.settings }, cx)
}

fn change_settings(
    table: &ForeignTable,
    column: &Column,
    settings: Pair<&ColumnSettings>,
    cx: &Lowering<'_>,
) -> Vec<Operation> {
    let name = ident(&column.name);
    let object = ObjectRef::column(&table.name, &column.name);
    settings::differences(settings, Some(&column.data_type), cx)
        .into_iter()
        .map(|Difference { code, words, back, because }| {
            let alter = format!("ALTER FOREIGN TABLE {} ALTER COLUMN {name}", table.name);
            Operation::new(code, object.clone(), format!("{alter} {words}"))
                .on(&table.name)
                .needs([object.clone()])
                .because(because)
                .undo(format!("{alter} {back}"))
        })
        .collect()
}

fn operation(table: &ForeignTable, target: ObjectRef, clause: &str) -> Operation {
    let sql = format!("ALTER FOREIGN TABLE {} {clause}", table.name);
    Operation::new(OpCode::AlterForeignTable, target, sql)
        .on(&table.name)
        .needs([table.object_ref()])
}

fn add_column(table: &ForeignTable, column: &Column) -> Operation {
    let object = ObjectRef::column(&table.name, &column.name);
    operation(table, object.clone(), &format!("ADD COLUMN {}", table.column_sql(column)))
        .needs(column_references(&table.name, column))
        .creates(object)
        .because("new column")
        .undo(format!("ALTER FOREIGN TABLE {} DROP COLUMN {}", table.name, ident(&column.name)))
}

fn drop_column(table: &ForeignTable, column: &Column) -> Operation {
    let object = ObjectRef::column(&table.name, &column.name);
    operation(table, object.clone(), &format!("DROP COLUMN {}", ident(&column.name)))
        .drops(object)
        .releases(column_references(&table.name, column))
        .in_phase(Phase::Contract)
        .hazard(Hazard::BreaksOldApplication)
}

pub(super) fn add_check(table: &ForeignTable, check: &Constraint) -> Operation {
    let name = check.name.as_deref().unwrap_or_default();
    let object = ObjectRef::constraint(&table.name, name);
    let not_valid = if check.validated { "" } else { " NOT VALID" };
    let clause = format!("ADD {}{not_valid}", table_sql::constraint_with_name(check));
    operation(table, object.clone(), &clause)
        .needs(table.references())
        .creates(object)
        .because("what the planner may rely on; no row is checked")
        .undo(format!("ALTER FOREIGN TABLE {} DROP CONSTRAINT {}", table.name, ident(name)))
}

pub(super) fn comment_on_table(table: &ForeignTable) -> Operation {
    let subject = format!("FOREIGN TABLE {}", table.name);
    comment(OpCode::CommentOnRelation, table.object_ref(), &subject, table.comment.as_deref()).on(&table.name)
}

pub(super) fn comment_on_column(table: &ForeignTable, column: &Column) -> Operation {
    let object = ObjectRef::column(&table.name, &column.name);
    let subject = format!("COLUMN {}.{}", table.name, ident(&column.name));
    comment(OpCode::CommentOnRelation, object, &subject, column.comment.as_deref()).on(&table.name)
}

pub(super) fn comment_on_check(table: &ForeignTable, check: &Constraint) -> Operation {
    let name = check.name.as_deref().unwrap_or_default();
    let subject = format!("CONSTRAINT {} ON {}", ident(name), table.name);
    let object = ObjectRef::constraint(&table.name, name);
    comment(OpCode::Comment, object, &subject, check.comment.as_deref())
}
