//! Which rows a partition takes, as a condition over its columns.
//!
//! `ATTACH PARTITION` reads the whole table under ACCESS EXCLUSIVE unless the checks of the table imply the condition
//! (`ConstraintImpliedByRelConstraint` in `src/backend/commands/tablecmds.c`). The conditions here have the shape of
//! `get_qual_from_partbound` in `src/backend/partitioning/partbounds.c`; that they are found to imply it was observed on
//! PostgreSQL 14 to 18 with `client_min_messages = debug1`.

use schemadiff_sql::{Expr, quote};
use schemadiff_sql::syntax::{
    BoundValue, Column, IndexValue, ObjectName, PartitionBound, PartitionElement, PartitionKey, PartitionStrategy,
};

use crate::canon::columns_of;
use crate::catalog::{Catalog, ObjectId, ident};

/// What a row of `parent` has to satisfy to be in a partition with `bound`; `others` are the bounds beside it, which decide
/// what is left for a default partition.
///
/// `None` when nothing can be written that PostgreSQL finds to be the same: a key with an operator class of its own has
/// other operators, and a hash of a column with a collation is computed without it, which no statement can say.
pub(super) fn condition(
    catalog: &Catalog,
    parent: &ObjectName,
    bound: &PartitionBound,
    others: &[&PartitionBound],
) -> Option<String> {
    let table = catalog.tables.get(&ObjectId::named(parent.clone()))?;
    let key = table.partition_by.as_ref()?;
    if key.elements.iter().any(|element| element.operator_class.is_some()) {
        return None;
    }
    let operands: Vec<String> = key.elements.iter().map(operand).collect();
    match bound {
        PartitionBound::List(values) => Some(list(operands.first()?, values)),
        PartitionBound::Range { from, to } => {
            let mut parts = not_null(&operands);
            parts.extend(range(&operands, from, to));
            Some(parts.join(" AND "))
        }
        PartitionBound::Hash { modulus, remainder } => {
            let columns = columns_of(catalog, parent).unwrap_or_default();
            let plain = key.elements.iter().all(|element| hashes_plainly(element, columns));
            plain.then(|| {
                format!(
                    "satisfies_hash_partition({}::regclass::oid, {modulus}, {remainder}, {})",
                    quote::literal(&parent.to_string()),
                    operands.join(", ")
                )
            })
        }
        PartitionBound::Default => rest(key, &operands, others),
    }
}

/// The columns that a condition is about.
pub(super) fn columns(key: &PartitionKey) -> Vec<String> {
    let mut columns = Vec::new();
    for element in &key.elements {
        match &element.value {
            IndexValue::Column(name) => columns.push(name.clone()),
            IndexValue::Expression(expression) => columns.extend(expression.references().columns),
        }
    }
    columns.sort();
    columns.dedup();
    columns
}

fn operand(element: &PartitionElement) -> String {
    let value = match &element.value {
        IndexValue::Column(name) => ident(name),
        IndexValue::Expression(expression) => format!("({})", expression.sql()),
    };
    match &element.collation {
        Some(collation) => format!("({value} COLLATE {collation})"),
        None => value,
    }
}

fn not_null(operands: &[String]) -> Vec<String> {
    operands.iter().map(|operand| format!("{operand} IS NOT NULL")).collect()
}

/// `k IS NOT NULL AND k IN (…)`, or with null among the values `(k IS NULL OR k IN (…))`.
fn list(operand: &str, values: &[Expr]) -> String {
    let given: Vec<&str> = values.iter().filter(|value| !value.is_null()).map(Expr::sql).collect();
    let any = match given.as_slice() {
        [] => None,
        [only] => Some(format!("{operand} = {only}")),
        several => Some(format!("{operand} IN ({})", several.join(", "))),
    };
    match (any, given.len() < values.len()) {
        (None, _) => format!("{operand} IS NULL"),
        (Some(any), false) => format!("{operand} IS NOT NULL AND {any}"),
        (Some(any), true) => format!("({operand} IS NULL OR {any})"),
    }
}

/// Both ends of a range, as a list of conditions. What both ends have alike is said once.
fn range(operands: &[String], from: &[BoundValue], to: &[BoundValue]) -> Vec<String> {
    let same = |(from, to): &(&BoundValue, &BoundValue)| matches!(from, BoundValue::Value(_)) && from == to;
    let alike = from.iter().zip(to).take_while(same).count().min(operands.len());
    let mut parts = Vec::new();
    for (operand, value) in operands.iter().zip(from).take(alike) {
        if let BoundValue::Value(value) = value {
            parts.push(format!("{operand} = {}", value.sql()));
        }
    }
    parts.extend(end(&operands[alike..], &from[alike..], true));
    parts.extend(end(&operands[alike..], &to[alike..], false));
    parts
}

