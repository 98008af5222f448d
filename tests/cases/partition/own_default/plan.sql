SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant; public.events_3: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN kind SET DEFAULT 'b';
-- create_table: new partition
CREATE TABLE public.events_4 (
    LIKE public.events INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: the partition's own, which that of its parent has replaced [public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2 ALTER COLUMN kind SET DEFAULT 'two';
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.events_3: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_3 ALTER COLUMN at SET DEFAULT now();
-- set_default: for rows to come
ALTER TABLE public.events_4 ALTER COLUMN kind SET DEFAULT 'four';
-- attach_partition: the partition is made beside the others and attached [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ATTACH PARTITION public.events_4 FOR VALUES FROM ('3000') TO ('4000');
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_default: no longer in the model [public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_1 ALTER COLUMN kind DROP DEFAULT;
COMMIT;
