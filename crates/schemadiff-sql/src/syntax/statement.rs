//! Statements of a schema script, as far as they say something about a schema.

use std::ops::Range;

use super::{
    AlterDefaultPrivileges, AlterDomainAction, AlterEventTrigger, AlterPublication,
    AlterTextSearchConfiguration, AlterTextSearchDictionary, ColumnDefinition, ColumnName, ColumnSetting,
    Constraint, CreateAccessMethod, CreateAggregate, CreateCast, CreateCollation, CreateCompositeType,
    CreateConversion, CreateDomain, CreateEventTrigger, CreateForeignDataWrapper, CreateForeignTable,
    CreateFunction, CreateIndex, CreateLanguage, CreateOperator, CreatePolicy, CreatePublication,
    CreateRangeType, CreateRule, CreateServer, CreateStatistics, CreateSubscription, CreateTable,
    CreateTextSearch, CreateTransform, CreateTrigger, CreateUserMapping, CreateView, Grant, GrantRole,
    Identity, IndexParameters, NamedKind, NotNull, ObjectName, PartitionBound, ReplicaIdentity,
    RoleStatement, SequenceOptions, Subject, TriggerFiring, TypeName,
};
use crate::Expr;

/// A statement and where it stands in its file.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What it says.
    pub statement: Statement,
    /// Byte range in the file, without leading blanks and comments.
    pub range: Range<usize>,
}

