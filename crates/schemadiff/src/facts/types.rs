//! Which column type changes PostgreSQL makes without touching the table.
//!
//! Source: `ATColumnChangeRequiresRewrite` in `src/backend/commands/tablecmds.c` looks through binary-coercible casts
//! and length coercions that the planner's support functions (`varchar_support`, `numeric_support`, …) find to be
//! no-ops; whether an index is kept is up to `CheckIndexCompatible` in `indexcmds.c`. The test `types` of the test kit tries
//! every pair of the common types on PostgreSQL 14 to 18 and compares.

use schemadiff_sql::syntax::TypeName;

/// What changing a column's type costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeChange {
    /// Neither the table nor a plain index on the column is touched.
    Free,
    /// The table stays as it is, and every index on the column is built anew: its order is that of another type.
    Indexes,
    /// The table and its indexes are written anew.
    Rewrite,
}

/// Tells what changing a column from `old` to `new` without `USING` costs, in a session whose time zone is UTC. In doubt
/// it is a rewrite.
pub fn classify_type_change(old: &TypeName, new: &TypeName) -> TypeChange {
    if old == new {
        return TypeChange::Free;
    }
    let is_known = |name: &TypeName| name.name.schema.is_none() && !name.array;
    // Whatever the limit was, none is one that all values keep.
    if old.name.schema.is_none() && old.name == new.name && old.array == new.array && new.modifiers.is_empty()
    {
        return TypeChange::Free;
    }
    if is_known(old) && is_known(new) {
        between(old, new)
    } else {
        TypeChange::Rewrite
    }
}

fn between(old: &TypeName, new: &TypeName) -> TypeChange {
    let free_if = |free: bool| {
        if free {
            TypeChange::Free
        } else {
            TypeChange::Rewrite
        }
    };
    let indexes_if = |as_it_is: bool| {
        if as_it_is {
            TypeChange::Indexes
        } else {
            TypeChange::Rewrite
        }
    };
    let unlimited = new.modifiers.is_empty();
    match (old.name.name.as_str(), new.name.name.as_str()) {
        ("varchar" | "text" | "xml", "text") | ("cidr", "inet") => TypeChange::Free,
        ("oid", "regclass" | "regtype" | "regproc") | ("regclass" | "regtype" | "regproc", "oid") => {
            TypeChange::Free
        }
        ("text" | "xml", "varchar") | ("xml", "bpchar") => free_if(unlimited),
        ("varchar", "varchar") | ("varbit", "varbit") => free_if(widened(old, new)),
        ("numeric", "numeric") => free_if(widened_numeric(old, new)),
        ("timestamp", "timestamp")
        | ("timestamptz", "timestamptz")
        | ("time", "time")
        | ("timetz", "timetz") => free_if(precision(new) >= precision(old)),
        ("interval", "interval") => free_if(widened_interval(old, new)),
        // The conversion is one of values, except under UTC (`TimestampTimestampTzRequiresRewrite()`), and it forgets the
        // precision.
        ("timestamp", "timestamptz") | ("timestamptz", "timestamp") => {
            indexes_if(precision(new) == FULL_PRECISION)
        }
        ("int4", "oid" | "regclass" | "regtype" | "regproc")
        | ("oid" | "regclass" | "regtype" | "regproc", "int4") => TypeChange::Indexes,
        ("bit", "varbit") | ("text" | "varchar", "bpchar") => indexes_if(unlimited),
        _ => TypeChange::Rewrite,
    }
}

/// The most digits of a second that the types of time hold; without a precision they hold as many.
const FULL_PRECISION: u32 = 6;

fn number(type_name: &TypeName, index: usize) -> Option<u32> {
    type_name
        .modifiers
        .get(index)
        .and_then(|modifier| modifier.parse().ok())
}

fn precision(type_name: &TypeName) -> u32 {
    let last = type_name.modifiers.last();
    last.and_then(|modifier| modifier.parse().ok())
        .unwrap_or(FULL_PRECISION)
}

fn widened(old: &TypeName, new: &TypeName) -> bool {
    match (number(old, 0), number(new, 0)) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(old), Some(new)) => new >= old,
    }
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

/// `interval_support()` in `src/backend/utils/adt/timestamp.c`: only the smallest field cuts off anything, and a precision
/// only where there are seconds.
fn widened_interval(old: &TypeName, new: &TypeName) -> bool {
    const FIELDS: [&str; 6] = ["second", "minute", "hour", "day", "month", "year"];
    let smallest = |type_name: &TypeName| {
        let fields = type_name.modifiers.first().map_or("", String::as_str);
        let last = fields.rsplit(' ').next().unwrap_or_default();
        FIELDS.iter().position(|field| *field == last).unwrap_or(0)
    };
    smallest(new) <= smallest(old) && (smallest(old) > 0 || precision(new) >= precision(old))
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
            ("interval(3)", "interval"),
            ("interval day", "interval hour"),
        ] {
            assert_eq!(change(old, new), TypeChange::Free, "{old} to {new}");
        }
    }

    #[test]
    fn another_order_rebuilds_indexes() {
        for (old, new) in [
            ("timestamp", "timestamptz"),
            ("integer", "oid"),
            ("bit(8)", "varbit"),
        ] {
            assert_eq!(change(old, new), TypeChange::Indexes, "{old} to {new}");
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
            ("timestamp", "timestamptz(3)"),
            ("interval", "interval day"),
            ("json", "jsonb"),
        ] {
            assert_eq!(change(old, new), TypeChange::Rewrite, "{old} to {new}");
        }
    }
}
