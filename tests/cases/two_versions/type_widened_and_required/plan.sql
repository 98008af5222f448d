SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `amount` in its new type, beside the old one [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items ADD COLUMN amount_schemadiff_new bigint;
-- set_column_statistics: for the next ANALYZE [public.items: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.items ALTER COLUMN amount_schemadiff_new SET STATISTICS 500;
-- create_function: keeps what `amount` says, in the new type
CREATE OR REPLACE FUNCTION public.items_amount_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.items.amount_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.amount_schemadiff_new := NEW.amount::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.items_amount_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"amount","shadow":"amount_schemadiff_new","conversion":"amount::bigint"}}';
-- create_trigger: for every row that is written from here on [public.items: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_amount_schemadiff_retype BEFORE INSERT OR UPDATE ON public.items FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.items.amount_schemadiff_new') EXECUTE FUNCTION public.items_amount_schemadiff_retype();
-- add_column: `number` in its new type, beside the old one [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items ADD COLUMN number_schemadiff_new numeric(12,0);
-- create_function: keeps what `number` says, in the new type
CREATE OR REPLACE FUNCTION public.items_number_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.items.number_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.number_schemadiff_new := NEW.number::numeric(12,0);
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.items_number_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"number","shadow":"number_schemadiff_new","conversion":"number::numeric(12,0)"}}';
-- create_trigger: for every row that is written from here on [public.items: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_number_schemadiff_retype BEFORE INSERT OR UPDATE ON public.items FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.items.number_schemadiff_new') EXECUTE FUNCTION public.items_number_schemadiff_retype();
-- change_type_free: another type that the stored values fit as they are [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items ALTER COLUMN note TYPE text;
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.items: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.items.amount_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.items'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.items'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET amount_schemadiff_new = amount::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND amount_schemadiff_new IS NOT DISTINCT FROM NULL AND amount IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.items_amount_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"amount","shadow":"amount_schemadiff_new","conversion":"amount::bigint","filled":true}}';
COMMIT;

-- step 4 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.items: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.items.number_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.items'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.items'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET number_schemadiff_new = number::numeric(12,0) WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND number_schemadiff_new IS NOT DISTINCT FROM NULL AND number IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.items_number_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"number","shadow":"number_schemadiff_new","conversion":"number::numeric(12,0)","filled":true}}';
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: as `uq_items_number`, over the new type [public.items: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE UNIQUE INDEX CONCURRENTLY uq_items_number_schemadiff_copy ON public.items USING btree (number_schemadiff_new);

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items ADD CONSTRAINT items_number_schemadiff_not_null CHECK (number_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.items: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.items VALIDATE CONSTRAINT items_number_schemadiff_not_null;
COMMIT;

-- contract: after every old application is gone

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.items: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.items ADD CONSTRAINT items_amount_schemadiff_not_null CHECK (amount_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 10 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.items: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.items;
COMMIT;

-- step 11 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.items: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.items VALIDATE CONSTRAINT items_amount_schemadiff_not_null;
COMMIT;

-- step 12 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.items: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_amount_schemadiff_retype ON public.items;
-- drop_trigger: there is one column from here on [public.items: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_number_schemadiff_retype ON public.items;
-- set_not_null_proven: the check has proved it [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items ALTER COLUMN amount_schemadiff_new SET NOT NULL;
-- drop_constraint: the check has served [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items DROP CONSTRAINT items_amount_schemadiff_not_null;
-- set_not_null_proven: the check has proved it [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items ALTER COLUMN number_schemadiff_new SET NOT NULL;
-- drop_constraint: the check has served [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items DROP CONSTRAINT items_number_schemadiff_not_null;
-- drop_column: `amount_schemadiff_new` has every value in the new type [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items DROP COLUMN amount;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items RENAME COLUMN amount_schemadiff_new TO amount;
-- drop_column: `number_schemadiff_new` has every value in the new type [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items DROP COLUMN number;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items RENAME COLUMN number_schemadiff_new TO number;
-- rename_index: in the place of the one that went with the old column
ALTER INDEX public.uq_items_number_schemadiff_copy RENAME TO uq_items_number;
-- set_replica_identity: what identifies a row that is replicated [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items REPLICA IDENTITY USING INDEX uq_items_number;
-- drop_function: of the trigger
DROP FUNCTION public.items_amount_schemadiff_retype();
-- drop_function: of the trigger
DROP FUNCTION public.items_number_schemadiff_retype();
-- grant: granted in the model [public.items: ACCESS SHARE, instant]
GRANT SELECT (amount), UPDATE (amount) ON TABLE public.items TO case_reader;
COMMIT;
