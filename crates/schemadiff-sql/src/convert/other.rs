//! SQL words for the statements and objects that are not modelled, so that a report can name them.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::ObjectType as Type;

/// The words that name a statement, such as `CREATE DOMAIN`.
pub(super) fn words(node: &NodeEnum) -> String {
    let object = |verb: &str, kind: i32| {
        format!(
            "{verb} {}",
            object_words(Type::try_from(kind).unwrap_or(Type::Undefined))
        )
    };
    match node {
        NodeEnum::GrantStmt(grant) => if grant.is_grant { "GRANT" } else { "REVOKE" }.to_owned(),
        NodeEnum::GrantRoleStmt(grant) => if grant.is_grant {
            "GRANT of a role"
        } else {
            "REVOKE of a role"
        }
        .to_owned(),
        NodeEnum::DropStmt(drop) => object("DROP", drop.remove_type),
        NodeEnum::RenameStmt(rename) => format!("{} … RENAME", object("ALTER", rename.rename_type)),
        NodeEnum::AlterObjectSchemaStmt(alter) => {
            format!("{} … SET SCHEMA", object("ALTER", alter.object_type))
        }
        NodeEnum::AlterOwnerStmt(alter) => format!("{} … OWNER TO", object("ALTER", alter.object_type)),
        NodeEnum::AlterObjectDependsStmt(alter) => {
            format!("{} … DEPENDS ON EXTENSION", object("ALTER", alter.object_type))
        }
        NodeEnum::AlterFunctionStmt(alter) => object("ALTER", alter.objtype),
        NodeEnum::DefineStmt(define) => object("CREATE", define.kind),
        NodeEnum::SecLabelStmt(_) => "SECURITY LABEL".to_owned(),
        NodeEnum::CopyStmt(copy) => if copy.is_from {
            "COPY … FROM"
        } else {
            "COPY … TO"
        }
        .to_owned(),
        NodeEnum::CreateRoleStmt(create) => match pb::RoleStmtType::try_from(create.stmt_type) {
            Ok(pb::RoleStmtType::RolestmtUser) => "CREATE USER",
            Ok(pb::RoleStmtType::RolestmtGroup) => "CREATE GROUP",
            _ => "CREATE ROLE",
        }
        .to_owned(),
        other => fixed_words(other).to_owned(),
    }
}

