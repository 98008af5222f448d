//! `[scope]`: which objects are compared.

use super::reader::Reader;
use super::value::Value;
use crate::catalog::Pattern;

/// Reads `[scope] include = ["billing.*"]  exclude = ["table:*.tmp_*"]`.
pub(super) fn read(value: Value<'_>, reader: &mut Reader<'_>) {
    let Some(table) = value.table("") else { return };
    let include = patterns(table.get("include"));
    let exclude = patterns(table.get("exclude"));
    let platform_owners = table
        .has("platform_owners")
        .then(|| table.strings("platform_owners"));
    let without_owners = table.flag("owners") == Some(false);
    let without_privileges = table.flag("privileges") == Some(false);
    let scope = &mut reader.declared.settings.scope;
    scope.without_owners |= without_owners;
    scope.without_privileges |= without_privileges;
    scope.include.extend(include);
    scope.exclude.extend(exclude);
    if platform_owners.is_some() {
        scope.platform_owners = platform_owners;
    }
    table.finish();
}

fn patterns(value: Option<Value<'_>>) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for (text, place) in value.and_then(Value::texts).unwrap_or_default() {
        match Pattern::parse(text) {
            Ok(pattern) => patterns.push(pattern),
            Err(message) => place.bad(
                message,
                "write `KIND:SCHEMA.NAME` or `SCHEMA.NAME`, with `*` for any text",
            ),
        }
    }
    patterns
}
