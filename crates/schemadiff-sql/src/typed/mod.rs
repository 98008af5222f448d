//! The casts that PostgreSQL's parse analysis adds and `ruleutils.c` prints, where the types of the columns are known.
//!
//! `status in ('open', 'done')` over a `varchar` comes back as `((status)::text = ANY ((ARRAY['open'::character varying,
//! 'done'::character varying])::text[]))`. Writing both out in full shows that they are one expression. Nothing is written
//! out but what the rules here are sure of, all of them about built-in types, enums and operators of `pg_catalog`; the rest
//! stays as it is, and is a server's to decide.
//!
//! Sources: `oper()` and `make_scalar_array_op()` in `src/backend/parser/parse_oper.c`, `transformAExprIn()` and
//! `transformArrayExpr()` in `parse_expr.c`; manual, chapter "Type Conversion".

mod level;
mod operator;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::syntax::{ObjectName, TypeName};
use crate::walk::{Visitor, walk_node, walk_select, walk_statement};
use crate::{normal, tree, type_name};
use level::{Found, Item, Level};

/// What is known of the columns that an expression or a query may use.
pub trait ColumnTypes {
    /// The columns of a relation with their types, or `None` when it is not known which columns it has.
    ///
    /// A column has a type here when operators on it are those of the type: a built-in type or an enum, not a domain.
    fn columns(&self, relation: &ObjectName) -> Option<&[(String, Option<TypeName>)]>;
}

/// Writes out the casts in an expression about the columns of a relation, or in a query.
pub(crate) fn write_casts(node: &mut pb::Node, about: Option<&ObjectName>, types: &dyn ColumnTypes) {
    let levels = about.map(|relation| Level::of([Item::named(relation.clone())]));
    Typer {
        types,
        levels: levels.into_iter().collect(),
    }
    .node(node);
}

struct Typer<'a> {
    types: &'a dyn ColumnTypes,
    /// What names can mean, the innermost query last.
    levels: Vec<Level>,
}

impl Visitor for Typer<'_> {
    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
        match &mut node.node {
            Some(NodeEnum::AExpr(expression)) => self.operator(expression),
            Some(NodeEnum::FuncCall(call)) => self.call(call),
            Some(NodeEnum::CoalesceExpr(coalesce)) => self.coalesce(&mut coalesce.args),
            Some(NodeEnum::CaseExpr(case)) => self.case(case),
            _ => {}
        }
    }

    fn select(&mut self, select: &mut pb::SelectStmt) {
        self.levels.push(Level::from(&select.from_clause));
        walk_select(self, select);
        self.levels.pop();
    }

    fn statement(&mut self, statement: &mut NodeEnum) {
        self.levels.push(Level::unknown());
        walk_statement(self, statement);
        self.levels.pop();
    }
}

/// Functions of one text, which is what a `varchar` or a bare literal is taken for.
const OF_TEXT: [&str; 10] = [
    "ascii",
    "char_length",
    "character_length",
    "initcap",
    "length",
    "lower",
    "md5",
    "quote_ident",
    "reverse",
    "upper",
];

/// Functions that return the same type in each of their forms, as far as their arguments can be what is known here.
const RESULTS: [(&str, &str); 16] = [
    ("array_length", "int4"),
    ("ascii", "int4"),
    ("cardinality", "int4"),
    ("char_length", "int4"),
    ("character_length", "int4"),
    ("count", "int8"),
    ("json_typeof", "text"),
    ("jsonb_array_length", "int4"),
    ("jsonb_typeof", "text"),
    ("length", "int4"),
    ("md5", "text"),
    ("now", "timestamptz"),
    ("num_nonnulls", "int4"),
    ("num_nulls", "int4"),
    ("octet_length", "int4"),
    ("quote_ident", "text"),
];

/// Functions that return text when their argument is one; of a range or of bytes they return something else.
const OVER_TEXT: [&str; 4] = ["initcap", "lower", "reverse", "upper"];

