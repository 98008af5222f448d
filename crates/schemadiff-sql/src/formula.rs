//! What an expression computes, for a reader that has no server: a small tree of what can be followed, and a hole where not.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;
use pg_query::protobuf::{AExprKind, BoolExprType, BoolTestType, NullTestType, SqlValueFunctionOp};

use crate::syntax::TypeName;
use crate::{Expr, tree, type_name};

/// An expression as a tree that can be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// A column, without the table it belongs to; `value` is what the check of a domain speaks of.
    Column(String),
    /// `NULL`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number as it was written.
    Number(String),
    /// A string.
    Text(String),
    /// All of these.
    And(Vec<Formula>),
    /// One of these.
    Or(Vec<Formula>),
    /// The contrary.
    Not(Box<Formula>),
    /// `IS NULL`.
    IsNull(Box<Formula>),
    /// `IS TRUE` (true) or `IS FALSE`.
    Is(Box<Formula>, bool),
    /// A function or an operator by its name without a schema, with its operands. `coalesce`, `greatest`, `least`, `nullif` and
    /// `is distinct from` are among them, and `= any` of an array.
    Call(String, Vec<Formula>),
    /// `CASE`: conditions with results, and what there is otherwise.
    Case(Vec<(Formula, Formula)>, Option<Box<Formula>>),
    /// A cast.
    Cast(Box<Formula>, TypeName),
    /// `ARRAY[…]`.
    Array(Vec<Formula>),
    /// The time of the transaction, or its day.
    Now,
    /// Something else.
    Unknown,
}

impl Formula {
    /// The columns that it reads, as far as it is known what it reads.
    pub fn columns(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.visit(&mut |formula| {
            if let Self::Column(name) = formula
                && !found.contains(&name.as_str())
            {
                found.push(name.as_str());
            }
        });
        found
    }

    /// Calls `each` for this and everything inside it.
    pub fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a Self)) {
        each(self);
        match self {
            Self::And(list) | Self::Or(list) | Self::Call(_, list) | Self::Array(list) => {
                for formula in list {
                    formula.visit(each);
                }
            }
            Self::Not(inner) | Self::IsNull(inner) | Self::Is(inner, _) | Self::Cast(inner, _) => {
                inner.visit(each);
            }
            Self::Case(arms, otherwise) => {
                for (condition, result) in arms {
                    condition.visit(each);
                    result.visit(each);
                }
                if let Some(otherwise) = otherwise {
                    otherwise.visit(each);
                }
            }
            Self::Column(_)
            | Self::Null
            | Self::Flag(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Now
            | Self::Unknown => {}
        }
    }
}

impl Expr {
    /// What it computes.
    ///
    /// ```
    /// use schemadiff_sql::{Expr, Formula};
    /// let Formula::Call(operator, operands) = Expr::parse("amount >= 10")?.formula() else { panic!() };
    /// assert_eq!(operator, ">=");
    /// assert_eq!(operands, [Formula::Column("amount".into()), Formula::Number("10".into())]);
    /// # Ok::<(), schemadiff_sql::SqlError>(())
    /// ```
    pub fn formula(&self) -> Formula {
        read(Some(&self.tree()))
    }
}

fn boxed(node: Option<&pb::Node>) -> Box<Formula> {
    Box::new(read(node))
}

fn list(nodes: &[pb::Node]) -> Vec<Formula> {
    nodes.iter().map(|node| read(Some(node))).collect()
}

fn call(name: &str, operands: Vec<Formula>) -> Formula {
    Formula::Call(name.to_owned(), operands)
}

