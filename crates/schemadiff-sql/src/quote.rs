//! Quoting of identifiers and literals, the only place where it happens.

/// Quotes an identifier where PostgreSQL's `quote_identifier` would (`src/backend/utils/adt/ruleutils.c`): anything
/// but lower-case letters, digits and underscores, and every keyword that is not unreserved.
pub fn identifier(_name: &str) -> String {
    todo!()
}

/// Writes a string literal; one with a backslash becomes an escape string.
pub fn literal(_text: &str) -> String {
    todo!()
}

/// Wraps a body in dollar quotes with a tag that does not occur in it.
pub fn dollar(_body: &str) -> String {
    todo!()
}
