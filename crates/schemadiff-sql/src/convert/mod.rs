//! From the grammar's statements to our vocabulary, one file per family of objects.
//!
//! Nothing that a statement says may be lost on the way: what the vocabulary cannot hold is a [`Problem`] with its
//! place, or a [`Statement::Other`] that the caller reports.

mod alter;
mod collation;
mod column;
mod comment;
mod constraint;
mod event_trigger;
mod foreign;
mod function;
mod index;
mod insert;
mod language;
mod options;
mod other;
mod partition;
mod privilege;
mod publication;
mod role;
mod routines;
mod rule;
mod sequence;
mod session;
mod statistics;
mod table;
mod text_search;
mod trigger;
mod types;
mod view;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

pub(crate) use column::column_definition;
pub(crate) use constraint::table_constraint;
pub(crate) use function::{create_function, sql_body};
pub(crate) use index::element as index_element;
pub(crate) use partition::{bound as partition_bound, key as partition_key};
pub(crate) use privilege::privileges;
pub(crate) use routines::{arguments as aggregate_arguments, create_aggregate, create_cast};
pub(crate) use rule::actions as rule_actions;
pub(crate) use trigger::create_trigger;
pub(crate) use types::{attribute, create_domain};

use crate::syntax::Statement;
use crate::{Expr, tree, type_name};

/// Something that a statement says and that cannot be expressed here.
#[derive(Debug)]
pub(crate) struct Problem {
    /// What it is, one line.
    pub(crate) message: String,
    /// The byte in the statement's text where it stands, when the tree knows.
    pub(crate) at: Option<usize>,
}

impl Problem {
    /// A problem somewhere in the statement.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            at: None,
        }
    }

    /// A problem at a position of the grammar's, of which negative ones are unknown.
    pub(crate) fn at(location: i32, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            at: usize::try_from(location).ok(),
        }
    }

    /// Something that PostgreSQL has and our vocabulary has not.
    pub(crate) fn unsupported(what: &str) -> Self {
        Self::new(format!("{what} is not modelled yet"))
    }
}

pub(crate) type Result<T> = std::result::Result<T, Problem>;

/// Fails when something that is not modelled is there.
fn refuse(present: bool, what: &str) -> Result<()> {
    if present {
        Err(Problem::unsupported(what))
    } else {
        Ok(())
    }
}

/// An expression of a statement.
fn expression(node: &pb::Node) -> Result<Expr> {
    Expr::read(node)
}

/// An expression of a statement that may be absent.
fn optional(node: Option<&pb::Node>) -> Result<Option<Expr>> {
    node.map(expression).transpose()
}

/// An expression of a statement that the grammar requires.
fn required(node: Option<&pb::Node>, location: i32) -> Result<Expr> {
    optional(node)?.ok_or_else(|| Problem::at(location, "an expression is missing"))
}

/// Makes our type of the grammar's.
fn data_type(node: Option<&pb::TypeName>) -> Result<crate::syntax::TypeName> {
    let node = node.ok_or_else(|| Problem::new("a data type is missing"))?;
    type_name::convert(node).map_err(|message| Problem::at(node.location, message))
}

/// The relation a statement is about.
fn relation(node: Option<&pb::RangeVar>) -> Result<crate::syntax::ObjectName> {
    node.map(tree::relation_name)
        .ok_or_else(|| Problem::new("a relation's name is missing"))
}

