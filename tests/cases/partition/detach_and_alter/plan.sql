SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: stands alone from here on [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_2023: ACCESS EXCLUSIVE, instant] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes
ALTER TABLE public.events DETACH PARTITION public.events_2023 CONCURRENTLY;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: detaching concurrently leaves the bound behind as a check [public.events_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2023 DROP CONSTRAINT IF EXISTS events_2023_at_check;
-- add_column: new column [public.events_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2023 ADD COLUMN note text;
-- add_check_not_valid: new rows have to satisfy it from here on [public.events_2023: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_2023 ADD CONSTRAINT events_2023_at_check CHECK (at < '2030-01-01') NOT VALID;
-- drop_constraint: no longer in the model [public.events_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2023 DROP CONSTRAINT events_2023_pkey;
-- drop_constraint: no longer in the model [public.events_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2023 DROP CONSTRAINT events_known;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: no longer in the model [public.events_2023: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.events_2023_what_idx;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_column: no longer in the model [public.events_2023: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.events_2023 DROP COLUMN what;
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.events_2023: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_2023_id_idx ON public.events_2023 USING btree (id);

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.events_2023: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_2023 VALIDATE CONSTRAINT events_2023_at_check;
COMMIT;
