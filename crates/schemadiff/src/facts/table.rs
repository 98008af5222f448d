//! The facts, one row per operation.
//!
//! Each row was observed on PostgreSQL 14 to 18: the statement ran in an open transaction while `pg_locks`,
//! `pg_relation_filenode` and the scan counters were read. Where a lock differs between versions the stronger one is
//! claimed.

use super::Hazard::{
    BlocksAll, BlocksWrites, BreaksOldApplication, ChangesAccess, Irreversible, LosesData, MayFail,
    MayLeaveDetaching, MayLeaveInvalid, Rewrites, StopsReplication,
};
use super::InTransaction::{Alone, Batches, Never, Together};
use super::Lock::{
    AccessExclusive, AccessShare, RowExclusive, Share, ShareRowExclusive, ShareUpdateExclusive,
};
use super::On::{Both, Nothing, Table, Target, Tree, Trees};
use super::Work::{Build, Instant, Rewrite, Rows, Scan};
use super::{Facts, Lock};
use crate::plan::Phase::{Backfill, Contract, Expand};

const NO_LOCK: Option<Lock> = None;

macro_rules! facts {
    ($($name:ident, $variant:ident: $lock:expr, $on:expr, $work:expr, $transaction:expr, $phase:expr, [$($hazard:expr),*], $manual:literal;)*) => {
        /// An operation that a plan can contain: a row of the facts table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum OpCode { $(#[doc = $manual] $variant,)* }

        impl OpCode {
            /// Every operation, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in plans and documentation.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($name),)* }
            }

            /// What is known about it.
            pub fn facts(self) -> Facts {
                match self {
                    $(Self::$variant => Facts {
                        code: self, lock: $lock, on: $on, work: $work, transaction: $transaction, phase: $phase,
                        hazards: &[$($hazard),*], manual: $manual,
                    },)*
                }
            }
        }
    };
}

