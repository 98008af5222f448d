//! `ALTER TABLE`, which `pg_dump` also writes for views, indexes and sequences.

use schemadiff_sql::syntax::{
    AlterTableAction, Column, ColumnName, ColumnSetting, IndexParameters, NotNull, ObjectName, TriggerFiring,
};

use super::super::{inherit, not_null, typed};
use super::{Table, add_column, add_constraint, merged_keys, partition};
use crate::canon::columns_of;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::{MaterializedView, foreign_table, rule, view};
use crate::kinds::access;
use crate::kinds::trigger::TriggerEnabled;
use crate::source::{PartitionDefault, Script, constraint_name};

/// Applies the actions in their order.
pub(crate) fn alter(script: &mut Script<'_>, name: ObjectName, actions: Vec<AlterTableAction>) {
    let name = script.relation_name(name);
    let kind = script.relation(&name).map(|held| held.kind);
    for action in actions {
        match (kind, action) {
            // Who owns something is said of objects that are not modelled too.
            (_, AlterTableAction::OwnerTo(owner)) => access::statement::relation_owner(script, name.clone(), owner),
            (_, AlterTableAction::Other(what)) => script.other_action(&name, kind, &what),
            (Some(Kind::Table), AlterTableAction::AttachPartition(child, bound)) => {
                partition::attach(script, &name, child, bound);
            }
            (Some(Kind::Table | Kind::View | Kind::ForeignTable), AlterTableAction::Trigger(trigger, firing)) => {
                switch_triggers(script, &name, trigger.as_deref(), firing);
            }
            (Some(Kind::Table), AlterTableAction::Rule(rule, firing)) => {
                rule::statement::switch(script, &name, rule, enabled_by(firing));
            }
            (Some(Kind::ForeignTable), action) => foreign_table::statement::alter(script, &name, action),
            (Some(Kind::Table), action) => {
                let id = ObjectId::named(name.clone());
                let Some(mut table) = script.into.catalog.tables.remove(&id) else {
                    continue;
                };
                alter_table(script, &mut table, action);
                script.into.catalog.insert(table);
            }
            (Some(Kind::MaterializedView | Kind::Index), AlterTableAction::SetColumn(column, setting)) => {
                set_column(script, &name, column, setting);
            }
            (Some(Kind::MaterializedView), AlterTableAction::ReplicaIdentity(identity)) => {
                if let Some(view) = materialized_view(script, &name) {
                    view.physical.replica_identity = identity;
                }
            }
            (Some(Kind::MaterializedView), AlterTableAction::ClusterOn(index)) => {
                if let Some(view) = materialized_view(script, &name) {
                    view.physical.cluster_on = index;
                }
            }
            (Some(Kind::View), AlterTableAction::SetDefault(column, default)) => {
                view::statement::set_default(script, &name, column, default);
            }
            (Some(_), AlterTableAction::SetParameters(parameters)) => {
                set_parameters(script, &name, parameters);
            }
            (Some(kind), _) => script.unsupported(&format!("this action on a {}", kind.words())),
            (None, _) => {
                // One message says it for all actions.
                return script.missing(code::MISSING_TABLE, ObjectRef::named(Kind::Table, &name));
            }
        }
    }
}

impl Script<'_> {
    fn other_action(&mut self, name: &ObjectName, kind: Option<Kind>, what: &str) {
        match kind {
            Some(_) => self.unsupported(what),
            None => self.missing(code::MISSING_TABLE, ObjectRef::named(Kind::Table, name)),
        }
    }
}

