//! The normal form of a tree: rewrites after which two trees that PostgreSQL reads alike are more often equal.
//!
//! Every rewrite here is one that PostgreSQL's own parse analysis makes, or undoes a choice of spelling that parse
//! analysis forgets; none depends on the type of a column. So two trees with one normal form are read alike by every
//! server. What would need types (`IN` lists, casts of literals) is left for a server to decide.

mod column_name;
pub(crate) use column_name::figure_index;
mod constant;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

pub(crate) use column_name::{query_columns, target_name};
pub(crate) use constant::{cast as cast_to, string_value};

use crate::tree;
use crate::type_name;
use crate::walk::{Visitor, walk_node, walk_select, walk_type_name};

/// Brings an expression, a query or a data-modifying statement into normal form.
pub(crate) fn normalize(node: &mut pb::Node) {
    Normalizer.node(node);
}

struct Normalizer;

impl Visitor for Normalizer {
    fn node(&mut self, node: &mut pb::Node) {
        walk_node(self, node);
        rewrite(node);
    }

    fn type_name(&mut self, type_name: &mut pb::TypeName) {
        walk_type_name(self, type_name);
        type_name::normalize(type_name);
    }

    fn select(&mut self, select: &mut pb::SelectStmt) {
        let names: Vec<String> = select.target_list.iter().map(target_name).collect();
        flatten_rows(&mut select.group_clause);
        let mut positional = Vec::new();
        // In these clauses a bare number is a position and a bare row a list: what is there keeps its shape.
        for clause in [
            &mut select.distinct_clause,
            &mut select.group_clause,
            &mut select.sort_clause,
        ] {
            self.positional(clause);
            positional.push(std::mem::take(clause));
        }
        walk_select(self, select);
        let mut positional = positional.into_iter();
        for clause in [
            &mut select.distinct_clause,
            &mut select.group_clause,
            &mut select.sort_clause,
        ] {
            *clause = positional.next().unwrap_or_default();
        }
        for (target, name) in select.target_list.iter_mut().zip(names) {
            name_target(target, name);
        }
        if let Some(right) = &mut select.rarg {
            drop_names(right);
        }
    }
}

impl Normalizer {
    /// Normalizes below the items of a clause, but leaves the items themselves.
    fn positional(&mut self, items: &mut [pb::Node]) {
        for item in items {
            match &mut item.node {
                Some(NodeEnum::SortBy(sort)) => {
                    sort.location = 0;
                    if let Some(node) = &mut sort.node {
                        self.positional(std::slice::from_mut(&mut **node));
                    }
                    rewrite_sort(sort);
                }
                Some(NodeEnum::GroupingSet(set)) => {
                    set.location = 0;
                    self.positional(&mut set.content);
                }
                Some(NodeEnum::TypeCast(_) | NodeEnum::AConst(_) | NodeEnum::RowExpr(_)) => {
                    walk_node(self, item);
                }
                _ => self.node(item),
            }
        }
    }
}

/// Writes a target's name only where PostgreSQL would not choose it by itself.
///
/// Source: `FigureColname()` in `src/backend/parser/parse_target.c`.
fn name_target(target: &mut pb::Node, name: String) {
    if let Some(NodeEnum::ResTarget(target)) = &mut target.node {
        if tree::inner(target.val.as_deref()).is_some_and(column_name::is_star) {
            return;
        }
        let figured = column_name::figure(target.val.as_deref());
        target.name = if figured == name { String::new() } else { name };
    }
}

/// `GROUP BY (a, b)` is `GROUP BY a, b` (`flatten_grouping_sets()` in `parse_clause.c`).
fn flatten_rows(group: &mut Vec<pb::Node>) {
    let implicit = pb::CoercionForm::CoerceImplicitCast as i32;
    *group = std::mem::take(group)
        .into_iter()
        .flat_map(|item| match item.node {
            Some(NodeEnum::RowExpr(row)) if row.row_format == implicit => row.args,
            _ => vec![item],
        })
        .collect();
}

