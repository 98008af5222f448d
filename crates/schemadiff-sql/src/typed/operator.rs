//! Which types the operands of an operator are brought to.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Operand, Typer, builtin, cast};
use crate::syntax::TypeName;
use crate::{normal, tree};

/// Types that have every comparison with themselves, and no implicit way to another type that a bare literal or an operand of
/// the same type would take instead.
const COMPARED: [&str; 17] = [
    "bool",
    "bytea",
    "date",
    "float4",
    "float8",
    "inet",
    "int2",
    "int4",
    "int8",
    "interval",
    "jsonb",
    "numeric",
    "text",
    "time",
    "timestamp",
    "timestamptz",
    "uuid",
];

const COMPARISONS: [&str; 6] = ["=", "<>", "<", "<=", ">", ">="];

/// Operators of two texts that no other built-in type but `bytea`, `bpchar` and `name` has.
const OF_TEXT: [&str; 8] = ["~~", "!~~", "~~*", "!~~*", "~", "!~", "~*", "!~*"];

const ARITHMETIC: [&str; 4] = ["+", "-", "*", "/"];

impl Typer<'_> {
    pub(super) fn operator(&self, expression: &mut pb::AExpr) {
        use pb::AExprKind;
        let name = match tree::strings(&expression.name).as_slice() {
            [name] => (*name).to_owned(),
            _ => return,
        };
        match AExprKind::try_from(expression.kind) {
            Ok(AExprKind::AexprOp) => {
                if let (Some(left), Some(right)) = (&mut expression.lexpr, &mut expression.rexpr) {
                    self.binary(&name, left, right);
                }
            }
            Ok(AExprKind::AexprIn) => self.in_list(&name, expression),
            Ok(AExprKind::AexprOpAny | AExprKind::AexprOpAll) if COMPARISONS.contains(&name.as_str()) => {
                self.array_of_literals(expression);
            }
            _ => {}
        }
    }

    pub(super) fn type_of_operation(&self, expression: &pb::AExpr) -> Option<TypeName> {
        if expression.kind != pb::AExprKind::AexprOp as i32 {
            return None;
        }
        let name = match tree::strings(&expression.name).as_slice() {
            [name] => (*name).to_owned(),
            _ => return None,
        };
        let (left, right) = (expression.lexpr.as_deref()?, expression.rexpr.as_deref()?);
        let left = self.type_of(left)?;
        match name.as_str() {
            "->" if is_document(&left) => return Some(left),
            "->>" if is_document(&left) => return Some(builtin("text")),
            _ => {}
        }
        let right = self.type_of(right)?;
        let is_number = ["int4", "int8", "numeric", "float8"]
            .iter()
            .any(|number| left.is_builtin(number));
        if ARITHMETIC.contains(&name.as_str()) && is_number && left == right {
            return Some(left);
        }
        let is_text = left.is_builtin("text") && right.is_builtin("text");
        (name == "||" && is_text).then_some(left)
    }

    fn binary(&self, name: &str, left: &mut pb::Node, right: &mut pb::Node) {
        let (Some(one), Some(other)) = (self.operand(left), self.operand(right)) else {
            return;
        };
        if let (Operand::Of(document), Operand::Literal) = (&one, &other)
            && let Some(wanted) = beside_document(name, document)
        {
            return cast(right, &wanted);
        }
        let is_comparison = COMPARISONS.contains(&name);
        let is_of_text = OF_TEXT.contains(&name) || name == "||";
        if is_comparison || is_of_text {
            match (&one, &other) {
                (Operand::Of(known), Operand::Literal) => {
                    with_literal(known, left, right, is_comparison);
                }
                (Operand::Literal, Operand::Of(known)) => {
                    with_literal(known, right, left, is_comparison);
                }
                (Operand::Of(one), Operand::Of(other)) if is_textual(one) && is_textual(other) => {
                    for (side, data_type) in [(&mut *left, one), (&mut *right, other)] {
                        if data_type.is_builtin("varchar") {
                            cast(side, &builtin("text"));
                        }
                    }
                }
                _ => {}
            }
        }
        if let (Operand::Of(one), Operand::Of(other)) = (&one, &other)
            && (is_comparison || ARITHMETIC.contains(&name))
        {
            // A number goes to the type that can hold both; integers of any two sizes have operators of their own.
            match wider(one, other) {
                Some(std::cmp::Ordering::Less) => cast(left, other),
                Some(std::cmp::Ordering::Greater) => cast(right, one),
                _ => {}
            }
        }
    }

    /// `a IN (…)` is `a = ANY (ARRAY[…])` and `a NOT IN (…)` is `a <> ALL (ARRAY[…])`, when no element is a row or a query.
    fn in_list(&self, name: &str, expression: &mut pb::AExpr) {
        let Some(left) = expression.lexpr.as_deref() else {
            return;
        };
        let Some(Operand::Of(known)) = self.operand(left) else {
            return;
        };
        let Some(NodeEnum::List(list)) = tree::inner(expression.rexpr.as_deref()) else {
            return;
        };
        let Some(element) = self.element_type(&known, &list.items) else {
            return;
        };
        let mut elements = list.items.clone();
        for item in &mut elements {
            if self.operand(item) != Some(Operand::Of(element.clone())) {
                cast(item, &element);
            }
        }
        let mut array = tree::node(NodeEnum::AArrayExpr(pb::AArrayExpr {
            elements,
            ..Default::default()
        }));
        if element.is_builtin("varchar") {
            cast(
                &mut array,
                &TypeName {
                    array: true,
                    ..builtin("text")
                },
            );
            if let Some(left) = &mut expression.lexpr {
                cast(left, &builtin("text"));
            }
        }
        let kind = if name == "=" {
            pb::AExprKind::AexprOpAny
        } else {
            pb::AExprKind::AexprOpAll
        };
        expression.kind = kind as i32;
        expression.rexpr = Some(Box::new(array));
    }

    /// What the elements of a list are brought to (`select_common_type()` in `parse_coerce.c`, with the left side first).
    fn element_type(&self, known: &TypeName, items: &[pb::Node]) -> Option<TypeName> {
        let operands: Option<Vec<Operand>> = items.iter().map(|item| self.operand(item)).collect();
        let operands = operands?;
        if operands.iter().all(|operand| *operand == Operand::Literal) {
            return (is_textual(known) || is_compared(known)).then(|| known.clone());
        }
        let is_constant = |item: &pb::Node| matches!(item.node, Some(NodeEnum::AConst(_)));
        let is_int = |operand: &Operand| matches!(operand, Operand::Of(found) if found.is_builtin("int4"));
        if !items.iter().all(is_constant) || !operands.iter().all(is_int) {
            let same = Operand::Of(known.clone());
            let alike = operands.iter().all(|operand| *operand == same);
            return (alike && known.is_builtin("numeric")).then(|| known.clone());
        }
        let wide = ["int8", "numeric", "float8"]
            .iter()
            .any(|wide| known.is_builtin(wide));
        let narrow = ["int2", "int4"].iter().any(|narrow| known.is_builtin(narrow));
        wide.then(|| known.clone())
            .or_else(|| narrow.then(|| builtin("int4")))
    }

    /// An array of bare literals is one of text (`transformArrayExpr()`: without any type, text).
    fn array_of_literals(&self, expression: &mut pb::AExpr) {
        let Some(left) = &mut expression.lexpr else { return };
        let Some(Operand::Of(known)) = self.operand(left) else {
            return;
        };
        let Some(NodeEnum::AArrayExpr(array)) =
            expression.rexpr.as_mut().and_then(|right| right.node.as_mut())
        else {
            return;
        };
        let all_literals = array
            .elements
            .iter()
            .all(|element| normal::string_value(element).is_some());
        if !is_textual(&known) || !all_literals || array.elements.is_empty() {
            return;
        }
        for element in &mut array.elements {
            cast(element, &builtin("text"));
        }
        if known.is_builtin("varchar") {
            cast(left, &builtin("text"));
        }
    }
}

