//! What every server does for a change of a column's type, beside what the table of the engine says.

use schemadiff::facts::{TypeChange, classify_type_change};
use schemadiff_pg::{Connection, Target};
use schemadiff_sql::{parse_type, quote};

use crate::servers::{Server, batch, block_on, open};

/// Types that columns have, with the modifiers that make a difference.
const TYPES: &[&str] = &[
    "smallint",
    "integer",
    "bigint",
    "real",
    "double precision",
    "numeric",
    "numeric(10,2)",
    "numeric(12,2)",
    "numeric(12,3)",
    "numeric(10)",
    "money",
    "boolean",
    "text",
    "varchar",
    "varchar(10)",
    "varchar(20)",
    "bpchar",
    "char(5)",
    "char(10)",
    "\"char\"",
    "name",
    "bytea",
    "uuid",
    "date",
    "timestamp",
    "timestamp(3)",
    "timestamp(6)",
    "timestamptz",
    "timestamptz(3)",
    "timestamptz(6)",
    "time",
    "time(3)",
    "timetz",
    "timetz(3)",
    "interval",
    "interval(3)",
    "interval(6)",
    "interval day",
    "interval day to second",
    "interval day to second(3)",
    "interval second(3)",
    "interval year to month",
    "json",
    "jsonb",
    "xml",
    "inet",
    "cidr",
    "macaddr",
    "macaddr8",
    "bit(8)",
    "bit(16)",
    "varbit",
    "varbit(8)",
    "varbit(16)",
    "oid",
    "regclass",
    "regtype",
    "regproc",
    "int4range",
    "int8range",
    "tstzrange",
    "point",
    "tsvector",
    "text[]",
    "varchar[]",
    "varchar(10)[]",
    "varchar(20)[]",
    "integer[]",
    "bigint[]",
    "numeric(10,2)[]",
    "numeric[]",
    "char(5)[]",
    "bpchar[]",
    "varbit[]",
    "varbit(8)[]",
    "interval(3)[]",
    "interval[]",
    "timestamp[]",
    "timestamp(3)[]",
    "timestamptz[]",
];

/// Has the server try one change on an empty table, and takes it back. Whether files are written anew does not depend on rows.
/// A cast that has to be asked for is asked for. The session's time zone is the one of every plan.
const TRIAL: &str = "\
SET TimeZone = 'UTC';
CREATE FUNCTION pg_temp.trial(old text, new text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE heap oid; idx oid; scans bigint; indexed boolean := true;
BEGIN
  EXECUTE format('CREATE TABLE public.t (c %s)', old);
  BEGIN
    EXECUTE 'CREATE INDEX i ON public.t (c)';
  EXCEPTION WHEN undefined_object THEN indexed := false;
  END;
  heap := pg_relation_filenode('public.t'); idx := pg_relation_filenode(to_regclass('public.i'));
  scans := pg_stat_get_xact_numscans('public.t'::regclass);
  BEGIN
    EXECUTE format('ALTER TABLE public.t ALTER COLUMN c TYPE %s', new);
  EXCEPTION WHEN datatype_mismatch THEN
    BEGIN
      EXECUTE format('ALTER TABLE public.t ALTER COLUMN c TYPE %1$s USING c::%1$s', new);
    EXCEPTION WHEN OTHERS THEN RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = 'impossible';
    END;
  WHEN OTHERS THEN RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = 'impossible';
  END;
  RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = CASE
    WHEN pg_relation_filenode('public.t') <> heap THEN 'rewrite'
    WHEN indexed AND pg_relation_filenode(to_regclass('public.i')) <> idx THEN 'indexes'
    WHEN pg_stat_get_xact_numscans('public.t'::regclass) <> scans THEN 'scan'
    WHEN NOT indexed THEN 'free, never indexed'
    ELSE 'free' END;
EXCEPTION WHEN raise_exception THEN RETURN SQLERRM;
END $$";

/// Tries every pair of types on a server, and compares with what the table says.
///
/// # Errors
/// With every pair of which the table says something else than the server does.
pub fn check(server: &Server) -> Result<(), String> {
    block_on(server.with_databases(async |[database]: [Target; 1]| {
        let connection = open(&database).await?;
        batch(&connection, TRIAL).await?;
        let mut wrong = Vec::new();
        let mut tried = 0;
        for (old, new, did) in trials(&connection).await? {
            let says = classify(&old, &new)?;
            let is_right = match did.as_str() {
                "impossible" => continue,
                "rewrite" => says == TypeChange::Rewrite,
                "indexes" => says == TypeChange::Indexes,
                "free, never indexed" => says != TypeChange::Rewrite,
                "free" => says == TypeChange::Free,
                _ => false,
            };
            tried += 1;
            if !is_right {
                wrong.push(format!("{old} to {new}: {did}, and the table says {says:?}"));
            }
        }
        if tried < TYPES.len() {
            wrong.push(format!("only {tried} changes of type were possible"));
        }
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(wrong.join("\n"))
        }
    }))
}

fn classify(old: &str, new: &str) -> Result<TypeChange, String> {
    let parse = |text: &str| parse_type(text).map_err(|error| format!("{text}: {error:?}"));
    Ok(classify_type_change(&parse(old)?, &parse(new)?))
}

/// Old type, new type, and what the server did.
async fn trials(connection: &Connection) -> Result<Vec<(String, String, String)>, String> {
    let types: Vec<String> = TYPES.iter().map(|name| quote::literal(name)).collect();
    let answer = connection
        .rows(&format!(
            "WITH types (name) AS (SELECT unnest(ARRAY[{}]))
             SELECT old.name, new.name, pg_temp.trial(old.name, new.name)
             FROM types AS old, types AS new WHERE old.name <> new.name",
            types.join(", ")
        ))
        .await
        .map_err(|error| format!("cannot try changes of types: {error}"))?;
    answer
        .rows
        .into_iter()
        .map(|row| match <[_; 3]>::try_from(row) {
            Ok([Some(old), Some(new), Some(did)]) => Ok((old, new, did)),
            other => Err(format!("a trial without an outcome: {other:?}")),
        })
        .collect()
}
