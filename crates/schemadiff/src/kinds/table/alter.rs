//! Altering tables that are in use.

use schemadiff_sql::syntax::{Column, ColumnSettings, ConstraintKind, Identity, ObjectName, Persistence, SequenceOptions};

use super::change::{self, ColumnChange, TableChange};
use super::physical::Relation;
use super::{
    Table, constraint, create, heirs, late, lower, not_null, partition, retype, serial, settings, shadow, sql, swap, typed,
};
use crate::canon::serial_sequence_name;
use crate::catalog::{Kind, ObjectRef, Pair, ident};
use crate::facts::{Hazard, Lock, OpCode, TypeChange};
use crate::kinds::ObjectKind;
use crate::kinds::sequence::differing_options;
use crate::kinds::view::option_operations;
use crate::lower::{Lowering, Operation, Operations};
use crate::plan::PermissionKind;
use crate::transition::{ColumnFill, Strategy};

/// The operations that turn the old table into the new one.
pub(super) fn alter(pair: Pair<&Table>, changes: &[TableChange], cx: &Lowering<'_>, out: &mut Operations) {
    let Pair { old, new } = pair;
    let moved = heirs::moved(changes);
    out.atomic(moved.iter().filter_map(|change| heirs::operation(new, change, cx)));
    for change in heirs::own_changes(pair, changes, cx).iter() {
        match change {
            TableChange::Inherit(_) | TableChange::NoInherit(_) if !moved.is_empty() => {}
            TableChange::Inherit(parent) => out.add(heirs::inherit(new, parent, cx)),
            TableChange::NoInherit(parent) => out.add(heirs::no_inherit(new, parent)),
            TableChange::AddColumn(column) => add_column(new, column, cx, out),
            TableChange::DropColumn(column) => {
                let let_go = leaves_null(old, column, cx).then(|| {
                    Operation::clause(
                        OpCode::DropNotNull,
                        ObjectRef::column(&new.name, &column.name),
                        &new.name,
                        format!("ALTER COLUMN {} DROP NOT NULL", ident(&column.name)),
                    )
                    .because("the new application does not fill it any more")
                });
                out.recipe(let_go.into_iter().chain([drop_column(new, column)]));
            }
            TableChange::AlterColumn { old, new: column, changes } => {
                alter_column(new, Pair { old, new: column }, changes, cx, out);
            }
            TableChange::AddConstraint(added) => out.recipe(constraint::add(new, &constraint::in_words(new, added, cx), cx)),
            TableChange::DropConstraint(dropped) => out.add(constraint::remove(new, dropped, cx)),
            // It is added over the new type, and takes the place of this one with it.
            TableChange::ReplaceConstraint { old, new: constraint }
                if old == constraint && cx.shadows.carries(&create::reference(new, constraint)) => {}
            TableChange::ReplaceConstraint { old, new: constraint } => {
                out.recipe(constraint::replace(new, old, constraint, cx));
            }
            TableChange::RenameConstraint { old, new: constraint } => {
                out.recipe(constraint::rename(new, old, constraint));
            }
            TableChange::AlterConstraint { old, new: constraint } => {
                out.add(constraint::alter_time(new, old, constraint, cx));
            }
            TableChange::ValidateConstraint(pending) => out.recipe(constraint::validate_all(new, pending, cx)),
            TableChange::ConstraintComment(constraint) => out.add(create::constraint_comment(new, constraint)),
            TableChange::Persistence => out.add(set_persistence(new)),
            TableChange::Parameters => out.recipe(option_operations(
                &Pair { old: &old.parameters, new: &new.parameters },
                |clause| {
                    Operation::clause(OpCode::SetTableParameters, new.object_ref(), &new.name, clause)
                        .because("other storage parameters")
                },
            )),
            TableChange::Physical(change) => {
                let relation =
                    Relation { kind: Kind::Table, name: &new.name, is_empty: new.partition_by.is_some() };
                out.add(new.physical.operation(*change, &old.physical, relation));
            }
            TableChange::KeyStorage { old, new: constraint } => out.recipe(constraint::keep_index(new, old, constraint)),
            TableChange::IndexComment(constraint) => out.add(create::index_comment(new, constraint)),
            TableChange::RowSecurity => out.add(row_security(new, cx)),
            TableChange::ForceRowSecurity => out.add(create::force_row_security(new, new.force_row_security)),
            TableChange::Attach(partition) => {
                out.recipe(freed_first(partition::attach(new, partition, cx), new, changes, cx));
            }
            TableChange::Detach(partition) => out.recipe(partition::detach(old, partition, true, cx)),
            TableChange::Bound { old, new: partition } => {
                out.recipe(partition::change_bound(new, old, partition, cx));
            }
            TableChange::OwnColumn { name, old, new: after } => {
                out.recipe(partition::own_column(new, name, old, after, cx));
            }
            TableChange::OfType(of_type) => out.add(typed::of(new, of_type)),
            TableChange::NotOfType(of_type) => out.add(typed::not_of(pair, of_type)),
            // Reported as impossible.
            TableChange::PartitionKey => {}
            TableChange::Comment => out.add(create::table_comment(new)),
        }
    }
}