/// What a statement says. Anything that is not a variant of its own is [`Statement::Other`]: the caller reports it.
#[derive(Clone, Debug)]
pub enum Statement {
    /// `CREATE SCHEMA`, perhaps with `AUTHORIZATION`.
    CreateSchema(String, Option<String>),
    /// `CREATE ROLE` or `ALTER ROLE`.
    Role(RoleStatement),
    /// `ALTER ROLE … SET`, for all databases.
    RoleSetting {
        /// The role.
        role: String,
        /// The parameter.
        name: String,
        /// Its value.
        value: String,
    },
    /// `ALTER ROLE … RESET`, for all databases.
    RoleReset {
        /// The role.
        role: String,
        /// The parameter; absent for `ALL`.
        name: Option<String>,
    },
    /// `DROP ROLE`.
    DropRoles {
        /// The roles.
        roles: Vec<String>,
        /// Whether it says `IF EXISTS`.
        if_exists: bool,
    },
    /// `GRANT` or `REVOKE` of roles.
    GrantRole(GrantRole),
    /// `CREATE EXTENSION`.
    CreateExtension {
        /// Its name.
        name: String,
        /// `SCHEMA`.
        schema: Option<String>,
        /// `VERSION`.
        version: Option<String>,
    },
    /// `CREATE TYPE … AS ENUM`.
    CreateEnum {
        /// Its name.
        name: ObjectName,
        /// Its values, in order.
        values: Vec<String>,
    },
    /// `CREATE DOMAIN`.
    CreateDomain(CreateDomain),
    /// `ALTER DOMAIN`.
    AlterDomain {
        /// The domain.
        name: ObjectName,
        /// What is done.
        action: AlterDomainAction,
    },
    /// `CREATE TYPE … AS (…)`.
    CreateCompositeType(CreateCompositeType),
    /// `CREATE TYPE … AS RANGE`.
    CreateRangeType(CreateRangeType),
    /// `CREATE COLLATION`.
    CreateCollation(CreateCollation),
    /// `CREATE COLLATION … FROM`.
    CopyCollation {
        /// Its name.
        name: ObjectName,
        /// The one that it is a copy of.
        from: ObjectName,
    },
    /// `CREATE AGGREGATE`.
    CreateAggregate(Box<CreateAggregate>),
    /// `CREATE CAST`.
    CreateCast(CreateCast),
    /// `CREATE OPERATOR`.
    CreateOperator(Box<CreateOperator>),
    /// `CREATE SEQUENCE`.
    CreateSequence {
        /// Its name.
        name: ObjectName,
        /// Its options.
        options: SequenceOptions,
    },
    /// `ALTER SEQUENCE … OWNED BY`; other alterations are [`Statement::Other`].
    AlterSequence {
        /// Its name.
        name: ObjectName,
        /// The options that are set.
        options: SequenceOptions,
    },
    /// `CREATE TABLE`.
    CreateTable(CreateTable),
    /// `ALTER TABLE`, also for views, indexes and sequences where `pg_dump` writes so.
    AlterTable {
        /// The table.
        name: ObjectName,
        /// What is done, in order.
        actions: Vec<AlterTableAction>,
    },
    /// `CREATE INDEX`.
    CreateIndex(CreateIndex),
    /// `ALTER INDEX parent ATTACH PARTITION child`: said by the parent's index already.
    AttachIndex {
        /// The parent's index.
        parent: ObjectName,
        /// The partition's index.
        child: ObjectName,
    },
    /// `CREATE STATISTICS`.
    CreateStatistics(CreateStatistics),
    /// `ALTER STATISTICS … SET STATISTICS`; without a target it is left to those of the columns.
    SetStatisticsTarget {
        /// Its name.
        name: ObjectName,
        /// The target.
        target: Option<u16>,
    },
    /// `CREATE VIEW` or `CREATE MATERIALIZED VIEW`.
    CreateView(CreateView),
    /// `CREATE FUNCTION` or `CREATE PROCEDURE`.
    CreateFunction(CreateFunction),
    /// `CREATE TRIGGER`.
    CreateTrigger(CreateTrigger),
    /// `CREATE RULE`.
    CreateRule(CreateRule),
    /// `CREATE POLICY`.
    CreatePolicy(CreatePolicy),
    /// `CREATE PUBLICATION`.
    CreatePublication(CreatePublication),
    /// `ALTER PUBLICATION`.
    AlterPublication(AlterPublication),
    /// `CREATE SUBSCRIPTION`.
    CreateSubscription(CreateSubscription),
    /// `CREATE TEXT SEARCH …`.
    CreateTextSearch(CreateTextSearch),
    /// `ALTER TEXT SEARCH DICTIONARY`.
    AlterTextSearchDictionary(AlterTextSearchDictionary),
    /// `ALTER TEXT SEARCH CONFIGURATION`.
    AlterTextSearchConfiguration(AlterTextSearchConfiguration),
    /// `CREATE FOREIGN DATA WRAPPER`.
    CreateForeignDataWrapper(CreateForeignDataWrapper),
    /// `CREATE FOREIGN TABLE`.
    CreateForeignTable(CreateForeignTable),
    /// `CREATE SERVER`.
    CreateServer(CreateServer),
    /// `CREATE USER MAPPING`.
    CreateUserMapping(CreateUserMapping),
    /// `CREATE CONVERSION`.
    CreateConversion(CreateConversion),
    /// `CREATE ACCESS METHOD`.
    CreateAccessMethod(CreateAccessMethod),
    /// `CREATE LANGUAGE` with a handler.
    CreateLanguage(CreateLanguage),
    /// `CREATE TRANSFORM`.
    CreateTransform(CreateTransform),
    /// `CREATE EVENT TRIGGER`.
    CreateEventTrigger(CreateEventTrigger),
    /// `ALTER EVENT TRIGGER`.
    AlterEventTrigger(AlterEventTrigger),
    /// `COMMENT ON`.
    Comment {
        /// The object.
        on: CommentTarget,
        /// The text; absent for `IS NULL`.
        text: Option<String>,
    },
    /// `GRANT` or `REVOKE` of privileges.
    Grant(Grant),
    /// `ALTER DEFAULT PRIVILEGES`.
    AlterDefaultPrivileges(AlterDefaultPrivileges),
    /// `ALTER … OWNER TO`, except for relations; see [`AlterTableAction::OwnerTo`].
    AlterOwner {
        /// What changes hands.
        of: Subject,
        /// The role.
        owner: String,
    },
    /// `INSERT INTO … VALUES`: required rows.
    Insert(Insert),
    /// `SET search_path`, also as `SELECT set_config(…)`: the schemas that unqualified names mean from here on, without
    /// `pg_catalog` and `"$user"`.
    SearchPath(Vec<String>),
    /// A statement that says nothing about the schema (`SET`, `SELECT set_config(…)`, `BEGIN`, …).
    Session,
    /// A statement about something that is not modelled, named for the report: `GRANT`, `CREATE DOMAIN`.
    Other {
        /// What kind of statement it is, as SQL words.
        what: String,
    },
}

