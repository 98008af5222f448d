//! `[schemas]`.

use super::Schema;
use crate::source::toml::{Entry, Reader, comment};

/// `billing = {}` or `[schemas.billing] comment = "…"`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("schema") else {
        return;
    };
    let comment = comment(&table);
    table.finish();
    if let Some(name) = entry.part_name() {
        reader.define(Schema { name, comment }, &entry.origin());
    }
}
