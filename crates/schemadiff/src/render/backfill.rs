//! A backfill as SQL: a block for `psql`, and one batch.

use schemadiff_sql::quote;

use crate::plan::Backfill;

/// The setting by which helper triggers know that nobody but us writes a row: what triggers of the table did to it is then
/// not kept.
pub const SETTING: &str = "schemadiff.backfill";

/// Pages that the block of a script fills in one transaction: 1 MB at the usual page size.
const PAGES: u32 = 128;

/// A block that walks the table and commits after each batch (manual, "Transaction Management" of PL/pgSQL). It must not
/// stand in a transaction block.
pub(super) fn block(backfill: &Backfill) -> String {
    let table = quote::literal(&backfill.table.to_string());
    let escaped = Backfill {
        set: backfill.set.replace('%', "%%"),
        rows: backfill.rows.replace('%', "%%"),
        ..backfill.clone()
    };
    let template = quote::literal(&batch(&escaped, "%1$s", "%2$L", "%3$L"));
    let setting = quote::literal(SETTING);
    let body = format!(
        "
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config({setting}, {by}, false);
    FOREACH part IN ARRAY ({leaves}) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format({template}, part, format('(%s,0)', page), format('(%s,0)', page + {PAGES}));
            COMMIT;
            page := page + {PAGES};
        END LOOP;
    END LOOP;
    PERFORM set_config({setting}, '', false);
END
",
        by = quote::literal(&backfill.by),
        leaves = leaves(&table, "array_agg(leaf ORDER BY leaf::text)"),
    );
    format!("DO {};", quote::dollar(&body))
}

/// The tables with rows of their own below a table, or itself; `table` is a literal.
pub fn leaves(table: &str, columns: &str) -> String {
    format!(
        "SELECT {columns} FROM (SELECT relid AS leaf FROM pg_partition_tree({table}::regclass) WHERE isleaf \
         UNION SELECT oid::regclass FROM pg_class WHERE oid = {table}::regclass AND relkind = 'r') leaves"
    )
}

/// The statement of one batch, from a page up to another one, of a table without partitions.
pub fn batch(backfill: &Backfill, leaf: &str, from: &str, to: &str) -> String {
    format!(
        "UPDATE {leaf} SET {set} WHERE ctid >= {from}::tid AND ctid < {to}::tid AND {rows}",
        set = backfill.set,
        rows = backfill.rows
    )
}
