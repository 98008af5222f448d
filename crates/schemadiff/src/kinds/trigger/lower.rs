//! Comparing and changing triggers.

use std::fmt::Write as _;

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{CreateTrigger, TriggerEvent, TriggerTiming};

use super::{Trigger, TriggerEnabled};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, idents, refs};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations, comment};
use crate::plan::PermissionKind;
use crate::settle::{Form, Questions};
use crate::source::{RowError, Snapshot};

/// How two triggers of one name on one table can differ.
#[derive(Clone, Debug)]
pub enum TriggerChange {
    /// The definition.
    Definition,
    /// When it is enabled.
    Enabled,
    /// The comment.
    Comment,
}

impl ObjectKind for Trigger {
    const KIND: Kind = Kind::Trigger;
    const QUERIES: &'static [(&'static str, &'static str)] = super::introspect::QUERIES;
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    const REBUILDABLE: bool = true;
    type Change = TriggerChange;

    fn id(&self) -> ObjectId {
        ObjectId::part(self.definition.table.clone(), self.definition.name.clone())
    }

    fn read_rows(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
        super::introspect::read(snapshot, catalog)
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.relation(&mut self.definition.table);
        canon.function(&mut self.definition.function);
        canon.optional(&mut self.definition.when);
        if let Some(from) = self.definition.constraint.as_mut().and_then(|constraint| constraint.from.as_mut()) {
            canon.relation(from);
        }
    }

    fn references(&self) -> Vec<ObjectRef> {
        let definition = &self.definition;
        let mut objects: Vec<ObjectRef> = refs::relation(&definition.table).collect();
        objects.push(refs::function(&definition.function));
        objects.extend(self.columns());
        objects.extend(definition.when.iter().flat_map(|when| refs::mentioned(&when.references(), None)));
        if let Some(from) = definition.constraint.as_ref().and_then(|constraint| constraint.from.as_ref()) {
            objects.extend(refs::relation(from));
        }
        objects
    }

    fn diff(pair: Pair<&Self>) -> Vec<TriggerChange> {
        let Pair { old, new } = pair;
        let mut changes = Vec::new();
        if old.definition != new.definition {
            changes.push(TriggerChange::Definition);
        }
        if old.enabled != new.enabled {
            changes.push(TriggerChange::Enabled);
        }
        if old.comment != new.comment {
            changes.push(TriggerChange::Comment);
        }
        changes
    }

    /// `CREATE OR REPLACE TRIGGER` (PostgreSQL 14) takes no constraint triggers.
    fn replacement(pair: Pair<&Self>, changes: &[TriggerChange]) -> Option<String> {
        let changed = changes.iter().any(|change| matches!(change, TriggerChange::Definition));
        let constraint = pair.old.definition.constraint.is_some() || pair.new.definition.constraint.is_some();
        (changed && constraint).then(|| "a constraint trigger cannot be replaced in place".to_owned())
    }

    fn details(_pair: Pair<&Self>, changes: &[TriggerChange]) -> Vec<String> {
        let changed = changes.iter().any(|change| matches!(change, TriggerChange::Definition));
        changed.then(|| "definition changed".to_owned()).into_iter().collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        let about = pair.new.object_ref();
        let table = pair.new.definition.table.clone();
        if let (Some(old), Some(new)) = (&pair.old.definition.when, &mut pair.new.definition.when) {
            questions.expression(&about, &table, &Form::TriggerWhen(pair.new.definition.timing), old, new);
        }
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(trigger) => out.recipe(trigger.create("new trigger")),
            Delta::Drop(trigger) => {
                let table = &trigger.definition.table;
                if !cx.goes_away(table) {
                    let drop = trigger.drop_operation().permission(PermissionKind::DropTrigger);
                    out.add(drop.needs(cx.renamed_table(table)).because("no longer in the model"));
                }
            }
            Delta::Replace { old, new, because } => {
                // What it belongs to takes it along.
                let gone = cx.goes_away(&old.definition.table) || cx.is_rebuilt(&old.definition.table);
                let drop = (!gone).then(|| old.drop_operation().needs(cx.renamed_table(&old.definition.table)).because(format!("created anew below: {because}")));
                out.atomic(drop.into_iter().chain(cx.as_written(new).create("created anew")));
            }
            Delta::Alter { old, new, changes, .. } => {
                let mut operations = Vec::new();
                for change in changes {
                    match change {
                        TriggerChange::Definition => operations.push(
                            new.operation(OpCode::ReplaceTrigger, "CREATE OR REPLACE")
                                .releases(old.references())
                                .because("another definition")
                                .undo(old.sql("CREATE OR REPLACE")),
                        ),
                        TriggerChange::Enabled => {}
                        TriggerChange::Comment => operations.push(new.comment_operation()),
                    }
                }
                // `CREATE OR REPLACE` enables the trigger, whatever it was before.
                let replaced = changes.iter().any(|change| matches!(change, TriggerChange::Definition));
                if (replaced && new.enabled != TriggerEnabled::Origin) || (!replaced && old.enabled != new.enabled) {
                    operations.push(new.enable_operation());
                }
                out.recipe(operations);
            }
        }
    }
}