/// One end of a range over several columns: `(a > 1 OR (a = 1 AND b >= 2))`.
fn end(operands: &[String], values: &[BoundValue], lower: bool) -> Option<String> {
    let (open, closed) = if lower { (">", ">=") } else { ("<", "<=") };
    // What is below every value lets a lower end take all that is equal so far, and an upper end nothing of it.
    let takes_equal = |value: Option<&BoundValue>| match value {
        None | Some(BoundValue::Min) => lower,
        Some(BoundValue::Max) => !lower,
        Some(BoundValue::Value(_)) => false,
    };
    let mut ways = Vec::new();
    let mut equal = Vec::new();
    for (index, (operand, value)) in operands.iter().zip(values).enumerate() {
        let BoundValue::Value(value) = value else { break };
        let next = values.get(index + 1);
        let operator = if takes_equal(next) { closed } else { open };
        let mut way: Vec<String> = equal.clone();
        way.push(format!("{operand} {operator} {}", value.sql()));
        ways.push(way);
        equal.push(format!("{operand} = {}", value.sql()));
    }
    match ways.as_slice() {
        [] => None,
        [only] => Some(only.join(" AND ")),
        several => {
            let ways: Vec<String> = several
                .iter()
                .map(|way| if way.len() == 1 { way[0].clone() } else { format!("({})", way.join(" AND ")) })
                .collect();
            Some(format!("({})", ways.join(" OR ")))
        }
    }
}