fn alter_table(script: &mut Script<'_>, table: &mut Table, action: AlterTableAction) {
    match action {
        AlterTableAction::AddColumn(definition) => {
            if table.partition_of.is_some() {
                script.error(
                    code::MISPLACED,
                    format!(
                        "column `{}` cannot be added to a partition",
                        definition.column.name
                    ),
                    "add it to the parent",
                );
                return;
            }
            for constraint in merged_keys(add_column(script, table, definition)) {
                add_constraint(script, table, constraint);
            }
        }
        AlterTableAction::AddConstraint(constraint) => add_constraint(script, table, constraint),
        AlterTableAction::SetDefault(column, mut default) => {
            script.mention_in(&mut default);
            if let (Some(_), Some(default)) = (&table.partition_of, &default) {
                let (table, default, range) = (table.name.clone(), default.clone(), script.range.clone());
                script.partition_defaults.push(PartitionDefault {
                    table,
                    column,
                    default,
                    range,
                });
                return;
            }
            change(script, table, &column, "a default", |column| {
                column.default = default;
            });
        }
        AlterTableAction::SetNotNull(column, not_null) if table.partition_of.is_some() => {
            if let Some(partition) = &mut table.partition_of {
                partition.columns.entry(column).or_default().not_null = not_null;
            }
        }
        AlterTableAction::SetNotNull(column, not_null) => {
            change(script, table, &column, "NOT NULL", |column| {
                column.not_null = not_null;
                column.not_null_constraint = column.not_null_constraint.take().filter(|_| not_null);
            });
        }
        AlterTableAction::AddNotNull(column, constraint) => {
            change(script, table, &column, "NOT NULL", |column| {
                column.not_null = true;
                column.require(constraint);
            });
        }
        AlterTableAction::SetType(column, mut data_type, mut collation) => {
            script.mention_type(&mut data_type);
            if let Some(collation) = &mut collation {
                script.mention_collation(collation);
            }
            change(script, table, &column, "a type", |column| {
                column.data_type = data_type;
                column.collation = collation;
            });
        }
        AlterTableAction::AddIdentity(column, identity) => {
            change(script, table, &column, "an identity", |column| {
                column.not_null = true;
                column.identity = Some(identity);
            });
        }
        AlterTableAction::SetColumn(ColumnName::Named(column), setting) => {
            match table.partition_of.as_mut() {
                Some(partition) => partition.columns.entry(column).or_default().settings.set(setting),
                None => change(script, table, &column, "a setting", |column| column.settings.set(setting)),
            }
        }
        AlterTableAction::SetColumn(ColumnName::Numbered(_), _) => {
            script.unsupported("a column of a table by its number");
        }
        AlterTableAction::ReplicaIdentity(identity) => table.physical.replica_identity = identity,
        AlterTableAction::ClusterOn(index) => table.physical.cluster_on = index,
        AlterTableAction::RowSecurity(enabled) => table.row_security = enabled,
        AlterTableAction::ForceRowSecurity(forced) => table.force_row_security = forced,
        AlterTableAction::SetParameters(parameters) => table.parameters.extend(parameters),
        AlterTableAction::ValidateConstraint(name) => {
            let position = table
                .constraints
                .iter()
                .position(|constraint| constraint_name(table, constraint) == name);
            match position {
                Some(position) => table.constraints[position].validated = true,
                None if change_not_null(table, &name, |constraint| constraint.validated = true) => {}
                None => script.missing(code::MISSING_OBJECT, ObjectRef::constraint(&table.name, &name)),
            }
        }
        AlterTableAction::Inherit(parent) => {
            let parent = script.relation_name(parent);
            if !script.into.catalog.tables.contains(&ObjectId::named(parent.clone())) {
                return script.missing(code::MISSING_TABLE, ObjectRef::named(Kind::Table, &parent));
            }
            table.inherits.push(parent);
            inherit::merge(&script.into.catalog, table);
        }
        AlterTableAction::NoInherit(parent) => {
            let parent = script.relation_name(parent);
            table.inherits.retain(|other| *other != parent);
            let left = Table { inherits: table.inherits.clone(), ..Table::new(table.name.clone()) };
            let catalog = &script.into.catalog;
            table.inherited.retain(|column, _| inherit::parents(catalog, &left).any(|above| above.column(column).is_some()));
        }
        AlterTableAction::OfType(Some(of_type)) => typed::statement(script, table, of_type),
        AlterTableAction::OfType(None) => table.of_type = None,
        AlterTableAction::AddForeignColumn(..) | AlterTableAction::ColumnOptions(..) => script.unsupported("OPTIONS of a column of a table"),
        AlterTableAction::Trigger(..)
        | AlterTableAction::Rule(..)
        | AlterTableAction::AttachPartition(..)
        | AlterTableAction::OwnerTo(_)
        | AlterTableAction::Other(_) => {}
    }
}