/// Statements whose words do not depend on what is inside.
fn fixed_words(node: &NodeEnum) -> &'static str {
    match node {
        NodeEnum::AlterEnumStmt(_) | NodeEnum::AlterTypeStmt(_) => "ALTER TYPE",
        NodeEnum::RuleStmt(_) => "CREATE RULE",
        NodeEnum::CreateEventTrigStmt(_) => "CREATE EVENT TRIGGER",
        NodeEnum::AlterEventTrigStmt(_) => "ALTER EVENT TRIGGER",
        NodeEnum::CreateStatsStmt(_) => "CREATE STATISTICS",
        NodeEnum::AlterStatsStmt(_) => "ALTER STATISTICS",
        NodeEnum::AlterDefaultPrivilegesStmt(_) => "ALTER DEFAULT PRIVILEGES",
        NodeEnum::AlterPolicyStmt(_) => "ALTER POLICY",
        NodeEnum::AlterExtensionStmt(_) | NodeEnum::AlterExtensionContentsStmt(_) => "ALTER EXTENSION",
        NodeEnum::AlterCollationStmt(_) => "ALTER COLLATION",
        NodeEnum::CreatePublicationStmt(_) => "CREATE PUBLICATION",
        NodeEnum::AlterPublicationStmt(_) => "ALTER PUBLICATION",
        NodeEnum::CreateSubscriptionStmt(_) => "CREATE SUBSCRIPTION",
        NodeEnum::AlterSubscriptionStmt(_) => "ALTER SUBSCRIPTION",
        NodeEnum::DropSubscriptionStmt(_) => "DROP SUBSCRIPTION",
        NodeEnum::CreateFdwStmt(_) => "CREATE FOREIGN DATA WRAPPER",
        NodeEnum::AlterFdwStmt(_) => "ALTER FOREIGN DATA WRAPPER",
        NodeEnum::CreateForeignServerStmt(_) => "CREATE SERVER",
        NodeEnum::AlterForeignServerStmt(_) => "ALTER SERVER",
        NodeEnum::CreateForeignTableStmt(_) => "CREATE FOREIGN TABLE",
        NodeEnum::ImportForeignSchemaStmt(_) => "IMPORT FOREIGN SCHEMA",
        NodeEnum::CreateUserMappingStmt(_) => "CREATE USER MAPPING",
        NodeEnum::AlterUserMappingStmt(_) => "ALTER USER MAPPING",
        NodeEnum::DropUserMappingStmt(_) => "DROP USER MAPPING",
        NodeEnum::CreateAmStmt(_) => "CREATE ACCESS METHOD",
        NodeEnum::CreatePlangStmt(_) => "CREATE LANGUAGE",
        NodeEnum::AlterRoleStmt(_) | NodeEnum::AlterRoleSetStmt(_) => "ALTER ROLE",
        NodeEnum::DropRoleStmt(_) => "DROP ROLE",
        NodeEnum::DropOwnedStmt(_) => "DROP OWNED",
        NodeEnum::ReassignOwnedStmt(_) => "REASSIGN OWNED",
        NodeEnum::CreateOpClassStmt(_) => "CREATE OPERATOR CLASS",
        NodeEnum::CreateOpFamilyStmt(_) => "CREATE OPERATOR FAMILY",
        NodeEnum::AlterOpFamilyStmt(_) => "ALTER OPERATOR FAMILY",
        NodeEnum::AlterOperatorStmt(_) => "ALTER OPERATOR",
        NodeEnum::CreateTransformStmt(_) => "CREATE TRANSFORM",
        NodeEnum::CreateConversionStmt(_) => "CREATE CONVERSION",
        NodeEnum::AlterTsdictionaryStmt(_) => "ALTER TEXT SEARCH DICTIONARY",
        NodeEnum::AlterTsconfigurationStmt(_) => "ALTER TEXT SEARCH CONFIGURATION",
        NodeEnum::CreateTableSpaceStmt(_) => "CREATE TABLESPACE",
        NodeEnum::DropTableSpaceStmt(_) => "DROP TABLESPACE",
        NodeEnum::AlterTableSpaceOptionsStmt(_) => "ALTER TABLESPACE",
        NodeEnum::AlterTableMoveAllStmt(_) => "ALTER TABLE ALL IN TABLESPACE",
        NodeEnum::CreatedbStmt(_) => "CREATE DATABASE",
        NodeEnum::AlterDatabaseStmt(_)
        | NodeEnum::AlterDatabaseSetStmt(_)
        | NodeEnum::AlterDatabaseRefreshCollStmt(_) => "ALTER DATABASE",
        NodeEnum::DropdbStmt(_) => "DROP DATABASE",
        NodeEnum::AlterSystemStmt(_) => "ALTER SYSTEM",
        NodeEnum::SelectStmt(_) => "SELECT",
        NodeEnum::UpdateStmt(_) => "UPDATE",
        NodeEnum::DeleteStmt(_) => "DELETE",
        NodeEnum::MergeStmt(_) => "MERGE",
        NodeEnum::TruncateStmt(_) => "TRUNCATE",
        NodeEnum::DoStmt(_) => "DO",
        NodeEnum::CallStmt(_) => "CALL",
        NodeEnum::ClusterStmt(_) => "CLUSTER",
        NodeEnum::ReindexStmt(_) => "REINDEX",
        NodeEnum::ExplainStmt(_) => "EXPLAIN",
        NodeEnum::PrepareStmt(_) => "PREPARE",
        NodeEnum::ExecuteStmt(_) => "EXECUTE",
        NodeEnum::DeallocateStmt(_) => "DEALLOCATE",
        NodeEnum::DeclareCursorStmt(_) => "DECLARE",
        NodeEnum::FetchStmt(_) => "FETCH",
        NodeEnum::ClosePortalStmt(_) => "CLOSE",
        NodeEnum::NotifyStmt(_) => "NOTIFY",
        NodeEnum::ListenStmt(_) => "LISTEN",
        NodeEnum::UnlistenStmt(_) => "UNLISTEN",
        NodeEnum::LoadStmt(_) => "LOAD",
        _ => "a statement that is not modelled yet",
    }
}

