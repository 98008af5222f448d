//! A new column whose rows get values of their own: it comes empty, is filled while everybody works on, and is required, if it
//! is to be, when every row has one.
//!
//! `ADD COLUMN` with a default that is not the same for every row writes the table anew under ACCESS EXCLUSIVE; one that is
//! required and has no default is refused while there are rows. What an old application inserts meanwhile, which knows nothing of the column, gets its value from a trigger.

use schemadiff_sql::syntax::{Body, Column, ObjectName};
use schemadiff_sql::{Expr, quote};

use super::Strategy;
use super::filling::unless_filling;
use super::marker::{FillColumn, Marker};
use crate::catalog::{ObjectRef, ident};
use crate::facts::OpCode;
use crate::kinds::Table;
use crate::lower::{Lowering, Operation, Operations, comment, helper_name};
use crate::plan::{Backfill, Phase};
use crate::render::backfill::SETTING;

/// A column that is being filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnFill {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// Whether every row is filled.
    pub filled: bool,
    /// The trigger that gives rows their value.
    pub trigger: String,
    /// Its function.
    pub function: ObjectName,
    /// The body of the function.
    pub body: String,
}

impl ColumnFill {
    /// How a new column is to be filled, if it is: by what the model says (`using`), or by its default when that is not
    /// the same for every row.
    pub(crate) fn of(
        table: &Table,
        column: &Column,
        is_volatile: bool,
        cx: &Lowering<'_>,
    ) -> Option<(Self, String)> {
        let expression = expression(table, column, is_volatile, cx)?;
        let fills = cx.strategy(&table.name) == Strategy::ExpandContract
            && column.generated.is_none()
            && column.identity.is_none()
            && !cx.is_constrained(&column.data_type);
        if !fills {
            return None;
        }
        let stem = format!("{}_{}", table.name.name, column.name);
        let mut fill = Self {
            table: table.name.clone(),
            column: column.name.clone(),
            filled: false,
            // After the trigger of a column that is renamed, from which its value may be computed.
            trigger: helper_name(&format!("zzz_{}", column.name), "_schemadiff_fill"),
            function: ObjectName {
                schema: table.name.schema.clone(),
                name: helper_name(&stem, "_schemadiff_fill"),
            },
            body: String::new(),
        };
        fill.body = fill.wanted_body(column, &expression);
        Some((fill, expression))
    }

    fn target(&self) -> ObjectRef {
        ObjectRef::column(&self.table, &self.column)
    }

    /// The text of the function. A row that the old application writes gets its value where the new one has to give one
    /// and no default does.
    fn wanted_body(&self, column: &Column, expression: &str) -> String {
        let name = ident(&self.column);
        let by = quote::literal(&self.target().path());
        let given = if column.not_null && column.default.is_none() {
            format!(
                "
    IF NEW.{name} IS NOT DISTINCT FROM NULL THEN
        NEW.{name} := (SELECT {expression} FROM (SELECT (NEW).*) AS {});
    END IF;",
                ident(&self.table.name)
            )
        } else {
            String::new()
        };
        format!(
            "
DECLARE
    filled record;
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('{SETTING}', true) OPERATOR(pg_catalog.=) {by} THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        filled := NEW;
        NEW := OLD;
        NEW.{name} := filled.{name};
        RETURN NEW;
    END IF;{given}
    RETURN NEW;
END
"
        )
    }

    fn function_operation(&self) -> Operation {
        let sql = format!(
            "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS {}",
            self.function,
            quote::dollar(&self.body)
        );
        Operation::new(OpCode::CreateFunction, self.target(), sql)
            .because("gives rows their value that know nothing of the column")
            .undo(format!("DROP FUNCTION {}()", self.function))
    }

    fn marker(&self, filled: bool) -> Operation {
        let marker = Marker::FillColumn(FillColumn {
            column: self.column.clone(),
            filled,
        });
        let subject = format!("FUNCTION {}()", self.function);
        let mut operation = comment(OpCode::Comment, self.target(), &subject, Some(&marker.write()));
        operation.needs.clear();
        operation
    }

