//! The names that PostgreSQL gives to the columns of a query.
//!
//! Source: `FigureColnameInternal()` in `src/backend/parser/parse_target.c`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::tree;

/// The name of a column that nothing names.
const UNNAMED: &str = "?column?";

/// How much a name says: a weak one gives way to what surrounds it.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Strength {
    None,
    Weak,
    Strong,
}

/// The name of a target, written or figured.
pub(crate) fn target_name(target: &pb::Node) -> String {
    match &target.node {
        Some(NodeEnum::ResTarget(target)) if !target.name.is_empty() => target.name.clone(),
        Some(NodeEnum::ResTarget(target)) => figure(target.val.as_deref()),
        _ => UNNAMED.to_owned(),
    }
}

/// Whether a target is `*` or `t.*`.
pub(crate) fn is_star(value: &NodeEnum) -> bool {
    let last = match value {
        NodeEnum::ColumnRef(column) => column.fields.last(),
        NodeEnum::AIndirection(indirection) => indirection.indirection.last(),
        _ => None,
    };
    matches!(tree::inner(last), Some(NodeEnum::AStar(_)))
}

/// The name that the column of an index gets from its expression, if it gives one.
///
/// Source: `FigureIndexColname()` in `src/backend/parser/parse_target.c`.
pub(crate) fn figure_index(value: Option<&pb::Node>) -> Option<String> {
    let mut name = None;
    figure_into(value, &mut name);
    name
}

/// The name PostgreSQL gives to an unnamed target.
pub(super) fn figure(value: Option<&pb::Node>) -> String {
    let mut name = None;
    figure_into(value, &mut name);
    name.unwrap_or_else(|| UNNAMED.to_owned())
}

fn strong(name: &mut Option<String>, found: &str) -> Strength {
    *name = Some(found.to_owned());
    Strength::Strong
}

fn figure_into(value: Option<&pb::Node>, name: &mut Option<String>) -> Strength {
    let Some(value) = tree::inner(value) else {
        return Strength::None;
    };
    match value {
        NodeEnum::ColumnRef(column) => match tree::strings(&column.fields).last() {
            Some(last) => strong(name, last),
            None => Strength::None,
        },
        NodeEnum::AIndirection(indirection) => match tree::strings(&indirection.indirection).last() {
            Some(last) => strong(name, last),
            None => figure_into(indirection.arg.as_deref(), name),
        },
        NodeEnum::FuncCall(call) => match tree::strings(&call.funcname).last() {
            Some(last) => strong(name, last),
            None => Strength::None,
        },
        NodeEnum::AExpr(expression) if expression.kind == pb::AExprKind::AexprNullif as i32 => {
            strong(name, "nullif")
        }
        NodeEnum::TypeCast(cast) => {
            let strength = figure_into(cast.arg.as_deref(), name);
            let type_name = cast
                .type_name
                .as_ref()
                .and_then(|name| tree::strings(&name.names).last().copied());
            match type_name {
                Some(type_name) if strength <= Strength::Weak => {
                    *name = Some(type_name.to_owned());
                    Strength::Weak
                }
                _ => strength,
            }
        }
        NodeEnum::CollateClause(collate) => figure_into(collate.arg.as_deref(), name),
        NodeEnum::GroupingFunc(_) => strong(name, "grouping"),
        NodeEnum::MergeSupportFunc(_) => strong(name, "merge_action"),
        NodeEnum::SubLink(sublink) => figure_sublink(sublink, name),
        NodeEnum::CaseExpr(case) => {
            let strength = figure_into(case.defresult.as_deref(), name);
            if strength <= Strength::Weak {
                *name = Some("case".to_owned());
                return Strength::Weak;
            }
            strength
        }
        NodeEnum::AArrayExpr(_) => strong(name, "array"),
        NodeEnum::RowExpr(_) => strong(name, "row"),
        NodeEnum::CoalesceExpr(_) => strong(name, "coalesce"),
        NodeEnum::MinMaxExpr(choice) if choice.op == pb::MinMaxOp::IsLeast as i32 => strong(name, "least"),
        NodeEnum::MinMaxExpr(_) => strong(name, "greatest"),
        NodeEnum::SqlvalueFunction(function) => strong(name, value_function_name(function.op)),
        NodeEnum::XmlExpr(xml) => match xml_name(xml.op) {
            Some(found) => strong(name, found),
            None => Strength::None,
        },
        NodeEnum::XmlSerialize(_) => strong(name, "xmlserialize"),
        NodeEnum::JsonParseExpr(_) => strong(name, "json"),
        NodeEnum::JsonScalarExpr(_) => strong(name, "json_scalar"),
        NodeEnum::JsonSerializeExpr(_) => strong(name, "json_serialize"),
        NodeEnum::JsonObjectConstructor(_) => strong(name, "json_object"),
        NodeEnum::JsonArrayConstructor(_) | NodeEnum::JsonArrayQueryConstructor(_) => {
            strong(name, "json_array")
        }
        NodeEnum::JsonObjectAgg(_) => strong(name, "json_objectagg"),
        NodeEnum::JsonArrayAgg(_) => strong(name, "json_arrayagg"),
        NodeEnum::JsonFuncExpr(function) => match pb::JsonExprOp::try_from(function.op) {
            Ok(pb::JsonExprOp::JsonExistsOp) => strong(name, "json_exists"),
            Ok(pb::JsonExprOp::JsonQueryOp) => strong(name, "json_query"),
            Ok(pb::JsonExprOp::JsonValueOp) => strong(name, "json_value"),
            _ => Strength::None,
        },
        _ => Strength::None,
    }
}

