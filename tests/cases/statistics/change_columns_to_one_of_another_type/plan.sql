SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_statistics: created anew below: its definition changes [public.readings: SHARE UPDATE EXCLUSIVE, instant]
DROP STATISTICS public.readings_together;
-- add_column: `value` in its new type, beside the old one [public.readings: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings ADD COLUMN value_schemadiff_new integer;
-- create_function: keeps what `value` says, in the new type
CREATE OR REPLACE FUNCTION public.readings_value_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET TimeZone FROM CURRENT SET DateStyle FROM CURRENT SET IntervalStyle FROM CURRENT SET extra_float_digits FROM CURRENT AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.readings.value_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.value_schemadiff_new := NEW.value::integer;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.readings_value_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"value","shadow":"value_schemadiff_new","conversion":"value::integer"}}';
-- create_trigger: for every row that is written from here on: a value that the new type does not take is refused [public.readings: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit; breaks the running application
CREATE OR REPLACE TRIGGER zzz_value_schemadiff_retype BEFORE INSERT OR UPDATE ON public.readings FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.readings.value_schemadiff_new') EXECUTE FUNCTION public.readings_value_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.readings: ROW EXCLUSIVE, rows] ! fails if rows do not fit
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.readings.value_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.readings'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.readings'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET value_schemadiff_new = value::integer WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND value_schemadiff_new IS NOT DISTINCT FROM NULL AND value IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.readings_value_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"value","shadow":"value_schemadiff_new","conversion":"value::integer","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.readings: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.readings;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.readings: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_value_schemadiff_retype ON public.readings;
-- drop_column: what it says is kept in the new type only [public.readings: ACCESS EXCLUSIVE, instant] ! loses data; cannot be undone
ALTER TABLE public.readings DROP COLUMN value;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.readings: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings RENAME COLUMN value_schemadiff_new TO value;
-- drop_function: of the trigger
DROP FUNCTION public.readings_value_schemadiff_retype();
-- create_statistics: created anew; it is empty until the next ANALYZE [public.readings: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.readings_together ON room, value FROM public.readings;
COMMIT;
