SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new partition
CREATE TABLE public.log_2024_01 (
    LIKE public.log INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- attach_partition: the partition is made beside the others and attached [public.log: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.log ATTACH PARTITION public.log_2024_01 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.log_2023_12: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.log_2023_12 ADD COLUMN note text;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.log_2024_05: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.log_2024_05 ADD CONSTRAINT log_2024_05_schemadiff_bound CHECK (day IS NOT NULL AND day >= '2024-05-01' AND day < '2024-06-01') NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.log_2024_05: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.log_2024_05 VALIDATE CONSTRAINT log_2024_05_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.log: SHARE UPDATE EXCLUSIVE, instant; public.log_2024_05: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.log ATTACH PARTITION public.log_2024_05 FOR VALUES FROM ('2024-05-01') TO ('2024-06-01');
-- drop_constraint: the check has served [public.log_2024_05: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.log_2024_05 DROP CONSTRAINT log_2024_05_schemadiff_bound;
COMMIT;