facts! {
// name, variant                                         lock                        on       work     transaction phase     hazards
create_schema, CreateSchema:                             NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE SCHEMA";
drop_schema, DropSchema:                                 NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP SCHEMA";
create_extension, CreateExtension:                       NO_LOCK,                    Nothing, Instant, Alone,    Expand,   [], "CREATE EXTENSION";
alter_extension, AlterExtension:                         NO_LOCK,                    Nothing, Instant, Alone,    Expand,   [], "ALTER EXTENSION";
drop_extension, DropExtension:                           NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP EXTENSION";
create_enum, CreateEnum:                                 NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE TYPE";
add_enum_value, AddEnumValue:                            NO_LOCK,                    Nothing, Instant, Alone,    Expand,   [Irreversible], "ALTER TYPE";
rename_enum_value, RenameEnumValue:                     NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "ALTER TYPE";
rename_type, RenameType:                                 NO_LOCK,                    Nothing, Instant, Together, Contract, [], "ALTER TYPE";
check_enum_values, CheckEnumValues:                      Some(AccessShare),          Table,   Scan,    Alone,    Contract, [MayFail], "SELECT";
check_default_rows, CheckDefaultRows:                    Some(AccessShare),          Table,   Scan,    Alone,    Expand,   [MayFail], "SELECT";
check_partition_rows, CheckPartitionRows:                Some(AccessShare),          Table,   Scan,    Alone,    Contract, [MayFail], "SELECT";
drop_enum, DropEnum:                                     NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP TYPE";
create_collation, CreateCollation:                       NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE COLLATION";
drop_collation, DropCollation:                           NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP COLLATION";
create_domain, CreateDomain:                             NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE DOMAIN";
set_domain_default, SetDomainDefault:                    NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER DOMAIN";
drop_domain_default, DropDomainDefault:                  NO_LOCK,                    Nothing, Instant, Together, Contract, [], "ALTER DOMAIN";
set_domain_not_null, SetDomainNotNull:                   Some(Share),                Table,   Scan,    Alone,    Contract, [BlocksWrites, MayFail], "ALTER DOMAIN";
add_domain_constraint, AddDomainConstraint:              NO_LOCK,                    Nothing, Instant, Together, Contract, [MayFail], "ALTER DOMAIN";
validate_domain_constraint, ValidateDomainConstraint:    Some(Share),                Table,   Scan,    Alone,    Contract, [BlocksWrites, MayFail], "ALTER DOMAIN";
rename_domain_constraint, RenameDomainConstraint:        NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER DOMAIN";
drop_domain_constraint, DropDomainConstraint:            NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER DOMAIN";
drop_domain, DropDomain:                                 NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP DOMAIN";
create_composite_type, CreateCompositeType:              NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE TYPE";
add_attribute, AddAttribute:                             Some(AccessExclusive),      Table,   Instant, Together, Expand,   [BreaksOldApplication], "ALTER TYPE";
drop_attribute, DropAttribute:                           Some(AccessExclusive),      Table,   Instant, Together, Contract, [LosesData, BreaksOldApplication, Irreversible], "ALTER TYPE";
alter_attribute, AlterAttribute:                         Some(AccessExclusive),      Table,   Instant, Together, Contract, [BreaksOldApplication], "ALTER TYPE";
rename_attribute, RenameAttribute:                       Some(AccessExclusive),      Table,   Instant, Together, Contract, [BreaksOldApplication], "ALTER TYPE";
drop_composite_type, DropCompositeType:                  Some(AccessExclusive),      Target,  Instant, Together, Contract, [BreaksOldApplication], "DROP TYPE";
create_range_type, CreateRangeType:                      NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE TYPE";
drop_range_type, DropRangeType:                          NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP TYPE";
create_sequence, CreateSequence:                         NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE SEQUENCE";
alter_sequence, AlterSequence:                           Some(ShareRowExclusive),    Target,  Instant, Together, Expand,   [], "ALTER SEQUENCE";
set_sequence_persistence, SetSequencePersistence:         Some(AccessExclusive),      Target,  Instant, Together, Expand,   [], "ALTER SEQUENCE";
advance_sequence, AdvanceSequence:                       Some(RowExclusive),         Target,  Rows,    Together, Expand,   [], "Sequence Manipulation Functions";
own_sequence, OwnSequence:                               Some(ShareRowExclusive),    Target,  Instant, Together, Expand,   [], "ALTER SEQUENCE";
drop_sequence, DropSequence:                             Some(AccessExclusive),      Target,  Instant, Together, Contract, [LosesData, BreaksOldApplication, Irreversible], "DROP SEQUENCE";
rename_sequence, RenameSequence:                         Some(AccessExclusive),      Table,   Instant, Together, Contract, [BreaksOldApplication], "ALTER SEQUENCE";
create_function, CreateFunction:                         NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE FUNCTION";
replace_function, ReplaceFunction:                       NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE FUNCTION";
drop_function, DropFunction:                             NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP FUNCTION";
create_aggregate, CreateAggregate:                       NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE AGGREGATE";
replace_aggregate, ReplaceAggregate:                     NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE AGGREGATE";
drop_aggregate, DropAggregate:                           NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP AGGREGATE";
create_cast, CreateCast:                                 NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE CAST";
drop_cast, DropCast:                                     NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP CAST";
create_operator, CreateOperator:                         NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE OPERATOR";
alter_operator, AlterOperator:                           NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER OPERATOR";
create_operator_family, CreateOperatorFamily:            NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE OPERATOR FAMILY";
alter_operator_family, AlterOperatorFamily:              NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER OPERATOR FAMILY";
drop_operator_family, DropOperatorFamily:                NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP OPERATOR FAMILY";
create_operator_class, CreateOperatorClass:              NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE OPERATOR CLASS";
drop_operator_class, DropOperatorClass:                  NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP OPERATOR CLASS";
drop_operator, DropOperator:                             NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP OPERATOR";
analyze, Analyze:                                        Some(ShareUpdateExclusive), Table,   Rows,    Alone,    Contract, [], "ANALYZE";
create_table, CreateTable:                               NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE TABLE";
attach_partition, AttachPartition:                       Some(ShareUpdateExclusive), Table,   Instant, Together, Expand,   [MayFail], "ALTER TABLE";
attach_partition_unproven, AttachPartitionUnproven:      Some(AccessExclusive),      Target,  Scan,    Alone,    Expand,   [BlocksAll, MayFail], "ALTER TABLE";
detach_partition, DetachPartition:                       Some(AccessExclusive),      Both,    Instant, Together, Contract, [BreaksOldApplication], "ALTER TABLE";
detach_partition_concurrently, DetachPartitionConcurrently: Some(ShareUpdateExclusive), Table, Instant, Never,   Contract, [BreaksOldApplication, MayLeaveDetaching], "ALTER TABLE";
finalize_detach, FinalizeDetach:                         Some(AccessExclusive),      Target,  Instant, Together, Contract, [], "ALTER TABLE";
inherit, Inherit:                                        Some(AccessExclusive),      Target,  Instant, Together, Expand,   [MayFail], "ALTER TABLE";
set_table_type, SetTableType:                           Some(AccessExclusive),      Target,  Instant, Together, Expand,   [], "ALTER TABLE";
drop_table_type, DropTableType:                         Some(AccessExclusive),      Target,  Instant, Together, Expand,   [], "ALTER TABLE";
no_inherit, NoInherit:                                   Some(AccessExclusive),      Target,  Instant, Together, Contract, [BreaksOldApplication], "ALTER TABLE";
drop_table, DropTable:                                   Some(AccessExclusive),      Target,  Instant, Together, Contract, [LosesData, BreaksOldApplication, Irreversible], "DROP TABLE";
rename_table, RenameTable:                               Some(AccessExclusive),      Target,  Instant, Together, Contract, [BreaksOldApplication], "ALTER TABLE";
set_table_parameters, SetTableParameters:                Some(ShareUpdateExclusive), Target,  Instant, Together, Expand,   [], "ALTER TABLE";
set_tablespace, SetTablespace:                           Some(AccessExclusive),      Target,  Rewrite, Together, Contract, [BlocksAll, Rewrites], "ALTER TABLE";
set_access_method, SetAccessMethod:                      Some(AccessExclusive),      Target,  Rewrite, Together, Contract, [BlocksAll, Rewrites], "ALTER TABLE";
set_cluster_on, SetClusterOn:                            Some(ShareUpdateExclusive), Target,  Instant, Together, Expand,   [], "ALTER TABLE";
set_replica_identity, SetReplicaIdentity:                Some(AccessExclusive),      Target,  Instant, Together, Expand,   [], "ALTER TABLE";
set_persistence, SetPersistence:                         Some(AccessExclusive),      Target,  Rewrite, Together, Contract, [BlocksAll, Rewrites], "ALTER TABLE";
add_column, AddColumn:                                   Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
add_column_rewrite, AddColumnRewrite:                    Some(AccessExclusive),      Tree,    Rewrite, Together, Expand,   [BlocksAll, Rewrites], "ALTER TABLE";
drop_column, DropColumn:                                 Some(AccessExclusive),      Tree,    Instant, Together, Contract, [LosesData, BreaksOldApplication, Irreversible], "ALTER TABLE";
rename_column, RenameColumn:                             Some(AccessExclusive),      Tree,    Instant, Together, Contract, [BreaksOldApplication], "ALTER TABLE";
set_default, SetDefault:                                 Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
drop_default, DropDefault:                               Some(AccessExclusive),      Tree,    Instant, Together, Contract, [], "ALTER TABLE";
set_not_null_proven, SetNotNullProven:                   Some(AccessExclusive),      Tree,    Instant, Together, Contract, [], "ALTER TABLE";
add_not_null_not_valid, AddNotNullNotValid:              Some(AccessExclusive),      Tree,    Instant, Together, Contract, [MayFail], "ALTER TABLE";
validate_not_null, ValidateNotNull:                      Some(ShareUpdateExclusive), Tree,    Scan,    Alone,    Contract, [MayFail], "ALTER TABLE";
alter_not_null, AlterNotNull:                            Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
drop_not_null, DropNotNull:                              Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
change_type_free, ChangeTypeFree:                        Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
change_type_rewrite, ChangeTypeRewrite:                  Some(AccessExclusive),      Tree,    Rewrite, Together, Contract, [BlocksAll, Rewrites, BreaksOldApplication, MayFail], "ALTER TABLE";
set_column_storage, SetColumnStorage:                    Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
set_column_compression, SetColumnCompression:            Some(AccessExclusive),      Table,   Instant, Together, Expand,   [], "ALTER TABLE";
set_column_statistics, SetColumnStatistics:              Some(ShareUpdateExclusive), Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
set_column_options, SetColumnOptions:                    Some(ShareUpdateExclusive), Table,   Instant, Together, Expand,   [], "ALTER TABLE";
swap_type, SwapType:                                     Some(AccessExclusive),      Tree,    Rewrite, Together, Contract, [BlocksAll, Rewrites, BreaksOldApplication], "ALTER TABLE";
set_expression, SetExpression:                           Some(AccessExclusive),      Tree,    Rewrite, Together, Contract, [BlocksAll, Rewrites], "ALTER TABLE";
drop_expression, DropExpression:                         Some(AccessExclusive),      Tree,    Instant, Together, Contract, [], "ALTER TABLE";
add_identity, AddIdentity:                               Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
alter_identity, AlterIdentity:                           Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
drop_identity, DropIdentity:                             Some(AccessExclusive),      Tree,    Instant, Together, Contract, [Irreversible], "ALTER TABLE";
add_constraint_new, AddConstraintNew:                    Some(ShareRowExclusive),    Trees,   Instant, Together, Expand,   [], "ALTER TABLE";
add_check_not_valid, AddCheckNotValid:                   Some(AccessExclusive),      Tree,    Instant, Together, Contract, [MayFail], "ALTER TABLE";
add_foreign_key_not_valid, AddForeignKeyNotValid:        Some(ShareRowExclusive),    Trees,   Instant, Together, Contract, [MayFail], "ALTER TABLE";
add_foreign_key, AddForeignKey:                          Some(ShareRowExclusive),    Trees,   Scan,    Together, Contract, [BlocksWrites, MayFail], "ALTER TABLE";
add_foreign_key_merged, AddForeignKeyMerged:             Some(AccessExclusive),      Trees,   Instant, Together, Contract, [], "ALTER TABLE";
validate_constraint, ValidateConstraint:                 Some(ShareUpdateExclusive), Tree,    Scan,    Alone,    Contract, [MayFail], "ALTER TABLE";
add_key_using_index, AddKeyUsingIndex:                   Some(AccessExclusive),      Table,   Instant, Together, Contract, [], "ALTER TABLE";
add_key_merged, AddKeyMerged:                            Some(AccessExclusive),      Table,   Instant, Together, Contract, [], "ALTER TABLE";
add_key, AddKey:                                         Some(AccessExclusive),      Tree,    Build,   Together, Contract, [BlocksAll, MayFail], "ALTER TABLE";
add_exclusion, AddExclusion:                             Some(AccessExclusive),      Tree,    Build,   Together, Contract, [BlocksAll, MayFail], "ALTER TABLE";
drop_constraint, DropConstraint:                         Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
drop_foreign_key, DropForeignKey:                        Some(AccessExclusive),      Trees,   Instant, Together, Expand,   [], "ALTER TABLE";
rename_constraint, RenameConstraint:                     Some(AccessExclusive),      Tree,    Instant, Together, Contract,  [], "ALTER TABLE";
stop_enforcing, StopEnforcing:                           Some(AccessExclusive),      Trees,   Instant, Together, Expand,   [], "ALTER TABLE";
alter_constraint, AlterConstraint:                       Some(AccessExclusive),      Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
create_index, CreateIndex:                               Some(Share),                Tree,    Build,   Together, Expand,   [BlocksWrites], "CREATE INDEX";
create_index_new, CreateIndexNew:                        NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE INDEX";
create_index_only, CreateIndexOnly:                      Some(Share),                Table,   Instant, Together, Expand,   [], "CREATE INDEX";
create_index_concurrently, CreateIndexConcurrently:      Some(ShareUpdateExclusive), Table,   Build,   Never,    Expand,   [MayLeaveInvalid], "CREATE INDEX";
create_unique_index_concurrently, CreateUniqueIndexConcurrently: Some(ShareUpdateExclusive), Table, Build, Never, Contract, [MayLeaveInvalid, MayFail], "CREATE INDEX";
attach_index, AttachIndex:                               Some(ShareUpdateExclusive), Target,  Instant, Together, Expand,   [], "ALTER INDEX";
drop_index, DropIndex:                                   Some(AccessExclusive),      Tree,    Instant, Together, Contract, [], "DROP INDEX";
drop_index_concurrently, DropIndexConcurrently:          Some(ShareUpdateExclusive), Table,   Instant, Never,    Contract, [], "DROP INDEX";
rename_index, RenameIndex:                               Some(ShareUpdateExclusive), Target,  Instant, Together, Expand,   [], "ALTER INDEX";
set_index_parameters, SetIndexParameters:                Some(ShareUpdateExclusive), Target,  Instant, Together, Expand,   [], "ALTER INDEX";
set_index_statistics, SetIndexStatistics:                Some(ShareUpdateExclusive), Target,  Instant, Together, Expand,   [], "ALTER INDEX";
create_statistics, CreateStatistics:                     Some(ShareUpdateExclusive), Table,   Instant, Together, Expand,   [], "CREATE STATISTICS";
alter_statistics, AlterStatistics:                       NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER STATISTICS";
drop_statistics, DropStatistics:                         Some(ShareUpdateExclusive), Table,   Instant, Together, Contract, [], "DROP STATISTICS";
set_index_tablespace, SetIndexTablespace:                Some(AccessExclusive),      Target,  Rewrite, Together, Contract, [BlocksAll, Rewrites], "ALTER INDEX";
create_view, CreateView:                                 NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE VIEW";
replace_view, ReplaceView:                               Some(AccessExclusive),      Target,  Instant, Together, Expand,   [], "CREATE VIEW";
set_view_options, SetViewOptions:                        Some(AccessExclusive),      Target,  Instant, Together, Expand,   [], "ALTER VIEW";
set_view_default, SetViewDefault:                        Some(AccessExclusive),      Target,  Instant, Together, Expand,   [], "ALTER VIEW";
drop_view_default, DropViewDefault:                      Some(AccessExclusive),      Target,  Instant, Together, Contract, [], "ALTER VIEW";
drop_view, DropView:                                     Some(AccessExclusive),      Target,  Instant, Together, Contract, [BreaksOldApplication], "DROP VIEW";
create_materialized_view, CreateMaterializedView:        NO_LOCK,                    Nothing, Rows,    Together, Expand,   [], "CREATE MATERIALIZED VIEW";
set_materialized_view_parameters, SetMaterializedViewParameters: Some(ShareUpdateExclusive), Target, Instant, Together, Expand, [], "ALTER MATERIALIZED VIEW";
drop_materialized_view, DropMaterializedView:            Some(AccessExclusive),      Target,  Instant, Together, Contract, [BreaksOldApplication], "DROP MATERIALIZED VIEW";
create_trigger, CreateTrigger:                           Some(ShareRowExclusive),    Tree,    Instant, Together, Expand,   [], "CREATE TRIGGER";
replace_trigger, ReplaceTrigger:                         Some(ShareRowExclusive),    Tree,    Instant, Together, Expand,   [], "CREATE TRIGGER";
enable_trigger, EnableTrigger:                           Some(ShareRowExclusive),    Tree,    Instant, Together, Expand,   [], "ALTER TABLE";
drop_trigger, DropTrigger:                               Some(AccessExclusive),      Tree,    Instant, Together, Contract, [], "DROP TRIGGER";
create_rule, CreateRule:                                 Some(AccessExclusive),      Table,   Instant, Together, Expand,   [], "CREATE RULE";
replace_rule, ReplaceRule:                               Some(AccessExclusive),      Table,   Instant, Together, Expand,   [], "CREATE RULE";
enable_rule, EnableRule:                                 Some(AccessExclusive),      Table,   Instant, Together, Expand,   [], "ALTER TABLE";
drop_rule, DropRule:                                     Some(AccessExclusive),      Table,   Instant, Together, Contract, [BreaksOldApplication], "DROP RULE";
create_policy, CreatePolicy:                             Some(AccessExclusive),      Table,   Instant, Together, Expand,   [ChangesAccess], "CREATE POLICY";
alter_policy, AlterPolicy:                               Some(AccessExclusive),      Table,   Instant, Together, Expand,   [ChangesAccess], "ALTER POLICY";
drop_policy, DropPolicy:                                 Some(AccessExclusive),      Table,   Instant, Together, Contract, [ChangesAccess], "DROP POLICY";
enable_row_security, EnableRowSecurity:                  Some(AccessExclusive),      Target,  Instant, Together, Contract, [ChangesAccess], "ALTER TABLE";
disable_row_security, DisableRowSecurity:                Some(AccessExclusive),      Target,  Instant, Together, Expand,   [ChangesAccess], "ALTER TABLE";
create_foreign_data_wrapper, CreateForeignDataWrapper:   NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE FOREIGN DATA WRAPPER";
alter_foreign_data_wrapper, AlterForeignDataWrapper:     NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER FOREIGN DATA WRAPPER";
drop_foreign_data_wrapper, DropForeignDataWrapper:       NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP FOREIGN DATA WRAPPER";
create_foreign_table, CreateForeignTable:                NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE FOREIGN TABLE";
alter_foreign_table, AlterForeignTable:                  Some(AccessExclusive),      Target,  Instant, Together, Expand,   [], "ALTER FOREIGN TABLE";
drop_foreign_table, DropForeignTable:                    Some(AccessExclusive),      Target,  Instant, Together, Contract, [BreaksOldApplication], "DROP FOREIGN TABLE";
create_server, CreateServer:                             NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE SERVER";
alter_server, AlterServer:                               NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER SERVER";
drop_server, DropServer:                                 NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP SERVER";
create_user_mapping, CreateUserMapping:                  NO_LOCK,                    Nothing, Instant, Together, Expand,   [ChangesAccess], "CREATE USER MAPPING";
alter_user_mapping, AlterUserMapping:                    NO_LOCK,                    Nothing, Instant, Together, Expand,   [ChangesAccess], "ALTER USER MAPPING";
drop_user_mapping, DropUserMapping:                      NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication, Irreversible], "DROP USER MAPPING";
create_language, CreateLanguage:                         NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE LANGUAGE";
drop_language, DropLanguage:                             NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP LANGUAGE";
create_access_method, CreateAccessMethod:                NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE ACCESS METHOD";
drop_access_method, DropAccessMethod:                    NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP ACCESS METHOD";
create_transform, CreateTransform:                       NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE TRANSFORM";
drop_transform, DropTransform:                           NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP TRANSFORM";
create_conversion, CreateConversion:                     NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE CONVERSION";
drop_conversion, DropConversion:                         NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP CONVERSION";
create_text_search, CreateTextSearch:                    NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE TEXT SEARCH CONFIGURATION";
alter_text_search, AlterTextSearch:                      NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER TEXT SEARCH CONFIGURATION";
drop_text_search, DropTextSearch:                        NO_LOCK,                    Nothing, Instant, Together, Contract, [BreaksOldApplication], "DROP TEXT SEARCH CONFIGURATION";
create_subscription, CreateSubscription:                 NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE SUBSCRIPTION";
alter_subscription, AlterSubscription:                   NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER SUBSCRIPTION";
drop_subscription, DropSubscription:                     NO_LOCK,                    Nothing, Instant, Together, Contract, [StopsReplication, Irreversible], "DROP SUBSCRIPTION";
create_event_trigger, CreateEventTrigger:                NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE EVENT TRIGGER";
alter_event_trigger, AlterEventTrigger:                  NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER EVENT TRIGGER";
drop_event_trigger, DropEventTrigger:                    NO_LOCK,                    Nothing, Instant, Together, Contract, [], "DROP EVENT TRIGGER";
create_publication, CreatePublication:                   Some(ShareUpdateExclusive), Table,   Instant, Together, Expand,   [], "CREATE PUBLICATION";
alter_publication, AlterPublication:                     NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "ALTER PUBLICATION";
alter_publication_table, AlterPublicationTable:          Some(ShareUpdateExclusive), Table,   Instant, Together, Expand,   [], "ALTER PUBLICATION";
drop_publication, DropPublication:                       NO_LOCK,                    Nothing, Instant, Together, Contract, [StopsReplication], "DROP PUBLICATION";
grant, Grant:                                            Some(AccessShare),          Target,  Instant, Together, Expand,   [ChangesAccess], "GRANT";
revoke, Revoke:                                          Some(AccessShare),          Target,  Instant, Together, Contract, [ChangesAccess], "REVOKE";
change_owner, ChangeOwner:                               NO_LOCK,                    Nothing, Instant, Together, Contract, [ChangesAccess], "ALTER FUNCTION";
change_relation_owner, ChangeRelationOwner:              Some(AccessExclusive),      Target,  Instant, Together, Contract, [ChangesAccess], "ALTER TABLE";
alter_default_privileges, AlterDefaultPrivileges:        NO_LOCK,                    Nothing, Instant, Together, Expand,   [ChangesAccess], "ALTER DEFAULT PRIVILEGES";
create_role, CreateRole:                                 NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "CREATE ROLE";
alter_role, AlterRole:                                   NO_LOCK,                    Nothing, Instant, Together, Expand,   [ChangesAccess], "ALTER ROLE";
drop_role, DropRole:                                     NO_LOCK,                    Nothing, Instant, Together, Contract, [ChangesAccess, MayFail], "DROP ROLE";
grant_role, GrantRole:                                   NO_LOCK,                    Nothing, Instant, Together, Expand,   [ChangesAccess], "GRANT";
revoke_role, RevokeRole:                                 NO_LOCK,                    Nothing, Instant, Together, Contract, [ChangesAccess], "REVOKE";
comment_on_relation, CommentOnRelation:                  Some(ShareUpdateExclusive), Table,   Instant, Together, Expand,   [], "COMMENT";
comment, Comment:                                        NO_LOCK,                    Nothing, Instant, Together, Expand,   [], "COMMENT";
backfill, BackfillRows:                                  Some(RowExclusive),         Target,  Rows,    Batches,  Backfill, [], "UPDATE";
insert_rows, InsertRows:                                 Some(RowExclusive),         Target,  Rows,    Together, Expand,   [], "INSERT";
delete_rows, DeleteRows:                                 Some(RowExclusive),         Target,  Rows,    Together, Contract, [LosesData, Irreversible], "DELETE";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_scans_under_a_lock_that_blocks_without_saying_so() {
        for code in OpCode::ALL {
            let facts = code.facts();
            let blocks = facts.lock.is_some_and(Lock::blocks_writes);
            let long = matches!(facts.work, Scan | Build | Rewrite);
            let says = facts
                .hazards
                .iter()
                .any(|hazard| matches!(hazard, BlocksAll | BlocksWrites));
            assert_eq!(blocks && long, says, "{}", code.name());
        }
    }

    #[test]
    fn what_runs_outside_transactions_never_takes_an_access_exclusive_lock() {
        for code in OpCode::ALL {
            let facts = code.facts();
            if facts.transaction == Never {
                assert_eq!(facts.lock, Some(ShareUpdateExclusive), "{}", code.name());
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = OpCode::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OpCode::ALL.len());
    }
}
