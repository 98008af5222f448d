//! `[collations]`.

use schemadiff_sql::syntax::CollationProvider;

use super::Collation;
use crate::render::toml::{Fields, Writer};

/// Writes all collations, a line for each.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let mut collations = Fields::default();
    for collation in writer.catalog().collations.values() {
        collations.put(writer.key(&collation.definition.name), fields(collation));
    }
    writer.document.section(&["collations"], &collations);
}

fn fields(collation: &Collation) -> Fields {
    let definition = &collation.definition;
    let mut fields = Fields::default();
    if definition.provider != CollationProvider::Libc {
        fields.put("provider", definition.provider.word());
    }
    if definition.collate == definition.ctype {
        fields.put("locale", &definition.collate);
    } else {
        fields.put("lc_collate", &definition.collate);
        fields.put("lc_ctype", &definition.ctype);
    }
    if !definition.deterministic {
        fields.put("deterministic", false);
    }
    fields.put_some("rules", definition.rules.as_ref());
    fields.put_some("comment", collation.comment.as_ref());
    fields
}
