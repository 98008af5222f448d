//! A renamed column: for a while the table has it under both names.
//!
//! The column under the new name is a copy. A trigger keeps both equal whoever writes which, a backfill fills the rows that
//! were there before, and indexes on the copy serve the new application. The column that holds the values stays what it is
//! all along: in the contract phase the copy goes, and the column takes its name, with every index, constraint, policy and
//! view that it has. So nothing can be lost, and giving the rename up is dropping the copy.

use std::collections::BTreeMap;

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{Column, ConstraintKind, IndexDefinition, IndexValue, ObjectName};

use super::filling::unless_filling;
use super::marker::{Marker, RenameColumn};
use super::{Strategy, Transition, copy_triggers};
use crate::catalog::{Kind, ObjectId, ObjectRef, ident};
use crate::diff::{Delta, Rename};
use crate::facts::OpCode;
use crate::kinds::index::{build, drop_index, of_key};
use crate::kinds::{Function, Index, ObjectKind, Table, View, access};
use crate::lower::{Lowering, Operation, Operations, comment, helper_name};
use crate::plan::{Backfill, Phase};
use crate::render::backfill::SETTING;

/// A column that is being renamed: what is there of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCopy {
    /// The table.
    pub table: ObjectName,
    /// The column that holds the values.
    pub from: String,
    /// The copy.
    pub to: String,
    /// Whether the copy is there.
    pub exists: bool,
    /// Whether every row is filled.
    pub filled: bool,
    /// The trigger that keeps both equal.
    pub trigger: String,
    /// Its function.
    pub function: ObjectName,
    /// Indexes on the copy, finished or not, of its table and those on partitions that are not yet part of one.
    pub indexes: Vec<Index>,
    /// Views and functions that read the copy.
    pub readers: Vec<ObjectRef>,
    /// Triggers of the table that fire for the copy as they do for the column.
    pub triggers: Vec<String>,
}

/// Whether a renamed column can have both names for a while.
///
/// Not where the trigger could not set it: a generated column is computed after it, and the key of a partition decides
/// before it where the row goes (`ExecPrepareTupleRouting` in `src/backend/executor/nodeModifyTable.c`). And not where adding the copy would
/// write every row: a domain with constraints.
pub(super) fn keeps_both(rename: &Rename, cx: &Lowering<'_>) -> bool {
    let (Kind::Column, Some(to)) = (rename.to.kind, &rename.to.id.part) else {
        return false;
    };
    let table = &rename.to.id.name;
    let old = cx
        .old_table(table)
        .and_then(|table| Some((table, table.column(to)?)));
    let wanted = cx.pair.new.catalog().tables.get(&ObjectId::named(table.clone()));
    let (Some((old, column)), Some(wanted)) = (old, wanted.and_then(|table| table.column(to))) else {
        return false;
    };
    let is_key = old
        .partition_by
        .iter()
        .flat_map(|key| &key.elements)
        .any(|element| match &element.value {
            IndexValue::Column(name) => name == to,
            IndexValue::Expression(expression) => expression.references().columns.contains(to),
        });
    // The trigger of a table does not fire for the rows of those that inherit from it.
    let others = cx.pair.old.catalog().tables.values();
    let has_heirs =
        !old.inherits.is_empty() || others.into_iter().any(|other| other.inherits.contains(table));
    cx.strategy(table) == Strategy::ExpandContract
        && column.generated.is_none()
        && wanted.generated.is_none()
        && !is_key
        && !has_heirs
        && !cx.is_constrained(&column.data_type)
        && !cx.swaps(std::slice::from_ref(&rename.to))
}

