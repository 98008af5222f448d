SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `number` in its new type, beside the old one [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD COLUMN number_schemadiff_new bigint;
-- create_function: keeps what `number` says, in the new type
CREATE OR REPLACE FUNCTION public.orders_number_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.orders.number_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.number_schemadiff_new := NEW.number::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.orders_number_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"number","shadow":"number_schemadiff_new","conversion":"number::bigint"}}';
-- create_trigger: for every row that is written from here on [public.orders: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_number_schemadiff_retype BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.orders.number_schemadiff_new') EXECUTE FUNCTION public.orders_number_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.orders: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.orders.number_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.orders'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.orders'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET number_schemadiff_new = number::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND number_schemadiff_new IS NOT DISTINCT FROM NULL AND number IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.orders_number_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"number","shadow":"number_schemadiff_new","conversion":"number::bigint","filled":true}}';
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: as `orders_number_desc`, over the new type [public.orders: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY orders_number_desc_schemadiff_copy ON public.orders USING btree (number_schemadiff_new DESC);

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: as `orders_number_key`, over the new type [public.orders: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE UNIQUE INDEX CONCURRENTLY orders_number_key_schemadiff_copy ON public.orders USING btree (number_schemadiff_new);

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD CONSTRAINT orders_number_schemadiff_not_null CHECK (number_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.orders: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_number_schemadiff_not_null;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: as `orders_number_check`, over the new type [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD CONSTRAINT orders_number_check_schemadiff_copy CHECK (number_schemadiff_new > 0) NOT VALID;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.orders: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_number_check_schemadiff_copy;
COMMIT;

-- contract: after every old application is gone

-- step 10 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.orders: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.orders;
COMMIT;

-- step 11 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.orders: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_number_schemadiff_retype ON public.orders;
-- set_not_null_proven: the check has proved it [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ALTER COLUMN number_schemadiff_new SET NOT NULL;
-- drop_constraint: the check has served [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT orders_number_schemadiff_not_null;
-- drop_column: `number_schemadiff_new` has every value in the new type [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP COLUMN number;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders RENAME COLUMN number_schemadiff_new TO number;
-- rename_index: in the place of the one that went with the old column
ALTER INDEX public.orders_number_desc_schemadiff_copy RENAME TO orders_number_desc;
-- add_key_using_index: takes the index over [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_key_schemadiff_copy;
-- rename_constraint: in the place of the one that went with the old column [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders RENAME CONSTRAINT orders_number_check_schemadiff_copy TO orders_number_check;
-- drop_function: of the trigger
DROP FUNCTION public.orders_number_schemadiff_retype();
COMMIT;