/// What the table has and its parent has not is gone before it is attached: PostgreSQL refuses a column too many, an
/// identity, and a trigger with the name of one that it would get.
fn freed_first(
    operations: Vec<Operation>,
    table: &Table,
    changes: &[TableChange],
    cx: &Lowering<'_>,
) -> Vec<Operation> {
    let mut freed = Vec::new();
    for change in changes {
        match change {
            TableChange::DropColumn(column) => freed.push(ObjectRef::column(&table.name, &column.name)),
            TableChange::DropConstraint(constraint) => freed.push(create::reference(table, constraint)),
            TableChange::AlterColumn { old, new, .. } => {
                if let (Some(identity), None) = (&old.identity, &new.identity) {
                    let named = identity.options.name.clone();
                    let sequence = named.unwrap_or_else(|| serial_sequence_name(&table.name, &new.name, 0));
                    freed.push(ObjectRef::named(Kind::Sequence, &sequence));
                }
            }
            _ => {}
        }
    }
    let triggers = cx.pair.old.catalog().triggers.parts_of(&table.name);
    freed.extend(triggers.map(ObjectKind::object_ref).filter(|object| !cx.pair.new.catalog().triggers.contains(&object.id)));
    let is_attach = |operation: &Operation| {
        matches!(operation.code, OpCode::AttachPartition | OpCode::AttachPartitionUnproven)
    };
    operations
        .into_iter()
        .map(|operation| if is_attach(&operation) { operation.creates_all(freed.clone()) } else { operation })
        .collect()
}

/// Adds a column.
///
/// # Locks
/// ACCESS EXCLUSIVE for an instant, also with a default that is not volatile (manual, "ALTER TABLE", Notes). A volatile
/// default, an identity, a domain with constraints or a stored generated column rewrites the table. A required column without a default is added
/// nullable and made NOT NULL in the steps of [`not_null::set`].
fn add_column(table: &Table, column: &Column, cx: &Lowering<'_>, out: &mut Operations) {
    let name = ident(&column.name);
    let target = ObjectRef::column(&table.name, &column.name);
    let stored = column.generated.as_ref().is_some_and(|generated| !generated.is_virtual);
    let volatile = column.default.as_ref().is_some_and(|default| !is_stable(default));
    let constrained = cx.is_constrained(&column.data_type);
    let fill = ColumnFill::of(table, column, volatile, cx);
    let rewrites = stored || (volatile && fill.is_none()) || constrained || column.identity.is_some();
    let filled = column.default.is_some() || column.generated.is_some() || column.identity.is_some();
    let later = column.not_null && (!filled || fill.is_some() || !column.required().validated);
    let bare = Column { default: None, ..column.clone() };
    let own_default = column.default.is_some() && fill.is_some();
    let added = Column { not_null: column.not_null && !later, ..if own_default { bare.clone() } else { column.clone() } };
    let code = if rewrites { OpCode::AddColumnRewrite } else { OpCode::AddColumn };
    let clause = format!("ADD COLUMN {}", sql::column(&added));
    let mut add = Operation::clause(code, target.clone(), &table.name, clause)
        .needs([table.object_ref()])
        .needs(lower::column_references(&table.name, column))
        .creates(target)
        .because("new column")
        .undo(format!("ALTER TABLE {} DROP COLUMN {name}", table.name));
    if rewrites {
        let because = if constrained { "every row is checked by its domain" } else { "every row gets its own value" };
        add = add.permission(PermissionKind::Rewrite).because(format!("new column; {because}"));
    }
    let mut operations = vec![add];
    if own_default {
        operations.push(set_default(table, Pair { old: &bare, new: column }));
    }
    if !later {
        operations.extend(not_null::after_create(table, column));
    }
    operations.extend(settings::set_all(table, column, cx));
    if column.comment.is_some() {
        operations.push(create::column_comment(table, &column.name, column.comment.as_deref()));
    }
    if let Some((fill, expression)) = &fill {
        operations.extend(fill.begin(cx));
        operations.extend(fill.fill(expression));
    }
    if later {
        operations.extend(not_null::set(table, column, cx));
    }
    operations.extend(fill.iter().flat_map(|(fill, _)| fill.finish()));
    out.recipe(operations);
}