/// The recipe of a rename that both versions of the application live through.
///
/// # Locks
/// ACCESS EXCLUSIVE for an instant as the copy and its trigger come, and once more as the copy goes and the column gets its
/// name. Rows are filled in batches meanwhile, and indexes built concurrently.
pub(super) fn rename(rename: &Rename, cx: &Lowering<'_>, out: &mut Operations) {
    let (Some(from), Some(to)) = (&rename.from.id.part, &rename.to.id.part) else {
        return;
    };
    let table_name = &rename.to.id.name;
    let Some((table, column)) = cx
        .old_table(table_name)
        .and_then(|table| Some((table, table.column(to)?)))
    else {
        return;
    };
    let begun = copies(cx).find(|copy| rename.is_of_column(&copy.table, &copy.from, &copy.to));
    let copy = begun.cloned().unwrap_or_else(|| ColumnCopy::new(table, from, to));
    let mut operations = Vec::new();
    if begun.is_none() || !copy.exists {
        operations.extend(copy.begin(column, cx));
    }
    if !copy.exists || !copy.filled {
        operations.extend(copy.fill());
    }
    operations.extend(copy.index(rename, table, cx));
    operations.extend(copy_triggers::both(&copy, cx));
    operations.extend(copy.finish(rename, cx));
    out.recipe(operations);
}

impl ColumnCopy {
    fn new(table: &Table, from: &str, to: &str) -> Self {
        let stem = format!("{}_{to}", table.name.name);
        Self {
            table: table.name.clone(),
            from: from.to_owned(),
            to: to.to_owned(),
            exists: false,
            filled: false,
            // Of the triggers of one event the last by name has the last word (manual, "Overview of Trigger Behavior").
            trigger: helper_name(&format!("zz_{to}"), "_schemadiff_mirror"),
            function: ObjectName {
                schema: table.name.schema.clone(),
                name: helper_name(&stem, "_schemadiff_mirror"),
            },
            indexes: Vec::new(),
            readers: Vec::new(),
            triggers: Vec::new(),
        }
    }

    pub(super) fn target(&self) -> ObjectRef {
        ObjectRef::column(&self.table, &self.to)
    }

    fn marker(&self, filled: bool) -> Operation {
        let marker = Marker::RenameColumn(RenameColumn {
            from: self.from.clone(),
            to: self.to.clone(),
            filled,
        });
        let subject = format!("FUNCTION {}()", self.function);
        let mut operation = comment(OpCode::Comment, self.target(), &subject, Some(&marker.write()));
        operation.needs.clear();
        operation
    }

    /// The copy and the trigger, in one transaction.
    fn begin(&self, column: &Column, cx: &Lowering<'_>) -> Vec<Operation> {
        let (table, to) = (&self.table, ident(&self.to));
        let collation = column
            .collation
            .as_ref()
            .map_or_else(String::new, |collation| format!(" COLLATE {collation}"));
        let add = Operation::clause(
            OpCode::AddColumn,
            self.target(),
            table,
            format!("ADD COLUMN {to} {}{collation}", column.data_type),
        )
        .needs(crate::catalog::refs::data_type(&column.data_type))
        .stands_in(self.target())
        .because(format!("the new name of `{}`, beside the old one", self.from))
        .undo(format!("ALTER TABLE {table} DROP COLUMN {to}"));
        let function = Operation::new(OpCode::CreateFunction, self.target(), self.function_sql())
            .because("keeps both equal, whichever is written")
            .undo(format!("DROP FUNCTION {}()", self.function));
        let trigger = ident(&self.trigger);
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
        let marker = self.marker(false).because("tells a later plan what it is for");
        let grants = access::like_column(cx.pair.old.catalog(), table, &self.to, table, &self.to);
        [add, function, marker, create]
            .into_iter()
            .chain(grants)
            .collect()
    }

    fn function_sql(&self) -> String {
        let (from, to) = (ident(&self.from), ident(&self.to));
        let by = quote::literal(&self.target().path());
        let body = format!(
            "
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.{to} IS NOT DISTINCT FROM NULL THEN
            NEW.{to} := NEW.{from};
        ELSE
            NEW.{from} := NEW.{to};
        END IF;
    ELSIF pg_catalog.current_setting('{SETTING}', true) OPERATOR(pg_catalog.=) {by} THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.{to} := OLD.{from};
    ELSIF pg_catalog.record_image_ne(ROW(NEW.{to}), ROW(OLD.{to})) THEN
        NEW.{from} := NEW.{to};
    ELSE
        NEW.{to} := NEW.{from};
    END IF;
    RETURN NEW;
END
"
        );
        format!(
            "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS {}",
            self.function,
            quote::dollar(&body)
        )
    }