fn read(node: Option<&pb::Node>) -> Formula {
    let Some(node) = tree::inner(node) else {
        return Formula::Unknown;
    };
    match node {
        NodeEnum::ColumnRef(column) => match column.fields.last().and_then(tree::text) {
            Some(name) => Formula::Column(name.to_owned()),
            None => Formula::Unknown,
        },
        NodeEnum::AConst(constant) => match &constant.val {
            Some(Val::Boolval(flag)) => Formula::Flag(flag.boolval),
            Some(value @ (Val::Ival(_) | Val::Fval(_))) => Formula::Number(tree::constant_text(value)),
            Some(Val::Sval(text)) => Formula::Text(text.sval.clone()),
            Some(Val::Bsval(_)) => Formula::Unknown,
            None => Formula::Null,
        },
        NodeEnum::BoolExpr(expression) => match BoolExprType::try_from(expression.boolop) {
            Ok(BoolExprType::AndExpr) => Formula::And(list(&expression.args)),
            Ok(BoolExprType::OrExpr) => Formula::Or(list(&expression.args)),
            Ok(BoolExprType::NotExpr) => Formula::Not(boxed(expression.args.first())),
            _ => Formula::Unknown,
        },
        NodeEnum::NullTest(test) => {
            let tested = Formula::IsNull(boxed(test.arg.as_deref()));
            match NullTestType::try_from(test.nulltesttype) {
                Ok(NullTestType::IsNull) => tested,
                Ok(NullTestType::IsNotNull) => Formula::Not(Box::new(tested)),
                _ => Formula::Unknown,
            }
        }
        NodeEnum::BooleanTest(test) => {
            let arg = boxed(test.arg.as_deref());
            match BoolTestType::try_from(test.booltesttype) {
                Ok(BoolTestType::IsTrue) => Formula::Is(arg, true),
                Ok(BoolTestType::IsNotTrue) => Formula::Not(Box::new(Formula::Is(arg, true))),
                Ok(BoolTestType::IsFalse) => Formula::Is(arg, false),
                Ok(BoolTestType::IsNotFalse) => Formula::Not(Box::new(Formula::Is(arg, false))),
                Ok(BoolTestType::IsUnknown) => Formula::IsNull(arg),
                Ok(BoolTestType::IsNotUnknown) => Formula::Not(Box::new(Formula::IsNull(arg))),
                _ => Formula::Unknown,
            }
        }
        NodeEnum::AExpr(expression) => operator(expression),
        NodeEnum::FuncCall(function)
            if function.over.is_none() && function.agg_filter.is_none() && !function.agg_star =>
        {
            let name = tree::object_name(&function.funcname).name;
            match name.as_str() {
                "now" | "transaction_timestamp" | "statement_timestamp" | "clock_timestamp" => Formula::Now,
                _ => Formula::Call(name, list(&function.args)),
            }
        }
        NodeEnum::CoalesceExpr(expression) => call("coalesce", list(&expression.args)),
        NodeEnum::MinMaxExpr(choice) => {
            let name = if choice.op == pb::MinMaxOp::IsLeast as i32 {
                "least"
            } else {
                "greatest"
            };
            call(name, list(&choice.args))
        }
        NodeEnum::TypeCast(cast) => match cast.type_name.as_ref().map(type_name::convert) {
            Some(Ok(to)) => Formula::Cast(boxed(cast.arg.as_deref()), to),
            _ => Formula::Unknown,
        },
        NodeEnum::CollateClause(collate) => read(collate.arg.as_deref()),
        NodeEnum::AArrayExpr(array) => Formula::Array(list(&array.elements)),
        NodeEnum::CaseExpr(case) => {
            let subject = case.arg.as_deref().map(|node| read(Some(node)));
            let arms = case.args.iter().filter_map(|arm| match &arm.node {
                Some(NodeEnum::CaseWhen(when)) => {
                    let condition = read(when.expr.as_deref());
                    let condition = match &subject {
                        Some(subject) => call("=", vec![subject.clone(), condition]),
                        None => condition,
                    };
                    Some((condition, read(when.result.as_deref())))
                }
                _ => None,
            });
            Formula::Case(
                arms.collect(),
                case.defresult.as_deref().map(|node| boxed(Some(node))),
            )
        }
        NodeEnum::SqlvalueFunction(function) => match SqlValueFunctionOp::try_from(function.op) {
            Ok(
                SqlValueFunctionOp::SvfopCurrentDate
                | SqlValueFunctionOp::SvfopCurrentTimestamp
                | SqlValueFunctionOp::SvfopCurrentTimestampN
                | SqlValueFunctionOp::SvfopLocaltimestamp
                | SqlValueFunctionOp::SvfopLocaltimestampN,
            ) => Formula::Now,
            _ => Formula::Unknown,
        },
        _ => Formula::Unknown,
    }
}