/// Whether a default is known to be the same for every row of one statement. In doubt it is not.
///
/// Source: `pg_proc.provolatile` of these functions is `i` or `s` on every supported version.
fn is_stable(default: &schemadiff_sql::Expr) -> bool {
    const STABLE: &[&str] = &[
        "array_append", "concat", "current_database", "current_schema", "current_setting", "date_trunc", "decode",
        "encode", "json_build_array", "json_build_object", "jsonb_build_array", "jsonb_build_object", "length", "lower",
        "make_date", "make_interval", "md5", "now", "repeat", "statement_timestamp", "timezone", "to_char", "to_date",
        "to_json", "to_jsonb", "to_timestamp", "transaction_timestamp", "upper",
    ];
    default
        .references()
        .functions
        .iter()
        .all(|function| function.schema.is_none() && STABLE.contains(&function.name.as_str()))
}

/// Whether a column that goes away has to take null first: who does not know it any more gives it no value.
fn leaves_null(table: &Table, column: &Column, cx: &Lowering<'_>) -> bool {
    let in_key = table.constraints.iter().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => key.columns.contains(&column.name),
        _ => false,
    });
    let given = column.default.is_some() || column.identity.is_some() || column.generated.is_some();
    cx.strategy(&table.name) == Strategy::ExpandContract && column.not_null && !given && !in_key
}

fn drop_column(table: &Table, column: &Column) -> Operation {
    let target = ObjectRef::column(&table.name, &column.name);
    Operation::clause(OpCode::DropColumn, target.clone(), &table.name, format!("DROP COLUMN {}", ident(&column.name)))
        .drops(target)
        .releases(lower::column_references(&table.name, column))
        .permission(PermissionKind::DropColumn)
        .because("no longer in the model")
}

