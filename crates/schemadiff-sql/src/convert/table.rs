//! `CREATE TABLE`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::column::column_of_type;
use super::{Problem, Result, column_definition, constraint, data_type, options, partition, relation};
use crate::syntax::{
    Column, ColumnDefinition, ConstraintKind, CreateTable, Including, Like, NotNull, Persistence, Statement,
    TypeName,
};
use crate::tree;

/// Converts `CREATE TABLE`.
pub(super) fn create(node: &pb::CreateStmt) -> Result<Statement> {
    let persistence = match node
        .relation
        .as_ref()
        .map(|relation| relation.relpersistence.as_str())
    {
        Some("t") => {
            return Ok(Statement::Other {
                what: "CREATE TEMPORARY TABLE".to_owned(),
            });
        }
        Some("u") => Persistence::Unlogged,
        _ => Persistence::Permanent,
    };
    let of_type = node
        .of_typename
        .as_ref()
        .map(|name| data_type(Some(name)))
        .transpose()?;
    let mut inherits = Vec::new();
    let partition_of = match (&node.partbound, node.inh_relations.as_slice()) {
        (_, []) => None,
        (None, parents) => {
            for parent in parents {
                match &parent.node {
                    Some(NodeEnum::RangeVar(parent)) => inherits.push(tree::relation_name(parent)),
                    _ => return Err(Problem::new("INHERITS needs the name of a table")),
                }
            }
            None
        }
        (
            Some(bound),
            [
                pb::Node {
                    node: Some(NodeEnum::RangeVar(parent)),
                },
            ],
        ) => Some((tree::relation_name(parent), partition::bound(bound)?)),
        (_, [parent, ..]) => {
            let location = match &parent.node {
                Some(NodeEnum::RangeVar(parent)) => parent.location,
                _ => -1,
            };
            return Err(Problem::at(location, "a partition has one parent"));
        }
    };
    let mut table = CreateTable {
        name: relation(node.relation.as_ref())?,
        columns: Vec::new(),
        likes: Vec::new(),
        constraints: Vec::new(),
        persistence,
        partition_by: node.partspec.as_ref().map(partition::key).transpose()?,
        partition_of,
        inherits,
        of_type: of_type.map(|of_type| of_type.name),
        parameters: options::parameters(&node.options),
        access_method: access_method(&node.access_method),
        tablespace: constraint::tablespace(&node.tablespacename),
    };
    let mut not_null = Vec::new();
    for element in &node.table_elts {
        match &element.node {
            // `column WITH OPTIONS …` of a typed table or a partition: the type is that of the composite type or the parent.
            Some(NodeEnum::ColumnDef(column)) if column.type_name.is_none() => {
                table.columns.push(column_of_type(column, TypeName::untyped())?);
            }
            Some(NodeEnum::ColumnDef(column)) => table.columns.push(column_definition(column)?),
            Some(NodeEnum::Constraint(node)) if node.contype == pb::ConstrType::ConstrNotnull as i32 => {
                not_null.push(&**node);
            }
            Some(NodeEnum::Constraint(node)) => {
                let mut constraint = constraint::table_constraint(node)?;
                // There are no rows yet, so that NOT VALID is overridden (transformCheckConstraints() and
                // transformFKConstraints() in src/backend/parser/parse_utilcmd.c).
                constraint.validated = true;
                table.constraints.push(constraint);
            }
            Some(NodeEnum::TableLikeClause(like)) => {
                table.likes.push(Like {
                    table: relation(like.relation.as_ref())?,
                    after: table.columns.len(),
                    including: including(like.options),
                });
            }
            _ => return Err(Problem::new("this element of a table is not modelled yet")),
        }
    }
    for node in not_null {
        add_not_null(&mut table, node)?;
    }
    apply_primary_key(&mut table);
    Ok(Statement::CreateTable(table))
}

/// What `LIKE` copies (`TableLikeOption` in `src/include/nodes/parsenodes.h`).
fn including(options: u32) -> Including {
    let has = |bit: u32| options & (1 << bit) != 0;
    Including {
        comments: has(0),
        compression: has(1),
        constraints: has(2),
        defaults: has(3),
        generated: has(4),
        identity: has(5),
        indexes: has(6),
        statistics: has(7),
        storage: has(8),
    }
}

/// A table access method, when one is named that is not the usual.
pub(super) fn access_method(name: &str) -> Option<String> {
    (!matches!(name, "" | "heap")).then(|| name.to_owned())
}

/// Applies `CONSTRAINT name NOT NULL column`, which PostgreSQL 18 allows as a table constraint.
fn add_not_null(table: &mut CreateTable, node: &pb::Constraint) -> Result<()> {
    for name in tree::strings(&node.keys) {
        let is_written = |definition: &ColumnDefinition| definition.column.name == name;
        // Columns that it has from elsewhere need not be written.
        if !table.columns.iter().any(is_written) && (table.of_type.is_some() || table.partition_of.is_some())
        {
            table.columns.push(ColumnDefinition {
                column: Column::new(name, TypeName::untyped()),
                is_serial: false,
                constraints: Vec::new(),
            });
        }
        let column = table.columns.iter_mut().find(|definition| is_written(definition));
        let column = column.ok_or_else(|| {
            Problem::at(
                node.location,
                format!("NOT NULL names the column \"{name}\", which is not written here"),
            )
        })?;
        column.column.not_null = true;
        // There are no rows yet, so that NOT VALID is overridden, as it is of checks.
        column.column.require(NotNull {
            validated: true,
            ..constraint::not_null(node)
        });
    }
    Ok(())
}

/// The columns of a primary key cannot be null (manual, "Primary Keys").
fn apply_primary_key(table: &mut CreateTable) {
    let keys = table
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(key) => Some(&key.columns),
            _ => None,
        });
    for name in keys.flatten() {
        for definition in &mut table.columns {
            definition.column.not_null |= definition.column.name == *name;
        }
    }
}
