//! Relations, their columns, constraints, triggers and rules.

use super::{Class, Source};

/// What can be said of relations as a whole.
const RELATIONS: Source = Source {
    from: "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "c.relpersistence <> 't' AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname",
    classes: &[
        Class::object("foreign table", "c.relkind = 'f'"),
        Class::attribute(
            "foreign table that is a partition or inherits",
            "c.relkind = 'f' AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)",
        ),
        Class::object(
            "relation of an unknown kind",
            "c.relkind NOT IN ('r', 'p', 'i', 'I', 'S', 't', 'v', 'm', 'c', 'f')",
        ),
        Class::attribute(
            "tablespace",
            "c.reltablespace <> 0 AND c.relkind IN ('r', 'p', 'm', 'i', 'I')",
        ),
        // 2 is heap (pg_am.dat); a partitioned table has none of its own before 17.
        Class::attribute(
            "table access method",
            "c.relkind IN ('r', 'p', 'm') AND c.relam NOT IN (0, 2)",
        ),
        Class::attribute(
            "replica identity",
            "c.relkind IN ('r', 'p', 'm') AND c.relreplident <> 'd'",
        ),
        Class::attribute("composite type of a table", "c.reloftype <> 0"),
        Class::attribute(
            "unlogged sequence",
            "c.relkind = 'S' AND c.relpersistence = 'u' AND NOT EXISTS (SELECT FROM pg_depend o \
             JOIN pg_class t ON t.oid = o.refobjid AND t.relpersistence = 'u' \
             WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refclassid = 'pg_class'::regclass \
             AND o.deptype IN ('a', 'i'))",
        )
        .since(15),
    ],
};

/// What can be said of columns, those of indexes included. Almost none has anything to say: the sub-select finds them
/// before anything is joined. Only what has no fixed length can be stored in another way than its type says.
const COLUMNS: Source = Source {
    from: "(SELECT a.attrelid, a.attname, a.attcompression, a.attstattarget, a.attoptions, a.attacl, a.attlen = -1 \
             AND (a.atttypid, a.attstorage) NOT IN (SELECT t.oid, t.typstorage FROM pg_type t) AS stored_otherwise \
             FROM pg_attribute a WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped \
             AND (a.attcompression <> '' OR a.attstattarget >= 0 OR a.attoptions IS NOT NULL OR a.attacl IS NOT NULL \
                  OR (a.attlen = -1 AND (a.atttypid, a.attstorage) NOT IN (SELECT t.oid, t.typstorage FROM pg_type t))) \
             OFFSET 0) a \
           JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "c.relpersistence <> 't' AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname || '.' || a.attname",
    classes: &[
        Class::attribute(
            "column storage",
            "c.relkind IN ('r', 'p', 'm', 'f') AND a.stored_otherwise",
        ),
        Class::attribute(
            "column compression",
            "c.relkind IN ('r', 'p', 'm', 'f') AND a.attcompression <> ''",
        ),
        // NULL is the default since 17, -1 before (pg_attribute.h).
        Class::attribute(
            "column statistics target",
            "c.relkind IN ('r', 'p', 'm', 'f') AND a.attstattarget >= 0",
        ),
        Class::attribute(
            "index column statistics target",
            "c.relkind IN ('i', 'I') AND a.attstattarget >= 0",
        ),
        Class::attribute(
            "column option",
            "c.relkind IN ('r', 'p', 'm', 'f') AND a.attoptions IS NOT NULL",
        ),
        Class::attribute("column privileges", "a.attacl IS NOT NULL"),
    ],
};

/// Defaults that a view gives to its columns for INSERT.
const VIEW_DEFAULTS: Source = Source {
    from: "pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "c.relkind = 'v' AND c.relpersistence <> 't' AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname || '.' || (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = d.adrelid AND a.attnum = d.adnum)",
    classes: &[Class::attribute("view column default", "true")],
};

/// A partition's own defaults; without any they are the parent's. Where nothing inherits there is nothing to join.
const PARTITION_COLUMNS: Source = Source {
    from: "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_inherits i ON i.inhrelid = c.oid \
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
           JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname AND pa.attnum > 0 \
           LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
           LEFT JOIN pg_attrdef pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum",
    belongs: "EXISTS (SELECT FROM pg_inherits) AND c.relispartition AND c.relkind IN ('r', 'p') AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname || '.' || a.attname",
    classes: &[
        Class::attribute(
            "default of a partition's column",
            "(d.oid IS NOT NULL OR pd.oid IS NOT NULL) \
             AND pg_get_expr(d.adbin, d.adrelid) IS DISTINCT FROM pg_get_expr(pd.adbin, pd.adrelid)",
        ),
        Class::attribute(
            "not null of a partition's column",
            "a.attnotnull AND NOT pa.attnotnull",
        ),
    ],
};

