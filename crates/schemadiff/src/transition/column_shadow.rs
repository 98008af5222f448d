//! A column that gets another type: for a while a second one beside it has the same values in the new type.
//!
//! Nobody writes the shadow but its trigger, and nobody reads it: it has no name that an application knows. What it is for,
//! and how it takes the place of the column, is with the kind: [`crate::kinds::table`].

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{Constraint, ObjectName, TypeName};

use super::filling::unless_filling;
use super::marker::{Marker, RetypeColumn};
use crate::catalog::{ObjectRef, ident, refs};
use crate::facts::{Lock, OpCode};
use crate::kinds::Index;
use crate::lower::{Lowering, Operation, comment, helper_name};
use crate::plan::{Backfill, Phase};
use crate::render::backfill::SETTING;

/// A column that is getting another type: what is there of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnShadow {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// The shadow.
    pub shadow: String,
    /// The value of the shadow, as an expression of the row.
    pub conversion: String,
    /// The type that the shadow has, once it is there.
    pub data_type: Option<TypeName>,
    /// Whether every row is filled.
    pub filled: bool,
    /// The trigger that keeps it.
    pub trigger: String,
    /// Its function.
    pub function: ObjectName,
    /// Indexes on the shadow, finished or not.
    pub indexes: Vec<Index>,
    /// Constraints over the shadow, with their tables: its own, and foreign keys that reference it.
    pub constraints: Vec<(ObjectName, Constraint)>,
}

/// How the trigger makes the value of a shadow.
pub(crate) struct Making<'a> {
    /// The value, as an expression of `NEW`.
    pub(crate) value: &'a str,
    /// Whether settings of the session that writes have a say in it.
    pub(crate) depends_on_session: bool,
}

impl ColumnShadow {
    /// One that is still to be made.
    pub(crate) fn new(table: &ObjectName, column: &str, conversion: &str) -> Self {
        let shadow = helper_name(column, "_schemadiff_new");
        Self {
            table: table.clone(),
            column: column.to_owned(),
            conversion: conversion.to_owned(),
            data_type: None,
            filled: false,
            // After the trigger of a column that is renamed, which may be what its value is made of.
            trigger: helper_name(&format!("zzz_{column}"), "_schemadiff_retype"),
            function: ObjectName {
                schema: table.schema.clone(),
                name: helper_name(&format!("{}_{column}", table.name), "_schemadiff_retype"),
            },
            shadow,
            indexes: Vec::new(),
            constraints: Vec::new(),
        }
    }

    /// Whether the shadow is there.
    pub(crate) fn exists(&self) -> bool {
        self.data_type.is_some()
    }

    /// The column, as an object.
    pub(crate) fn about(&self) -> ObjectRef {
        ObjectRef::column(&self.table, &self.column)
    }

    /// The shadow, as an object.
    pub(crate) fn target(&self) -> ObjectRef {
        ObjectRef::column(&self.table, &self.shadow)
    }

    fn marker(&self, filled: bool) -> Operation {
        let marker = Marker::RetypeColumn(RetypeColumn {
            column: self.column.clone(),
            shadow: self.shadow.clone(),
            conversion: self.conversion.clone(),
            filled,
        });
        let subject = format!("FUNCTION {}()", self.function);
        let mut operation = comment(OpCode::Comment, self.target(), &subject, Some(&marker.write()));
        operation.needs.clear();
        operation
    }

    /// The trigger with its function. What comes before is the shadow itself.
    pub(crate) fn keep_up(&self, making: &Making<'_>, cx: &Lowering<'_>) -> [Operation; 3] {
        let function = Operation::new(OpCode::CreateFunction, self.target(), self.function_sql(making))
            .because(format!("keeps what `{}` says, in the new type", self.column))
            .undo(format!("DROP FUNCTION {}()", self.function));
        let (trigger, table) = (ident(&self.trigger), &self.table);
        let when = unless_filling(table, &self.target().path(), cx);
        let create = Operation::new(
            OpCode::CreateTrigger,
            self.target(),
            format!(
                "CREATE OR REPLACE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW{when} EXECUTE FUNCTION {}()",
                self.function
            ),
        )
        .on(table)
        .because("for every row that is written from here on")
        .undo(format!("DROP TRIGGER {trigger} ON {table}"));
        [
            function,
            self.marker(false).because("tells a later plan what it is for"),
            create,
        ]
    }

