//! What lives in no schema, what can be said of objects of every kind, and what nobody thought of.

use super::{Class, Source};

/// A catalog whose rows are objects of one class and have a name.
macro_rules! named {
    ($catalog:literal, $name:literal, $class:literal) => {
        Source {
            from: concat!($catalog, " o"),
            belongs: concat!("o.oid >= 16384 AND {own:", $catalog, ":o.oid}"),
            schema: "NULL",
            name: concat!("o.", $name),
            classes: &[Class::object($class, "true")],
        }
    };
}

const CASTS: Source = Source {
    from: "pg_cast o",
    // That from a range to its multirange is part of the range.
    belongs: "o.oid >= 16384 AND {own:pg_cast:o.oid} AND NOT EXISTS (SELECT FROM pg_depend i \
              WHERE i.classid = 'pg_cast'::regclass AND i.objid = o.oid AND i.deptype = 'i')",
    schema: "NULL",
    name: "format_type(o.castsource, NULL) || ' as ' || format_type(o.casttarget, NULL)",
    classes: &[Class::object("cast", "true")],
};

const TRANSFORMS: Source = Source {
    from: "pg_transform o JOIN pg_language l ON l.oid = o.trflang",
    belongs: "o.oid >= 16384 AND {own:pg_transform:o.oid}",
    schema: "NULL",
    name: "format_type(o.trftype, NULL) || ' language ' || l.lanname",
    classes: &[Class::object("transform", "true")],
};

/// Only the view may be read by everybody; it hides the options of others, not that the mapping exists.
const USER_MAPPINGS: Source = Source {
    from: "pg_user_mappings o",
    belongs: "{own:pg_foreign_server:o.srvid}",
    schema: "NULL",
    name: "o.usename || ' on ' || o.srvname",
    classes: &[Class::object("user mapping", "true")],
};

/// Subscriptions of all databases are in one catalog, whose connection strings not everybody may read.
const SUBSCRIPTIONS: Source = Source {
    from: "pg_subscription o JOIN pg_database d ON d.oid = o.subdbid",
    belongs: "d.datname = current_database()",
    schema: "NULL",
    name: "o.subname",
    classes: &[Class::object("subscription", "true")],
};

const DEFAULT_PRIVILEGES: Source = Source {
    from: "pg_default_acl o LEFT JOIN pg_namespace n ON n.oid = o.defaclnamespace",
    belongs: "true",
    schema: "n.nspname",
    name: "pg_get_userbyid(o.defaclrole) || ' ' || CASE o.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' \
           WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE o.defaclobjtype::text END",
    classes: &[Class::object("default privileges", "true")],
};

const DATABASE_SETTINGS: Source = Source {
    from: "pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase CROSS JOIN LATERAL unnest(s.setconfig) v (text)",
    belongs: "d.datname = current_database()",
    schema: "NULL",
    name: "split_part(v.text, '=', 1) || CASE WHEN s.setrole = 0 THEN '' ELSE ' of ' || pg_get_userbyid(s.setrole) END",
    classes: &[Class::object("database setting", "true")],
};

const LARGE_OBJECTS: Source = Source {
    from: "pg_largeobject_metadata o",
    belongs: "true",
    schema: "NULL",
    name: "o.oid::text",
    classes: &[Class::object("large object", "true")],
};

const SECURITY_LABELS: Source = Source {
    from: "pg_seclabel o",
    belongs: "{own:o.classoid:o.objoid}",
    schema: "NULL",
    name: "(pg_identify_object(o.classoid, o.objoid, o.objsubid)).identity || ' for ' || o.provider",
    classes: &[Class::object("security label", "true")],
};

/// Objects that somebody made in a catalog that no source above and no kind reads: those of a later PostgreSQL. Their
/// dependencies tell, whichever catalog they are in (manual, `pg_depend`). A sub-select per catalog is a look into an
/// index; a join would be a scan of all dependencies.
const UNKNOWN: Source = Source {
    from: "pg_class k CROSS JOIN LATERAL unnest(ARRAY(SELECT DISTINCT e.objid FROM pg_depend e \
           WHERE e.classid = k.oid AND e.objid >= 16384)) d (objid)",
    belongs: "k.oid < 16384 AND k.relkind = 'r' AND k.relnamespace = 'pg_catalog'::regnamespace AND k.relname NOT IN \
              ('pg_class', 'pg_type', 'pg_proc', 'pg_constraint', 'pg_trigger', 'pg_rewrite', 'pg_policy', 'pg_attrdef', \
               'pg_namespace', 'pg_extension', 'pg_operator', 'pg_opclass', 'pg_opfamily', 'pg_amop', 'pg_amproc', 'pg_am', \
               'pg_cast', 'pg_collation', 'pg_conversion', 'pg_language', 'pg_transform', 'pg_statistic_ext', \
               'pg_event_trigger', 'pg_publication', 'pg_publication_rel', 'pg_publication_namespace', \
               'pg_foreign_data_wrapper', 'pg_foreign_server', 'pg_user_mapping', 'pg_default_acl', 'pg_ts_config', \
               'pg_ts_dict', 'pg_ts_parser', 'pg_ts_template', 'pg_largeobject') AND {own:k.oid:d.objid}",
    schema: "NULL",
    name: "(pg_identify_object(k.oid, d.objid, 0)).type || ' ' || (pg_identify_object(k.oid, d.objid, 0)).identity",
    classes: &[Class::object("object of an unknown kind", "true")],
};