    fn fill(&self) -> [Operation; 2] {
        let (from, to) = (ident(&self.from), ident(&self.to));
        // Compared as they are stored: not every type has an operator for equality, and what is equal may look different.
        let backfill = Backfill {
            table: self.table.clone(),
            set: format!("{to} = {from}"),
            rows: format!("pg_catalog.record_image_ne(ROW({to}), ROW({from}))"),
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
        .because("rows that were there before the trigger");
        fill.backfill = Some(backfill);
        let marker = self
            .marker(true)
            .in_phase(Phase::Backfill)
            .because("every row is filled");
        [fill, marker]
    }

    /// What is indexed under the old name, under the new one too: for the queries of the new application, and because
    /// `ON CONFLICT` names columns.
    fn index(&self, rename: &Rename, table: &Table, cx: &Lowering<'_>) -> Vec<Operation> {
        // An index on several columns that are renamed is made with the first of them.
        let renames = cx
            .changes()
            .renames
            .iter()
            .take_while(|earlier| *earlier != rename);
        let earlier: Vec<&String> = renames
            .filter(|earlier| earlier.to.id.name == table.name && keeps_both(earlier, cx))
            .filter_map(|earlier| earlier.to.id.part.as_ref())
            .collect();
        let there: Vec<&Index> = copies(cx).flat_map(|copy| &copy.indexes).collect();
        let catalogs = [cx.pair.old.catalog(), cx.pair.new.catalog()];
        let [before, after] = catalogs.map(|catalog| &catalog.indexes);
        // One that the model has no longer is of no use to the new application.
        let kept = after
            .values()
            .filter(|index| index.table == table.name && before.contains(&index.id()));
        let indexes = kept.map(|index| (index.name.name.clone(), cx.as_written(index).definition));
        let keys = table.constraints.iter().filter_map(|constraint| {
            let (ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key)) = &constraint.kind else {
                return None;
            };
            let usable = !key.without_overlaps && !constraint.deferrable;
            Some((constraint.name.clone()?, of_key(key))).filter(|_| usable)
        });
        let mut operations = Vec::new();
        for (name, definition) in indexes.chain(keys) {
            let copied = Index {
                name: ObjectName {
                    schema: table.name.schema.clone(),
                    name: helper_name(&name, "_schemadiff_copy"),
                },
                table: table.name.clone(),
                definition: IndexDefinition {
                    tablespace: None,
                    ..definition
                },
                valid: true,
                statistics: BTreeMap::new(),
                comment: None,
            };
            if !copied.reads(&self.to) || earlier.iter().any(|column| copied.reads(column)) {
                continue;
            }
            if operations.is_empty() {
                // What is built on a partition and not attached is built again.
                let parts = self.indexes.iter().filter(|index| index.table != table.name);
                operations.extend(parts.map(|part| {
                    Operation {
                        drops: Vec::new(),
                        ..drop_index(part, cx)
                            .in_phase(Phase::Backfill)
                            .because("an interrupted build left it")
                    }
                }));
            }
            match there.iter().find(|index| index.name == copied.name) {
                Some(index) if index.valid => continue,
                Some(index) => operations.push(Operation {
                    drops: Vec::new(),
                    ..drop_index(index, cx)
                        .in_phase(Phase::Backfill)
                        .because("an interrupted build left it invalid")
                }),
                None => {}
            }
            let reason = format!("as `{name}`, for the new name");
            operations.extend(
                build(&copied, cx, &reason)
                    .into_iter()
                    .map(|operation| Operation {
                        // Of the plan, nobody is told that the index is there: it goes with the copy.
                        creates: Vec::new(),
                        phase: Phase::Backfill,
                        ..operation
                    }),
            );
        }
        operations
    }