/// Drops the names of columns in the right side of a set operation: the left side's count (manual, "Combining
/// Queries"). Where the side orders or groups by a name of its own, it may need it.
fn drop_names(select: &mut pb::SelectStmt) {
    if !select.sort_clause.is_empty() || !select.group_clause.is_empty() || !select.distinct_clause.is_empty()
    {
        return;
    }
    for target in &mut select.target_list {
        if let Some(NodeEnum::ResTarget(target)) = &mut target.node {
            target.name.clear();
        }
    }
    for side in [&mut select.larg, &mut select.rarg].into_iter().flatten() {
        drop_names(side);
    }
}

/// Rewrites one node whose children are normal already.
fn rewrite(node: &mut pb::Node) {
    let replacement = match &mut node.node {
        Some(NodeEnum::TypeCast(cast)) => constant::fold_cast(cast),
        Some(NodeEnum::AConst(value)) => constant::canonical(value),
        Some(NodeEnum::AExpr(expression)) => rewrite_operator(expression),
        Some(NodeEnum::BoolExpr(expression)) => {
            flatten(expression);
            None
        }
        Some(NodeEnum::RowExpr(row)) => {
            // `(a, b)` and `ROW(a, b)`; ruleutils.c always prints the latter.
            row.row_format = pb::CoercionForm::CoerceExplicitCall as i32;
            None
        }
        Some(NodeEnum::SortBy(sort)) => {
            rewrite_sort(sort);
            None
        }
        Some(NodeEnum::SubLink(sublink)) => {
            // `= ANY (SELECT …)` is what `IN (SELECT …)` becomes (transformSubLink() in parse_expr.c).
            let any = sublink.sub_link_type == pb::SubLinkType::AnySublink as i32;
            if any && tree::strings(&sublink.oper_name) == ["="] {
                sublink.oper_name.clear();
            }
            None
        }
        Some(NodeEnum::CollateClause(collate)) => {
            strip_catalog(&mut collate.collname);
            None
        }
        Some(NodeEnum::FuncCall(call)) => {
            rewrite_call(call);
            None
        }
        _ => None,
    };
    if let Some(replacement) = replacement {
        node.node = Some(replacement);
    }
}

/// Drops `pg_catalog.`, which is always searched first.
fn strip_catalog(parts: &mut Vec<pb::Node>) {
    if matches!(tree::strings(parts).as_slice(), ["pg_catalog", _]) {
        parts.remove(0);
    }
}

/// Drops the defaults of `ORDER BY` (manual, "SELECT": ascending, and nulls as if larger than anything).
fn rewrite_sort(sort: &mut pb::SortBy) {
    use pb::{SortByDir, SortByNulls};
    if sort.sortby_dir == SortByDir::SortbyAsc as i32 {
        sort.sortby_dir = SortByDir::SortbyDefault as i32;
    }
    let implied = match SortByDir::try_from(sort.sortby_dir) {
        Ok(SortByDir::SortbyDefault) => SortByNulls::SortbyNullsLast,
        Ok(SortByDir::SortbyDesc) => SortByNulls::SortbyNullsFirst,
        _ => return,
    };
    if sort.sortby_nulls == implied as i32 {
        sort.sortby_nulls = SortByNulls::SortbyNullsDefault as i32;
    }
}

/// Joins `(a AND b) AND c` into one list of three, as the grammar does where it sees it (`makeAndExpr()` in gram.y);
/// a rewrite below may have made the first argument a conjunction only now.
fn flatten(expression: &mut pb::BoolExpr) {
    if expression.boolop == pb::BoolExprType::NotExpr as i32 {
        return;
    }
    if let Some(NodeEnum::BoolExpr(first)) = expression.args.first_mut().and_then(|first| first.node.as_mut())
        && first.boolop == expression.boolop
    {
        let first = std::mem::take(&mut first.args);
        expression.args.splice(0..1, first);
    }
}

