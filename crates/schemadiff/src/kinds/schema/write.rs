//! `[schemas]`.

use super::Schema;
use crate::render::toml::{Fields, Writer};

/// Writes all schemas; `public` needs no mention unless it has a comment.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let mut schemas = Fields::default();
    let is_default = |schema: &&Schema| schema.name == "public" && schema.comment.is_none();
    for schema in writer
        .catalog()
        .schemas
        .values()
        .filter(|schema| !is_default(schema))
    {
        let mut fields = Fields::default();
        fields.put_some("comment", schema.comment.as_ref());
        schemas.put(&schema.name, fields);
    }
    writer.document.section(&["schemas"], &schemas);
}
