//! `ALTER TABLE` and what is written like it.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{
    Problem, Result, column_definition, constraint, data_type, optional, options, other, partition, relation,
    sequence,
};
use crate::syntax::{
    AlterTableAction, ColumnName, ColumnSetting, Identity, ReplicaIdentity, Statement, TriggerFiring,
};
use crate::tree;

/// Converts `ALTER TABLE` and what shares its grammar; `ALTER INDEX … ATTACH PARTITION` is a statement of its own.
pub(super) fn alter_table(node: &pb::AlterTableStmt) -> Result<Statement> {
    use pb::ObjectType as Type;
    let name = relation(node.relation.as_ref())?;
    let commands: Vec<&pb::AlterTableCmd> = node
        .cmds
        .iter()
        .filter_map(|command| match &command.node {
            Some(NodeEnum::AlterTableCmd(command)) => Some(&**command),
            _ => None,
        })
        .collect();
    let kind = Type::try_from(node.objtype).unwrap_or(Type::Undefined);
    if kind == Type::ObjectIndex
        && let [command] = commands.as_slice()
        && let Some(NodeEnum::PartitionCmd(attach)) = tree::inner(command.def.as_deref())
    {
        let child = relation(attach.name.as_ref())?;
        return Ok(Statement::AttachIndex { parent: name, child });
    }
    match kind {
        kind @ Type::ObjectType
            if !commands
                .iter()
                .all(|command| command.subtype == pb::AlterTableType::AtChangeOwner as i32) =>
        {
            Ok(Statement::Other {
                what: format!("ALTER {}", other::object_words(kind)),
            })
        }
        _ => {
            let actions = commands.into_iter().map(action).collect::<Result<_>>()?;
            Ok(Statement::AlterTable { name, actions })
        }
    }
}

