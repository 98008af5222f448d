//! Items of `ORDER BY`, `GROUP BY` and `DISTINCT ON`, where a bare name or number can mean an output column.
//!
//! PostgreSQL prints the column's expression, and in a set operation its number. Sources: `findTargetlistEntrySQL92()`
//! in `src/backend/parser/parse_clause.c`; `get_rule_sortgroupclause()` in `src/backend/utils/adt/ruleutils.c`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use super::columns::Columns;
use super::namespace::{Found, reference};
use super::star::is_star;
use crate::normal::{query_columns, target_name};
use crate::tree;
use crate::walk::Visitor;

impl Columns<'_> {
    /// An item of `ORDER BY`, `GROUP BY` or `DISTINCT ON`, where a bare name or number can mean an output column; in
    /// `GROUP BY` an input column comes first.
    pub(super) fn positional(&mut self, node: &mut pb::Node, targets: &[pb::Node], input_first: bool) {
        match &mut node.node {
            Some(NodeEnum::SortBy(sort)) => {
                if let Some(inner) = &mut sort.node {
                    self.positional(inner, targets, input_first);
                }
                return;
            }
            Some(NodeEnum::GroupingSet(set)) => {
                for inner in &mut set.content {
                    self.positional(inner, targets, input_first);
                }
                return;
            }
            _ => {}
        }
        match self.output(node, targets, input_first) {
            Output::Target(expression) => *node = *expression,
            Output::No => self.node(node),
            Output::Unclear => return,
        }
        if !input_first {
            self.avoid_outputs(node, targets);
        }
    }

    /// The output column that an item means.
    fn output(&self, node: &pb::Node, targets: &[pb::Node], input_first: bool) -> Output {
        if let Some(number) = position(node) {
            // A star that is left hides how many columns it stands for.
            let targets = if targets.iter().any(is_star) { &[] } else { targets };
            let target = number.checked_sub(1).and_then(|at| targets.get(at));
            return target
                .and_then(expression_of)
                .map_or(Output::Unclear, |found| Output::Target(Box::new(found)));
        }
        let parts = reference(node);
        let Some([name]) = parts.as_deref() else {
            return Output::No;
        };
        if input_first {
            match self.levels.last().map(|level| level.find(name)) {
                Some(Found::Column(_)) => return Output::No,
                Some(Found::Nothing) => {}
                _ => return Output::Unclear,
            }
        }
        let mut same = targets.iter().filter(|target| target_name(target) == *name);
        match (same.next(), same.next()) {
            (Some(target), None) => {
                expression_of(target).map_or(Output::Unclear, |found| Output::Target(Box::new(found)))
            }
            (None, _) => Output::No,
            _ => Output::Unclear,
        }
    }

    /// Gives a column its qualifier back where without it an output column of another meaning would come first.
    fn avoid_outputs(&self, node: &mut pb::Node, targets: &[pb::Node]) {
        let parts = reference(node);
        let Some([column]) = parts.as_deref() else { return };
        let differs = |target: &&pb::Node| expression_of(target).as_ref() != Some(node);
        if !self.plain
            || !targets
                .iter()
                .filter(differs)
                .any(|target| target_name(target) == *column)
        {
            return;
        }
        if let Some(qualifier) = self
            .levels
            .last()
            .and_then(|level| level.items.first()?.qualifier.as_deref())
        {
            *node = tree::column(&[qualifier, column]);
        }
    }
}

/// What an item of `ORDER BY` or the like means.
enum Output {
    /// The output column with this expression.
    Target(Box<pb::Node>),
    /// An expression over input columns.
    No,
    /// Nobody can tell, or it must stay a name or number.
    Unclear,
}

/// The number of an output column.
fn position(node: &pb::Node) -> Option<usize> {
    match &node.node {
        Some(NodeEnum::AConst(pb::AConst {
            val: Some(Val::Ival(number)),
            ..
        })) => usize::try_from(number.ival).ok(),
        _ => None,
    }
}

/// A target's expression, unless it would be read as a position where it is put.
fn expression_of(target: &pb::Node) -> Option<pb::Node> {
    let Some(NodeEnum::ResTarget(target)) = &target.node else {
        return None;
    };
    let expression = target.val.as_deref()?;
    let is_expression = match &expression.node {
        Some(NodeEnum::ColumnRef(_)) => reference(expression).is_some(),
        Some(NodeEnum::AConst(_)) | None => false,
        Some(_) => true,
    };
    is_expression.then(|| expression.clone())
}

/// In the `ORDER BY` of a set operation a name can only be an output column's; PostgreSQL prints its number.
pub(super) fn number_columns(select: &mut pb::SelectStmt) {
    let Some(columns) = query_columns(select) else {
        return;
    };
    for item in &mut select.sort_clause {
        let Some(NodeEnum::SortBy(sort)) = &mut item.node else {
            continue;
        };
        let Some(node) = &mut sort.node else { continue };
        if let Some([name]) = reference(node).as_deref() {
            let mut places = columns.iter().enumerate().filter(|(_, column)| *column == name);
            if let (Some((place, _)), None) = (places.next(), places.next())
                && let Ok(number) = i32::try_from(place + 1)
            {
                **node = tree::integer_constant(number);
            }
        }
    }
}