/// A bare literal is taken to be of the other operand's type (manual, section 10.2, rule 2.a).
fn with_literal(known: &TypeName, operand: &mut pb::Node, literal: &mut pb::Node, is_comparison: bool) {
    if is_textual(known) {
        if known.is_builtin("varchar") {
            cast(operand, &builtin("text"));
        }
        cast(literal, &builtin("text"));
    } else if is_comparison && is_compared(known) {
        cast(literal, known);
    }
}

fn is_document(data_type: &TypeName) -> bool {
    data_type.is_builtin("json") || data_type.is_builtin("jsonb")
}

/// What a bare literal to the right of a document is: a key, or a document too (manual, section 9.16.1).
fn beside_document(operator: &str, document: &TypeName) -> Option<TypeName> {
    match operator {
        "->" | "->>" if is_document(document) => Some(builtin("text")),
        "?" if document.is_builtin("jsonb") => Some(builtin("text")),
        "@>" | "<@" if document.is_builtin("jsonb") => Some(builtin("jsonb")),
        _ => None,
    }
}

fn is_textual(data_type: &TypeName) -> bool {
    data_type.is_builtin("text") || data_type.is_builtin("varchar")
}

/// Whether comparing with a bare literal takes it for the type: enums compare with their own kind only.
fn is_compared(data_type: &TypeName) -> bool {
    !data_type.array
        && match data_type.name.schema {
            Some(_) => true,
            None => COMPARED.contains(&data_type.name.name.as_str()),
        }
}

/// Which of two numbers has to be cast, if one of them: the lesser.
fn wider(one: &TypeName, other: &TypeName) -> Option<std::cmp::Ordering> {
    let rank = |data_type: &TypeName| match data_type.name.name.as_str() {
        _ if data_type.name.schema.is_some() || data_type.array => None,
        "int2" | "int4" | "int8" => Some(0),
        "numeric" => Some(1),
        "float8" => Some(2),
        _ => None,
    };
    Some(rank(one)?.cmp(&rank(other)?))
}