fn operator(expression: &pb::AExpr) -> Formula {
    let name = tree::object_name(&expression.name).name;
    let left = || read(expression.lexpr.as_deref());
    let right = || read(expression.rexpr.as_deref());
    let items = || -> Option<Vec<Formula>> {
        match right() {
            Formula::Array(items) => Some(items),
            Formula::Cast(inner, _) => match *inner {
                Formula::Array(items) => Some(items),
                Formula::Text(text) => simple_array(&text),
                _ => None,
            },
            Formula::Unknown => {
                let nodes = tree::items(expression.rexpr.as_deref()?);
                (!nodes.is_empty()).then(|| list(nodes))
            }
            _ => None,
        }
    };
    let each = |name: &str, items: Vec<Formula>| -> Vec<Formula> {
        let subject = left();
        let compare = |item| call(name, vec![subject.clone(), item]);
        items.into_iter().map(compare).collect()
    };
    match AExprKind::try_from(expression.kind) {
        Ok(AExprKind::AexprOp) if expression.lexpr.is_none() => call(&name, vec![right()]),
        Ok(AExprKind::AexprOp | AExprKind::AexprLike | AExprKind::AexprIlike) => {
            call(&name, vec![left(), right()])
        }
        Ok(AExprKind::AexprOpAny) => match items() {
            Some(items) => Formula::Or(each(&name, items)),
            None => call(&format!("{name} any"), vec![left(), right()]),
        },
        Ok(AExprKind::AexprOpAll) => {
            items().map_or(Formula::Unknown, |items| Formula::And(each(&name, items)))
        }
        Ok(AExprKind::AexprIn) => match (items(), name.as_str()) {
            (Some(items), "=") => Formula::Or(each("=", items)),
            (Some(items), "<>") => Formula::And(each("<>", items)),
            _ => Formula::Unknown,
        },
        Ok(AExprKind::AexprDistinct) => call("is distinct from", vec![left(), right()]),
        Ok(AExprKind::AexprNotDistinct) => {
            Formula::Not(Box::new(call("is distinct from", vec![left(), right()])))
        }
        Ok(AExprKind::AexprNullif) => call("nullif", vec![left(), right()]),
        Ok(kind @ (AExprKind::AexprBetween | AExprKind::AexprNotBetween)) => {
            let Some([from, to]) = expression
                .rexpr
                .as_deref()
                .map(|node| list(tree::items(node)))
                .and_then(|ends| <[Formula; 2]>::try_from(ends).ok())
            else {
                return Formula::Unknown;
            };
            let inside = Formula::And(vec![call(">=", vec![left(), from]), call("<=", vec![left(), to])]);
            if kind == AExprKind::AexprBetween {
                inside
            } else {
                Formula::Not(Box::new(inside))
            }
        }
        _ => Formula::Unknown,
    }
}

/// The elements of an array literal none of which is quoted.
fn simple_array(text: &str) -> Option<Vec<Formula>> {
    let inside = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    if inside.contains(['"', '\\', '{']) {
        return None;
    }
    let element = |text: &str| Formula::Text(text.trim().to_owned());
    Some(inside.split(',').map(element).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(text: &str) -> Formula {
        Expr::parse(text).unwrap().formula()
    }

    #[test]
    fn lists_and_ranges_are_spelled_out() {
        let equals = |value: &str| {
            call(
                "=",
                vec![Formula::Column("a".into()), Formula::Text(value.into())],
            )
        };
        let either = Formula::Or(vec![equals("x"), equals("y")]);
        assert_eq!(formula("a in ('x', 'y')"), either);
        assert_eq!(formula("a = any ('{x,y}'::text[])"), either);
        let Formula::Or(casts) = formula("a = any (array['x'::varchar, 'y'::varchar]::text[])") else {
            panic!(
                "{:?}",
                formula("a = any (array['x'::varchar, 'y'::varchar]::text[])")
            );
        };
        assert_eq!(casts.len(), 2);
        let Formula::And(ends) = formula("n between 1 and 9") else {
            panic!("{:?}", formula("n between 1 and 9"));
        };
        assert_eq!(ends.len(), 2);
    }

    #[test]
    fn what_is_not_followed_is_a_hole() {
        assert_eq!(formula("(select 1)"), Formula::Unknown);
        assert_eq!(
            formula("a like 'x%'"),
            call(
                "~~",
                vec![Formula::Column("a".into()), Formula::Text("x%".into())]
            )
        );
        assert_eq!(
            formula("(amount < 0) = (t.kind = 'credit')").columns(),
            ["amount", "kind"]
        );
    }
}