fn alter_column(
    table: &Table,
    pair: Pair<&Column>,
    changes: &[ColumnChange],
    cx: &Lowering<'_>,
    out: &mut Operations,
) {
    let Pair { old, new } = pair;
    if cx.shadows.has(&ObjectRef::column(&table.name, &new.name)) {
        return;
    }
    let written = cx.as_written(table);
    let as_written = Pair { old, new: written.column(&new.name).unwrap_or(new) };
    let serial = serial::sequence(&table.name, pair, cx);
    let mut operations = Vec::new();
    for change in changes {
        match change {
            ColumnChange::Type => {
                let anew = changes.contains(&ColumnChange::DefaultAnew);
                operations.extend(change_type(table, as_written, anew, cx));
            }
            ColumnChange::Generated if change::becomes_generated(old, new) => operations.extend(compute(table, as_written, cx)),
            ColumnChange::Generated => operations.extend(change_generated(table, pair, cx)),
            ColumnChange::Swap => operations.extend(swap::swap_type(table, as_written, cx)),
            ColumnChange::DefaultAnew if changes.iter().any(|other| matches!(other, ColumnChange::Type | ColumnChange::Swap)) => {}
            ColumnChange::DefaultAnew => operations.extend(swap::default_anew(table, as_written)),
            ColumnChange::Remake => operations.extend(remake(table, as_written, cx)),
            // Dropping the expression or changing the type has dealt with it.
            ColumnChange::Default if old.generated.is_some() != new.generated.is_some() => {}
            ColumnChange::Default if changes.contains(&ColumnChange::Type) && old.default.is_some() => {}
            ColumnChange::Default if changes.iter().any(|other| matches!(other, ColumnChange::Swap | ColumnChange::DefaultAnew)) => {}
            // A column that is added again has got its comment.
            ColumnChange::Comment if operations.iter().any(is_comment) => {}
            // It goes when the identity takes over.
            ColumnChange::Default if serial.is_some() => {}
            ColumnChange::Default => operations.push(set_default(table, pair)),
            ColumnChange::Identity => match serial {
                Some(sequence) => operations.extend(serial::become_identity(table, pair, sequence)),
                None => operations.extend(change_identity(table, pair, cx)),
            },
            ColumnChange::NotNull | ColumnChange::NotNullConstraint if is_added_again(old, new, cx) => {}
            ColumnChange::NotNull if new.not_null => operations.extend(not_null::set(table, new, cx)),
            ColumnChange::NotNullConstraint => operations.extend(not_null::change(table, pair)),
            ColumnChange::NotNull => operations.push(drop_not_null(table, new, cx)),
            // A change of type or a column made anew has dealt with it.
            ColumnChange::Settings if changes.contains(&ColumnChange::Type) => {}
            ColumnChange::Settings => {
                let settings = Pair { old: &old.settings, new: &new.settings };
                operations.extend(settings::change(table, new, settings, cx));
            }
            ColumnChange::Comment => operations.push(create::column_comment(table, &new.name, new.comment.as_deref())),
        }
    }
    // An identity needs NOT NULL before it is added and keeps it until it is dropped.
    if new.identity.is_some() {
        operations.sort_by_key(is_of_identity);
    } else if old.identity.is_some() {
        operations.sort_by_key(|operation| operation.code != OpCode::DropIdentity);
    }
    out.recipe(operations);
}

/// Whether an operation adds an identity, or is about the numbers that it goes on with: these keep their order.
fn is_of_identity(operation: &Operation) -> bool {
    operation.atomic || matches!(operation.code, OpCode::AddIdentity | OpCode::AdvanceSequence)
}

pub(super) fn clause(code: OpCode, table: &Table, column: &Column, words: &str) -> Operation {
    let target = ObjectRef::column(&table.name, &column.name);
    Operation::clause(code, target.clone(), &table.name, format!("ALTER COLUMN {} {words}", ident(&column.name)))
        .needs([ObjectRef::column(&table.name, &column.name)])
}

fn undo(table: &Table, column: &Column, words: &str) -> String {
    format!("ALTER TABLE {} ALTER COLUMN {} {words}", table.name, ident(&column.name))
}

/// Changes the type. A default that the old type reads is taken off before and put back after, since PostgreSQL casts it
/// only where an assignment cast exists.
fn change_type(table: &Table, pair: Pair<&Column>, anew: bool, cx: &Lowering<'_>) -> Vec<Operation> {
    let Pair { old, new } = pair;
    let free = change::is_free(old, new);
    let target = ObjectRef::column(&table.name, &new.name);
    let mut words = format!("TYPE {}", new.data_type);
    if let Some(collation) = &new.collation {
        words.push_str(&format!(" COLLATE {collation}"));
    }
    let using = cx.pair.new.annotations().get(&target).and_then(|annotation| annotation.using.clone());
    let through_text = shadow::goes_through_text(&old.data_type, &new.data_type);
    match &using {
        Some(using) => words.push_str(&format!(" USING {using}")),
        None if !free => {
            let cast = shadow::cast(&ident(&new.name), &old.data_type, &new.data_type);
            words.push_str(&format!(" USING {cast}"));
        }
        None => {}
    }
    let keeps_rows = using.is_none() && !through_text && change::cost(old, new) == TypeChange::Indexes;
    let change = if keeps_rows {
        retype::keep_rows(clause(OpCode::ChangeTypeRewrite, table, new, &words), table, old, cx)
    } else if free && using.is_none() {
        clause(OpCode::ChangeTypeFree, table, new, &words)
            .because("another type that the stored values fit as they are")
            .undo_if(change::is_free(new, old), || undo(table, new, &format!("TYPE {}", old.data_type)))
    } else {
        clause(OpCode::ChangeTypeRewrite, table, new, &words)
            .permission(PermissionKind::ChangeType)
            .because(match cx.shadows.refused(&target) {
                Some(reason) => format!("another type: every row is written anew, at once: {reason}"),
                None => "another type: every row is written anew".to_owned(),
            })
    };
    let takes_default_off = old.default.is_some() && (!free || anew || old.default != new.default);
    // What a default uses that is off meanwhile can be made anew meanwhile.
    let used = |column: &Column| {
        let bare = Column { default: None, ..column.clone() };
        lower::column_references(&table.name, if takes_default_off { &bare } else { column })
    };
    let change = change.creates(target).needs(used(new)).releases(used(old));
    let mut operations = Vec::new();
    if takes_default_off {
        let released = late::used_by_default(table, old);
        let drop = clause(OpCode::DropDefault, table, new, "DROP DEFAULT").releases(released).because("of the old type");
        operations.push(drop);
    }
    operations.push(change);
    if takes_default_off && new.default.is_some() {
        operations.push(set_default(table, Pair { old: new, new }));
    }
    // The new type brings its own storage and no compression (`ATExecAlterColumnType` in `tablecmds.c`).
    let kept = ColumnSettings { storage: None, compression: None, ..old.settings.clone() };
    operations.extend(settings::change(table, new, Pair { old: &kept, new: &new.settings }, cx));
    operations
}