/// What a default partition takes: nothing that another does.
fn rest(key: &PartitionKey, operands: &[String], others: &[&PartitionBound]) -> Option<String> {
    match key.strategy {
        PartitionStrategy::List => {
            let mut values: Vec<Expr> = Vec::new();
            for other in others {
                let PartitionBound::List(list) = other else { continue };
                for value in list {
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
            }
            (!values.is_empty()).then(|| format!("NOT ({})", list(&operands[0], &values)))
        }
        PartitionStrategy::Range => {
            let ways: Vec<String> = others
                .iter()
                .filter_map(|other| match other {
                    PartitionBound::Range { from, to } => Some(range(operands, from, to)),
                    PartitionBound::Default | PartitionBound::List(_) | PartitionBound::Hash { .. } => None,
                })
                .map(|parts| parts.join(" AND "))
                .collect();
            let not_null = not_null(operands).join(" AND ");
            match ways.as_slice() {
                [] => None,
                [only] if only.is_empty() => Some(format!("NOT ({not_null})")),
                [only] => Some(format!("NOT ({not_null} AND {only})")),
                several => {
                    let ways: Vec<String> = several.iter().map(|way| format!("({way})")).collect();
                    Some(format!("NOT ({not_null} AND ({}))", ways.join(" OR ")))
                }
            }
        }
        // There is none.
        PartitionStrategy::Hash => None,
    }
}

/// Whether an element is a column of a built-in type without a collation.
fn hashes_plainly(element: &PartitionElement, columns: &[Column]) -> bool {
    let IndexValue::Column(name) = &element.value else { return false };
    columns.iter().find(|column| column.name == *name).is_some_and(|column| {
        let collated = ["text", "varchar", "bpchar", "name", "char"];
        column.data_type.is_known_builtin()
            && !column.data_type.array
            && !collated.contains(&column.data_type.name.name.as_str())
    })
}

/// Whether two partitions of one table might take the same rows, so that they cannot be there together. In doubt they
/// might: what the text of two values says of their order is known of numbers and dates alone.
pub(crate) fn may_overlap(one: &PartitionBound, other: &PartitionBound) -> bool {
    match (one, other) {
        (PartitionBound::Default, PartitionBound::Default) => true,
        (PartitionBound::Default, _) | (_, PartitionBound::Default) => false,
        (PartitionBound::List(one), PartitionBound::List(other)) => one.iter().any(|value| other.contains(value)),
        (
            PartitionBound::Range { from, to },
            PartitionBound::Range { from: other_from, to: other_to },
        ) => !ends_before(to, other_from) && !ends_before(other_to, from),
        (
            PartitionBound::Hash { modulus, remainder },
            PartitionBound::Hash { modulus: other_modulus, remainder: other_remainder },
        ) => {
            let (small, large) = (modulus.min(other_modulus), modulus.max(other_modulus));
            // Every modulus has to be a factor of the next larger one (manual, "CREATE TABLE", PARTITION OF).
            *small == 0 || large % small != 0 || remainder % small == other_remainder % small
        }
        _ => true,
    }
}

/// Whether a bound is known to take every row that another does.
pub(super) fn takes_all(one: &PartitionBound, other: &PartitionBound) -> bool {
    match (one, other) {
        (PartitionBound::Default, PartitionBound::Default) => true,
        (PartitionBound::List(one), PartitionBound::List(other)) => other.iter().all(|value| one.contains(value)),
        (
            PartitionBound::Range { from, to },
            PartitionBound::Range { from: other_from, to: other_to },
        ) => ends_before(from, other_from) && ends_before(other_to, to),
        _ => false,
    }
}

/// Whether a range is known to end before, or where, another begins.
fn ends_before(to: &[BoundValue], from: &[BoundValue]) -> bool {
    for (to, from) in to.iter().zip(from) {
        match (to, from) {
            (BoundValue::Value(to), BoundValue::Value(from)) if to == from => {}
            (BoundValue::Value(to), BoundValue::Value(from)) => return is_less(to, from),
            (BoundValue::Min, BoundValue::Min) | (BoundValue::Max, BoundValue::Max) => {}
            (BoundValue::Min, _) | (_, BoundValue::Max) => return true,
            (BoundValue::Max, _) | (_, BoundValue::Min) => return false,
        }
    }
    true
}

fn is_less(one: &Expr, other: &Expr) -> bool {
    let (Some(one), Some(other)) = (one.literal(), other.literal()) else { return false };
    if let (Ok(one), Ok(other)) = (one.parse::<i128>(), other.parse::<i128>()) {
        return one < other;
    }
    let is_date = |text: &str| {
        let bytes = text.as_bytes();
        bytes.len() >= 10
            && bytes[..10].iter().enumerate().all(|(index, byte)| match index {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            })
            && !text.ends_with("BC")
    };
    is_date(&one) && is_date(&other) && one < other
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(text: &str) -> PartitionBound {
        schemadiff_sql::parse_partition_bound(text).expect("the test's bound parses")
    }

    fn range_of(from: &str) -> Vec<String> {
        let PartitionBound::Range { from, to } = bound(from) else { panic!("the test's bound is a range") };
        range(&["a".to_owned(), "b".to_owned()], &from, &to)
    }

    #[test]
    fn ranges_over_several_columns_are_said_as_postgresql_says_them() {
        assert_eq!(
            range_of("from ('1', '2') to ('5', '6')"),
            ["(a > '1' OR (a = '1' AND b >= '2'))", "(a < '5' OR (a = '5' AND b < '6'))"]
        );
        assert_eq!(range_of("from ('1', '2') to ('1', '6')"), ["a = '1'", "b >= '2'", "b < '6'"]);
        assert_eq!(range_of("from ('1', minvalue) to ('5', maxvalue)"), ["a >= '1'", "a <= '5'"]);
        assert_eq!(range_of("from (minvalue, minvalue) to ('5', minvalue)"), ["a < '5'"]);
        assert_eq!(range_of("from ('1', maxvalue) to (maxvalue, maxvalue)"), ["a > '1'"]);
    }

    #[test]
    fn what_might_overlap_waits() {
        let overlap = |one: &str, other: &str| may_overlap(&bound(one), &bound(other));
        assert!(!overlap("from ('1') to ('9')", "from ('9') to ('10')"));
        assert!(!overlap("from ('2024-01-01') to ('2024-02-01')", "from ('2024-03-01') to ('2024-04-01')"));
        assert!(overlap("from ('2024-01-01') to ('2024-03-01')", "from ('2024-02-01') to ('2024-04-01')"));
        // Nobody knows how a collation orders them.
        assert!(overlap("from ('a') to ('b')", "from ('C') to ('D')"));
        assert!(!overlap("in ('a')", "in ('b')") && overlap("in ('a', null)", "in (null)"));
        assert!(!overlap("with (modulus 4, remainder 1)", "with (modulus 2, remainder 0)"));
        assert!(overlap("with (modulus 4, remainder 3)", "with (modulus 2, remainder 1)"));
        assert!(overlap("with (modulus 3, remainder 0)", "with (modulus 2, remainder 1)"));
        assert!(!overlap("default", "in ('a')") && overlap("default", "default"));
    }
}