impl Trigger {
    /// Columns that the trigger names; they cannot change their type while it exists.
    fn columns(&self) -> Vec<ObjectRef> {
        let mut columns: Vec<String> = Vec::new();
        for event in &self.definition.events {
            if let TriggerEvent::Update(of) = event {
                columns.extend(of.iter().cloned());
            }
        }
        columns.extend(self.definition.when.iter().flat_map(|when| when.references().columns));
        columns.iter().map(|column| ObjectRef::column(&self.definition.table, column)).collect()
    }

    fn sql(&self, verb: &str) -> String {
        let CreateTrigger { name, table, timing, events, for_each_row, when, function, arguments, constraint, old_table, new_table } =
            &self.definition;
        let mut sql = format!("{verb} {}TRIGGER {}", if constraint.is_some() { "CONSTRAINT " } else { "" }, ident(name));
        let timing = match timing {
            TriggerTiming::Before => "BEFORE",
            TriggerTiming::After => "AFTER",
            TriggerTiming::InsteadOf => "INSTEAD OF",
        };
        let events: Vec<_> = events.iter().map(event).collect();
        write!(sql, " {timing} {} ON {table}", events.join(" OR ")).expect("writing to a string never fails");
        if let Some(constraint) = constraint {
            if let Some(from) = &constraint.from {
                write!(sql, " FROM {from}").expect("writing to a string never fails");
            }
            if constraint.deferrable {
                sql.push_str(" DEFERRABLE");
            }
            if constraint.initially_deferred {
                sql.push_str(" INITIALLY DEFERRED");
            }
        }
        if old_table.is_some() || new_table.is_some() {
            sql.push_str(" REFERENCING");
            for (word, table) in [("OLD", old_table), ("NEW", new_table)] {
                if let Some(table) = table {
                    write!(sql, " {word} TABLE AS {}", ident(table)).expect("writing to a string never fails");
                }
            }
        }
        sql.push_str(if *for_each_row { " FOR EACH ROW" } else { " FOR EACH STATEMENT" });
        if let Some(when) = when {
            write!(sql, " WHEN ({})", when.sql()).expect("writing to a string never fails");
        }
        let arguments: Vec<_> = arguments.iter().map(|argument| quote::literal(argument)).collect();
        write!(sql, " EXECUTE FUNCTION {function}({})", arguments.join(", ")).expect("writing to a string never fails");
        sql
    }

    fn operation(&self, code: OpCode, verb: &str) -> Operation {
        Operation::new(code, self.object_ref(), self.sql(verb))
            .on(&self.definition.table)
            .needs(self.references())
            .creates(self.object_ref())
    }

    /// The trigger in the place of another one of its name. `CREATE OR REPLACE` enables it, whatever it was before.
    pub(crate) fn again(&self, reason: &str) -> Vec<Operation> {
        let replace = self.operation(OpCode::ReplaceTrigger, "CREATE OR REPLACE").because(reason);
        let enable = (self.enabled != TriggerEnabled::Origin).then(|| self.enable_operation());
        std::iter::once(replace).chain(enable).collect()
    }

    fn create(&self, reason: &str) -> Vec<Operation> {
        let drop = format!("DROP TRIGGER {} ON {}", ident(&self.definition.name), self.definition.table);
        let create = self.operation(OpCode::CreateTrigger, "CREATE").because(reason).undo(drop);
        let enable = (self.enabled != TriggerEnabled::Origin).then(|| self.enable_operation());
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        std::iter::once(create).chain(enable).chain(comment).collect()
    }

    fn drop_operation(&self) -> Operation {
        let sql = format!("DROP TRIGGER {} ON {}", ident(&self.definition.name), self.definition.table);
        Operation::new(OpCode::DropTrigger, self.object_ref(), sql)
            .on(&self.definition.table)
            .drops(self.object_ref())
            .releases(self.references())
            .undo(self.sql("CREATE"))
    }

    fn enable_operation(&self) -> Operation {
        let clause = format!("{} TRIGGER {}", self.enabled.words(), ident(&self.definition.name));
        Operation::clause(OpCode::EnableTrigger, self.object_ref(), &self.definition.table, clause)
            .needs([self.object_ref()])
            .because("enabled state")
    }

    fn comment_operation(&self) -> Operation {
        let subject = format!("TRIGGER {} ON {}", ident(&self.definition.name), self.definition.table);
        comment(OpCode::Comment, self.object_ref(), &subject, self.comment.as_deref())
    }
}

fn event(event: &TriggerEvent) -> String {
    match event {
        TriggerEvent::Insert => "INSERT".to_owned(),
        TriggerEvent::Delete => "DELETE".to_owned(),
        TriggerEvent::Truncate => "TRUNCATE".to_owned(),
        TriggerEvent::Update(columns) if columns.is_empty() => "UPDATE".to_owned(),
        TriggerEvent::Update(columns) => format!("UPDATE OF {}", idents(columns)),
    }
}
