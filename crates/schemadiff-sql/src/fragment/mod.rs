//! Pieces of statements, as a TOML model writes them: each is parsed by the whole grammar in its place.
//!
//! A fragment is put into a statement that accepts exactly such a piece. What comes back must be that statement with
//! nothing else in it, so a fragment cannot say more than its place allows.

mod definition;
mod place;
mod privilege;
mod routines;
mod rule;
mod trigger;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

pub use definition::parse_dictionary_options;
use place::Place;
pub use privilege::parse_privileges;
pub use routines::{
    OperatorSignature, parse_aggregate_arguments, parse_cast, parse_family_member, parse_operator_name,
    parse_operator_signature,
};
pub use rule::{name_insert_columns, parse_rule_actions, sql_body_references};
pub use trigger::{TriggerParts, parse_trigger};

use crate::convert::{self, Problem};
use crate::memo::Memo;
use crate::syntax::{
    Argument, Body, ColumnDefinition, Constraint, ConstraintKind, CreateDomain, CreateFunction, ForeignKey,
    IndexElement, ObjectName, PartitionBound, PartitionKey, Returns, TypeAttribute, TypeName,
};
use crate::{
    EnumValueRename, References, Scope, SqlError, enum_value, grammar, quote, references, resolve, tree,
    type_name,
};

/// Parses a data type: `varchar(320)`, `acme.user_role[]`.
///
/// ```
/// let data_type = schemadiff_sql::parse_type("varchar(320)")?;
/// assert_eq!(data_type.to_string(), "character varying(320)");
/// # Ok::<(), schemadiff_sql::SqlError>(())
/// ```
pub fn parse_type(text: &str) -> Result<TypeName, SqlError> {
    static KNOWN: Memo<TypeName> = Memo::new();
    KNOWN.read(text, || read_type(text))
}

fn read_type(text: &str) -> Result<TypeName, SqlError> {
    let place = Place::after("ALTER TABLE x ALTER c TYPE ", "a data type");
    place.read(text, |statement| match command(statement)?.def?.node {
        Some(NodeEnum::ColumnDef(column)) if column.coll_clause.is_none() && column.raw_default.is_none() => {
            let node = column.type_name?;
            Some(type_name::convert(&node).map_err(|message| Problem::at(node.location, message)))
        }
        _ => None,
    })
}

/// The action of an `ALTER TABLE` that has only one.
fn command(statement: NodeEnum) -> Option<pb::AlterTableCmd> {
    let NodeEnum::AlterTableStmt(mut alter) = statement else {
        return None;
    };
    match (alter.cmds.pop()?.node, alter.cmds.is_empty()) {
        (Some(NodeEnum::AlterTableCmd(command)), true) => Some(*command),
        _ => None,
    }
}

/// Parses what follows a column's name in `CREATE TABLE`: `uuid primary key default gen_random_uuid()`.
///
/// ```
/// let column = schemadiff_sql::parse_column("id", "uuid primary key default gen_random_uuid()")?;
/// assert_eq!(column.column.default.unwrap().sql(), "gen_random_uuid()");
/// assert_eq!(column.constraints.len(), 1);
/// # Ok::<(), schemadiff_sql::SqlError>(())
/// ```
pub fn parse_column(name: &str, text: &str) -> Result<ColumnDefinition, SqlError> {
    static KNOWN: Memo<ColumnDefinition> = Memo::new();
    let mut definition = KNOWN.read(text, || read_column(text))?;
    name.clone_into(&mut definition.column.name);
    for constraint in &mut definition.constraints {
        let columns = match &mut constraint.kind {
            ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => &mut key.columns,
            ConstraintKind::ForeignKey(key) => &mut key.columns,
            ConstraintKind::Check(_) | ConstraintKind::Exclude(_) => continue,
        };
        *columns = vec![name.to_owned()];
    }
    Ok(definition)
}

/// Reads a column under a name of our own: what is written after a column's name does not depend on the name.
fn read_column(text: &str) -> Result<ColumnDefinition, SqlError> {
    let place = Place::between("CREATE TABLE x (c ", ")", "a column's definition");
    place.read(text, |statement| {
        let NodeEnum::CreateStmt(mut create) = statement else {
            return None;
        };
        match (create.table_elts.pop()?.node, create.table_elts.is_empty()) {
            (Some(NodeEnum::ColumnDef(column)), true) => Some(convert::column_definition(&column)),
            _ => None,
        }
    })
}

/// Parses what follows AS in `CREATE DOMAIN`: `text not null check (value <> '')`.
pub fn parse_domain(text: &str) -> Result<CreateDomain, SqlError> {
    let place = Place::after("CREATE DOMAIN x AS ", "a domain's definition");
    place.read(text, |statement| match statement {
        NodeEnum::CreateDomainStmt(create) => Some(convert::create_domain(&create)),
        _ => None,
    })
}