    /// The copy goes, and the column takes its name.
    fn finish(&self, rename: &Rename, cx: &Lowering<'_>) -> Vec<Operation> {
        let (table, from, to) = (&self.table, ident(&self.from), ident(&self.to));
        let readers = self.readers(cx);
        let aside = helper_name(&self.to, "_schemadiff_copy");
        let mut operations = vec![self.drop_trigger()];
        operations.extend(copy_triggers::one(self, cx));
        if readers.is_empty() {
            operations.push(self.drop_copy(&self.to));
        } else {
            operations.push(
                Operation::clause(
                    OpCode::RenameColumn,
                    self.target(),
                    table,
                    format!("RENAME COLUMN {to} TO {}", ident(&aside)),
                )
                .because("steps aside while those who read it turn to the column"),
            );
        }
        operations.push(
            Operation::clause(
                OpCode::RenameColumn,
                rename.to.clone(),
                table,
                format!("RENAME COLUMN {from} TO {to}"),
            )
            .drops(rename.from.clone())
            .creates(rename.to.clone())
            .because("the column itself, with all that it has, under its new name"),
        );
        if !readers.is_empty() {
            operations.extend(readers);
            operations.push(self.drop_copy(&aside));
        }
        operations.push(self.drop_function());
        let mut finish: Vec<Operation> = operations
            .into_iter()
            .map(|operation| operation.harmless().in_phase(Phase::Contract).atomically())
            .collect();
        // Whoever has read the copy so far and goes has gone before.
        if let Some(first) = finish.first_mut() {
            first.drops.push(self.target());
        }
        finish
    }

    /// Those who read the copy and stay turn to the column, which has the name by then.
    fn readers(&self, cx: &Lowering<'_>) -> Vec<Operation> {
        let changes = &cx.changes().kinds;
        let column = self.target();
        let is_reader = |object: &ObjectRef, made: bool| made || self.readers.contains(object);
        let made_views = |view: &View| made(&changes.views, view);
        let views = cx.pair.new.catalog().views.values().filter(|view| {
            view.references().contains(&column) && is_reader(&view.object_ref(), made_views(view))
        });
        let views = views.map(|view| cx.as_written(view).again("reads the column itself from here on"));
        let made_functions = |function: &Function| made(&changes.functions, function);
        let functions = cx.pair.new.catalog().functions.values().filter(|function| {
            function.references().contains(&column)
                && is_reader(&function.object_ref(), made_functions(function))
        });
        let functions = functions.map(|function| {
            cx.as_written(function)
                .again("reads the column itself from here on")
        });
        views.chain(functions).collect()
    }

    fn drop_trigger(&self) -> Operation {
        let sql = format!("DROP TRIGGER {} ON {}", ident(&self.trigger), self.table);
        Operation::new(OpCode::DropTrigger, self.target(), sql)
            .on(&self.table)
            .because("there is one column from here on")
    }

    fn drop_copy(&self, name: &str) -> Operation {
        let clause = format!("DROP COLUMN {}", ident(name));
        Operation::clause(OpCode::DropColumn, self.target(), &self.table, clause)
            .because(format!("a copy: `{}` has every value", self.from))
    }

    fn drop_function(&self) -> Operation {
        let sql = format!("DROP FUNCTION {}()", self.function);
        Operation::new(OpCode::DropFunction, self.target(), sql).because("of the trigger")
    }

    /// The way back: the copy goes, and the column keeps its name.
    pub(super) fn take_back(&self, cx: &Lowering<'_>) -> Vec<Operation> {
        let copy = self.exists.then(|| self.drop_copy(&self.to));
        let operations = [self.drop_trigger()]
            .into_iter()
            .chain(copy_triggers::back(self, cx))
            .chain(copy)
            .chain([self.drop_function()]);
        let mut operations: Vec<Operation> = operations
            .map(|operation| operation.harmless().in_phase(Phase::Contract))
            .collect();
        if let Some(first) = operations.first_mut() {
            first.drops.push(self.target());
        }
        operations
    }
}

/// The columns that are being renamed.
fn copies<'a>(cx: &Lowering<'a>) -> impl Iterator<Item = &'a ColumnCopy> {
    cx.pair
        .old
        .transitions
        .iter()
        .filter_map(|transition| match transition {
            Transition::Column(copy) => Some(copy),
            Transition::Fill(_) | Transition::Shadow(_) | Transition::Table(_) => None,
        })
}

/// Whether a plan creates an object, or replaces it where it stands.
fn made<K: ObjectKind>(deltas: &[Delta<K>], object: &K) -> bool {
    deltas.iter().any(|delta| match delta {
        Delta::Create(new) | Delta::Alter { new, .. } => new.id() == object.id(),
        Delta::Drop(_) | Delta::Replace { .. } => false,
    })
}
