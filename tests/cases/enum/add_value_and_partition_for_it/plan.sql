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
-- create_table: new partition
CREATE TABLE public.p_n (
    LIKE public.p INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- attach_partition: the partition is made beside the others and attached [public.p: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.p ATTACH PARTITION public.p_n FOR VALUES IN ('n');
COMMIT;