/// What the TOAST table of a materialized view was told; that of a table is read with it.
const TOAST: Source = Source {
    from: "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class t ON t.oid = c.reltoastrelid",
    belongs: "c.relkind = 'm' AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname",
    classes: &[Class::attribute(
        "TOAST parameters of a materialized view",
        "t.reloptions IS NOT NULL",
    )],
};

/// Tables that inherit without being partitions.
const INHERITANCE: Source = Source {
    from: "pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent \
           JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "NOT c.relispartition AND c.relkind IN ('r', 'f') AND c.relpersistence <> 't' AND {user:n} \
              AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname || ' of ' || p.relname",
    classes: &[
        Class::attribute("inheritance", "c.relkind = 'r' AND p.relkind = 'r'"),
        Class::attribute(
            "inheritance from or of a foreign table",
            "c.relkind = 'f' OR p.relkind = 'f'",
        ),
    ],
};

/// Indexes that their tables are ordered by.
const CLUSTERED: Source = Source {
    from: "pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "x.indexrelid >= 16384 AND {user:n} AND {own:pg_class:x.indrelid}",
    schema: "n.nspname",
    name: "c.relname",
    classes: &[Class::attribute("CLUSTER ON", "x.indisclustered")],
};

/// Indexes that constraints have made.
const KEY_INDEXES: Source = Source {
    from: "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "c.relkind IN ('i', 'I') AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname",
    classes: &[Class::attribute(
        "storage parameters of a constraint's index",
        "c.reloptions IS NOT NULL AND EXISTS (SELECT FROM pg_constraint con \
         WHERE con.conindid = c.oid AND con.contype IN ('p', 'u', 'x'))",
    )],
};

/// Constraints.
const CONSTRAINTS: Source = Source {
    from: "pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "con.oid >= 16384 AND c.relpersistence <> 't' AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname || '.' || con.conname",
    classes: &[
        Class::object(
            "constraint of an unknown kind",
            "con.contype NOT IN ('c', 'f', 'n', 'p', 'u', 't', 'x')",
        ),
        Class::attribute("constraint that is not enforced", "NOT con.conenforced").since(18),
        Class::attribute("WITHOUT OVERLAPS or PERIOD", "con.conperiod").since(18),
        // Those with another ending than PostgreSQL gives them (ChooseConstraintName) were named by somebody.
        Class::attribute(
            "NOT NULL constraint",
            "con.contype = 'n' AND c.relkind IN ('r', 'p') AND con.conislocal AND (NOT con.convalidated \
             OR con.connoinherit OR con.conname NOT LIKE '%\\_not\\_null%')",
        )
        .since(18),
        Class::attribute(
            "NOT NULL constraint of a foreign table",
            "con.contype = 'n' AND c.relkind = 'f' AND con.conislocal AND (NOT con.convalidated \
             OR con.connoinherit OR con.conname NOT LIKE '%\\_not\\_null%')",
        )
        .since(18),
    ],
};

/// Triggers of partitions that are copies of the parent's, in a state of their own.
const TRIGGERS: Source = Source {
    from: "pg_trigger g JOIN pg_trigger pg ON pg.oid = g.tgparentid JOIN pg_class c ON c.oid = g.tgrelid \
           JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "g.tgparentid <> 0 AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname || '.' || g.tgname",
    classes: &[Class::attribute(
        "state of a partition's trigger",
        "g.tgenabled <> pg.tgenabled AND NOT pg.tgisinternal",
    )],
};

/// Rules; `_RETURN` is what makes a view one.
const RULES: Source = Source {
    from: "pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "r.oid >= 16384 AND c.relpersistence <> 't' AND {user:n} AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname || '.' || r.rulename",
    classes: &[Class::object("rule", "r.rulename <> '_RETURN'")],
};

/// Comments on what has no comment in the model.
const COMMENTS: Source = Source {
    from: "pg_description d JOIN pg_class c ON c.oid = d.objoid JOIN pg_namespace n ON n.oid = c.relnamespace",
    belongs: "d.classoid = 'pg_class'::regclass AND d.objoid >= 16384 AND c.relpersistence <> 't' AND {user:n} \
              AND {own:pg_class:c.oid}",
    schema: "n.nspname",
    name: "c.relname || COALESCE('.' || (SELECT a.attname FROM pg_attribute a \
           WHERE a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0), '')",
    classes: &[
        Class::attribute(
            "comment on a constraint's index",
            "c.relkind IN ('i', 'I') AND EXISTS (SELECT FROM pg_constraint con \
             WHERE con.conindid = c.oid AND con.contype IN ('p', 'u', 'x'))",
        ),
        Class::attribute(
            "comment on a partition's column",
            "c.relispartition AND d.objsubid > 0",
        ),
    ],
};

/// All of them.
pub(super) const SOURCES: &[Source] = &[
    RELATIONS,
    COLUMNS,
    VIEW_DEFAULTS,
    PARTITION_COLUMNS,
    TOAST,
    INHERITANCE,
    CLUSTERED,
    KEY_INDEXES,
    CONSTRAINTS,
    TRIGGERS,
    RULES,
    COMMENTS,
];
