//! Whether a value can be computed without running anything that whoever wrote it could choose.
//!
//! A server computes the values of a partition bound as it parses them (`transformPartitionBoundValue()`,
//! `src/backend/parser/parse_utilcmd.c`), so that a function in a bound runs even where its partition is only asked about.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use crate::{tree, type_name};

/// Types that a number is cast to by a function of PostgreSQL's own.
const NUMBERS: [&str; 6] = ["int2", "int4", "int8", "numeric", "float4", "float8"];

/// Whether a value is a literal, perhaps signed, perhaps cast to a built-in type; the time of the transaction; or an array
/// of such.
pub(crate) fn is_inert(node: &pb::Node) -> bool {
    match &node.node {
        Some(NodeEnum::AConst(_) | NodeEnum::SqlvalueFunction(_)) => true,
        Some(NodeEnum::AArrayExpr(array)) => array.elements.iter().all(is_inert),
        // No operator with one operand can be made for numbers while the literal has no other type.
        Some(NodeEnum::AExpr(sign)) => {
            sign.lexpr.is_none()
                && matches!(tree::strings(&sign.name).as_slice(), ["-" | "+"])
                && matches!(literal(sign.rexpr.as_deref()), Some(Val::Ival(_) | Val::Fval(_)))
        }
        Some(NodeEnum::TypeCast(cast)) => {
            let Some(Ok(to)) = cast.type_name.as_ref().map(type_name::convert) else {
                return false;
            };
            let argument = tree::inner(cast.arg.as_deref());
            let is_null = matches!(argument, Some(NodeEnum::AConst(pb::AConst { isnull: true, .. })));
            let reads_text = is_null || matches!(literal(cast.arg.as_deref()), Some(Val::Sval(_)));
            let is_number = !to.array && NUMBERS.contains(&to.name.name.as_str());
            let casts_number = cast.arg.as_deref().is_some_and(is_number_literal) && is_number;
            to.is_known_builtin() && (reads_text || casts_number)
        }
        _ => false,
    }
}

fn is_number_literal(node: &pb::Node) -> bool {
    match &node.node {
        Some(NodeEnum::AExpr(_)) => is_inert(node),
        _ => matches!(literal(Some(node)), Some(Val::Ival(_) | Val::Fval(_))),
    }
}

fn literal(node: Option<&pb::Node>) -> Option<&Val> {
    match tree::inner(node)? {
        NodeEnum::AConst(constant) => constant.val.as_ref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::Expr;

    #[test]
    fn literals_run_nothing() {
        for text in [
            "1",
            "-1.5",
            "'a'",
            "null",
            "null::date",
            "true",
            "'2024-01-01'::date",
            "date '2024-01-01'",
            "cast('5' as int)",
            "7::bigint",
            "(-7)::numeric",
            "current_date",
            "array['a', 'b']",
            "'{a}'::text[]",
        ] {
            assert!(Expr::parse(text).unwrap().is_inert(), "{text}");
        }
    }

    #[test]
    fn whatever_calls_something_may_run_it() {
        for text in [
            "now()",
            "evil('2024-01-01')",
            "'a' || 'b'",
            "'a'::public.mood",
            "'a'::mood",
            "5::date",
            "evil()::date",
            "'a'::text::date",
            "(select 1)",
            "array[evil()]",
            "- evil()",
            "1 + 1",
            "a",
            "case when true then 1 end",
            "operator(public.-) 1",
        ] {
            assert!(!Expr::parse(text).unwrap().is_inert(), "{text}");
        }
    }
}
