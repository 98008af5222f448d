//! Pieces of statements, as a TOML model writes them: each is parsed by the whole grammar in its place.
//!
//! A fragment is put into a statement that accepts exactly such a piece. What comes back must be that statement with
//! nothing else in it, so a fragment cannot say more than its place allows.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::convert::{self, Problem};
use crate::script::error_of;
use crate::syntax::{
    Argument, Body, ColumnDefinition, Constraint, ForeignKey, IndexElement, ObjectName, PartitionBound,
    PartitionKey, Returns, TypeName,
};
use crate::{SqlError, grammar, lexer, quote, tree, type_name};

mod trigger;

pub use trigger::{TriggerParts, parse_trigger};

/// A place in a statement that a fragment is put into.
struct Place<'a> {
    before: &'a str,
    text: &'a str,
    after: &'a str,
    what: &'a str,
}

impl Place<'_> {
    /// The only statement that comes out.
    fn statement(&self) -> Result<NodeEnum, SqlError> {
        self.check(false)?;
        self.parse()
    }

    fn check(&self, statements: bool) -> Result<(), SqlError> {
        if self.text.trim().is_empty() {
            return Err(SqlError {
                message: format!("{} is missing", self.what),
                range: 0..self.text.len(),
                help: None,
            });
        }
        lexer::check_fragment(self.text, statements)
    }

    fn parse(&self) -> Result<NodeEnum, SqlError> {
        let mut statements = grammar::parse_in(self.before, self.text, self.after)?;
        match (statements.pop(), statements.is_empty()) {
            (Some(statement), true) => Ok(statement.node),
            _ => Err(self.too_much()),
        }
    }

    /// The fragment says something that its place has no room for.
    fn too_much(&self) -> SqlError {
        SqlError {
            message: format!("this is more than {}", self.what),
            range: 0..self.text.len(),
            help: None,
        }
    }

    /// Gives a problem of the conversion its place in the fragment.
    fn error(&self, problem: Problem) -> SqlError {
        let at = problem.at.and_then(|at| at.checked_sub(self.before.len()));
        error_of(Problem { at, ..problem }, self.text)
    }
}

/// Parses a data type: `varchar(320)`, `acme.user_role[]`.
///
/// ```
/// let data_type = schemadiff_sql::parse_type("varchar(320)")?;
/// assert_eq!(data_type.to_string(), "character varying(320)");
/// # Ok::<(), schemadiff_sql::SqlError>(())
/// ```
pub fn parse_type(text: &str) -> Result<TypeName, SqlError> {
    let place = Place {
        before: "ALTER TABLE x ALTER c TYPE ",
        text,
        after: "",
        what: "a data type",
    };
    match single_command(&place)?.def.and_then(|node| node.node) {
        Some(NodeEnum::ColumnDef(column)) if column.coll_clause.is_none() && column.raw_default.is_none() => {
            let node = column.type_name.ok_or_else(|| place.too_much())?;
            type_name::convert(&node).map_err(|message| place.error(Problem::at(node.location, message)))
        }
        _ => Err(place.too_much()),
    }
}

