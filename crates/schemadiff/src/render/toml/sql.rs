//! The pieces of SQL that stand in a model's strings: in lower case and short, as people write them there.
//!
//! Statements of a plan are made elsewhere, with every name qualified; here names of the default schema stay short.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{
    BoundValue, Exclude, ForeignKey, Identity, IndexElement, IndexValue, PartitionBound, PartitionKey,
    PartitionStrategy, ReferentialAction, SequenceOptions, TypeName,
};
use schemadiff_sql::{Expr, parse_index_element, quote};

use super::Writer;
use crate::catalog::{ident, idents};

/// A built-in type by its catalog name where that is what people write: `timestamptz`, `varchar(320)`.
pub(crate) fn builtin_type(data_type: &TypeName) -> String {
    let name = data_type.name.name.as_str();
    if !matches!(
        name,
        "timestamp" | "timestamptz" | "time" | "timetz" | "varchar" | "varbit"
    ) {
        return data_type.to_string();
    }
    let modifiers = match data_type.modifiers.as_slice() {
        [] => String::new(),
        modifiers => format!("({})", modifiers.join(", ")),
    };
    format!("{name}{modifiers}{}", if data_type.array { "[]" } else { "" })
}

/// What follows REFERENCES: `tenants(id) on delete restrict`.
pub(crate) fn references(key: &ForeignKey, writer: &Writer<'_>) -> String {
    let mut words = vec![format!(
        "{}({})",
        writer.relation(&key.table),
        with_period(&key.referenced_columns, key.period)
    )];
    if key.match_full {
        words.push("match full".to_owned());
    }
    if key.on_update != ReferentialAction::NoAction {
        words.push(format!(
            "on update {}",
            key.on_update.as_sql().to_ascii_lowercase()
        ));
    }
    if key.on_delete != ReferentialAction::NoAction {
        words.push(format!(
            "on delete {}",
            key.on_delete.as_sql().to_ascii_lowercase()
        ));
        if !key.on_delete_columns.is_empty() {
            words.push(format!("({})", idents(&key.on_delete_columns)));
        }
    }
    words.join(" ")
}

/// Columns, of which the last may be a period.
fn with_period(columns: &[String], period: bool) -> String {
    match columns.split_last() {
        Some((last, [])) if period => format!("period {}", ident(last)),
        Some((last, others)) if period => format!("{}, period {}", idents(others), ident(last)),
        _ => idents(columns),
    }
}

/// What follows EXCLUDE: `using gist (room with =, during with &&)`.
pub(crate) fn exclude(exclude: &Exclude) -> String {
    let elements: Vec<String> = exclude
        .elements
        .iter()
        .map(|(value, operator)| format!("{} with {}", element(value, &[]), operator_name(operator)))
        .collect();
    let mut words = vec![format!(
        "using {} ({})",
        ident(&exclude.method),
        elements.join(", ")
    )];
    if !exclude.include.is_empty() {
        words.push(format!("include ({})", idents(&exclude.include)));
    }
    if !exclude.parameters.is_empty() {
        words.push(format!("with ({})", parameters(&exclude.parameters)));
    }
    words.extend(
        exclude
            .tablespace
            .as_ref()
            .map(|tablespace| format!("using index tablespace {}", ident(tablespace))),
    );
    words.extend(
        exclude
            .predicate
            .as_ref()
            .map(|predicate| format!("where ({})", predicate.sql())),
    );
    words.join(" ")
}

/// An operator; one outside `pg_catalog` carries its schema and needs the long form.
fn operator_name(operator: &str) -> String {
    match operator.split_once('.') {
        Some((schema, name)) => format!("operator({}.{name})", ident(schema)),
        None => operator.to_owned(),
    }
}

