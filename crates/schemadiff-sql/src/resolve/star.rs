//! Writing `*` out, as PostgreSQL does when it stores a query (`expandRTE()` in `src/backend/parser/parse_relation.c`).

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::namespace::Level;
use crate::tree;

/// Whether a target is a star.
pub(super) fn is_star(target: &pb::Node) -> bool {
    match &target.node {
        Some(NodeEnum::ResTarget(target)) => match tree::inner(target.val.as_deref()) {
            Some(NodeEnum::ColumnRef(column)) => tree::strings(&column.fields).len() < column.fields.len(),
            Some(NodeEnum::AIndirection(_)) => true,
            _ => false,
        },
        _ => false,
    }
}

/// Writes out `*` and `t.*` where every column they stand for is known.
pub(super) fn expand(targets: &mut Vec<pb::Node>, level: &Level) {
    let mut expanded = Vec::new();
    for target in targets.drain(..) {
        match star(&target, level) {
            Some(columns) => expanded.extend(columns.into_iter().map(|column| {
                let target = pb::ResTarget {
                    val: Some(Box::new(column)),
                    ..pb::ResTarget::default()
                };
                tree::node(NodeEnum::ResTarget(Box::new(target)))
            })),
            None => expanded.push(target),
        }
    }
    *targets = expanded;
}

/// The columns that a target stands for when it is a star.
fn star(target: &pb::Node, level: &Level) -> Option<Vec<pb::Node>> {
    let Some(NodeEnum::ResTarget(target)) = &target.node else {
        return None;
    };
    let Some(NodeEnum::ColumnRef(column)) = tree::inner(target.val.as_deref()) else {
        return None;
    };
    let [
        qualifiers @ ..,
        pb::Node {
            node: Some(NodeEnum::AStar(_)),
        },
    ] = column.fields.as_slice()
    else {
        return None;
    };
    match tree::strings(qualifiers).as_slice() {
        [] => level.star(),
        [qualifier] => level.star_of(level.item(qualifier)?),
        [schema, qualifier] => {
            let item = level
                .item(qualifier)
                .filter(|item| item.schema.as_deref() == Some(*schema))?;
            level.star_of(item)
        }
        _ => None,
    }
}
