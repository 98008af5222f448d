//! Indexes and their elements as SQL.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemadiff_sql::syntax::{IndexDefinition, IndexElement, IndexValue, ObjectName};

use crate::catalog::{ident, idents};
use crate::lower::option_list;

/// `ON table USING method (…) …`, what follows the name in `CREATE INDEX`.
pub(crate) fn definition(table: &ObjectName, only: bool, definition: &IndexDefinition) -> String {
    let elements: Vec<_> = definition.elements.iter().map(element).collect();
    let only = if only { "ONLY " } else { "" };
    let mut sql = format!("ON {only}{table} USING {} ({})", ident(&definition.method), elements.join(", "));
    if !definition.include.is_empty() {
        write!(sql, " INCLUDE ({})", idents(&definition.include)).expect("writing to a string never fails");
    }
    if definition.nulls_not_distinct {
        sql.push_str(" NULLS NOT DISTINCT");
    }
    if !definition.parameters.is_empty() {
        write!(sql, " WITH ({})", option_list(&definition.parameters)).expect("writing to a string never fails");
    }
    if let Some(tablespace) = &definition.tablespace {
        write!(sql, " TABLESPACE {}", ident(tablespace)).expect("writing to a string never fails");
    }
    if let Some(predicate) = &definition.predicate {
        write!(sql, " WHERE {}", predicate.sql()).expect("writing to a string never fails");
    }
    sql
}

/// One element of an index, exclusion constraint or partition key.
pub(crate) fn element(element: &IndexElement) -> String {
    let mut sql = value(&element.value);
    if let Some(collation) = &element.collation {
        write!(sql, " COLLATE {collation}").expect("writing to a string never fails");
    }
    if let Some(class) = &element.operator_class {
        write!(sql, " {class}").expect("writing to a string never fails");
        sql.push_str(&class_parameters(&element.operator_class_parameters));
    }
    if element.descending {
        sql.push_str(" DESC");
    }
    match (element.descending, element.nulls_first) {
        (true, false) => sql.push_str(" NULLS LAST"),
        (false, true) => sql.push_str(" NULLS FIRST"),
        (true, true) | (false, false) => {}
    }
    sql
}

fn class_parameters(parameters: &BTreeMap<String, String>) -> String {
    if parameters.is_empty() { String::new() } else { format!("({})", option_list(parameters)) }
}

/// A column, or an expression in parentheses.
pub(crate) fn value(value: &IndexValue) -> String {
    match value {
        IndexValue::Column(name) => ident(name),
        IndexValue::Expression(expression) => format!("({})", expression.sql()),
    }
}
