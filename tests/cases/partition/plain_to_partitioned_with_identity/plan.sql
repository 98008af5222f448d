SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
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

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_partition_rows: no row may be outside of the bound [public.visits: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.visits WHERE (happened IS NOT NULL AND happened < '2027-01-01') IS NOT TRUE) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'table public.visits holds rows that the partition which it is to become does not take',
      HINT = 'Give the partition a bound that takes them, or move them out first.';
  END IF;
END
$$;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.events: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.events ADD CONSTRAINT events_until_2027_schemadiff_bound CHECK (happened IS NOT NULL AND happened < '2027-01-01') NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.visits: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.visits ADD CONSTRAINT visits_until_2027_schemadiff_bound CHECK (happened IS NOT NULL AND happened < '2027-01-01') NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events VALIDATE CONSTRAINT events_until_2027_schemadiff_bound;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.visits: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.visits VALIDATE CONSTRAINT visits_until_2027_schemadiff_bound;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- rename_table: becomes a partition of the table that takes its name [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events RENAME TO events_until_2027;
-- rename_table: becomes a partition of the table that takes its name [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits RENAME TO visits_until_2027;
-- rename_constraint: gives its name to that of the partitioned table [public.events_until_2027: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_until_2027 RENAME CONSTRAINT events_pkey TO events_until_2027_pkey;
-- rename_sequence: steps aside for that of the partitioned table [public.events_id_seq: ACCESS EXCLUSIVE, instant]
ALTER SEQUENCE public.events_id_seq RENAME TO events_id_seq_schemadiff_old;
-- rename_constraint: gives its name to that of the partitioned table [public.visits_until_2027: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits_until_2027 RENAME CONSTRAINT visits_pkey TO visits_until_2027_pkey;
-- create_table: new table
CREATE TABLE public.events (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    happened date NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id, happened)
) PARTITION BY RANGE (happened);
-- create_table: new partition
CREATE TABLE public.events_2027 PARTITION OF public.events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
-- create_table: new table
CREATE TABLE public.visits (
    id bigint DEFAULT nextval('public.visits_id_seq'::regclass) NOT NULL,
    happened date NOT NULL,
    CONSTRAINT visits_pkey PRIMARY KEY (happened, id)
) PARTITION BY RANGE (happened);
-- own_sequence: goes with its column [public.visits_id_seq: SHARE ROW EXCLUSIVE, instant]
ALTER SEQUENCE public.visits_id_seq OWNED BY public.visits.id;
-- attach_partition: becomes a partition [public.visits_until_2027: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.visits ATTACH PARTITION public.visits_until_2027 FOR VALUES FROM (MINVALUE) TO ('2027-01-01');
-- advance_sequence: goes on with the numbers of the table [public.events_until_2027: ACCESS SHARE, rows]
SELECT setval('public.events_id_seq', last_value, is_called) FROM public.events_id_seq_schemadiff_old;
-- drop_identity: numbered by the partitioned table from here on [public.events_until_2027: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_until_2027 ALTER COLUMN id DROP IDENTITY;
-- attach_partition: becomes a partition [public.events_until_2027: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ATTACH PARTITION public.events_until_2027 FOR VALUES FROM (MINVALUE) TO ('2027-01-01');
-- drop_constraint: the check has served [public.events_until_2027: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_until_2027 DROP CONSTRAINT events_until_2027_schemadiff_bound;
-- drop_constraint: the check has served [public.visits_until_2027: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits_until_2027 DROP CONSTRAINT visits_until_2027_schemadiff_bound;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: the planner knows nothing of the partitioned table, and autovacuum does not tell it [public.events_until_2027: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.events;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: the planner knows nothing of the partitioned table, and autovacuum does not tell it [public.visits_until_2027: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.visits;
COMMIT;
