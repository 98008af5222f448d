SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'n'; committed before anything uses it ! cannot be undone
ALTER TYPE public.st ADD VALUE 'n' AFTER 'a';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_partition: new partition [public.p: ACCESS EXCLUSIVE, instant]
CREATE TABLE public.p_n PARTITION OF public.p FOR VALUES IN ('n');
COMMIT;