    fn function_sql(&self, making: &Making<'_>) -> String {
        let shadow = ident(&self.shadow);
        let by = quote::literal(&self.target().path());
        // Whoever writes has settings of his own: the value is made under those of the plan, as in the rows that it fills.
        let settings = if making.depends_on_session {
            " SET search_path FROM CURRENT SET TimeZone FROM CURRENT SET DateStyle FROM CURRENT SET IntervalStyle FROM CURRENT SET extra_float_digits FROM CURRENT"
        } else {
            ""
        };
        let body = format!(
            "
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('{SETTING}', true) OPERATOR(pg_catalog.=) {by} THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.{shadow} := {};
    RETURN NEW;
END
",
            making.value
        );
        format!(
            "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql{settings} AS {}",
            self.function,
            quote::dollar(&body)
        )
    }

    /// The rows that were there before the trigger. `source`: what is null where the value is; a row that stays null is filled.
    pub(crate) fn fill(&self, source: &str) -> [Operation; 2] {
        let shadow = ident(&self.shadow);
        let rows = format!("{shadow} IS NOT DISTINCT FROM NULL AND {source} IS DISTINCT FROM NULL");
        let backfill = Backfill {
            table: self.table.clone(),
            set: format!("{shadow} = {}", self.conversion),
            rows,
            by: self.target().path(),
        };
        let sql = format!(
            "UPDATE {} SET {} WHERE {}",
            backfill.table, backfill.set, backfill.rows
        );
        let mut fill = Operation::new(OpCode::BackfillRows, self.target(), sql)
            .on(&self.table)
            .because("rows that were there before the trigger");
        fill.backfill = Some(backfill);
        let marker = self
            .marker(true)
            .in_phase(Phase::Backfill)
            .because("every row is filled");
        [fill, marker]
    }

    /// The trigger goes: from here on the shadow is the column, or is no more.
    pub(crate) fn drop_trigger(&self) -> Operation {
        let sql = format!("DROP TRIGGER {} ON {}", ident(&self.trigger), self.table);
        Operation::new(OpCode::DropTrigger, self.target(), sql)
            .on(&self.table)
            .because("there is one column from here on")
    }

    /// Its function goes.
    pub(crate) fn drop_function(&self) -> Operation {
        let sql = format!("DROP FUNCTION {}()", self.function);
        Operation::new(OpCode::DropFunction, self.target(), sql).because("of the trigger")
    }
}

/// The way back: the shadows go, with whatever is over them, and the columns stay what they are.
///
/// Those that are to be made in another way go in the expand phase, before they come again.
pub(crate) fn take_back(shadows: &[&ColumnShadow], phase: Phase) -> Vec<Operation> {
    let mut operations: Vec<Operation> = shadows.iter().map(|shadow| shadow.drop_trigger()).collect();
    for shadow in shadows {
        for (table, constraint) in &shadow.constraints {
            let name = constraint.name.as_deref().unwrap_or_default();
            let schemadiff_sql::syntax::ConstraintKind::ForeignKey(key) = &constraint.kind else {
                continue;
            };
            let clause = format!("DROP CONSTRAINT {}", ident(name));
            let drop = Operation::clause(OpCode::DropForeignKey, shadow.target(), table, clause)
                .because("over a column that is not wanted after all");
            operations.push(if key.table == *table {
                drop
            } else {
                drop.also_on(&key.table, Lock::AccessExclusive)
            });
        }
    }
    let dropped = shadows.iter().filter(|shadow| shadow.exists()).map(|shadow| {
        let clause = format!("DROP COLUMN {}", ident(&shadow.shadow));
        Operation::clause(OpCode::DropColumn, shadow.target(), &shadow.table, clause)
            .because(format!("a shadow: `{}` has every value", shadow.column))
    });
    operations.extend(dropped);
    operations.extend(shadows.iter().map(|shadow| shadow.drop_function()));
    let mut operations: Vec<Operation> = operations
        .into_iter()
        .map(|operation| operation.harmless().in_phase(phase))
        .collect();
    if let Some(last) = operations.last_mut() {
        let types = shadows.iter().filter_map(|shadow| shadow.data_type.as_ref());
        last.releases.extend(types.flat_map(refs::data_type));
        last.drops.extend(shadows.iter().map(|shadow| shadow.target()));
    }
    // Nothing happens to the columns before their triggers are gone.
    if let Some(first) = operations.first_mut() {
        first.releases.extend(shadows.iter().map(|shadow| shadow.about()));
        first.drops.extend(shadows.iter().map(|shadow| shadow.target()));
    }
    operations
}
