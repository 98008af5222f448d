//! One spelling for the values of partition bounds.

use std::collections::BTreeMap;

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{BoundValue, Column, IndexValue, ObjectName, PartitionBound, PartitionKey};

use super::columns_of;
use crate::catalog::Catalog;

/// The built-in types of a partition key's elements, as far as they are columns.
pub(crate) type KeyTypes = Vec<Option<String>>;

/// Gives the values of partition bounds one spelling: a literal is a string, and a day is a day whatever the type.
///
/// `pg_get_expr` prints `'2024-01-01 00:00:00+00'` for a `timestamptz` key in a session in UTC, which is where bounds
/// are read and applied.
pub(super) fn bounds(catalog: &mut Catalog) {
    let keys: BTreeMap<ObjectName, KeyTypes> = catalog
        .tables
        .values()
        .filter_map(|table| {
            let key = table.partition_by.as_ref()?;
            let columns = columns_of(catalog, &table.name).unwrap_or_default();
            Some((table.name.clone(), key_types(key, columns)))
        })
        .collect();
    for (_, table) in &mut catalog.tables {
        if let Some(partition) = &mut table.partition_of {
            let types = keys.get(&partition.parent).map_or(&[][..], Vec::as_slice);
            canonical_bound(&mut partition.bound, types);
        }
    }
}

/// The types of a key over these columns.
pub(crate) fn key_types(key: &PartitionKey, columns: &[Column]) -> KeyTypes {
    key.elements
        .iter()
        .map(|element| match &element.value {
            IndexValue::Column(name) => {
                let column = columns.iter().find(|column| column.name == *name)?;
                column
                    .data_type
                    .is_known_builtin()
                    .then(|| column.data_type.name.name.clone())
            }
            IndexValue::Expression(_) => None,
        })
        .collect()
}

/// Gives a bound its one spelling.
pub(crate) fn canonical_bound(bound: &mut PartitionBound, types: &[Option<String>]) {
    match bound {
        PartitionBound::List(values) => values
            .iter_mut()
            .for_each(|value| bound_value(value, types.first())),
        PartitionBound::Range { from, to } => {
            for side in [from, to] {
                for (index, value) in side.iter_mut().enumerate() {
                    if let BoundValue::Value(value) = value {
                        bound_value(value, types.get(index));
                    }
                }
            }
        }
        PartitionBound::Default | PartitionBound::Hash { .. } => {}
    }
}

fn bound_value(value: &mut Expr, data_type: Option<&Option<String>>) {
    let Some(mut text) = value.literal() else { return };
    let suffix = match data_type.and_then(Option::as_deref) {
        Some("timestamptz") => " 00:00:00+00",
        Some("timestamp") => " 00:00:00",
        _ => "",
    };
    if let Some(day) = text.strip_suffix(suffix) {
        text = day.to_owned();
    }
    if let Ok(literal) = Expr::parse(&schemadiff_sql::quote::literal(&text)) {
        *value = literal;
    }
}