/// One action of `ALTER TABLE`.
#[derive(Clone, Debug)]
pub enum AlterTableAction {
    /// `ADD COLUMN`.
    AddColumn(ColumnDefinition),
    /// `ADD COLUMN` with `OPTIONS`, of a foreign table.
    AddForeignColumn(ColumnDefinition, IndexParameters),
    /// `ADD CONSTRAINT`.
    AddConstraint(Constraint),
    /// `ATTACH PARTITION`.
    AttachPartition(ObjectName, PartitionBound),
    /// `ALTER COLUMN … SET DEFAULT` or, with none, `DROP DEFAULT`.
    SetDefault(String, Option<Expr>),
    /// `ALTER COLUMN … SET NOT NULL` (true) or `DROP NOT NULL`.
    SetNotNull(String, bool),
    /// `ADD CONSTRAINT … NOT NULL`.
    AddNotNull(String, NotNull),
    /// `ALTER COLUMN … TYPE … [COLLATE …]`.
    SetType(String, TypeName, Option<ObjectName>),
    /// `ALTER COLUMN … ADD GENERATED … AS IDENTITY`.
    AddIdentity(String, Identity),
    /// `ALTER COLUMN … SET STORAGE` and what else is set on a column beyond its definition.
    SetColumn(ColumnName, ColumnSetting),
    /// `REPLICA IDENTITY`.
    ReplicaIdentity(ReplicaIdentity),
    /// `CLUSTER ON`, or, with none, `SET WITHOUT CLUSTER`.
    ClusterOn(Option<String>),
    /// `ENABLE ROW LEVEL SECURITY` (true) or `DISABLE`.
    RowSecurity(bool),
    /// `FORCE ROW LEVEL SECURITY` (true) or `NO FORCE`.
    ForceRowSecurity(bool),
    /// `SET (…)`.
    SetParameters(IndexParameters),
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint(String),
    /// `ENABLE` or `DISABLE TRIGGER`, of all triggers when there is no name.
    Trigger(Option<String>, TriggerFiring),
    /// `ENABLE` or `DISABLE RULE`.
    Rule(String, TriggerFiring),
    /// `ALTER COLUMN … OPTIONS`: options that are set, or, without a value, taken away.
    ColumnOptions(String, Vec<(String, Option<String>)>),
    /// `INHERIT`.
    Inherit(ObjectName),
    /// `NO INHERIT`.
    NoInherit(ObjectName),
    /// `OF`, or, with none, `NOT OF`.
    OfType(Option<ObjectName>),
    /// `OWNER TO`.
    OwnerTo(String),
    /// An action on something that is not modelled, as SQL words: `CLUSTER ON`.
    Other(String),
}

/// What `COMMENT ON` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentTarget {
    /// A schema.
    Schema(String),
    /// An extension.
    Extension(String),
    /// A type: an enum, domain or composite type.
    Type(ObjectName),
    /// A table.
    Table(ObjectName),
    /// A view.
    View(ObjectName),
    /// A materialized view.
    MaterializedView(ObjectName),
    /// A sequence.
    Sequence(ObjectName),
    /// An index.
    Index(ObjectName),
    /// A column of a relation.
    Column(ObjectName, String),
    /// A constraint of a table.
    Constraint(ObjectName, String),
    /// An aggregate with the types of its arguments.
    Aggregate(ObjectName, Vec<TypeName>),
    /// A cast from one type to another.
    Cast(TypeName, TypeName),
    /// An operator with its types, of which a prefix operator has no left one.
    Operator(ObjectName, Option<TypeName>, TypeName),
    /// A collation.
    Collation(ObjectName),
    /// A constraint of a domain.
    DomainConstraint(ObjectName, String),
    /// A trigger of a table.
    Trigger(ObjectName, String),
    /// A policy of a table.
    Policy(ObjectName, String),
    /// A rule of a table or view.
    Rule(ObjectName, String),
    /// A function or procedure with its input types.
    Function(ObjectName, Vec<TypeName>),
    /// An object that its name identifies.
    Named(NamedKind, ObjectName),
    /// A transform for a type and language.
    Transform(TypeName, String),
    /// Anything else, named for the report.
    Other(String),
}

/// `INSERT INTO … VALUES (…) [ON CONFLICT …]`.
#[derive(Clone, Debug)]
pub struct Insert {
    /// The table.
    pub table: ObjectName,
    /// The columns.
    pub columns: Vec<String>,
    /// The rows: one value per column.
    pub rows: Vec<Vec<SeedValue>>,
    /// The columns of `ON CONFLICT (…)`, perhaps none.
    pub conflict_columns: Vec<String>,
    /// `DO UPDATE` rather than `DO NOTHING` or nothing at all.
    pub update: bool,
}

/// A literal of a required row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeedValue {
    /// `NULL`.
    Null,
    /// A literal as text, to be read by the column's type.
    Literal(String),
}