/// An element of an index. A column among `columns` needs no quotes, since it is recognized as it is.
pub(crate) fn element(element: &IndexElement, columns: &[String]) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(
        element
            .collation
            .as_ref()
            .map(|collation| format!("collate {collation}")),
    );
    if let Some(class) = &element.operator_class {
        words.push(class.to_string());
        if !element.operator_class_parameters.is_empty() {
            words.push(format!("({})", parameters(&element.operator_class_parameters)));
        }
    }
    match (element.descending, element.nulls_first) {
        (false, false) => {}
        (false, true) => words.push("nulls first".to_owned()),
        (true, true) => words.push("desc".to_owned()),
        (true, false) => words.push("desc nulls last".to_owned()),
    }
    let value = match &element.value {
        IndexValue::Column(name) if words.is_empty() && columns.contains(name) => name.clone(),
        IndexValue::Column(name) => ident(name),
        IndexValue::Expression(expression) => expression_element(expression, columns),
    };
    words.insert(0, value);
    words.join(" ")
}

/// A function call stands alone; any other expression needs parentheses.
fn expression_element(expression: &Expr, columns: &[String]) -> String {
    let sql = expression.sql();
    let alone = parse_index_element(sql)
        .is_ok_and(|parsed| parsed.value == IndexValue::Expression(expression.clone()));
    if alone && !columns.iter().any(|column| column == sql) {
        sql.to_owned()
    } else {
        format!("({sql})")
    }
}

/// What follows PARTITION BY: `range (created_at)`.
pub(crate) fn partition_key(key: &PartitionKey) -> String {
    let elements: Vec<String> = key
        .elements
        .iter()
        .map(|part| {
            let part = IndexElement {
                value: part.value.clone(),
                collation: part.collation.clone(),
                operator_class: part.operator_class.clone(),
                operator_class_parameters: BTreeMap::new(),
                descending: false,
                nulls_first: false,
            };
            element(&part, &[])
        })
        .collect();
    let strategy = match key.strategy {
        PartitionStrategy::Range => "range",
        PartitionStrategy::List => "list",
        PartitionStrategy::Hash => "hash",
    };
    format!("{strategy} ({})", elements.join(", "))
}

/// A partition's bound, without FOR VALUES: `from ('2024-01-01') to ('2024-02-01')`.
pub(crate) fn bound(bound: &PartitionBound) -> String {
    let side = |values: &[BoundValue]| {
        let values: Vec<&str> = values
            .iter()
            .map(|value| match value {
                BoundValue::Min => "minvalue",
                BoundValue::Max => "maxvalue",
                BoundValue::Value(value) => value.sql(),
            })
            .collect();
        values.join(", ")
    };
    match bound {
        PartitionBound::Default => "default".to_owned(),
        PartitionBound::List(values) => {
            format!(
                "in ({})",
                values.iter().map(Expr::sql).collect::<Vec<_>>().join(", ")
            )
        }
        PartitionBound::Range { from, to } => format!("from ({}) to ({})", side(from), side(to)),
        PartitionBound::Hash { modulus, remainder } => {
            format!("with (modulus {modulus}, remainder {remainder})")
        }
    }
}

/// `generated always as identity (start with 10)`.
pub(crate) fn identity(identity: &Identity) -> String {
    let kind = if identity.always { "always" } else { "by default" };
    match sequence_options(&identity.options).as_slice() {
        [] => format!("generated {kind} as identity"),
        options => format!("generated {kind} as identity ({})", options.join(" ")),
    }
}

fn sequence_options(options: &SequenceOptions) -> Vec<String> {
    let numbers = [
        ("start with", options.start),
        ("increment by", options.increment),
        ("minvalue", options.min),
        ("maxvalue", options.max),
        ("cache", options.cache),
    ];
    let mut words: Vec<String> = numbers
        .iter()
        .filter_map(|(word, value)| value.map(|value| format!("{word} {value}")))
        .collect();
    if options.cycle {
        words.push("cycle".to_owned());
    }
    words
}

/// `name = value, …`; a value that is more than a word or number is a string.
fn parameters(parameters: &BTreeMap<String, String>) -> String {
    let value = |value: &str| {
        let plain = !value.is_empty()
            && value
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
        if plain {
            value.to_owned()
        } else {
            quote::literal(value)
        }
    };
    parameters
        .iter()
        .map(|(name, text)| format!("{name} = {}", value(text)))
        .collect::<Vec<_>>()
        .join(", ")
}
