//! Visiting the SQL/JSON nodes of PostgreSQL 16 to 18: the second half of [`crate::walk`], apart for its length.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::walk::{Visitor, walk_list, walk_option, walk_option_type};

/// Visits the children of an SQL/JSON node; other nodes have none that matter.
pub(crate) fn walk_json<V: Visitor + ?Sized>(visitor: &mut V, node: &mut NodeEnum) {
    match node {
        NodeEnum::JsonFormat(format) => format.location = 0,
        NodeEnum::JsonValueExpr(value) => walk_value(visitor, Some(value)),
        NodeEnum::JsonIsPredicate(predicate) => {
            predicate.location = 0;
            walk_option(visitor, predicate.expr.as_mut());
            walk_format(predicate.format.as_mut());
        }
        NodeEnum::JsonArgument(argument) => walk_value(visitor, argument.val.as_deref_mut()),
        NodeEnum::JsonKeyValue(pair) => {
            walk_option(visitor, pair.key.as_mut());
            walk_value(visitor, pair.value.as_deref_mut());
        }
        NodeEnum::JsonParseExpr(parse) => {
            parse.location = 0;
            walk_value(visitor, parse.expr.as_deref_mut());
            walk_output(visitor, parse.output.as_mut());
        }
        NodeEnum::JsonScalarExpr(scalar) => {
            scalar.location = 0;
            walk_option(visitor, scalar.expr.as_mut());
            walk_output(visitor, scalar.output.as_mut());
        }
        NodeEnum::JsonSerializeExpr(serialize) => {
            serialize.location = 0;
            walk_value(visitor, serialize.expr.as_deref_mut());
            walk_output(visitor, serialize.output.as_mut());
        }
        NodeEnum::JsonObjectConstructor(object) => {
            object.location = 0;
            walk_list(visitor, &mut object.exprs);
            walk_output(visitor, object.output.as_mut());
        }
        NodeEnum::JsonArrayConstructor(array) => {
            array.location = 0;
            walk_list(visitor, &mut array.exprs);
            walk_output(visitor, array.output.as_mut());
        }
        NodeEnum::JsonArrayQueryConstructor(array) => {
            array.location = 0;
            walk_option(visitor, array.query.as_mut());
            walk_output(visitor, array.output.as_mut());
            walk_format(array.format.as_mut());
        }
        NodeEnum::JsonObjectAgg(aggregate) => {
            walk_aggregate(visitor, aggregate.constructor.as_deref_mut());
            if let Some(pair) = &mut aggregate.arg {
                walk_option(visitor, pair.key.as_mut());
                walk_value(visitor, pair.value.as_deref_mut());
            }
        }
        NodeEnum::JsonArrayAgg(aggregate) => {
            walk_aggregate(visitor, aggregate.constructor.as_deref_mut());
            walk_value(visitor, aggregate.arg.as_deref_mut());
        }
        NodeEnum::JsonFuncExpr(function) => {
            function.location = 0;
            walk_value(visitor, function.context_item.as_deref_mut());
            walk_option(visitor, function.pathspec.as_mut());
            walk_list(visitor, &mut function.passing);
            walk_output(visitor, function.output.as_mut());
            walk_behavior(visitor, function.on_empty.as_deref_mut());
            walk_behavior(visitor, function.on_error.as_deref_mut());
        }
        NodeEnum::JsonTable(table) => {
            table.location = 0;
            walk_value(visitor, table.context_item.as_deref_mut());
            walk_path(visitor, table.pathspec.as_deref_mut());
            walk_list(visitor, &mut table.passing);
            walk_list(visitor, &mut table.columns);
            walk_behavior(visitor, table.on_error.as_deref_mut());
        }
        NodeEnum::JsonTableColumn(column) => {
            column.location = 0;
            walk_option_type(visitor, column.type_name.as_mut());
            walk_path(visitor, column.pathspec.as_deref_mut());
            walk_format(column.format.as_mut());
            walk_list(visitor, &mut column.columns);
            walk_behavior(visitor, column.on_empty.as_deref_mut());
            walk_behavior(visitor, column.on_error.as_deref_mut());
        }
        NodeEnum::JsonTablePathSpec(path) => walk_path(visitor, Some(path)),
        _ => {}
    }
}

fn walk_format(format: Option<&mut pb::JsonFormat>) {
    if let Some(format) = format {
        format.location = 0;
    }
}

fn walk_value<V: Visitor + ?Sized>(visitor: &mut V, value: Option<&mut pb::JsonValueExpr>) {
    if let Some(value) = value {
        walk_option(visitor, value.raw_expr.as_mut());
        walk_option(visitor, value.formatted_expr.as_mut());
        walk_format(value.format.as_mut());
    }
}

fn walk_output<V: Visitor + ?Sized>(visitor: &mut V, output: Option<&mut pb::JsonOutput>) {
    if let Some(output) = output {
        walk_option_type(visitor, output.type_name.as_mut());
        walk_format(
            output
                .returning
                .as_mut()
                .and_then(|returning| returning.format.as_mut()),
        );
    }
}

fn walk_behavior<V: Visitor + ?Sized>(visitor: &mut V, behavior: Option<&mut pb::JsonBehavior>) {
    if let Some(behavior) = behavior {
        behavior.location = 0;
        walk_option(visitor, behavior.expr.as_mut());
    }
}

fn walk_path<V: Visitor + ?Sized>(visitor: &mut V, path: Option<&mut pb::JsonTablePathSpec>) {
    if let Some(path) = path {
        (path.location, path.name_location) = (0, 0);
        walk_option(visitor, path.string.as_mut());
    }
}

fn walk_aggregate<V: Visitor + ?Sized>(visitor: &mut V, aggregate: Option<&mut pb::JsonAggConstructor>) {
    if let Some(aggregate) = aggregate {
        aggregate.location = 0;
        walk_output(visitor, aggregate.output.as_mut());
        walk_option(visitor, aggregate.agg_filter.as_mut());
        walk_list(visitor, &mut aggregate.agg_order);
        if let Some(window) = aggregate.over.take() {
            let mut node = pb::Node {
                node: Some(NodeEnum::WindowDef(window)),
            };
            visitor.node(&mut node);
            if let Some(NodeEnum::WindowDef(window)) = node.node {
                aggregate.over = Some(window);
            }
        }
    }
}
