//! Composite types as SQL.

use schemadiff_sql::syntax::{CreateCompositeType, TypeAttribute};

use crate::catalog::ident;

/// `CREATE TYPE … AS (…)`.
pub(super) fn create(definition: &CreateCompositeType) -> String {
    let attributes: Vec<String> = definition
        .attributes
        .iter()
        .map(|one| format!("\n    {} {}", ident(&one.name), type_of(one)))
        .collect();
    let end = if attributes.is_empty() { "" } else { "\n" };
    format!("CREATE TYPE {} AS ({}{end})", definition.name, attributes.join(","))
}

/// The type of an attribute with its collation.
pub(super) fn type_of(attribute: &TypeAttribute) -> String {
    match &attribute.collation {
        Some(collation) => format!("{} COLLATE {collation}", attribute.data_type),
        None => attribute.data_type.to_string(),
    }
}
