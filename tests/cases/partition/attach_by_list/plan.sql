SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.orders_jp: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders_jp ADD CONSTRAINT orders_jp_schemadiff_bound CHECK (region IS NOT NULL AND region = 'jp') NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.orders_us: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders_us ADD CONSTRAINT orders_us_schemadiff_bound CHECK ((region IS NULL OR region IN ('us', 'ca'))) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.orders_jp: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders_jp VALIDATE CONSTRAINT orders_jp_schemadiff_bound;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.orders: SHARE UPDATE EXCLUSIVE, instant; public.orders_jp: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ATTACH PARTITION public.orders_jp FOR VALUES IN ('jp');
-- drop_constraint: the check has served [public.orders_jp: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders_jp DROP CONSTRAINT orders_jp_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.orders_us: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders_us VALIDATE CONSTRAINT orders_us_schemadiff_bound;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.orders: SHARE UPDATE EXCLUSIVE, instant; public.orders_us: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ATTACH PARTITION public.orders_us FOR VALUES IN ('us', 'ca', NULL);
-- drop_constraint: the check has served [public.orders_us: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders_us DROP CONSTRAINT orders_us_schemadiff_bound;
COMMIT;