/// A catalog whose objects can have privileges and an owner.
macro_rules! access {
    ($from:literal, $catalog:literal, $belongs:literal, $schema:literal, $name:literal, $acl:literal, $owner:literal) => {
        Source {
            from: $from,
            belongs: concat!($belongs, " AND {own:", $catalog, ":o.oid}"),
            schema: $schema,
            name: $name,
            classes: &[
                Class::attribute("privileges", concat!($acl, " IS NOT NULL")),
                Class::attribute(
                    "owner",
                    concat!(
                        $owner,
                        " <> (SELECT datdba FROM pg_database WHERE datname = current_database())"
                    ),
                ),
            ],
        }
    };
}

/// Privileges on what PostgreSQL or an extension made, where they are no longer those that it came with: `pg_dump`
/// prints these too. Of `information_schema` it is not recorded what it came with.
macro_rules! given {
    ($catalog:literal, $schema:literal, $name:literal, $acl:literal) => {
        Source {
            from: concat!(
                $catalog,
                " o LEFT JOIN pg_init_privs i ON i.objoid = o.oid AND i.objsubid = 0 AND i.classoid = '",
                $catalog,
                "'::regclass"
            ),
            belongs: concat!(
                $schema,
                "::text <> 'information_schema' AND (o.oid < 16384 OR NOT {own:",
                $catalog,
                ":o.oid})"
            ),
            schema: $schema,
            name: $name,
            classes: &[Class::attribute(
                "privileges other than those it came with",
                concat!($acl, " IS DISTINCT FROM i.initprivs"),
            )],
        }
    };
}

/// All of them.
pub(super) const SOURCES: &[Source] = &[
    CASTS,
    TRANSFORMS,
    named!("pg_language", "lanname", "language"),
    named!("pg_am", "amname", "access method"),
    named!("pg_event_trigger", "evtname", "event trigger"),
    named!("pg_publication", "pubname", "publication"),
    named!("pg_foreign_data_wrapper", "fdwname", "foreign data wrapper"),
    named!("pg_foreign_server", "srvname", "foreign server"),
    USER_MAPPINGS,
    SUBSCRIPTIONS,
    DEFAULT_PRIVILEGES,
    DATABASE_SETTINGS,
    LARGE_OBJECTS,
    SECURITY_LABELS,
    access!(
        "pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace",
        "pg_class",
        "o.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND o.relpersistence <> 't' AND {user:n}",
        "n.nspname",
        "o.relname",
        "o.relacl",
        "o.relowner"
    ),
    access!(
        "pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace",
        "pg_proc",
        "o.oid >= 16384 AND {user:n}",
        "n.nspname",
        "o.proname || '(' || pg_get_function_identity_arguments(o.oid) || ')'",
        "o.proacl",
        "o.proowner"
    ),
    access!(
        "pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace",
        "pg_type",
        "o.typtype IN ('b', 'd', 'e', 'r') AND o.typelem = 0 AND o.oid >= 16384 AND {user:n}",
        "n.nspname",
        "o.typname",
        "o.typacl",
        "o.typowner"
    ),
    access!(
        "pg_namespace o",
        "pg_namespace",
        "o.oid >= 16384 AND o.nspname !~ '^pg_' AND o.nspname NOT IN ('schemadiff')",
        "o.nspname",
        "o.nspname",
        "o.nspacl",
        "o.nspowner"
    ),
    given!(
        "pg_class",
        "o.relnamespace::regnamespace",
        "o.relname",
        "o.relacl"
    ),
    given!(
        "pg_proc",
        "o.pronamespace::regnamespace",
        "o.proname || '(' || pg_get_function_identity_arguments(o.oid) || ')'",
        "o.proacl"
    ),
    given!("pg_namespace", "o.nspname", "o.nspname", "o.nspacl"),
    UNKNOWN,
];