/// Changes a column. A partition has its parent's: saying the same of it again changes nothing, and what it says alone
/// is not modelled.
fn change(
    script: &mut Script<'_>,
    table: &mut Table,
    name: &str,
    what: &str,
    change: impl FnOnce(&mut Column),
) {
    if let Some(column) = table.columns.iter_mut().find(|column| column.name == name) {
        return change(column);
    }
    let parent = table
        .partition_of
        .as_ref()
        .and_then(|of| columns_of(&script.into.catalog, &of.parent));
    let Some(column) = parent.into_iter().flatten().find(|column| column.name == name) else {
        return script.missing(code::MISSING_COLUMN, ObjectRef::column(&table.name, name));
    };
    let mut changed = column.clone();
    change(&mut changed);
    if changed != *column {
        script.unsupported(&format!(
            "{what} that partition `{}` gives column `{name}` alone",
            table.name
        ));
    }
}

/// Changes what is said of the constraint behind the NOT NULL of a column, and tells whether there is one of this name.
pub(crate) fn change_not_null(table: &mut Table, name: &str, change: impl FnOnce(&mut NotNull)) -> bool {
    let relation = table.name.clone();
    let column = table.columns.iter_mut().find(|column| column.not_null && not_null::name(&relation, column) == name);
    let Some(column) = column else { return false };
    let mut constraint = column.required();
    change(&mut constraint);
    column.require(constraint);
    true
}

fn materialized_view<'s>(script: &'s mut Script<'_>, name: &ObjectName) -> Option<&'s mut MaterializedView> {
    script.into.catalog.materialized_views.get_mut(&ObjectId::named(name.clone()))
}

/// A setting of a column of a materialized view, or of an index by its number.
fn set_column(script: &mut Script<'_>, name: &ObjectName, column: ColumnName, setting: ColumnSetting) {
    let id = ObjectId::named(name.clone());
    let catalog = &mut script.into.catalog;
    match (column, setting) {
        (ColumnName::Named(column), setting) if catalog.materialized_views.contains(&id) => {
            if let Some(view) = catalog.materialized_views.get_mut(&id) {
                view.column_settings.entry(column).or_default().set(setting);
            }
        }
        (ColumnName::Numbered(number), ColumnSetting::Statistics(target)) => {
            if let Some(index) = catalog.indexes.get_mut(&id) {
                match target {
                    Some(target) => drop(index.statistics.insert(number, target)),
                    None => drop(index.statistics.remove(&number)),
                }
            }
        }
        _ => script.unsupported("this setting of a column"),
    }
}

/// Storage parameters and options of what is not a table.
fn set_parameters(script: &mut Script<'_>, name: &ObjectName, parameters: IndexParameters) {
    let id = ObjectId::named(name.clone());
    let catalog = &mut script.into.catalog;
    if let Some(view) = catalog.views.get_mut(&id) {
        view.options.extend(parameters);
    } else if let Some(view) = catalog.materialized_views.get_mut(&id) {
        view.parameters.extend(parameters);
    } else if let Some(index) = catalog.indexes.get_mut(&id) {
        index.definition.parameters.extend(parameters);
    } else {
        script.unsupported("SET (…)");
    }
}

fn switch_triggers(script: &mut Script<'_>, table: &ObjectName, name: Option<&str>, firing: TriggerFiring) {
    let enabled = enabled_by(firing);
    let mut found = false;
    for (id, trigger) in &mut script.into.catalog.triggers {
        if id.name == *table && name.is_none_or(|name| trigger.definition.name == name) {
            trigger.enabled = enabled;
            found = true;
        }
    }
    if let Some(name) = name.filter(|_| !found) {
        script.missing(
            code::MISSING_OBJECT,
            ObjectRef::new(Kind::Trigger, ObjectId::part(table.clone(), name)),
        );
    }
}

fn enabled_by(firing: TriggerFiring) -> TriggerEnabled {
    match firing {
        TriggerFiring::Origin => TriggerEnabled::Origin,
        TriggerFiring::Disabled => TriggerEnabled::Disabled,
        TriggerFiring::Replica => TriggerEnabled::Replica,
        TriggerFiring::Always => TriggerEnabled::Always,
    }
}
