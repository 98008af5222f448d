//! What lives in a schema and is no relation: types, functions, operators, collations, text search.

use super::{Class, Source};

/// Types. Arrays belong to their element type, multiranges to their range, row types to their relation.
const TYPES: Source = Source {
    from: "pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid",
    belongs: "t.oid >= 16384 AND {user:n} AND {own:pg_type:t.oid}",
    schema: "n.nspname",
    name: "t.typname",
    classes: &[
        Class::object("domain", "t.typtype = 'd'"),
        Class::object("composite type", "t.typtype = 'c' AND c.relkind = 'c'"),
        Class::object("range type", "t.typtype = 'r'"),
        // The handler tells an array from a base type with elements (pg_type.h, IsTrueArrayType).
        Class::object(
            "base type",
            "t.typtype = 'b' AND t.typsubscript <> 'array_subscript_handler'::regproc",
        ),
        Class::object("shell type", "t.typtype = 'p' AND NOT t.typisdefined"),
        Class::object(
            "type of an unknown kind",
            "t.typtype NOT IN ('b', 'c', 'd', 'e', 'p', 'r', 'm')",
        ),
    ],
};

/// Functions.
const FUNCTIONS: Source = Source {
    from: "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace",
    belongs: "p.oid >= 16384 AND {user:n} AND {own:pg_proc:p.oid}",
    schema: "n.nspname",
    name: "p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'",
    classes: &[
        Class::object("aggregate", "p.prokind = 'a'"),
        Class::object(
            "function of an unknown kind",
            "p.prokind NOT IN ('f', 'p', 'w', 'a')",
        ),
        Class::attribute("TRANSFORM FOR TYPE of a function", "p.protrftypes IS NOT NULL"),
    ],
};

const OPERATORS: Source = Source {
    from: "pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace",
    belongs: "o.oid >= 16384 AND {user:n} AND {own:pg_operator:o.oid}",
    schema: "n.nspname",
    name: "o.oprname || ' (' || CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END || ', ' \
           || format_type(o.oprright, NULL) || ')'",
    classes: &[Class::object("operator", "true")],
};

const OPERATOR_CLASSES: Source = Source {
    from: "pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am am ON am.oid = o.opcmethod",
    belongs: "o.oid >= 16384 AND {user:n} AND {own:pg_opclass:o.oid}",
    schema: "n.nspname",
    name: "o.opcname || ' using ' || am.amname",
    classes: &[Class::object("operator class", "true")],
};

const OPERATOR_FAMILIES: Source = Source {
    from: "pg_opfamily o JOIN pg_namespace n ON n.oid = o.opfnamespace JOIN pg_am am ON am.oid = o.opfmethod",
    belongs: "o.oid >= 16384 AND {user:n} AND {own:pg_opfamily:o.oid}",
    schema: "n.nspname",
    name: "o.opfname || ' using ' || am.amname",
    classes: &[Class::object("operator family", "true")],
};

const STATISTICS: Source = Source {
    from: "pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace",
    belongs: "{user:n} AND {own:pg_statistic_ext:s.oid}",
    schema: "n.nspname",
    name: "s.stxname",
    classes: &[Class::object("statistics", "true")],
};

/// A catalog whose rows are objects of one class; its columns begin with a prefix of its own.
macro_rules! plain {
    ($catalog:literal, $prefix:literal, $class:literal) => {
        Source {
            from: concat!(
                $catalog,
                " o JOIN pg_namespace n ON n.oid = o.",
                $prefix,
                "namespace"
            ),
            belongs: concat!("o.oid >= 16384 AND {user:n} AND {own:", $catalog, ":o.oid}"),
            schema: "n.nspname",
            name: concat!("o.", $prefix, "name"),
            classes: &[Class::object($class, "true")],
        }
    };
}

/// All of them.
pub(super) const SOURCES: &[Source] = &[
    TYPES,
    FUNCTIONS,
    OPERATORS,
    OPERATOR_CLASSES,
    OPERATOR_FAMILIES,
    STATISTICS,
    plain!("pg_collation", "coll", "collation"),
    plain!("pg_conversion", "con", "conversion"),
    plain!("pg_ts_parser", "prs", "text search parser"),
    plain!("pg_ts_template", "tmpl", "text search template"),
    plain!("pg_ts_dict", "dict", "text search dictionary"),
    plain!("pg_ts_config", "cfg", "text search configuration"),
];