/// Converts one action.
fn action(command: &pb::AlterTableCmd) -> Result<AlterTableAction> {
    use AlterTableAction as Action;
    use pb::AlterTableType as Type;
    let kind = Type::try_from(command.subtype).unwrap_or(Type::Undefined);
    let name = || command.name.clone();
    let definition = tree::inner(command.def.as_deref());
    Ok(match (kind, definition) {
        (Type::AtAddColumn, Some(NodeEnum::ColumnDef(column))) => add_column(column)?,
        (Type::AtAddConstraint, Some(NodeEnum::Constraint(node))) => add_constraint(node)?,
        (Type::AtAttachPartition, Some(NodeEnum::PartitionCmd(attach))) => {
            let bound = attach
                .bound
                .as_ref()
                .ok_or_else(|| Problem::new("the partition's bound is missing"))?;
            Action::AttachPartition(relation(attach.name.as_ref())?, partition::bound(bound)?)
        }
        (Type::AtColumnDefault, _) => Action::SetDefault(name(), optional(command.def.as_deref())?),
        (Type::AtSetNotNull, _) => Action::SetNotNull(name(), true),
        (Type::AtDropNotNull, _) => Action::SetNotNull(name(), false),
        (Type::AtAlterColumnType, Some(NodeEnum::ColumnDef(column))) => {
            let collation = column.coll_clause.as_deref().and_then(super::column::collation);
            Action::SetType(name(), data_type(column.type_name.as_ref())?, collation)
        }
        (Type::AtAddIdentity, Some(NodeEnum::Constraint(node))) => {
            let always = node.generated_when == "a";
            Action::AddIdentity(
                name(),
                Identity {
                    always,
                    options: sequence::options(&node.options)?,
                },
            )
        }
        (Type::AtSetStorage | Type::AtSetCompression | Type::AtSetStatistics | Type::AtSetOptions, _) => {
            let setting = column_setting(kind, definition)?;
            Action::SetColumn(column_name(command)?, setting)
        }
        (Type::AtReplicaIdentity, Some(NodeEnum::ReplicaIdentityStmt(identity))) => {
            Action::ReplicaIdentity(replica_identity(identity))
        }
        (Type::AtClusterOn, _) => Action::ClusterOn(Some(name())),
        (Type::AtDropCluster, _) => Action::ClusterOn(None),
        (Type::AtEnableRowSecurity, _) => Action::RowSecurity(true),
        (Type::AtDisableRowSecurity, _) => Action::RowSecurity(false),
        (Type::AtForceRowSecurity, _) => Action::ForceRowSecurity(true),
        (Type::AtNoForceRowSecurity, _) => Action::ForceRowSecurity(false),
        (Type::AtSetRelOptions, Some(NodeEnum::List(list))) => {
            Action::SetParameters(options::parameters(&list.items))
        }
        (Type::AtAlterColumnGenericOptions, Some(NodeEnum::List(list))) => {
            let changes = options::elements(&list.items).map(|element| {
                let dropped =
                    pb::DefElemAction::try_from(element.defaction) == Ok(pb::DefElemAction::DefelemDrop);
                (
                    element.defname.clone(),
                    (!dropped).then(|| options::text(element)),
                )
            });
            Action::ColumnOptions(name(), changes.collect())
        }
        (Type::AtAddInherit, Some(NodeEnum::RangeVar(parent))) => {
            Action::Inherit(tree::relation_name(parent))
        }
        (Type::AtDropInherit, Some(NodeEnum::RangeVar(parent))) => {
            Action::NoInherit(tree::relation_name(parent))
        }
        (Type::AtAddOf, Some(NodeEnum::TypeName(of_type))) => {
            Action::OfType(Some(data_type(Some(of_type))?.name))
        }
        (Type::AtDropOf, _) => Action::OfType(None),
        (Type::AtChangeOwner, _) => Action::OwnerTo(super::privilege::role_name(command.newowner.as_ref())?),
        (Type::AtValidateConstraint, _) => Action::ValidateConstraint(name()),
        (Type::AtEnableTrig, _) => Action::Trigger(Some(name()), TriggerFiring::Origin),
        (Type::AtDisableTrig, _) => Action::Trigger(Some(name()), TriggerFiring::Disabled),
        (Type::AtEnableReplicaTrig, _) => Action::Trigger(Some(name()), TriggerFiring::Replica),
        (Type::AtEnableAlwaysTrig, _) => Action::Trigger(Some(name()), TriggerFiring::Always),
        (Type::AtEnableRule, _) => Action::Rule(name(), TriggerFiring::Origin),
        (Type::AtDisableRule, _) => Action::Rule(name(), TriggerFiring::Disabled),
        (Type::AtEnableReplicaRule, _) => Action::Rule(name(), TriggerFiring::Replica),
        (Type::AtEnableAlwaysRule, _) => Action::Rule(name(), TriggerFiring::Always),
        // USER leaves out the triggers behind constraints, which nobody here can switch.
        (Type::AtEnableTrigUser, _) => Action::Trigger(None, TriggerFiring::Origin),
        (Type::AtDisableTrigUser, _) => Action::Trigger(None, TriggerFiring::Disabled),
        _ => Action::Other(words(kind).to_owned()),
    })
}

/// The column that a command is about: by name, or in an index by number.
fn column_name(command: &pb::AlterTableCmd) -> Result<ColumnName> {
    if !command.name.is_empty() {
        return Ok(ColumnName::Named(command.name.clone()));
    }
    let number = u16::try_from(command.num).ok().filter(|number| *number > 0);
    number
        .map(ColumnName::Numbered)
        .ok_or_else(|| Problem::new("columns are numbered from 1"))
}

/// What `ALTER COLUMN … SET` sets.
fn column_setting(kind: pb::AlterTableType, definition: Option<&NodeEnum>) -> Result<ColumnSetting> {
    use pb::AlterTableType as Type;
    Ok(match (kind, definition) {
        (Type::AtSetStorage, Some(NodeEnum::String(word))) => {
            ColumnSetting::Storage(super::column::storage(&word.sval)?)
        }
        (Type::AtSetCompression, Some(NodeEnum::String(method))) => {
            ColumnSetting::Compression(super::column::compression(&method.sval))
        }
        (Type::AtSetStatistics, definition) => ColumnSetting::Statistics(statistics(definition)?),
        (Type::AtSetOptions, Some(NodeEnum::List(list))) => {
            ColumnSetting::Options(options::parameters(&list.items))
        }
        _ => return Err(Problem::new("the value to set is missing")),
    })
}