pub(super) fn set_default(table: &Table, pair: Pair<&Column>) -> Operation {
    let Pair { old, new } = pair;
    let back = match &old.default {
        Some(default) => undo(table, new, &format!("SET DEFAULT {}", sql::operand(default.sql()))),
        None => undo(table, new, "DROP DEFAULT"),
    };
    let settled = table.partition_by.is_some().then(|| partition::default_settled(&table.name, &new.name));
    match &new.default {
        Some(default) => {
            let needed = lower::column_references(&table.name, new);
            let released = lower::column_references(&table.name, old).into_iter().filter(|object| !needed.contains(object));
            clause(OpCode::SetDefault, table, new, &format!("SET DEFAULT {}", sql::operand(default.sql())))
                .releases(released)
                .needs(needed.iter().cloned())
                .creates_all(settled)
                .because("for rows to come")
                .undo(back)
        }
        None => clause(OpCode::DropDefault, table, new, "DROP DEFAULT")
            .releases(lower::column_references(&table.name, old))
            .creates_all(settled)
            .because("no longer in the model")
            .undo(back),
    }
}

fn is_comment(operation: &Operation) -> bool {
    operation.code == OpCode::CommentOnRelation
}

fn drop_not_null(table: &Table, column: &Column, cx: &Lowering<'_>) -> Operation {
    let drop = clause(OpCode::DropNotNull, table, column, "DROP NOT NULL").because("takes null from here on");
    // PostgreSQL refuses while the column is in a primary key, so the key lets go of it first.
    if cx.old_table(&table.name).is_some_and(|old| not_null::is_in_primary_key(&old.constraints, &column.name)) {
        drop.creates(ObjectRef::column(&table.name, &column.name))
    } else if table.partition_by.is_some() {
        // Partitions that keep theirs say it again afterwards.
        drop.creates(ObjectRef::column(&table.name, &column.name))
    } else {
        drop
    }
}

/// Whether a generated column is dropped and added, as it is wanted: `SET EXPRESSION` exists since PostgreSQL 17.
fn is_added_again(old: &Column, new: &Column, cx: &Lowering<'_>) -> bool {
    old.generated != new.generated
        && old.generated.is_some()
        && new.generated.is_some()
        && !(cx.server_major() >= 17 && is_stored_alike(old, new))
}

fn is_stored_alike(old: &Column, new: &Column) -> bool {
    let storage = |column: &Column| column.generated.as_ref().map(|generated| generated.is_virtual);
    storage(old) == storage(new)
}