/// The words that name a kind of object.
pub(super) fn object_words(kind: Type) -> &'static str {
    match kind {
        Type::ObjectAccessMethod => "ACCESS METHOD",
        Type::ObjectAggregate => "AGGREGATE",
        Type::ObjectAttribute => "attribute of a type",
        Type::ObjectCast => "CAST",
        Type::ObjectColumn => "column of a table",
        Type::ObjectCollation => "COLLATION",
        Type::ObjectConversion => "CONVERSION",
        Type::ObjectDatabase => "DATABASE",
        Type::ObjectDefault => "DEFAULT",
        Type::ObjectDefacl => "DEFAULT PRIVILEGES",
        Type::ObjectDomain => "DOMAIN",
        Type::ObjectDomconstraint => "CONSTRAINT of a domain",
        Type::ObjectEventTrigger => "EVENT TRIGGER",
        Type::ObjectExtension => "EXTENSION",
        Type::ObjectFdw => "FOREIGN DATA WRAPPER",
        Type::ObjectForeignServer => "SERVER",
        Type::ObjectForeignTable => "FOREIGN TABLE",
        Type::ObjectFunction => "FUNCTION",
        Type::ObjectIndex => "INDEX",
        Type::ObjectLanguage => "LANGUAGE",
        Type::ObjectLargeobject => "LARGE OBJECT",
        Type::ObjectMatview => "MATERIALIZED VIEW",
        Type::ObjectOpclass => "OPERATOR CLASS",
        Type::ObjectOperator => "OPERATOR",
        Type::ObjectOpfamily => "OPERATOR FAMILY",
        Type::ObjectParameterAcl => "PARAMETER",
        Type::ObjectPolicy => "POLICY",
        Type::ObjectProcedure => "PROCEDURE",
        Type::ObjectPublication | Type::ObjectPublicationNamespace | Type::ObjectPublicationRel => {
            "PUBLICATION"
        }
        Type::ObjectRole => "ROLE",
        Type::ObjectRoutine => "ROUTINE",
        Type::ObjectRule => "RULE",
        Type::ObjectSchema => "SCHEMA",
        Type::ObjectSequence => "SEQUENCE",
        Type::ObjectSubscription => "SUBSCRIPTION",
        Type::ObjectStatisticExt => "STATISTICS",
        Type::ObjectTabconstraint => "CONSTRAINT of a table",
        Type::ObjectTable => "TABLE",
        Type::ObjectTablespace => "TABLESPACE",
        Type::ObjectTransform => "TRANSFORM",
        Type::ObjectTrigger => "TRIGGER",
        Type::ObjectTsconfiguration => "TEXT SEARCH CONFIGURATION",
        Type::ObjectTsdictionary => "TEXT SEARCH DICTIONARY",
        Type::ObjectTsparser => "TEXT SEARCH PARSER",
        Type::ObjectTstemplate => "TEXT SEARCH TEMPLATE",
        Type::ObjectType => "TYPE",
        Type::ObjectUserMapping => "USER MAPPING",
        Type::ObjectView => "VIEW",
        Type::ObjectAmop | Type::ObjectAmproc | Type::Undefined => "object",
    }
}
