SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `at` in its new type, beside the old one [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits ADD COLUMN at_schemadiff_new timestamp with time zone;
-- create_function: keeps what `at` says, in the new type
CREATE OR REPLACE FUNCTION public.visits_at_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET TimeZone FROM CURRENT SET DateStyle FROM CURRENT SET IntervalStyle FROM CURRENT SET extra_float_digits FROM CURRENT AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.visits.at_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.at_schemadiff_new := (SELECT (at AT TIME ZONE 'UTC') FROM (SELECT (NEW).*) AS visits);
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.visits_at_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"at","shadow":"at_schemadiff_new","conversion":"(at AT TIME ZONE ''UTC'')"}}';
-- create_trigger: for every row that is written from here on: a value that the new type does not take is refused [public.visits: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit; breaks the running application
CREATE OR REPLACE TRIGGER zzz_at_schemadiff_retype BEFORE INSERT OR UPDATE ON public.visits FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.visits.at_schemadiff_new') EXECUTE FUNCTION public.visits_at_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.visits: ROW EXCLUSIVE, rows] ! fails if rows do not fit
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.visits.at_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.visits'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.visits'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET at_schemadiff_new = (at AT TIME ZONE ''UTC'') WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND at_schemadiff_new IS NOT DISTINCT FROM NULL AND (at AT TIME ZONE ''UTC'') IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.visits_at_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"at","shadow":"at_schemadiff_new","conversion":"(at AT TIME ZONE ''UTC'')","filled":true}}';
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.visits: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.visits ADD CONSTRAINT visits_at_schemadiff_not_null CHECK (at_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.visits: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.visits VALIDATE CONSTRAINT visits_at_schemadiff_not_null;
COMMIT;

-- contract: after every old application is gone

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.visits: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.visits;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.visits: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_at_schemadiff_retype ON public.visits;
-- set_not_null_proven: the check has proved it [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits ADD CONSTRAINT visits_at_not_null_schemadiff_copy NOT NULL at_schemadiff_new;
-- drop_constraint: the check has served [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits DROP CONSTRAINT visits_at_schemadiff_not_null;
-- drop_column: what it says is kept in the new type only [public.visits: ACCESS EXCLUSIVE, instant] ! loses data; cannot be undone
ALTER TABLE public.visits DROP COLUMN at;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits RENAME COLUMN at_schemadiff_new TO at;
-- rename_constraint: in the place of the one that went with the old column [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits RENAME CONSTRAINT visits_at_not_null_schemadiff_copy TO visits_at_not_null;
-- set_default: for rows to come [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits ALTER COLUMN at SET DEFAULT now();
-- drop_function: of the trigger
DROP FUNCTION public.visits_at_schemadiff_retype();
COMMIT;