fn change_generated(table: &Table, pair: Pair<&Column>, cx: &Lowering<'_>) -> Vec<Operation> {
    let Pair { old, new } = pair;
    let target = ObjectRef::column(&table.name, &new.name);
    let Some(generated) = &new.generated else {
        let drop = clause(OpCode::DropExpression, table, new, "DROP EXPRESSION").because("a plain column from here on");
        let default = new.default.is_some().then(|| set_default(table, Pair { old: new, new }));
        return std::iter::once(drop).chain(default).collect();
    };
    let same_storage = is_stored_alike(old, new);
    let in_place = !is_added_again(old, new, cx);
    let comment = new.comment.is_some().then(|| create::column_comment(table, &new.name, new.comment.as_deref()));
    let expression = if in_place {
        clause(OpCode::SetExpression, table, new, &format!("SET EXPRESSION AS ({})", generated.expression.sql()))
    } else {
        let words = format!("DROP COLUMN {}, ADD COLUMN {}", ident(&new.name), sql::column(new));
        Operation::clause(OpCode::SetExpression, target.clone(), &table.name, words)
    };
    let mut expression = expression
        .needs(lower::column_references(&table.name, new))
        .releases(lower::column_references(&table.name, old))
        .creates(target)
        .because("another expression: every value is computed anew");
    if in_place {
        // Its foreign keys are made anew within.
        for other in retype::other_ends(&new.name, table, cx) {
            expression = expression.also_on(&other, Lock::AccessExclusive);
        }
    }
    if generated.is_virtual && same_storage {
        expression.work = crate::facts::Work::Instant;
        expression.hazards.retain(|hazard| !matches!(hazard, Hazard::BlocksAll | Hazard::Rewrites));
    } else {
        expression = expression.permission(PermissionKind::Rewrite);
    }
    let again = settings::set_all(table, new, cx).into_iter().chain(comment).filter(|_| !in_place);
    std::iter::once(expression).chain(again).collect()
}

/// Drops a generated column and adds it again; its values are computed, so none is lost.
fn remake(table: &Table, pair: Pair<&Column>, cx: &Lowering<'_>) -> Vec<Operation> {
    let [drop, add] = drop_and_add(table, pair);
    let drop = drop.harmless().because("steps aside while something that it is computed from changes");
    let add = add.because("computed anew");
    [drop, add].into_iter().chain(said_again(table, pair.new, cx)).collect()
}

/// Drops a column that holds values of its own and adds it as a generated one, in one transaction.
fn compute(table: &Table, pair: Pair<&Column>, cx: &Lowering<'_>) -> Vec<Operation> {
    let [drop, mut add] = drop_and_add(table, pair);
    let drop = drop
        .permission(PermissionKind::DropColumn)
        .because("is to be generated, which no column becomes that is there");
    if pair.new.generated.as_ref().is_some_and(|generated| generated.is_virtual) {
        add.work = crate::facts::Work::Instant;
        add.hazards.retain(|hazard| !matches!(hazard, Hazard::BlocksAll | Hazard::Rewrites));
    }
    let add = add.because("computed from here on");
    [drop, add].into_iter().chain(said_again(table, pair.new, cx)).collect()
}

/// What a column that was dropped has lost beside itself.
fn said_again(table: &Table, column: &Column, cx: &Lowering<'_>) -> impl Iterator<Item = Operation> {
    let comment = column.comment.is_some().then(|| create::column_comment(table, &column.name, column.comment.as_deref()));
    settings::set_all(table, column, cx).into_iter().chain(comment)
}

fn drop_and_add(table: &Table, pair: Pair<&Column>) -> [Operation; 2] {
    let Pair { old, new } = pair;
    let target = ObjectRef::column(&table.name, &new.name);
    let used = |column: &Column| lower::column_references(&table.name, column);
    let drop = Operation::clause(OpCode::DropColumn, target.clone(), &table.name, format!("DROP COLUMN {}", ident(&old.name)))
        .drops(target.clone())
        .releases(used(old))
        .atomically();
    let add = Operation::clause(OpCode::AddColumnRewrite, target.clone(), &table.name, format!("ADD COLUMN {}", sql::column(new)))
        .needs(used(new))
        .creates(target)
        .atomically();
    [drop, add]
}

