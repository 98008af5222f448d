//! `[ranges]`.

use super::{RangeType, implied_multirange};
use crate::render::toml::{Fields, Writer};

/// Writes all range types, a line for each.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let mut ranges = Fields::default();
    for range in writer.catalog().range_types.values() {
        ranges.put(writer.key(&range.definition.name), fields(range, writer));
    }
    writer.document.section(&["ranges"], &ranges);
}

fn fields(range: &RangeType, writer: &Writer<'_>) -> Fields {
    let definition = &range.definition;
    let mut fields = Fields::default();
    fields.put("subtype", writer.data_type(&definition.subtype));
    let function = |name| writer.function(name);
    fields.put_some("operator_class", definition.operator_class.as_ref().map(ToString::to_string));
    fields.put_some("collate", definition.collation.as_ref().map(ToString::to_string));
    fields.put_some("canonical", definition.canonical.as_ref().map(function));
    fields.put_some("subtype_diff", definition.subtype_diff.as_ref().map(function));
    let multirange = definition.multirange.as_ref();
    let multirange = multirange.filter(|name| **name != implied_multirange(&definition.name));
    fields.put_some("multirange", multirange.map(ToString::to_string));
    fields.put_some("comment", range.comment.as_ref());
    fields
}