/// Rewrites the operators that are only another spelling of others, as `transformExprRecurse()` does.
fn rewrite_operator(expression: &mut pb::AExpr) -> Option<NodeEnum> {
    use pb::AExprKind;
    match AExprKind::try_from(expression.kind).ok()? {
        AExprKind::AexprLike | AExprKind::AexprIlike | AExprKind::AexprSimilar => {
            expression.kind = AExprKind::AexprOp as i32;
            None
        }
        // transformAExprIn(): a list of one is a plain comparison.
        AExprKind::AexprIn => {
            let only = match tree::inner(expression.rexpr.as_deref())? {
                NodeEnum::List(list) if list.items.len() == 1 => list.items[0].clone(),
                _ => return None,
            };
            expression.kind = AExprKind::AexprOp as i32;
            expression.rexpr = Some(Box::new(only));
            None
        }
        AExprKind::AexprOp => match tree::inner(expression.rexpr.as_deref())? {
            NodeEnum::AConst(operand)
                if expression.lexpr.is_none() && tree::strings(&expression.name) == ["-"] =>
            {
                constant::negate(operand)
            }
            _ => None,
        },
        AExprKind::AexprBetween => between(expression, &[(">=", "<=")]),
        AExprKind::AexprNotBetween => between(expression, &[("<", ">")]),
        AExprKind::AexprBetweenSym => between(expression, &[(">=", "<="), (">=", "<=")]),
        AExprKind::AexprNotBetweenSym => between(expression, &[("<", ">"), ("<", ">")]),
        _ => None,
    }
}

/// `x BETWEEN a AND b` is `x >= a AND x <= b`, and so on (`transformAExprBetween()`); the second pair has its bounds
/// swapped.
fn between(expression: &pb::AExpr, pairs: &[(&str, &str)]) -> Option<NodeEnum> {
    use pb::BoolExprType::{AndExpr, OrExpr};
    let value = expression.lexpr.as_ref()?;
    let (low, high) = match tree::inner(expression.rexpr.as_deref())? {
        NodeEnum::List(list) if list.items.len() == 2 => (&list.items[0], &list.items[1]),
        _ => return None,
    };
    let compare = |operator: &str, bound: &pb::Node| {
        tree::node(NodeEnum::AExpr(Box::new(pb::AExpr {
            kind: pb::AExprKind::AexprOp as i32,
            name: vec![tree::string(operator)],
            lexpr: Some(value.clone()),
            rexpr: Some(Box::new(bound.clone())),
            ..Default::default()
        })))
    };
    let join = |boolop: pb::BoolExprType, args: Vec<pb::Node>| {
        NodeEnum::BoolExpr(Box::new(pb::BoolExpr {
            boolop: boolop as i32,
            args,
            ..Default::default()
        }))
    };
    let negated = pairs[0].0 == "<";
    let (inside, outside) = if negated {
        (OrExpr, AndExpr)
    } else {
        (AndExpr, OrExpr)
    };
    let mut halves = pairs
        .iter()
        .zip([(low, high), (high, low)])
        .map(|((first, second), (low, high))| join(inside, vec![compare(first, low), compare(second, high)]));
    let half = halves.next()?;
    match halves.next() {
        Some(other) => Some(join(outside, vec![tree::node(half), tree::node(other)])),
        None => Some(half),
    }
}

/// The sequence functions take a `regclass`, so that a bare literal is one: there is no other function of the name.
fn rewrite_call(call: &mut pb::FuncCall) {
    let name = match tree::strings(&call.funcname).as_slice() {
        [name] | ["pg_catalog", name] => (*name).to_owned(),
        _ => return,
    };
    if !matches!(name.as_str(), "nextval" | "currval" | "setval") {
        return;
    }
    if let Some(first) = call.args.first_mut()
        && constant::string_value(first).is_some()
    {
        let literal = std::mem::take(first);
        *first = constant::cast(literal, "regclass");
    }
}

#[cfg(test)]
mod tests;
