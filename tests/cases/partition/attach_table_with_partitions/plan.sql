SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_index_only: new index; invalid until every partition has its part [public.readings_2024: SHARE, instant]
CREATE INDEX readings_2024_at_idx ON ONLY public.readings_2024 USING btree (at);
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2024_eu: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.readings_2024 ADD CONSTRAINT readings_2024_schemadiff_bound CHECK (at IS NOT NULL AND at >= '2024-01-01' AND at < '2025-01-01') NOT VALID;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `readings_2024_at_idx` that partition `readings_2024_eu` holds [public.readings_2024_eu: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY readings_2024_eu_at_idx ON public.readings_2024_eu USING btree (at);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.readings_2024_at_idx ATTACH PARTITION public.readings_2024_eu_at_idx;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.readings_2024: SHARE UPDATE EXCLUSIVE, scan; public.readings_2024_eu: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2024 VALIDATE CONSTRAINT readings_2024_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.readings: SHARE UPDATE EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2024_eu: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.readings ATTACH PARTITION public.readings_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- drop_constraint: the check has served [public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2024_eu: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings_2024 DROP CONSTRAINT readings_2024_schemadiff_bound;
COMMIT;
