SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.events: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY events_pkey_schemadiff_new ON public.events USING btree (id, happened);

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events DROP CONSTRAINT events_pkey;
-- add_key_using_index: takes the index over [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_pkey_schemadiff_new;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_partition_rows: no row may be outside of the bound [public.events: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.events WHERE (happened IS NOT NULL AND happened < '2027-01-01') IS NOT TRUE) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'table public.events holds rows that the partition which it is to become does not take',
      HINT = 'Give the partition a bound that takes them, or move them out first.';
  END IF;
END
$$;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.events: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.events ADD CONSTRAINT events_legacy_schemadiff_bound CHECK (happened IS NOT NULL AND happened < '2027-01-01') NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events VALIDATE CONSTRAINT events_legacy_schemadiff_bound;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: becomes a partition of the table that takes its name [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events RENAME TO events_legacy;
-- rename_constraint: gives its name to that of the partitioned table [public.events_legacy: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_legacy RENAME CONSTRAINT events_pkey TO events_legacy_pkey;
-- rename_index: gives its name to that of the partitioned table [public.events_happened: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.events_happened RENAME TO events_legacy_happened_idx;
-- create_table: new table
CREATE TABLE public.events (
    id bigint NOT NULL,
    happened date NOT NULL,
    note text,
    CONSTRAINT events_pkey PRIMARY KEY (id, happened)
) PARTITION BY RANGE (happened);
-- create_table: new partition
CREATE TABLE public.events_2027 PARTITION OF public.events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX events_happened ON public.events USING btree (happened);
-- attach_partition: becomes a partition [public.events_legacy: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ATTACH PARTITION public.events_legacy FOR VALUES FROM (MINVALUE) TO ('2027-01-01');
-- drop_constraint: the check has served [public.events_legacy: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_legacy DROP CONSTRAINT events_legacy_schemadiff_bound;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: the planner knows nothing of the partitioned table, and autovacuum does not tell it [public.events_legacy: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.events;
COMMIT;