fn figure_sublink(sublink: &pb::SubLink, name: &mut Option<String>) -> Strength {
    match pb::SubLinkType::try_from(sublink.sub_link_type) {
        Ok(pb::SubLinkType::ExistsSublink) => strong(name, "exists"),
        Ok(pb::SubLinkType::ArraySublink) => strong(name, "array"),
        // The subquery is analysed by then, so that its column has a name, if only `?column?`.
        Ok(pb::SubLinkType::ExprSublink) => match tree::inner(sublink.subselect.as_deref()) {
            Some(NodeEnum::SelectStmt(select)) => match query_columns(select).as_deref() {
                Some([first, ..]) => strong(name, first),
                _ => Strength::None,
            },
            _ => Strength::None,
        },
        _ => Strength::None,
    }
}

/// The names of a query's columns; `None` when it selects `*`.
pub(crate) fn query_columns(select: &pb::SelectStmt) -> Option<Vec<String>> {
    if let Some(left) = &select.larg {
        return query_columns(left);
    }
    if let Some(row) = select.values_lists.first() {
        return Some(
            (1..=tree::items(row).len())
                .map(|number| format!("column{number}"))
                .collect(),
        );
    }
    let has_star = select.target_list.iter().any(|target| match &target.node {
        Some(NodeEnum::ResTarget(target)) => tree::inner(target.val.as_deref()).is_some_and(is_star),
        _ => true,
    });
    (!has_star).then(|| select.target_list.iter().map(target_name).collect())
}

fn value_function_name(op: i32) -> &'static str {
    use pb::SqlValueFunctionOp as Op;
    match Op::try_from(op).unwrap_or(Op::SqlvalueFunctionOpUndefined) {
        Op::SvfopCurrentDate => "current_date",
        Op::SvfopCurrentTime | Op::SvfopCurrentTimeN => "current_time",
        Op::SvfopCurrentTimestamp | Op::SvfopCurrentTimestampN => "current_timestamp",
        Op::SvfopLocaltime | Op::SvfopLocaltimeN => "localtime",
        Op::SvfopLocaltimestamp | Op::SvfopLocaltimestampN => "localtimestamp",
        Op::SvfopCurrentRole => "current_role",
        Op::SvfopCurrentUser => "current_user",
        Op::SvfopUser => "user",
        Op::SvfopSessionUser => "session_user",
        Op::SvfopCurrentCatalog => "current_catalog",
        Op::SvfopCurrentSchema => "current_schema",
        Op::SqlvalueFunctionOpUndefined => UNNAMED,
    }
}

fn xml_name(op: i32) -> Option<&'static str> {
    use pb::XmlExprOp as Op;
    Some(match Op::try_from(op).ok()? {
        Op::IsXmlconcat => "xmlconcat",
        Op::IsXmlelement => "xmlelement",
        Op::IsXmlforest => "xmlforest",
        Op::IsXmlparse => "xmlparse",
        Op::IsXmlpi => "xmlpi",
        Op::IsXmlroot => "xmlroot",
        Op::IsXmlserialize => "xmlserialize",
        Op::IsDocument | Op::Undefined => return None,
    })
}
