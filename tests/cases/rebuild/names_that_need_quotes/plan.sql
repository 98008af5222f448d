SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `select` in its new type, beside the old one ["Sales"."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE "Sales"."Order" ADD COLUMN select_schemadiff_new bigint;
-- create_function: keeps what `select` says, in the new type
CREATE OR REPLACE FUNCTION "Sales"."Order_select_schemadiff_retype"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'Sales.Order.select_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.select_schemadiff_new := NEW."select"::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION "Sales"."Order_select_schemadiff_retype"() IS E'schemadiff: {"retype_column":{"column":"select","shadow":"select_schemadiff_new","conversion":"\\"select\\"::bigint"}}';
-- create_trigger: for every row that is written from here on ["Sales"."Order": SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_select_schemadiff_retype BEFORE INSERT OR UPDATE ON "Sales"."Order" FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'Sales.Order.select_schemadiff_new') EXECUTE FUNCTION "Sales"."Order_select_schemadiff_retype"();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger ["Sales"."Order": ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'Sales.Order.select_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('"Sales"."Order"'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = '"Sales"."Order"'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET select_schemadiff_new = "select"::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND select_schemadiff_new IS NOT DISTINCT FROM NULL AND "select" IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION "Sales"."Order_select_schemadiff_retype"() IS E'schemadiff: {"retype_column":{"column":"select","shadow":"select_schemadiff_new","conversion":"\\"select\\"::bigint","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column ["Sales"."Order": SHARE UPDATE EXCLUSIVE, rows]
ANALYZE "Sales"."Order";
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: view `public.View` changes under it ["Sales"."table": ACCESS EXCLUSIVE, instant]
DROP VIEW "Sales"."table";
-- drop_view: created anew below: view `Sales.View` changes under it [public."View": ACCESS EXCLUSIVE, instant]
DROP VIEW public."View";
-- drop_view: created anew below: column `Sales.Order.select` changes under it ["Sales"."View": ACCESS EXCLUSIVE, instant]
DROP VIEW "Sales"."View";
-- drop_trigger: there is one column from here on ["Sales"."Order": ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_select_schemadiff_retype ON "Sales"."Order";
-- drop_column: `select_schemadiff_new` has every value in the new type ["Sales"."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE "Sales"."Order" DROP COLUMN "select";
-- rename_column: the new type under the name of the column, which is the last of its table now ["Sales"."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE "Sales"."Order" RENAME COLUMN select_schemadiff_new TO "select";
-- drop_function: of the trigger
DROP FUNCTION "Sales"."Order_select_schemadiff_retype"();
-- create_view: created anew
CREATE VIEW "Sales"."View" AS
SELECT "select", "From"
FROM "Sales"."Order";
-- create_view: created anew
CREATE VIEW public."View" AS
SELECT a."select"
FROM
  "Sales"."View" a
  JOIN public."Order" b USING ("select");
-- create_view: created anew
CREATE VIEW "Sales"."table" AS
SELECT "select"
FROM public."View";
-- comment_on_relation: comment [public."View": SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public."View"."select" IS 'It''s quoted';
COMMIT;