/// The only action of an `ALTER TABLE`.
fn single_command(place: &Place<'_>) -> Result<pb::AlterTableCmd, SqlError> {
    let NodeEnum::AlterTableStmt(mut alter) = place.statement()? else {
        return Err(place.too_much());
    };
    match (alter.cmds.pop(), alter.cmds.is_empty()) {
        (
            Some(pb::Node {
                node: Some(NodeEnum::AlterTableCmd(command)),
            }),
            true,
        ) => Ok(*command),
        _ => Err(place.too_much()),
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
    let before = format!("CREATE TABLE x ({} ", quote::identifier(name));
    let place = Place {
        before: &before,
        text,
        after: ")",
        what: "a column's definition",
    };
    let NodeEnum::CreateStmt(mut create) = place.statement()? else {
        return Err(place.too_much());
    };
    match (create.table_elts.pop(), create.table_elts.is_empty()) {
        (
            Some(pb::Node {
                node: Some(NodeEnum::ColumnDef(column)),
            }),
            true,
        ) => convert::column_definition(&column).map_err(|problem| place.error(problem)),
        _ => Err(place.too_much()),
    }
}

/// Parses a table constraint without its name: `unique (a, b) deferrable`, `exclude using gist (…)`.
pub fn parse_constraint(text: &str) -> Result<Constraint, SqlError> {
    constraint(&Place {
        before: "ALTER TABLE x ADD ",
        text,
        after: "",
        what: "a constraint",
    })
}

fn constraint(place: &Place<'_>) -> Result<Constraint, SqlError> {
    match single_command(place)?.def.and_then(|node| node.node) {
        Some(NodeEnum::Constraint(node)) => {
            convert::table_constraint(&node).map_err(|problem| place.error(problem))
        }
        _ => {
            let message =
                "a constraint begins with UNIQUE, PRIMARY KEY, FOREIGN KEY, CHECK or EXCLUDE".to_owned();
            Err(SqlError {
                message,
                range: 0..place.text.len(),
                help: None,
            })
        }
    }
}

/// Parses what follows `REFERENCES`: `tenants(id) on delete restrict deferrable`. The referencing columns are `columns`.
pub fn parse_references(columns: &[String], text: &str) -> Result<Constraint, SqlError> {
    let columns: Vec<String> = columns.iter().map(|column| quote::identifier(column)).collect();
    let before = format!(
        "ALTER TABLE x ADD FOREIGN KEY ({}) REFERENCES ",
        columns.join(", ")
    );
    constraint(&Place {
        before: &before,
        text,
        after: "",
        what: "what a column references",
    })
}

/// Parses one element of an index: `lower(email) desc`, `title gin_trgm_ops`.
pub fn parse_index_element(text: &str) -> Result<IndexElement, SqlError> {
    let place = Place {
        before: "CREATE INDEX ON x (",
        text,
        after: ")",
        what: "one element of an index",
    };
    let NodeEnum::IndexStmt(mut create) = place.statement()? else {
        return Err(place.too_much());
    };
    match (create.index_params.pop(), create.index_params.is_empty()) {
        (
            Some(pb::Node {
                node: Some(NodeEnum::IndexElem(element)),
            }),
            true,
        ) => convert::index_element(&element).map_err(|problem| place.error(problem)),
        _ => Err(place.too_much()),
    }
}

/// Parses what follows `PARTITION BY`: `range (created_at)`.
pub fn parse_partition_key(text: &str) -> Result<PartitionKey, SqlError> {
    let place = Place {
        before: "CREATE TABLE x () PARTITION BY ",
        text,
        after: "",
        what: "a partition key",
    };
    let NodeEnum::CreateStmt(create) = place.statement()? else {
        return Err(place.too_much());
    };
    let says_more = !create.options.is_empty()
        || !create.access_method.is_empty()
        || !create.tablespacename.is_empty()
        || create.oncommit != pb::OnCommitAction::OncommitNoop as i32;
    match &create.partspec {
        Some(spec) if !says_more => convert::partition_key(spec).map_err(|problem| place.error(problem)),
        _ => Err(place.too_much()),
    }
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
    let place = Place {
        before,
        text,
        after: "",
        what: "a partition's bound",
    };
    match single_command(&place)?.def.and_then(|node| node.node) {
        Some(NodeEnum::PartitionCmd(pb::PartitionCmd {
            bound: Some(bound), ..
        })) => convert::partition_bound(&bound).map_err(|problem| place.error(problem)),
        _ => Err(place.too_much()),
    }
}

/// Parses a list of function arguments without parentheses: `a integer, b text default 'x', out c date`.
pub fn parse_arguments(text: &str) -> Result<Vec<Argument>, SqlError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let place = Place {
        before: "CREATE FUNCTION x(",
        text,
        after: ") LANGUAGE sql AS ''",
        what: "a list of arguments",
    };
    let function = function(&place, 2)?;
    if function.return_type.is_some() {
        return Err(place.too_much());
    }
    convert::create_function(&function)
        .map(|function| function.arguments)
        .map_err(|problem| place.error(problem))
}

/// The statement, when it has no more options than our part of it has.
fn function(place: &Place<'_>, options: usize) -> Result<pb::CreateFunctionStmt, SqlError> {
    match place.statement()? {
        NodeEnum::CreateFunctionStmt(create)
            if create.options.len() == options && create.sql_body.is_none() =>
        {
            Ok(*create)
        }
        _ => Err(place.too_much()),
    }
}

/// Parses what follows `RETURNS`: `trigger`, `setof users`, `table (id uuid, total bigint)`.
pub fn parse_returns(text: &str) -> Result<Returns, SqlError> {
    let after = " LANGUAGE sql AS ''";
    let place = Place {
        before: "CREATE FUNCTION x() RETURNS ",
        text,
        after,
        what: "what a function returns",
    };
    let function = function(&place, 2)?;
    let function = convert::create_function(&function).map_err(|problem| place.error(problem))?;
    function.returns.ok_or_else(|| place.too_much())
}

/// Parses an SQL-standard body: `return a + b` or `begin atomic … end`.
pub fn parse_sql_body(text: &str) -> Result<Body, SqlError> {
    let before = "CREATE FUNCTION x() RETURNS int LANGUAGE sql ";
    let place = Place {
        before,
        text,
        after: "",
        what: "a function's body",
    };
    place.check(true)?;
    match place.parse()? {
        NodeEnum::CreateFunctionStmt(create) if create.options.len() == 1 => match &create.sql_body {
            Some(body) => convert::sql_body(body).map_err(|problem| place.error(problem)),
            None => Err(place.too_much()),
        },
        _ => Err(place.too_much()),
    }
}

/// Parses a perhaps qualified, perhaps quoted name: `billing.invoices`, `"Order"`.
pub fn parse_name(text: &str) -> Result<ObjectName, SqlError> {
    let place = Place {
        before: "DROP TABLE ",
        text,
        after: "",
        what: "one name",
    };
    let NodeEnum::DropStmt(drop) = place.statement()? else {
        return Err(place.too_much());
    };
    match drop.objects.as_slice() {
        [name] if drop.behavior == pb::DropBehavior::DropRestrict as i32 && !drop.missing_ok => {
            match tree::strings(tree::items(name)).as_slice() {
                [name] => Ok(ObjectName::bare(*name)),
                [schema, name] => Ok(ObjectName::qualified(*schema, *name)),
                _ => Err(place.too_much()),
            }
        }
        _ => Err(place.too_much()),
    }
}

/// Keeps the shape of a foreign key at hand for callers that only need that part.
pub fn foreign_key(constraint: &Constraint) -> Option<&ForeignKey> {
    match &constraint.kind {
        crate::syntax::ConstraintKind::ForeignKey(key) => Some(key),
        _ => None,
    }
}
