SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `amount` in its new type, beside the old one [public.prices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.prices ADD COLUMN amount_schemadiff_new numeric(19,4);
-- create_function: keeps what `amount` says, in the new type
CREATE OR REPLACE FUNCTION public.prices_amount_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.prices.amount_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.amount_schemadiff_new := NEW.amount::numeric(19,4);
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.prices_amount_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"amount","shadow":"amount_schemadiff_new","conversion":"amount::numeric(19,4)"}}';
-- create_trigger: for every row that is written from here on [public.prices: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_amount_schemadiff_retype BEFORE INSERT OR UPDATE ON public.prices FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.prices.amount_schemadiff_new') EXECUTE FUNCTION public.prices_amount_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.prices: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.prices.amount_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.prices'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.prices'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET amount_schemadiff_new = amount::numeric(19,4) WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND amount_schemadiff_new IS NOT DISTINCT FROM NULL AND amount IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.prices_amount_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"amount","shadow":"amount_schemadiff_new","conversion":"amount::numeric(19,4)","filled":true}}';
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.prices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.prices ADD CONSTRAINT prices_amount_schemadiff_not_null CHECK (amount_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.prices: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.prices VALIDATE CONSTRAINT prices_amount_schemadiff_not_null;
COMMIT;

-- contract: after every old application is gone

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.prices: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.prices;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.prices: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_amount_schemadiff_retype ON public.prices;
-- set_not_null_proven: the check has proved it [public.prices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.prices ADD CONSTRAINT prices_amount_not_null_schemadiff_copy NOT NULL amount_schemadiff_new;
-- drop_constraint: the check has served [public.prices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.prices DROP CONSTRAINT prices_amount_schemadiff_not_null;
-- drop_column: `amount_schemadiff_new` has every value in the new type [public.prices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.prices DROP COLUMN amount;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.prices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.prices RENAME COLUMN amount_schemadiff_new TO amount;
-- rename_constraint: in the place of the one that went with the old column [public.prices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.prices RENAME CONSTRAINT prices_amount_not_null_schemadiff_copy TO prices_amount_not_null;
-- drop_function: of the trigger
DROP FUNCTION public.prices_amount_schemadiff_retype();
COMMIT;
