//! `[operators]`.

use schemadiff_sql::syntax::ObjectName;

use super::Operator;
use crate::catalog::operator;
use crate::render::toml::{Fields, Writer};

/// Writes all operators.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for operator in writer.catalog().operators.values() {
        let key = key(operator, writer);
        let fields = fields(operator, writer);
        writer.document.section(&["operators", &key], &fields);
    }
}

fn key(one: &Operator, writer: &Writer<'_>) -> String {
    let definition = &one.definition;
    let left = match &definition.left {
        Some(left) => writer.data_type(left),
        None => "none".to_owned(),
    };
    let is_default = definition.name.schema.as_ref() == Some(&writer.canonical.settings.default_schema);
    let name = if is_default { definition.name.name.clone() } else { operator(&definition.name) };
    format!("{name} ({left}, {})", writer.data_type(&definition.right))
}

fn fields(one: &Operator, writer: &Writer<'_>) -> Fields {
    let definition = &one.definition;
    let mut fields = Fields::default();
    fields.put_some("comment", one.comment.as_ref());
    let function = |name: &ObjectName| writer.function(name);
    fields.put("function", function(&definition.function));
    fields.put_some("commutator", definition.commutator.as_ref().map(operator));
    fields.put_some("negator", definition.negator.as_ref().map(operator));
    fields.put_some("restrict", definition.restrict.as_ref().map(function));
    fields.put_some("join", definition.join.as_ref().map(function));
    fields.put_true("hashes", definition.hashes);
    fields.put_true("merges", definition.merges);
    fields
}
