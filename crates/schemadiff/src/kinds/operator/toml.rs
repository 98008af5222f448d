//! `[operators]`.

use schemadiff_sql::syntax::{CreateOperator, ObjectName};
use schemadiff_sql::{parse_name, parse_operator_signature, parse_operator_name};

use super::Operator;
use crate::source::toml::{Entry, Reader, comment};

/// `[operators."=== (address, address)"]`, with PostgreSQL's own words as keys. A prefix operator has `none` for its left
/// type.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("operator") else {
        return;
    };
    let signature = parse_operator_signature(entry.name);
    if signature.is_err() {
        entry.bad_key(
            format!("`{}` does not name an operator", entry.name),
            "write it with its types, as in `\"=== (text, text)\"` or `\"!! (none, text)\"`",
        );
    }
    let function = table
        .required("function")
        .and_then(|value| value.sql("the name of a function", parse_name));
    let commutator = table.sql("commutator", "the name of an operator", parse_operator_name);
    let negator = table.sql("negator", "the name of an operator", parse_operator_name);
    let restrict = table.sql("restrict", "the name of a function", parse_name);
    let join = table.sql("join", "the name of a function", parse_name);
    let hashes = table.flag("hashes").unwrap_or_default();
    let merges = table.flag("merges").unwrap_or_default();
    let comment = comment(&table);
    table.finish();
    let (Ok((name, left, right)), Some(function)) = (signature, function) else {
        return;
    };
    let schema = name.schema.unwrap_or_else(|| reader.default_schema().to_owned());
    let definition = CreateOperator {
        name: ObjectName::qualified(schema, name.name),
        left,
        right,
        function,
        commutator,
        negator,
        restrict,
        join,
        hashes,
        merges,
    };
    reader.define(Operator { definition, comment }, &entry.origin());
}
