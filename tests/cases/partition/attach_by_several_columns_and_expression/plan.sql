SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.metrics_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.metrics_1 ADD CONSTRAINT metrics_1_schemadiff_bound CHECK (site IS NOT NULL AND at IS NOT NULL AND site >= '1' AND (site < '10' OR (site = '10' AND at < '2024-01-01'))) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.metrics_2: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.metrics_2 ADD CONSTRAINT metrics_2_schemadiff_bound CHECK (site IS NOT NULL AND at IS NOT NULL AND site = '10' AND at >= '2024-01-01' AND at < '2025-01-01') NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.names_a: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.names_a ADD CONSTRAINT names_a_schemadiff_bound CHECK ((lower(name)) IS NOT NULL AND (lower(name)) >= 'a' AND (lower(name)) < 'b') NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.metrics_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.metrics_1 VALIDATE CONSTRAINT metrics_1_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.metrics: SHARE UPDATE EXCLUSIVE, instant; public.metrics_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.metrics ATTACH PARTITION public.metrics_1 FOR VALUES FROM ('1', MINVALUE) TO ('10', '2024-01-01');
-- drop_constraint: the check has served [public.metrics_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.metrics_1 DROP CONSTRAINT metrics_1_schemadiff_bound;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.metrics_2: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.metrics_2 VALIDATE CONSTRAINT metrics_2_schemadiff_bound;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.metrics: SHARE UPDATE EXCLUSIVE, instant; public.metrics_2: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.metrics ATTACH PARTITION public.metrics_2 FOR VALUES FROM ('10', '2024-01-01') TO ('10', '2025-01-01');
-- drop_constraint: the check has served [public.metrics_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.metrics_2 DROP CONSTRAINT metrics_2_schemadiff_bound;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.names_a: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.names_a VALIDATE CONSTRAINT names_a_schemadiff_bound;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.names: SHARE UPDATE EXCLUSIVE, instant; public.names_a: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.names ATTACH PARTITION public.names_a FOR VALUES FROM ('a') TO ('b');
-- drop_constraint: the check has served [public.names_a: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.names_a DROP CONSTRAINT names_a_schemadiff_bound;
COMMIT;
