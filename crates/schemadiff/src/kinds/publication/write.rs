//! `[publications]`.

use schemadiff_sql::Expr;

use super::{Command, Publication, Published};
use crate::render::toml::{Fields, Writer};

/// Writes all publications.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for publication in writer.catalog().publications.values() {
        let fields = fields(publication, writer);
        writer
            .document
            .section_even_if_empty(&["publications", &publication.name], &fields);
    }
}

fn fields(publication: &Publication, writer: &Writer<'_>) -> Fields {
    let mut fields = Fields::default();
    fields.put_true("all_tables", publication.all_tables);
    let whole = Published::default();
    let keys = publication.tables.keys().map(|table| writer.key(table));
    if publication.tables.values().all(|published| *published == whole) {
        fields.put_list("tables", &keys.collect::<Vec<_>>());
    } else {
        let mut tables = Fields::default();
        for (key, published) in keys.zip(publication.tables.values()) {
            let mut parts = Fields::default();
            parts.put_list("columns", &published.columns.iter().cloned().collect::<Vec<_>>());
            parts.put_some("where", published.filter.as_ref().map(Expr::sql));
            tables.put(key, parts);
        }
        fields.put_table("tables", tables);
    }
    fields.put_list(
        "schemas",
        &publication.schemas.iter().cloned().collect::<Vec<_>>(),
    );
    if publication.publish.len() < Command::ALL.len() {
        let words: Vec<_> = publication
            .publish
            .iter()
            .map(|command| command.word().to_owned())
            .collect();
        fields.put("publish", &words);
    }
    fields.put_true("publish_via_partition_root", publication.via_partition_root);
    if publication.generated_columns {
        fields.put("publish_generated_columns", "stored");
    }
    fields.put_some("comment", publication.comment.as_ref());
    fields
}