/// Converts one statement.
pub(crate) fn statement(node: &NodeEnum) -> Result<Statement> {
    match node {
        NodeEnum::CreateSchemaStmt(create) => create_schema(create),
        NodeEnum::CreateExtensionStmt(create) => Ok(create_extension(create)),
        NodeEnum::CreateEnumStmt(create) => Ok(Statement::CreateEnum {
            name: tree::object_name(&create.type_name),
            values: tree::owned_strings(&create.vals),
        }),
        NodeEnum::CreateDomainStmt(create) => create_domain(create).map(Statement::CreateDomain),
        NodeEnum::AlterDomainStmt(alter) => types::alter_domain(alter),
        NodeEnum::CompositeTypeStmt(create) => types::create_composite(create),
        NodeEnum::CreateRangeStmt(create) => types::create_range(create),
        NodeEnum::DefineStmt(define) if text_search::kind(define).is_some() => text_search::create(define),
        NodeEnum::DefineStmt(define) => self::define(define),
        NodeEnum::CreateCastStmt(create) => create_cast(create).map(Statement::CreateCast),
        NodeEnum::CreateSeqStmt(create) => sequence::create(create),
        NodeEnum::AlterSeqStmt(alter) => sequence::alter(alter),
        NodeEnum::CreateStmt(create) => table::create(create),
        NodeEnum::AlterTableStmt(alter) => alter::alter_table(alter),
        NodeEnum::IndexStmt(create) => index::create(create).map(Statement::CreateIndex),
        NodeEnum::CreateStatsStmt(create) => statistics::create(create),
        NodeEnum::AlterStatsStmt(alter) => statistics::alter(alter),
        NodeEnum::ViewStmt(create) => view::create(create),
        NodeEnum::CreateTableAsStmt(create) => view::create_materialized(create),
        NodeEnum::CreateFunctionStmt(create) => create_function(create).map(Statement::CreateFunction),
        NodeEnum::CreateTrigStmt(create) => create_trigger(create).map(Statement::CreateTrigger),
        NodeEnum::RuleStmt(create) => rule::create(create),
        NodeEnum::CreatePolicyStmt(create) => trigger::create_policy(create).map(Statement::CreatePolicy),
        NodeEnum::CreatePublicationStmt(create) => publication::create(create),
        NodeEnum::AlterPublicationStmt(alter) => publication::alter(alter),
        NodeEnum::CreateEventTrigStmt(create) => event_trigger::create(create),
        NodeEnum::AlterEventTrigStmt(alter) => Ok(event_trigger::alter(alter)),
        NodeEnum::CreateSubscriptionStmt(create) => language::create_subscription(create),
        NodeEnum::AlterTsdictionaryStmt(alter) => Ok(text_search::alter_dictionary(alter)),
        NodeEnum::AlterTsconfigurationStmt(alter) => text_search::alter_configuration(alter),
        NodeEnum::CreateFdwStmt(create) => Ok(foreign::create_wrapper(create)),
        NodeEnum::CreateForeignTableStmt(create) => foreign::create_table(create),
        NodeEnum::CreateForeignServerStmt(create) => Ok(foreign::create_server(create)),
        NodeEnum::CreateUserMappingStmt(create) => foreign::create_mapping(create),
        NodeEnum::CreateConversionStmt(create) => Ok(language::create_conversion(create)),
        NodeEnum::CreateAmStmt(create) => Ok(language::create_access_method(create)),
        NodeEnum::CreatePlangStmt(create) => Ok(language::create_language(create)),
        NodeEnum::CreateTransformStmt(create) => language::create_transform(create),
        NodeEnum::CommentStmt(comment) => comment::comment(comment),
        NodeEnum::AlterDefaultPrivilegesStmt(alter) => privilege::alter_default(alter),
        NodeEnum::GrantStmt(grant) => privilege::grant(grant),
        NodeEnum::CreateRoleStmt(create) => role::create(create),
        NodeEnum::AlterRoleStmt(alter) => role::alter(alter),
        NodeEnum::AlterRoleSetStmt(alter) => role::set(alter),
        NodeEnum::DropRoleStmt(drop) => role::drop(drop),
        NodeEnum::GrantRoleStmt(grant) => role::grant(grant),
        NodeEnum::AlterOwnerStmt(alter) => privilege::alter_owner(alter),
        NodeEnum::InsertStmt(insert) => insert::insert(insert),
        other => session::session(other).unwrap_or_else(|| {
            Ok(Statement::Other {
                what: other::words(other),
            })
        }),
    }
}

/// What `CREATE` with a list of options makes.
fn define(node: &pb::DefineStmt) -> Result<Statement> {
    match pb::ObjectType::try_from(node.kind) {
        Ok(pb::ObjectType::ObjectAggregate) => {
            create_aggregate(node).map(|aggregate| Statement::CreateAggregate(Box::new(aggregate)))
        }
        Ok(pb::ObjectType::ObjectCollation) => collation::create(node),
        Ok(pb::ObjectType::ObjectOperator) => routines::create_operator(node),
        _ => Ok(Statement::Other {
            what: other::words(&NodeEnum::DefineStmt(node.clone())),
        }),
    }
}

fn create_schema(create: &pb::CreateSchemaStmt) -> Result<Statement> {
    refuse(!create.schema_elts.is_empty(), "a statement inside CREATE SCHEMA")?;
    let owner = create.authrole.as_ref();
    let owner = owner.map(|role| privilege::role_name(Some(role))).transpose()?;
    // A schema without a name has that of its owner (manual, "CREATE SCHEMA").
    let name = match (create.schemaname.as_str(), &owner) {
        ("", Some(owner)) => owner.clone(),
        (name, _) => name.to_owned(),
    };
    Ok(Statement::CreateSchema(name, owner))
}

fn create_extension(create: &pb::CreateExtensionStmt) -> Statement {
    let options = options::texts(&create.options);
    Statement::CreateExtension {
        name: create.extname.clone(),
        schema: options.get("schema").cloned(),
        version: options.get("new_version").cloned(),
    }
}

#[cfg(test)]
mod tests;