/// Parses what follows an attribute's name in `CREATE TYPE … AS (…)`: `text collate "C"`.
pub fn parse_attribute(name: &str, text: &str) -> Result<TypeAttribute, SqlError> {
    let place = Place::between("CREATE TYPE x AS (c ", ")", "an attribute's type");
    let attribute = place.read(text, |statement| {
        let NodeEnum::CompositeTypeStmt(mut create) = statement else {
            return None;
        };
        match (create.coldeflist.pop()?.node, create.coldeflist.is_empty()) {
            (Some(NodeEnum::ColumnDef(column)), true) => Some(convert::attribute(&column)),
            _ => None,
        }
    })?;
    Ok(TypeAttribute {
        name: name.to_owned(),
        ..attribute
    })
}

/// Parses a table constraint without its name: `unique (a, b) deferrable`, `exclude using gist (…)`.
pub fn parse_constraint(text: &str) -> Result<Constraint, SqlError> {
    Place::after("ALTER TABLE x ADD ", "a constraint").read(text, constraint)
}

fn constraint(statement: NodeEnum) -> Option<convert::Result<Constraint>> {
    let Some(NodeEnum::Constraint(node)) = command(statement)?.def?.node else {
        let message = "a constraint begins with UNIQUE, PRIMARY KEY, FOREIGN KEY, CHECK or EXCLUDE";
        return Some(Err(Problem::new(message)));
    };
    Some(convert::table_constraint(&node))
}

/// Parses what follows `REFERENCES`: `tenants(id) on delete restrict deferrable`. The referencing columns are `columns`.
pub fn parse_references(columns: &[String], text: &str) -> Result<Constraint, SqlError> {
    let columns: Vec<String> = columns.iter().map(|column| quote::identifier(column)).collect();
    let before = format!(
        "ALTER TABLE x ADD FOREIGN KEY ({}) REFERENCES ",
        columns.join(", ")
    );
    Place::after(&before, "what a column references").read(text, constraint)
}

/// Parses one element of an index: `lower(email) desc`, `title gin_trgm_ops`.
pub fn parse_index_element(text: &str) -> Result<IndexElement, SqlError> {
    static KNOWN: Memo<IndexElement> = Memo::new();
    KNOWN.read(text, || read_index_element(text))
}

fn read_index_element(text: &str) -> Result<IndexElement, SqlError> {
    let place = Place::between("CREATE INDEX ON x (", ")", "one element of an index");
    place.read(text, |statement| {
        let NodeEnum::IndexStmt(mut create) = statement else {
            return None;
        };
        match (create.index_params.pop()?.node, create.index_params.is_empty()) {
            (Some(NodeEnum::IndexElem(element)), true) => Some(convert::index_element(&element)),
            _ => None,
        }
    })
}

/// Parses what follows `PARTITION BY`: `range (created_at)`.
pub fn parse_partition_key(text: &str) -> Result<PartitionKey, SqlError> {
    let place = Place::after("CREATE TABLE x () PARTITION BY ", "a partition key");
    place.read(text, |statement| {
        let NodeEnum::CreateStmt(create) = statement else {
            return None;
        };
        let says_more = !create.options.is_empty()
            || !create.access_method.is_empty()
            || !create.tablespacename.is_empty()
            || create.oncommit != pb::OnCommitAction::OncommitNoop as i32;
        create
            .partspec
            .filter(|_| !says_more)
            .map(|spec| convert::partition_key(&spec))
    })
}

/// Parses a partition's bound: `from ('2024-01-01') to ('2024-02-01')`, `in ('a')`, `with (modulus 4, remainder 0)`,
/// `default`; a leading `for values` is allowed.
pub fn parse_partition_bound(text: &str) -> Result<PartitionBound, SqlError> {
    let first = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let before = match first.as_str() {
        "for" | "default" => "ALTER TABLE x ATTACH PARTITION y ",
        _ => "ALTER TABLE x ATTACH PARTITION y FOR VALUES ",
    };
    let place = Place::after(before, "a partition's bound");
    place.read(text, |statement| match command(statement)?.def?.node {
        Some(NodeEnum::PartitionCmd(attach)) => attach.bound.map(|bound| convert::partition_bound(&bound)),
        _ => None,
    })
}

/// Parses a list of function arguments without parentheses: `a integer, b text default 'x', out c date`.
pub fn parse_arguments(text: &str) -> Result<Vec<Argument>, SqlError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let place = Place::between(
        "CREATE FUNCTION x(",
        ") LANGUAGE sql AS ''",
        "a list of arguments",
    );
    place.read(text, |statement| {
        let create = function(statement, 2).filter(|create| create.return_type.is_none())?;
        Some(convert::create_function(&create).map(|function| function.arguments))
    })
}

