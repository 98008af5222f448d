//! Quoting of identifiers and literals, the only place where it happens.

/// Quotes an identifier where PostgreSQL's `quote_identifier` would (`src/backend/utils/adt/ruleutils.c`): anything
/// but lower-case letters, digits and underscores, and every keyword that is not unreserved.
///
/// ```
/// use schemadiff_sql::quote::identifier;
/// assert_eq!(identifier("users"), "users");
/// assert_eq!(identifier("Order"), "\"Order\"");
/// assert_eq!(identifier("select"), "\"select\"");
/// ```
pub fn identifier(name: &str) -> String {
    if is_plain(name) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// Whether an identifier needs no quotes.
fn is_plain(name: &str) -> bool {
    let starts_well = name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_');
    starts_well
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && KEYWORDS.binary_search(&name).is_err()
}

/// Writes a string literal; one with a backslash becomes an escape string.
///
/// An escape string means the same whatever `standard_conforming_strings` says, as in `quote_literal`.
///
/// ```
/// use schemadiff_sql::quote::literal;
/// assert_eq!(literal("it's"), "'it''s'");
/// assert_eq!(literal(r"a\b"), r"E'a\\b'");
/// ```
pub fn literal(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if text.contains('\\') {
        format!("E'{}'", doubled.replace('\\', r"\\"))
    } else {
        format!("'{doubled}'")
    }
}

/// Wraps a body in dollar quotes with a tag that does not occur in it.
///
/// ```
/// use schemadiff_sql::quote::dollar;
/// assert_eq!(dollar("begin end"), "$$begin end$$");
/// assert_eq!(dollar("select $$x$$"), "$body$select $$x$$$body$");
/// ```
pub fn dollar(body: &str) -> String {
    let mut tag = String::new();
    let mut attempt = 0_usize;
    // The closing tag may not begin inside the body, not even with its last characters: `a$` needs more than `$$`.
    while body.contains(&format!("${tag}$")) || body.ends_with(&format!("${tag}")) {
        attempt += 1;
        tag = if attempt == 1 {
            "body".to_owned()
        } else {
            format!("body{attempt}")
        };
    }
    format!("${tag}${body}${tag}$")
}

/// Every keyword of PostgreSQL 18 that is not unreserved (`src/include/parser/kwlist.h`), sorted.
///
/// The older versions' keywords are among them, so that what is printed for one version is right for all.
const KEYWORDS: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_survive_the_scanner() {
        let hostile = [
            "a",
            "A",
            "a b",
            "a\"b",
            "\"",
            "select",
            "user",
            "name",
            "_x",
            "1a",
            "a1",
            "a$b",
            "é",
            "",
            "a'b",
            "a\\b",
            "a;b",
            "--",
            "/*",
            "a\nb",
            "between",
            "timestamp",
            "values",
            "über",
            "😀",
        ];
        for name in hostile {
            if name.is_empty() {
                continue;
            }
            let sql = format!("SELECT 1 AS {}", identifier(name));
            let tree = pg_query::parse(&sql, 0).unwrap().protobuf;
            let printed = tree.deparse(pg_query::DeparseOptions::default()).unwrap();
            assert_eq!(printed, sql, "{name:?}");
        }
    }

    #[test]
    fn literals_survive_the_scanner() {
        for text in [
            "",
            "a",
            "it's",
            "\\",
            "a\\'b",
            "\n",
            "\"",
            "$$",
            "é😀",
            "';drop table x;--",
            "E'\\'",
        ] {
            let sql = format!("SELECT {}", literal(text));
            assert_eq!(
                crate::Expr::parse(&literal(text)).unwrap().literal().as_deref(),
                Some(text),
                "{sql}"
            );
        }
    }

    #[test]
    fn bodies_survive_the_scanner() {
        for body in [
            "",
            "a",
            "$",
            "$$",
            "a$",
            "$body$",
            "$body",
            "x $body$ y $body2$",
            "é$",
            "$$body",
        ] {
            let sql = dollar(body);
            assert_eq!(
                crate::Expr::parse(&sql).unwrap().literal().as_deref(),
                Some(body),
                "{sql}"
            );
        }
    }

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn keywords_agree_with_the_scanner() {
        for keyword in KEYWORDS {
            let tokens = pg_query::scan_tokens(keyword).unwrap();
            let kind = tokens[0].keyword_kind;
            assert_ne!(
                kind,
                pg_query::protobuf::KeywordKind::UnreservedKeyword as i32,
                "{keyword}"
            );
            assert_ne!(
                kind,
                pg_query::protobuf::KeywordKind::NoKeyword as i32,
                "{keyword}"
            );
        }
    }
}