    /// What comes with the column.
    pub(crate) fn begin(&self, cx: &Lowering<'_>) -> Vec<Operation> {
        let trigger = ident(&self.trigger);
        let when = unless_filling(&self.table, &self.target().path(), cx);
        let create = Operation::new(
            OpCode::CreateTrigger,
            self.target(),
            format!(
                "CREATE OR REPLACE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW{when} EXECUTE FUNCTION {}()",
                self.table, self.function
            ),
        )
        .on(&self.table)
        .because("for every row that is written from here on")
        .undo(format!("DROP TRIGGER {trigger} ON {}", self.table));
        vec![
            self.function_operation(),
            self.marker(false).because("tells a later plan what it is for"),
            create,
        ]
    }

    /// The rows that were there before.
    pub(crate) fn fill(&self, expression: &str) -> Vec<Operation> {
        let name = ident(&self.column);
        let backfill = Backfill {
            table: self.table.clone(),
            set: format!("{name} = {expression}"),
            rows: format!("{name} IS NOT DISTINCT FROM NULL"),
            by: self.target().path(),
        };
        let mut fill = Operation::new(
            OpCode::BackfillRows,
            self.target(),
            format!(
                "UPDATE {} SET {} WHERE {}",
                backfill.table, backfill.set, backfill.rows
            ),
        )
        .on(&self.table)
        .because("rows that were there before the column");
        fill.backfill = Some(backfill);
        vec![
            fill,
            self.marker(true)
                .in_phase(Phase::Backfill)
                .stands_in(self.target())
                .because("every row is filled"),
        ]
    }

    /// Nobody is left who knows nothing of the column.
    pub(crate) fn finish(&self) -> Vec<Operation> {
        let drop = format!("DROP TRIGGER {} ON {}", ident(&self.trigger), self.table);
        let drop = Operation::new(OpCode::DropTrigger, self.target(), drop)
            .on(&self.table)
            .because("whoever writes knows the column from here on");
        let function = Operation::new(
            OpCode::DropFunction,
            self.target(),
            format!("DROP FUNCTION {}()", self.function),
        )
        .because("of the trigger");
        [drop, function]
            .into_iter()
            .map(|operation| operation.harmless().in_phase(Phase::Contract))
            .collect()
    }

    /// Goes on with what a plan before has begun.
    pub(super) fn go_on(&self, cx: &Lowering<'_>, out: &mut Operations) {
        let wanted = cx
            .pair
            .new
            .catalog()
            .tables
            .get(&crate::catalog::ObjectId::named(self.table.clone()));
        let column = wanted.and_then(|table| Some((table, table.column(&self.column)?)));
        let mut operations = Vec::new();
        if let Some((table, column)) = column
            && let Some((fresh, expression)) = Self::of(table, column, true, cx)
            && !self.filled
        {
            if fresh.body != self.body {
                let fresh = Self {
                    function: self.function.clone(),
                    ..fresh
                };
                operations.push(fresh.function_operation());
            }
            operations.extend(self.fill(&expression));
        }
        operations.extend(self.finish());
        out.recipe(operations);
    }
}

fn expression(table: &Table, column: &Column, is_volatile: bool, cx: &Lowering<'_>) -> Option<String> {
    let target = ObjectRef::column(&table.name, &column.name);
    let using = cx
        .pair
        .new
        .annotations()
        .get(&target)
        .and_then(|annotation| annotation.using.as_ref());
    let default = column.default.as_ref().filter(|_| is_volatile).map(Expr::sql);
    let text = using.map(String::as_str).or(default)?;
    Some(format!("({text})"))
}

/// The text of a function in PL/pgSQL.
pub(super) fn body_of(body: &Body) -> String {
    match body {
        Body::Text(text) | Body::Sql(text) => text.clone(),
        Body::Linked { .. } => String::new(),
    }
}