/// The statement, when it has no more options than our part of it has.
fn function(statement: NodeEnum, options: usize) -> Option<Box<pb::CreateFunctionStmt>> {
    match statement {
        NodeEnum::CreateFunctionStmt(create) if create.options.len() == options => Some(create),
        _ => None,
    }
}

/// Parses what follows `RETURNS`: `trigger`, `setof users`, `table (id uuid, total bigint)`.
pub fn parse_returns(text: &str) -> Result<Returns, SqlError> {
    let place = Place::between(
        "CREATE FUNCTION x() RETURNS ",
        " LANGUAGE sql AS ''",
        "what a function returns",
    );
    place.read(text, |statement| {
        let create = function(statement, 2)?;
        match convert::create_function(&create) {
            Ok(function) => function.returns.map(Ok),
            Err(problem) => Some(Err(problem)),
        }
    })
}

/// In front of an SQL-standard body.
const BEFORE_BODY: &str = "CREATE FUNCTION x() RETURNS int LANGUAGE sql ";

/// Parses an SQL-standard body: `return a + b` or `begin atomic … end`.
///
/// ```
/// use schemadiff_sql::{parse_sql_body, syntax::Body};
/// assert_eq!(parse_sql_body("return a+b")?, Body::Sql("RETURN a + b".to_owned()));
/// # Ok::<(), schemadiff_sql::SqlError>(())
/// ```
pub fn parse_sql_body(text: &str) -> Result<Body, SqlError> {
    let before = "CREATE FUNCTION x() RETURNS int LANGUAGE sql ";
    let place = Place {
        statements: true,
        ..Place::after(before, "a function's body")
    };
    place.read(text, |statement| {
        let create = function(statement, 1)?;
        create.sql_body.as_deref().map(convert::sql_body)
    })
}

/// What an SQL-standard body refers to; nothing for a body that is text, which nobody can be sure to understand.
///
/// ```
/// use schemadiff_sql::{body_references, parse_script, syntax::{ObjectName, Statement}};
/// let (statements, _) = parse_script("create function f() returns bigint return (select count(*) from users)");
/// let Statement::CreateFunction(function) = &statements[0].statement else { unreachable!() };
/// assert!(body_references(function).relations.contains(&ObjectName::bare("users")));
/// ```
pub fn body_references(function: &CreateFunction) -> References {
    let Body::Sql(text) = &function.body else {
        return References::default();
    };
    body_tree(text)
        .map(|mut body| references::collect(&mut body).references)
        .unwrap_or_default()
}

/// The same body with every name that `scope` knows qualified; a body that is text stays as it is.
pub fn resolve_body(body: &Body, scope: &dyn Scope) -> Body {
    let Body::Sql(text) = body else {
        return body.clone();
    };
    let resolved = body_tree(text).and_then(|mut tree| {
        resolve::resolve(&mut tree, scope);
        convert::sql_body(&tree).ok()
    });
    resolved.unwrap_or_else(|| body.clone())
}

/// The same body after a value of an enum got another name; a body that is text stays as it is.
pub fn rename_enum_value_in_body(body: &Body, rename: EnumValueRename<'_>) -> Body {
    let Body::Sql(text) = body else {
        return body.clone();
    };
    let renamed = body_tree(text).and_then(|mut tree| {
        enum_value::rename(&mut tree, rename);
        convert::sql_body(&tree).ok()
    });
    renamed.unwrap_or_else(|| body.clone())
}

/// The tree of an SQL-standard body that was printed here.
fn body_tree(text: &str) -> Option<pb::Node> {
    let statements = grammar::parse_in(BEFORE_BODY, text, "").ok()?;
    match statements.into_iter().next()?.node {
        NodeEnum::CreateFunctionStmt(create) => create.sql_body.map(|body| *body),
        _ => None,
    }
}

/// Parses a perhaps qualified, perhaps quoted name: `billing.invoices`, `"Order"`.
///
/// ```
/// let name = schemadiff_sql::parse_name(r#"Billing."Order""#)?;
/// assert_eq!((name.schema.as_deref(), name.name.as_str()), (Some("billing"), "Order"));
/// # Ok::<(), schemadiff_sql::SqlError>(())
/// ```
pub fn parse_name(text: &str) -> Result<ObjectName, SqlError> {
    // The command that takes any name and, after it, nothing at all.
    Place::after("ALTER INDEX x ATTACH PARTITION ", "a name").read(text, |statement| {
        match command(statement)?.def?.node {
            Some(NodeEnum::PartitionCmd(attach)) => {
                let name = attach.name?;
                name.catalogname
                    .is_empty()
                    .then(|| Ok(tree::relation_name(&name)))
            }
            _ => None,
        }
    })
}

/// The foreign key of a constraint, for callers that only need that part.
pub fn foreign_key(constraint: &Constraint) -> Option<&ForeignKey> {
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
