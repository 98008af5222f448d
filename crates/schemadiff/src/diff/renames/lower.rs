//! The statements that rename.

use schemadiff_sql::syntax::ObjectName;

use super::Rename;
use crate::catalog::{Kind, ObjectRef, Pair, ident};
use crate::diff::enum_values;
use crate::facts::{Lock, OpCode};
use crate::kinds::table::typed;
use crate::lower::{Lowering, Operation, Operations};
use crate::transition;

impl Rename {
    /// Whether it is of a column of a table, under the name that the table has afterwards.
    pub(crate) fn is_of_column(&self, table: &ObjectName, from: &str, to: &str) -> bool {
        let part = |object: &ObjectRef, name: &str| object.id.part.as_deref() == Some(name);
        self.to.kind == Kind::Column
            && self.to.id.name == *table
            && part(&self.from, from)
            && part(&self.to, to)
    }

    /// The statements that give a table its other name, schema, or both.
    pub(crate) fn statements(&self) -> Vec<Operation> {
        let Self { from, to } = self;
        let mut operations: Vec<Operation> = Vec::new();
        for (sql, undo) in transition::rename_table(&from.id.name, &to.id.name) {
            operations.push(
                Operation::new(OpCode::RenameTable, to.clone(), sql)
                    .on(&from.id.name)
                    .undo(undo)
                    .because("the same object under another name"),
            );
        }
        if let Some(first) = operations.first_mut() {
            first.needs.extend(crate::kinds::Schema::needed_by(&to.id.name));
            first
                .releases
                .extend(crate::kinds::Schema::needed_by(&from.id.name));
        }
        if let Some(last) = operations.pop() {
            operations.push(last.drops(from.clone()).creates(to.clone()));
        }
        operations
    }

    /// The statement, where one is enough. Everything else needs the object under its new name, and so comes after.
    pub(crate) fn lower(&self, cx: &Lowering<'_>, out: &mut Operations) {
        if transition::rename(self, cx, out) {
            return;
        }
        if let Some(operation) = enum_values::operation(self, cx) {
            return out.add(operation.because("the same value under another name"));
        }
        let Pair { old: from, new: to } = Pair {
            old: &self.from,
            new: &self.to,
        };
        let operation = match (to.kind, &from.id.part, &to.id.part) {
            (Kind::Index, ..) => {
                let sql = format!(
                    "ALTER INDEX {} RENAME TO {}",
                    from.id.name,
                    ident(&to.id.name.name)
                );
                Operation::new(OpCode::RenameIndex, to.clone(), sql).on(&from.id.name)
            }
            (Kind::Statistics, ..) => {
                let words = |from: &ObjectName, to: &ObjectName| {
                    if from.schema == to.schema {
                        return format!("ALTER STATISTICS {from} RENAME TO {}", ident(&to.name));
                    }
                    let schema = to.schema.as_deref().unwrap_or_default();
                    format!("ALTER STATISTICS {from} SET SCHEMA {}", ident(schema))
                };
                Operation::new(
                    OpCode::AlterStatistics,
                    to.clone(),
                    words(&from.id.name, &to.id.name),
                )
                .needs(crate::kinds::Schema::needed_by(&to.id.name))
                .undo(words(&to.id.name, &from.id.name))
            }
            (Kind::Attribute, Some(before), Some(after)) => {
                let name = &to.id.name;
                // It renames the columns of the tables of the type, and drops nothing.
                let tables = typed::tables_of(cx.pair.old.catalog(), name);
                let cascade = if tables.is_empty() { "" } else { " CASCADE" };
                let words = |from: &str, to: &str| {
                    format!(
                        "ALTER TYPE {name} RENAME ATTRIBUTE {} TO {}{cascade}",
                        ident(from),
                        ident(to)
                    )
                };
                Operation::new(OpCode::RenameAttribute, to.clone(), words(before, after))
                    .on(name)
                    .also_on_all(&tables, Lock::AccessExclusive)
                    .drops_all(tables.iter().map(|table| ObjectRef::column(table, before)))
                    .creates_all(tables.iter().map(|table| ObjectRef::column(table, after)))
                    .needs([ObjectRef::named(Kind::CompositeType, name)])
                    .undo(words(after, before))
            }
            (Kind::Column, Some(before), Some(after)) => {
                let table = &to.id.name;
                let sql = format!(
                    "ALTER TABLE {table} RENAME COLUMN {} TO {}",
                    ident(before),
                    ident(after)
                );
                Operation::new(OpCode::RenameColumn, to.clone(), sql)
                    .on(table)
                    .needs([ObjectRef::named(Kind::Table, table)])
                    .undo(format!(
                        "ALTER TABLE {table} RENAME COLUMN {} TO {}",
                        ident(after),
                        ident(before)
                    ))
            }
            _ => return out.recipe(self.statements()),
        };
        // PostgreSQL 18 names NOT NULL constraints after table and column, and the names stay, unless the model says others.
        out.add(
            operation
                .drops(from.clone())
                .creates(to.clone())
                .because("the same object under another name"),
        );
    }
}