pub(super) fn change_identity(table: &Table, pair: Pair<&Column>, cx: &Lowering<'_>) -> Vec<Operation> {
    let Pair { old, new } = pair;
    match (&old.identity, &new.identity) {
        (None, Some(identity)) => {
            let words = format!("ADD {}", sql::generated_as_identity(identity));
            let add = clause(OpCode::AddIdentity, table, new, &words)
                .because("numbered by PostgreSQL from here on")
                .undo(undo(table, new, "DROP IDENTITY"));
            vec![add.atomically(), serial::advance(table, new, identity, cx).atomically()]
        }
        (Some(identity), None) => {
            // Its sequence has the name that a serial column's has, unless it says another.
            let named = identity.options.name.clone();
            let sequence = named.unwrap_or_else(|| serial_sequence_name(&table.name, &new.name, 0));
            let drop = clause(OpCode::DropIdentity, table, new, "DROP IDENTITY").because("no longer in the model");
            vec![drop.drops(ObjectRef::named(Kind::Sequence, &sequence))]
        }
        (Some(before), Some(after)) => {
            let altered = (!change::same_numbers(before, after)).then(|| alter_identity(table, new, before, after));
            let altered = altered.into_iter().flatten();
            let renamed = change::sequence_renamed(before, after).map(|name| rename_sequence(table, new, before, name));
            altered.chain(renamed).collect()
        }
        (None, None) => Vec::new(),
    }
}

/// Gives the sequence behind an identity another name.
fn rename_sequence(table: &Table, column: &Column, old: &Identity, name: &ObjectName) -> Operation {
    let implied = || serial_sequence_name(&table.name, &column.name, 0);
    let before = old.options.name.clone().unwrap_or_else(implied);
    let target = ObjectRef::column(&table.name, &column.name);
    Operation::new(OpCode::RenameSequence, target, format!("ALTER SEQUENCE {before} RENAME TO {}", ident(&name.name)))
        .on(&before)
        .because("the sequence of the identity under another name")
        .undo(format!("ALTER SEQUENCE {name} RENAME TO {}", ident(&before.name)))
}

fn alter_identity(table: &Table, column: &Column, old: &Identity, new: &Identity) -> Vec<Operation> {
    let words = |from: &Identity, to: &Identity| {
        let mut words = Vec::new();
        if from.always != to.always {
            words.push(format!("SET GENERATED {}", if to.always { "ALWAYS" } else { "BY DEFAULT" }));
        }
        let to = SequenceOptions { persistence: from.options.persistence, ..to.options.clone() };
        words.extend(differing_options(&from.options, &to).iter().map(|option| format!("SET {option}")));
        words.join(" ")
    };
    let mut operations = Vec::new();
    if !words(old, new).is_empty() {
        let alter = clause(OpCode::AlterIdentity, table, column, &words(old, new));
        operations.push(alter.because("other identity options").undo(undo(table, column, &words(new, old))));
    }
    if old.options.persistence != new.options.persistence {
        operations.push(set_sequence_persistence(table, column, new));
    }
    operations
}

/// Logs the sequence of an identity column, or not, whatever its table does.
fn set_sequence_persistence(table: &Table, column: &Column, identity: &Identity) -> Operation {
    let named = identity.options.name.clone();
    let sequence = named.unwrap_or_else(|| serial_sequence_name(&table.name, &column.name, 0));
    let persistence = identity.options.persistence.unwrap_or(table.persistence);
    let [word, back] =
        if persistence == Persistence::Unlogged { ["UNLOGGED", "LOGGED"] } else { ["LOGGED", "UNLOGGED"] };
    Operation::new(
        OpCode::SetSequencePersistence,
        ObjectRef::column(&table.name, &column.name),
        format!("ALTER SEQUENCE {sequence} SET {word}"),
    )
    .on(&table.name)
    .needs([ObjectRef::column(&table.name, &column.name)])
    .because("another persistence than the table's, or the same again")
    .undo(format!("ALTER SEQUENCE {sequence} SET {back}"))
}

fn set_persistence(table: &Table) -> Operation {
    let word = if table.persistence == Persistence::Unlogged { "UNLOGGED" } else { "LOGGED" };
    Operation::clause(OpCode::SetPersistence, table.object_ref(), &table.name, format!("SET {word}"))
        .needs([table.object_ref()])
        .permission(PermissionKind::Rewrite)
        .because("another persistence: every row is written anew")
}

/// Enabled after all policies of the table are there.
fn row_security(table: &Table, cx: &Lowering<'_>) -> Operation {
    let operation = create::row_security(table, table.row_security);
    if table.row_security {
        let policies = cx.pair.new.catalog().policies.parts_of(&table.name);
        operation.needs(policies.map(ObjectKind::object_ref))
    } else {
        operation.permission(PermissionKind::DisableRowSecurity)
    }
}
