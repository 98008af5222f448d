//! Columns with everything that may be written beside them.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, constraint, data_type, expression, optional, refuse, required, sequence};
use crate::syntax::{
    Column, ColumnDefinition, Constraint, Generated, Identity, ObjectName, Storage, TypeName,
};
use crate::tree;

/// Converts a column.
pub(crate) fn column_definition(node: &pb::ColumnDef) -> Result<ColumnDefinition> {
    let type_node = node.type_name.as_ref().ok_or_else(|| {
        Problem::at(
            node.location,
            format!("column \"{}\" needs a data type", node.colname),
        )
    })?;
    let serial = serial_type(type_node);
    let data_type = match serial {
        Some(integer) => TypeName::builtin(integer),
        None => data_type(Some(type_node))?,
    };
    let mut definition = column_of_type(node, data_type)?;
    definition.is_serial = serial.is_some();
    definition.column.not_null |= serial.is_some();
    Ok(definition)
}

/// Converts a column that is of this type, whatever is written.
pub(super) fn column_of_type(node: &pb::ColumnDef, data_type: TypeName) -> Result<ColumnDefinition> {
    refuse(!node.fdwoptions.is_empty(), "OPTIONS of a column")?;
    let mut definition = ColumnDefinition {
        column: Column::new(node.colname.clone(), data_type),
        is_serial: false,
        constraints: Vec::new(),
    };
    definition.column.settings.compression = compression(&node.compression);
    if !node.storage_name.is_empty() {
        definition.column.settings.storage = storage(&node.storage_name)?;
    }
    definition.column.collation = node.coll_clause.as_deref().and_then(collation);
    if let Some(default) = &node.raw_default {
        definition.column.default = Some(expression(default)?);
    }
    for item in &node.constraints {
        if let Some(NodeEnum::Constraint(constraint)) = &item.node {
            add(&mut definition, constraint)?;
        }
    }
    Ok(definition)
}

/// A storage; `DEFAULT` is the type's own.
pub(super) fn storage(word: &str) -> Result<Option<Storage>> {
    if word.eq_ignore_ascii_case("default") {
        return Ok(None);
    }
    match Storage::from_word(word) {
        Some(storage) => Ok(Some(storage)),
        None => Err(Problem::new(format!("invalid storage type \"{word}\""))),
    }
}

/// A compression method; `DEFAULT` is left to `default_toast_compression`.
pub(super) fn compression(method: &str) -> Option<String> {
    (!matches!(method, "" | "default")).then(|| method.to_owned())
}

/// The integer behind a serial type.
///
/// Source: `transformColumnDefinition()` in `src/backend/parser/parse_utilcmd.c`; only unqualified names count.
fn serial_type(node: &pb::TypeName) -> Option<&'static str> {
    if node.pct_type || node.setof || !node.array_bounds.is_empty() {
        return None;
    }
    match tree::strings(&node.names).as_slice() {
        ["smallserial" | "serial2"] => Some("int2"),
        ["serial" | "serial4"] => Some("int4"),
        ["bigserial" | "serial8"] => Some("int8"),
        _ => None,
    }
}

/// A collation, unless it is the one that every type has by default.
pub(super) fn collation(clause: &pb::CollateClause) -> Option<ObjectName> {
    collation_name(&clause.collname)
}

/// A collation's name, `pg_catalog` dropped.
pub(super) fn collation_name(parts: &[pb::Node]) -> Option<ObjectName> {
    let name = tree::object_name(parts);
    (!parts.is_empty() && name != ObjectName::bare("default")).then_some(name)
}

/// Adds what one column constraint says.
fn add(definition: &mut ColumnDefinition, node: &pb::Constraint) -> Result<()> {
    use pb::ConstrType as Type;
    let column = &mut definition.column;
    match Type::try_from(node.contype).unwrap_or(Type::Undefined) {
        // Both are what a column has anyway.
        Type::ConstrNull => {}
        Type::ConstrAttrEnforced => last(definition, node)?.enforced = true,
        Type::ConstrNotnull => {
            column.not_null = true;
            column.require(constraint::not_null(node));
        }
        Type::ConstrDefault => column.default = optional(node.raw_expr.as_deref())?,
        Type::ConstrIdentity => {
            column.identity = Some(Identity {
                always: node.generated_when == "a",
                options: sequence::options(&node.options)?,
            });
            column.not_null = true;
        }
        Type::ConstrGenerated => {
            let expression = required(node.raw_expr.as_deref(), node.location)?;
            column.generated = Some(Generated {
                expression,
                is_virtual: node.generated_kind == "v",
            });
        }
        Type::ConstrAttrDeferrable => last(definition, node)?.deferrable = true,
        Type::ConstrAttrNotDeferrable => last(definition, node)?.deferrable = false,
        Type::ConstrAttrDeferred => {
            let last = last(definition, node)?;
            (last.deferrable, last.initially_deferred) = (true, true);
        }
        Type::ConstrAttrImmediate => last(definition, node)?.initially_deferred = false,
        Type::ConstrAttrNotEnforced => last(definition, node)?.enforced = false,
        kind => {
            column.not_null |= kind == Type::ConstrPrimary;
            let name = column.name.clone();
            definition
                .constraints
                .push(constraint::constraint(node, Some(&name))?);
        }
    }
    Ok(())
}

/// The constraint that an attribute such as `DEFERRABLE` belongs to: the one written before it.
fn last<'a>(definition: &'a mut ColumnDefinition, node: &pb::Constraint) -> Result<&'a mut Constraint> {
    definition.constraints.last_mut().ok_or_else(|| {
        Problem::at(
            node.location,
            "misplaced DEFERRABLE, INITIALLY, ENFORCED or NOT DEFERRABLE clause",
        )
    })
}
