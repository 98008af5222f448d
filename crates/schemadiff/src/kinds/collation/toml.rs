//! `[collations]`.

use schemadiff_sql::syntax::{CollationProvider, CreateCollation};

use super::Collation;
use crate::source::toml::{Entry, Reader, comment};

/// `german = { provider = "icu", locale = "de-u-co-phonebk" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("collation") else {
        return;
    };
    let name = reader.name(entry);
    let provider = table.one_of(
        "provider",
        &[
            ("libc", CollationProvider::Libc),
            ("icu", CollationProvider::Icu),
            ("builtin", CollationProvider::Builtin),
        ],
    );
    let locale = table.string("locale");
    let collate = table.string("lc_collate").or_else(|| locale.clone());
    let ctype = table.string("lc_ctype").or(locale);
    let deterministic = table.flag("deterministic").unwrap_or(true);
    let rules = table.string("rules");
    let comment = comment(&table);
    if collate.is_none() || ctype.is_none() {
        table.missing("locale", "add `locale = \"…\"`, or both `lc_collate` and `lc_ctype`");
    }
    table.finish();
    let (Some(name), Some(collate), Some(ctype)) = (name, collate, ctype) else {
        return;
    };
    let definition = CreateCollation {
        name,
        provider: provider.unwrap_or_default(),
        collate,
        ctype,
        deterministic,
        rules,
    };
    reader.define(Collation { definition, comment }, &entry.origin());
}