/// A statistics target; −1 and `DEFAULT` leave it to `default_statistics_target`. What is too large is 10000.
///
/// Source: `ATExecSetStatistics` in `src/backend/commands/tablecmds.c`.
pub(super) fn statistics(value: Option<&NodeEnum>) -> Result<Option<u16>> {
    match value {
        Some(NodeEnum::Integer(value)) if value.ival == -1 => Ok(None),
        Some(NodeEnum::Integer(value)) => u16::try_from(value.ival)
            .map(|target| Some(target.min(10_000)))
            .map_err(|_| {
                Problem::new(format!(
                    "statistics target {} is out of range: 0 to 10000",
                    value.ival
                ))
            }),
        _ => Ok(None),
    }
}

/// Source: `REPLICA_IDENTITY_*` in `src/include/catalog/pg_class.h`.
fn replica_identity(node: &pb::ReplicaIdentityStmt) -> ReplicaIdentity {
    match node.identity_type.as_str() {
        "n" => ReplicaIdentity::Nothing,
        "f" => ReplicaIdentity::Full,
        "i" => ReplicaIdentity::Index(node.name.clone()),
        _ => ReplicaIdentity::Default,
    }
}

/// Only a foreign table's column has options.
fn add_column(column: &pb::ColumnDef) -> Result<AlterTableAction> {
    let mut plain = column.clone();
    let options = options::texts(&std::mem::take(&mut plain.fdwoptions));
    let definition = column_definition(&plain)?;
    Ok(if options.is_empty() {
        AlterTableAction::AddColumn(definition)
    } else {
        AlterTableAction::AddForeignColumn(definition, options)
    })
}

fn add_constraint(node: &pb::Constraint) -> Result<AlterTableAction> {
    if node.contype != pb::ConstrType::ConstrNotnull as i32 {
        return constraint::table_constraint(node).map(AlterTableAction::AddConstraint);
    }
    let [column] = tree::strings(&node.keys)[..] else {
        return Err(Problem::at(node.location, "NOT NULL needs one column"));
    };
    Ok(AlterTableAction::AddNotNull(
        column.to_owned(),
        constraint::not_null(node),
    ))
}

/// The SQL words of an action that is not modelled.
fn words(kind: pb::AlterTableType) -> &'static str {
    use pb::AlterTableType as Type;
    match kind {
        Type::AtSetExpression => "ALTER COLUMN … SET EXPRESSION",
        Type::AtDropExpression => "ALTER COLUMN … DROP EXPRESSION",
        Type::AtResetOptions => "ALTER COLUMN … RESET (…)",
        Type::AtDropColumn => "DROP COLUMN",
        Type::AtAlterConstraint => "ALTER CONSTRAINT",
        Type::AtDropConstraint => "DROP CONSTRAINT",
        Type::AtAlterColumnGenericOptions => "ALTER COLUMN … OPTIONS",
        Type::AtSetLogged => "SET LOGGED",
        Type::AtSetUnLogged => "SET UNLOGGED",
        Type::AtSetAccessMethod => "SET ACCESS METHOD",
        Type::AtSetTableSpace => "SET TABLESPACE",
        Type::AtResetRelOptions => "RESET (…)",
        Type::AtEnableTrigAll => "ENABLE TRIGGER ALL",
        Type::AtDisableTrigAll => "DISABLE TRIGGER ALL",
        Type::AtEnableRule | Type::AtEnableAlwaysRule | Type::AtEnableReplicaRule => "ENABLE RULE",
        Type::AtDisableRule => "DISABLE RULE",
        Type::AtAddOf => "OF",
        Type::AtDropOf => "NOT OF",
        Type::AtGenericOptions => "OPTIONS",
        Type::AtDetachPartition | Type::AtDetachPartitionFinalize => "DETACH PARTITION",
        Type::AtSetIdentity => "ALTER COLUMN … SET GENERATED",
        Type::AtDropIdentity => "ALTER COLUMN … DROP IDENTITY",
        _ => "an action that is not modelled yet",
    }
}
