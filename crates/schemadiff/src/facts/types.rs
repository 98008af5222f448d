//! Which column type changes PostgreSQL makes without touching the table.
//!
//! Source: `ATColumnChangeRequiresRewrite` in `src/backend/commands/tablecmds.c` looks through binary-coercible casts
//! and length coercions that the planner's support functions (`varchar_support`, `numeric_support`, …) find to be
//! no-ops; every line here was also observed with `pg_relation_filenode` on PostgreSQL 14 to 18.

use schemadiff_sql::syntax::TypeName;

/// What changing a column's type costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeChange {
    /// Neither the table nor a plain index on the column is touched.
    Free,
    /// The table and its indexes are written anew, or an index is rebuilt.
    Rewrite,
}

/// Tells what changing a column from `old` to `new` without `USING` costs. In doubt it is a rewrite.
pub fn classify_type_change(old: &TypeName, new: &TypeName) -> TypeChange {
    if old == new || (!old.array && !new.array && is_free(old, new)) {
        TypeChange::Free
    } else {
        TypeChange::Rewrite
    }
}

fn is_free(old: &TypeName, new: &TypeName) -> bool {
    if old.name.schema.is_some() || new.name.schema.is_some() {
        return false;
    }
    match (old.name.name.as_str(), new.name.name.as_str()) {
        ("varchar" | "text" | "xml", "text") | ("cidr", "inet") | ("oid", "regclass") => true,
        ("text", "varchar") => new.modifiers.is_empty(),
        ("varchar", "varchar") | ("varbit", "varbit") => widened(old, new),
        ("numeric", "numeric") => widened_numeric(old, new),
        ("timestamp", "timestamp")
        | ("timestamptz", "timestamptz")
        | ("time", "time")
        | ("timetz", "timetz") => widened_precision(old, new),
        _ => false,
    }
}

fn number(type_name: &TypeName, index: usize) -> Option<u32> {
    type_name
        .modifiers
        .get(index)
        .and_then(|modifier| modifier.parse().ok())
}

fn widened(old: &TypeName, new: &TypeName) -> bool {
    match (number(old, 0), number(new, 0)) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(old), Some(new)) => new >= old,
    }
}

/// Precision 6 is the most that these types hold, so it is the same as none.
fn widened_precision(old: &TypeName, new: &TypeName) -> bool {
    number(new, 0).unwrap_or(6) >= number(old, 0).unwrap_or(6)
}

fn widened_numeric(old: &TypeName, new: &TypeName) -> bool {
    match (number(old, 0), number(new, 0)) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(old_precision), Some(new_precision)) => {
            new_precision >= old_precision && number(old, 1).unwrap_or(0) == number(new, 1).unwrap_or(0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(old: &str, new: &str) -> TypeChange {
        let parse = |text| schemadiff_sql::parse_type(text).expect("the test's type parses");
        classify_type_change(&parse(old), &parse(new))
    }

    #[test]
    fn widening_is_free() {
        for (old, new) in [
            ("varchar(10)", "varchar(20)"),
            ("varchar(10)", "text"),
            ("text", "varchar"),
            ("numeric(10,2)", "numeric(12,2)"),
            ("numeric(10,2)", "numeric"),
            ("timestamp(3)", "timestamp"),
            ("timestamptz", "timestamptz(6)"),
            ("cidr", "inet"),
        ] {
            assert_eq!(change(old, new), TypeChange::Free, "{old} to {new}");
        }
    }

    #[test]
    fn everything_else_rewrites() {
        for (old, new) in [
            ("varchar(20)", "varchar(10)"),
            ("text", "varchar(20)"),
            ("integer", "bigint"),
            ("numeric(10,2)", "numeric(12,3)"),
            ("numeric", "numeric(10,2)"),
            ("varchar(10)[]", "varchar(20)[]"),
            ("char(5)", "text"),
            ("timestamp", "timestamptz"),
            ("json", "jsonb"),
        ] {
            assert_eq!(change(old, new), TypeChange::Rewrite, "{old} to {new}");
        }
    }
}
