//! Constraints of tables and those written beside a column.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, index, optional, options, refuse, relation, required};
use crate::syntax::{
    Check, Constraint, ConstraintKind, Exclude, ForeignKey, Key, NotNull, ReferentialAction,
};
use crate::tree;

/// Converts a constraint that stands by itself.
pub(crate) fn table_constraint(node: &pb::Constraint) -> Result<Constraint> {
    constraint(node, None)
}

/// Converts a constraint; one beside a column is about that column.
pub(super) fn constraint(node: &pb::Constraint, column: Option<&str>) -> Result<Constraint> {
    use pb::ConstrType as Type;
    let kind = match Type::try_from(node.contype).unwrap_or(Type::Undefined) {
        Type::ConstrPrimary => ConstraintKind::PrimaryKey(key(node, column)),
        Type::ConstrUnique => ConstraintKind::Unique(key(node, column)),
        Type::ConstrForeign => ConstraintKind::ForeignKey(foreign_key(node, column)?),
        Type::ConstrCheck => {
            let expression = required(node.raw_expr.as_deref(), node.location)?;
            ConstraintKind::Check(Check {
                expression,
                no_inherit: node.is_no_inherit,
            })
        }
        Type::ConstrExclusion => ConstraintKind::Exclude(exclude(node)?),
        _ => return Err(Problem::at(node.location, "this constraint is not modelled yet")),
    };
    Ok(Constraint {
        name: (!node.conname.is_empty()).then(|| node.conname.clone()),
        kind,
        deferrable: node.deferrable,
        initially_deferred: node.initdeferred,
        validated: !node.skip_validation || is_not_enforced(node),
        enforced: !is_not_enforced(node),
        comment: None,
        index_comment: None,
    })
}

/// What is said of NOT NULL.
pub(super) fn not_null(node: &pb::Constraint) -> NotNull {
    NotNull {
        name: (!node.conname.is_empty()).then(|| node.conname.clone()),
        no_inherit: node.is_no_inherit,
        validated: !node.skip_validation,
        comment: None,
    }
}

/// `NOT ENFORCED`, which only checks and foreign keys can be; the grammar leaves the mark of others unset.
fn is_not_enforced(node: &pb::Constraint) -> bool {
    use pb::ConstrType as Type;
    let can_be = matches!(
        Type::try_from(node.contype),
        Ok(Type::ConstrForeign | Type::ConstrCheck)
    );
    can_be && !node.is_enforced
}

/// The columns that a constraint lists, or the one it stands beside.
fn columns(listed: &[pb::Node], column: Option<&str>) -> Vec<String> {
    match column {
        Some(column) if listed.is_empty() => vec![column.to_owned()],
        _ => tree::owned_strings(listed),
    }
}

fn key(node: &pb::Constraint, column: Option<&str>) -> Key {
    let using_index = (!node.indexname.is_empty()).then(|| node.indexname.clone());
    let columns = if using_index.is_some() {
        Vec::new()
    } else {
        columns(&node.keys, column)
    };
    Key {
        columns,
        include: tree::owned_strings(&node.including),
        nulls_not_distinct: node.nulls_not_distinct,
        without_overlaps: node.without_overlaps,
        parameters: options::parameters(&node.options),
        tablespace: tablespace(&node.indexspace),
        using_index,
    }
}

/// A tablespace, when one is named.
pub(super) fn tablespace(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}

fn foreign_key(node: &pb::Constraint, column: Option<&str>) -> Result<ForeignKey> {
    refuse(node.fk_matchtype == "p", "MATCH PARTIAL")?;
    Ok(ForeignKey {
        columns: columns(&node.fk_attrs, column),
        table: relation(node.pktable.as_ref())?,
        referenced_columns: tree::owned_strings(&node.pk_attrs),
        match_full: node.fk_matchtype == "f",
        on_update: action(&node.fk_upd_action),
        on_delete: action(&node.fk_del_action),
        on_delete_columns: tree::owned_strings(&node.fk_del_set_cols),
        // A model writes the columns of its side apart, and PERIOD on the other alone.
        period: node.fk_with_period || node.pk_with_period,
    })
}

/// Source: `FKCONSTR_ACTION_*` in `src/include/nodes/parsenodes.h`.
fn action(code: &str) -> ReferentialAction {
    match code {
        "r" => ReferentialAction::Restrict,
        "c" => ReferentialAction::Cascade,
        "n" => ReferentialAction::SetNull,
        "d" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}

fn exclude(node: &pb::Constraint) -> Result<Exclude> {
    let mut elements = Vec::new();
    for exclusion in &node.exclusions {
        let [element, operator] = tree::items(exclusion) else {
            return Err(Problem::at(
                node.location,
                "an exclusion needs an element and an operator",
            ));
        };
        let Some(NodeEnum::IndexElem(element)) = &element.node else {
            return Err(Problem::at(node.location, "an exclusion needs an element"));
        };
        elements.push((index::element(element)?, operator_text(tree::items(operator))));
    }
    Ok(Exclude {
        method: if node.access_method.is_empty() {
            "btree".to_owned()
        } else {
            node.access_method.clone()
        },
        elements,
        include: tree::owned_strings(&node.including),
        predicate: optional(node.where_clause.as_deref())?,
        parameters: options::parameters(&node.options),
        tablespace: tablespace(&node.indexspace),
    })
}

/// An operator as SQL: `&&`, or `OPERATOR(public.=)` where it has a schema.
fn operator_text(parts: &[pb::Node]) -> String {
    match tree::strings(parts).as_slice() {
        [schema, name] if *schema != "pg_catalog" => {
            format!("OPERATOR({}.{name})", crate::quote::identifier(schema))
        }
        names => names.last().map(|name| (*name).to_owned()).unwrap_or_default(),
    }
}
