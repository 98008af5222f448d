//! Partition keys and bounds.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, column, expression, index};
use crate::syntax::{
    BoundValue, IndexValue, PartitionBound, PartitionElement, PartitionKey, PartitionStrategy,
};
use crate::tree;

/// Converts `PARTITION BY`.
pub(crate) fn key(node: &pb::PartitionSpec) -> Result<PartitionKey> {
    let strategy = match pb::PartitionStrategy::try_from(node.strategy) {
        Ok(pb::PartitionStrategy::List) => PartitionStrategy::List,
        Ok(pb::PartitionStrategy::Range) => PartitionStrategy::Range,
        Ok(pb::PartitionStrategy::Hash) => PartitionStrategy::Hash,
        _ => return Err(Problem::at(node.location, "unknown partitioning strategy")),
    };
    let elements = node.part_params.iter().filter_map(|item| match &item.node {
        Some(NodeEnum::PartitionElem(element)) => Some(element),
        _ => None,
    });
    let elements = elements.map(|element| {
        Ok(PartitionElement {
            value: match &element.expr {
                None => IndexValue::Column(element.name.clone()),
                Some(expression) => index::value_of(expression)?,
            },
            collation: column::collation_name(&element.collation),
            operator_class: (!element.opclass.is_empty()).then(|| tree::object_name(&element.opclass)),
        })
    });
    Ok(PartitionKey {
        strategy,
        elements: elements.collect::<Result<_>>()?,
    })
}

/// Converts `FOR VALUES …` or `DEFAULT`.
pub(crate) fn bound(node: &pb::PartitionBoundSpec) -> Result<PartitionBound> {
    if node.is_default {
        return Ok(PartitionBound::Default);
    }
    // PARTITION_STRATEGY_* in src/include/nodes/parsenodes.h.
    match node.strategy.as_str() {
        "l" => Ok(PartitionBound::List(
            node.listdatums.iter().map(expression).collect::<Result<_>>()?,
        )),
        "r" => Ok(PartitionBound::Range {
            from: node.lowerdatums.iter().map(value).collect::<Result<_>>()?,
            to: node.upperdatums.iter().map(value).collect::<Result<_>>()?,
        }),
        "h" => {
            let number = |number: i32| {
                u32::try_from(number).map_err(|_| Problem::at(node.location, "must not be negative"))
            };
            Ok(PartitionBound::Hash {
                modulus: number(node.modulus)?,
                remainder: number(node.remainder)?,
            })
        }
        _ => Err(Problem::at(node.location, "unknown partition bound")),
    }
}

/// One value of a range; the grammar reads `MINVALUE` as a column (`transformPartitionRangeBounds()`).
fn value(node: &pb::Node) -> Result<BoundValue> {
    let expression = expression(node)?;
    Ok(match expression.as_column().as_deref() {
        Some("minvalue") => BoundValue::Min,
        Some("maxvalue") => BoundValue::Max,
        _ => BoundValue::Value(expression),
    })
}
