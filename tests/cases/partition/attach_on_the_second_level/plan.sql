SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.readings_2024_eu: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.readings_2024_eu ADD CONSTRAINT readings_2024_eu_schemadiff_bound CHECK (region IS NOT NULL AND region = 'eu' AND at IS NOT NULL AND at >= '2024-01-01' AND at < '2025-01-01') NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.readings_2024_eu: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2024_eu VALIDATE CONSTRAINT readings_2024_eu_schemadiff_bound;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.readings_2024: SHARE UPDATE EXCLUSIVE, instant; public.readings_2024_eu: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.readings_2024 ATTACH PARTITION public.readings_2024_eu FOR VALUES IN ('eu');
-- drop_constraint: the check has served [public.readings_2024_eu: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings_2024_eu DROP CONSTRAINT readings_2024_eu_schemadiff_bound;
COMMIT;
