SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.devices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.devices ADD COLUMN token uuid;
-- set_default: for rows to come [public.devices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.devices ALTER COLUMN token SET DEFAULT gen_random_uuid();
-- create_function: gives rows their value that know nothing of the column
CREATE OR REPLACE FUNCTION public.devices_token_schemadiff_fill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    filled record;
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.devices.token' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        filled := NEW;
        NEW := OLD;
        NEW.token := filled.token;
        RETURN NEW;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.devices_token_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"token"}}';
-- create_trigger: for every row that is written from here on [public.devices: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_token_schemadiff_fill BEFORE INSERT OR UPDATE ON public.devices FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.devices.token') EXECUTE FUNCTION public.devices_token_schemadiff_fill();
-- add_column: new column [public.devices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.devices ADD COLUMN weight double precision;
-- set_default: for rows to come [public.devices: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.devices ALTER COLUMN weight SET DEFAULT random();
-- create_function: gives rows their value that know nothing of the column
CREATE OR REPLACE FUNCTION public.devices_weight_schemadiff_fill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    filled record;
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.devices.weight' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        filled := NEW;
        NEW := OLD;
        NEW.weight := filled.weight;
        RETURN NEW;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.devices_weight_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"weight"}}';
-- create_trigger: for every row that is written from here on [public.devices: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_weight_schemadiff_fill BEFORE INSERT OR UPDATE ON public.devices FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.devices.weight') EXECUTE FUNCTION public.devices_weight_schemadiff_fill();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the column [public.devices: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.devices.token', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.devices'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.devices'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET token = (gen_random_uuid()) WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND token IS NOT DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.devices_token_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"token","filled":true}}';
COMMIT;

-- step 4 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the column [public.devices: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.devices.weight', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.devices'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.devices'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET weight = (random()) WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND weight IS NOT DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.devices_weight_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"weight","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_not_null_not_valid: new rows have to have a value from here on [public.devices: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.devices ADD CONSTRAINT devices_token_not_null NOT NULL token NOT VALID;
-- drop_trigger: whoever writes knows the column from here on [public.devices: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_weight_schemadiff_fill ON public.devices;
-- drop_function: of the trigger
DROP FUNCTION public.devices_weight_schemadiff_fill();
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.devices: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.devices VALIDATE CONSTRAINT devices_token_not_null;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: whoever writes knows the column from here on [public.devices: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_token_schemadiff_fill ON public.devices;
-- drop_function: of the trigger
DROP FUNCTION public.devices_token_schemadiff_fill();
COMMIT;