/// What the sum of values of a type is (manual, "Aggregate Functions").
const SUMS: [(&str, &str); 7] = [
    ("int2", "int8"),
    ("int4", "int8"),
    ("int8", "numeric"),
    ("numeric", "numeric"),
    ("float4", "float4"),
    ("float8", "float8"),
    ("interval", "interval"),
];

/// What an operand is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Operand {
    /// A bare string literal, which takes its type from what it is compared with.
    Literal,
    /// Something of a type.
    Of(TypeName),
}

impl Typer<'_> {
    fn call(&self, call: &mut pb::FuncCall) {
        let [argument] = call.args.as_mut_slice() else {
            return;
        };
        let is_plain = call.agg_order.is_empty()
            && call.agg_filter.is_none()
            && call.over.is_none()
            && !call.agg_distinct
            && !call.func_variadic;
        let is_of_text = matches!(tree::strings(&call.funcname).as_slice(), [name] if OF_TEXT.contains(name));
        if !is_plain || !is_of_text {
            return;
        }
        match self.operand(argument) {
            Some(Operand::Literal) => cast(argument, &builtin("text")),
            Some(Operand::Of(found)) if found.is_builtin("varchar") => cast(argument, &builtin("text")),
            _ => {}
        }
    }

    /// Brings bare literals to the type of the other arguments, and integers to that of a wider first one
    /// (`select_common_type()` in `parse_coerce.c`).
    fn coalesce(&self, arguments: &mut [pb::Node]) {
        let operands: Option<Vec<Operand>> =
            arguments.iter().map(|argument| self.operand(argument)).collect();
        let Some(operands) = operands else { return };
        let Some(Operand::Of(first)) = operands.first() else {
            return;
        };
        let is_wide = ["int8", "numeric", "float8"]
            .iter()
            .any(|wide| first.is_builtin(wide));
        let fits = |(argument, operand): (&pb::Node, &Operand)| match operand {
            Operand::Literal => true,
            Operand::Of(other) if other == first => true,
            Operand::Of(other) => {
                is_wide && other.is_builtin("int4") && matches!(argument.node, Some(NodeEnum::AConst(_)))
            }
        };
        if arguments.iter().zip(&operands).all(fits) {
            for (argument, operand) in arguments.iter_mut().zip(&operands) {
                if *operand != Operand::Of(first.clone()) {
                    cast(argument, first);
                }
            }
        }
    }

    /// Brings the bare literals among the results to the type of the others; of literals alone it is text
    /// (`transformCaseExpr()` in `parse_expr.c`, `select_common_type()` in `parse_coerce.c`).
    fn case(&self, case: &mut pb::CaseExpr) {
        let mut results: Vec<&mut pb::Node> = Vec::new();
        for when in &mut case.args {
            if let Some(NodeEnum::CaseWhen(when)) = &mut when.node {
                results.extend(when.result.as_deref_mut());
            }
        }
        results.extend(case.defresult.as_deref_mut());
        let operands: Option<Vec<Operand>> = results.iter().map(|result| self.operand(result)).collect();
        let Some(operands) = operands else { return };
        let typed = operands.iter().find(|operand| **operand != Operand::Literal);
        if operands
            .iter()
            .any(|operand| *operand != Operand::Literal && Some(operand) != typed)
        {
            return;
        }
        let wanted = match typed {
            Some(Operand::Of(found)) => found.clone(),
            Some(Operand::Literal) | None => builtin("text"),
        };
        for (result, operand) in results.into_iter().zip(&operands) {
            if *operand == Operand::Literal {
                cast(result, &wanted);
            }
        }
    }

    /// What a node is, as far as that can be told.
    fn operand(&self, node: &pb::Node) -> Option<Operand> {
        if normal::string_value(node).is_some() {
            return Some(Operand::Literal);
        }
        self.type_of(node).map(Operand::Of)
    }

    fn type_of(&self, node: &pb::Node) -> Option<TypeName> {
        use pb::a_const::Val;
        match node.node.as_ref()? {
            NodeEnum::ColumnRef(column) => {
                let parts = tree::strings(&column.fields);
                (parts.len() == column.fields.len())
                    .then(|| self.column(&parts))
                    .flatten()
            }
            NodeEnum::AConst(constant) => match constant.val.as_ref()? {
                Val::Ival(_) => Some(builtin("int4")),
                Val::Boolval(_) => Some(builtin("bool")),
                Val::Fval(number) => match number.fval.parse::<i64>() {
                    Ok(number) if i32::try_from(number).is_ok() => Some(builtin("int4")),
                    Ok(_) => Some(builtin("int8")),
                    Err(_) => Some(builtin("numeric")),
                },
                Val::Sval(_) | Val::Bsval(_) => None,
            },
            NodeEnum::TypeCast(cast) => {
                let mut name = type_name::convert(cast.type_name.as_ref()?).ok()?;
                name.modifiers.clear();
                (name.is_known_builtin() && !name.array).then_some(name)
            }
            NodeEnum::FuncCall(call) => {
                let [name] = tree::strings(&call.funcname)[..] else {
                    return None;
                };
                if name == "sum" {
                    let [argument] = call.args.as_slice() else {
                        return None;
                    };
                    let summed = self.type_of(argument)?;
                    let known = SUMS.iter().find(|(of, _)| summed.is_builtin(of));
                    return known.map(|(_, result)| builtin(result));
                }
                if OVER_TEXT.contains(&name) {
                    let [argument] = call.args.as_slice() else {
                        return None;
                    };
                    return self
                        .type_of(argument)
                        .filter(|argument| argument.is_builtin("text"));
                }
                let known = RESULTS.iter().find(|(function, _)| *function == name);
                known.map(|(_, result)| builtin(result))
            }
            NodeEnum::CoalesceExpr(coalesce) => {
                let (first, others) = coalesce.args.split_first()?;
                let first = self.type_of(first)?;
                let is_cast_to_it = |node: &pb::Node| match &node.node {
                    Some(NodeEnum::TypeCast(cast)) => {
                        cast.type_name.as_ref().map(type_name::convert_bare) == Some(first.clone())
                    }
                    _ => false,
                };
                let is_alike =
                    |other: &pb::Node| is_cast_to_it(other) || self.type_of(other).as_ref() == Some(&first);
                others.iter().all(is_alike).then(|| first.clone())
            }
            NodeEnum::AExpr(expression) => self.type_of_operation(expression),
            _ => None,
        }
    }

    fn column(&self, parts: &[&str]) -> Option<TypeName> {
        for level in self.levels.iter().rev() {
            match level.find(parts, self.types) {
                Found::Nothing => {}
                Found::Unclear => return None,
                Found::Column(data_type) => return Some(data_type),
            }
        }
        None
    }
}

fn builtin(name: &str) -> TypeName {
    TypeName::builtin(name)
}

/// Puts a cast around a node.
fn cast(node: &mut pb::Node, data_type: &TypeName) {
    let value = std::mem::take(node);
    *node = if data_type.name.schema.is_none() && !data_type.array {
        normal::cast_to(value, &data_type.name.name)
    } else {
        let parts = data_type.name.schema.iter().chain([&data_type.name.name]);
        let mut name = pb::TypeName {
            names: parts.map(|part| tree::string(part)).collect(),
            typemod: -1,
            ..Default::default()
        };
        if data_type.array {
            name.array_bounds = vec![tree::integer(-1)];
        }
        type_name::normalize(&mut name);
        tree::node(NodeEnum::TypeCast(Box::new(pb::TypeCast {
            arg: Some(Box::new(value)),
            type_name: Some(name),
            location: 0,
        })))
    };
}

#[cfg(test)]
mod tests;
