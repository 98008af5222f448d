SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.old_events: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.old_events RENAME TO events_2023;
-- add_not_null_not_valid: new rows have to have a value from here on [public.events_2023: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_2023 ADD CONSTRAINT events_2023_note_not_null NOT NULL note NOT VALID;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.events_2023: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_2023 ADD CONSTRAINT events_2023_schemadiff_bound CHECK (happened IS NOT NULL AND happened >= '2023-01-01' AND happened < '2024-01-01') NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.events_2023: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_2023 VALIDATE CONSTRAINT events_2023_note_not_null;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.events_2023: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY events_2023_pkey ON public.events_2023 USING btree (id, happened);

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.events_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2023 ADD CONSTRAINT events_2023_pkey PRIMARY KEY USING INDEX events_2023_pkey;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events_2023: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_2023 VALIDATE CONSTRAINT events_2023_schemadiff_bound;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_2023: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ATTACH PARTITION public.events_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- drop_constraint: the check has served [public.events_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2023 DROP CONSTRAINT events_2023_schemadiff_bound;
COMMIT;
