//! `CREATE STATISTICS` and `ALTER STATISTICS`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, index};
use crate::syntax::{CreateStatistics, IndexValue, Statement, StatisticsKind};
use crate::tree;

/// Converts `CREATE STATISTICS`.
pub(super) fn create(node: &pb::CreateStatsStmt) -> Result<Statement> {
    if node.defnames.is_empty() {
        return Err(Problem::new(
            "statistics without a name: PostgreSQL would choose one; write it",
        ));
    }
    let kinds = tree::strings(&node.stat_types).into_iter().map(|word| {
        StatisticsKind::from_word(word)
            .ok_or_else(|| Problem::new(format!("there are no statistics of kind \"{word}\"")))
    });
    let [
        pb::Node {
            node: Some(NodeEnum::RangeVar(table)),
        },
    ] = node.relations.as_slice()
    else {
        return Err(Problem::new("statistics are of one table"));
    };
    Ok(Statement::CreateStatistics(CreateStatistics {
        name: tree::object_name(&node.defnames),
        kinds: kinds.collect::<Result<_>>()?,
        elements: node.exprs.iter().map(element).collect::<Result<_>>()?,
        table: tree::relation_name(table),
    }))
}

fn element(node: &pb::Node) -> Result<IndexValue> {
    match &node.node {
        Some(NodeEnum::StatsElem(element)) => match element.expr.as_deref() {
            Some(expression) => index::value_of(expression),
            None => Ok(IndexValue::Column(element.name.clone())),
        },
        _ => Err(Problem::new(
            "an element of statistics is a column or an expression",
        )),
    }
}

/// Converts `ALTER STATISTICS … SET STATISTICS`; -1 and DEFAULT leave the target to those of the columns.
pub(super) fn alter(node: &pb::AlterStatsStmt) -> Result<Statement> {
    let target = match tree::inner(node.stxstattarget.as_deref()) {
        None => None,
        Some(NodeEnum::Integer(number)) if number.ival == -1 => None,
        Some(NodeEnum::Integer(number)) => Some(
            u16::try_from(number.ival)
                .map_err(|_| Problem::new(format!("a statistics target cannot be {}", number.ival)))?,
        ),
        Some(_) => return Err(Problem::new("a statistics target is a number")),
    };
    Ok(Statement::SetStatisticsTarget {
        name: tree::object_name(&node.defnames),
        target,
    })
}
