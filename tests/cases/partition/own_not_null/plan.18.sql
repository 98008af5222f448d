SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_not_null: takes null from here on [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN note DROP NOT NULL;
-- create_table: new partition
CREATE TABLE public.events_3 (
    LIKE public.events INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_not_null: takes null from here on [public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2 ALTER COLUMN kind DROP NOT NULL;
COMMIT;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_not_null_not_valid: new rows have to have a value from here on [public.events_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_1 ADD CONSTRAINT events_1_kind_not_null NOT NULL kind NOT VALID;
-- add_not_null_not_valid: new rows have to have a value from here on [public.events_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_1 ADD CONSTRAINT events_1_note_not_null NOT NULL note NOT VALID;
-- set_not_null_proven: there are no rows yet
ALTER TABLE public.events_3 ALTER COLUMN kind SET NOT NULL;
-- attach_partition: the partition is made beside the others and attached [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ATTACH PARTITION public.events_3 FOR VALUES FROM ('2000') TO ('3000');
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.events_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_1 VALIDATE CONSTRAINT events_1_kind_not_null;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.events_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_1 VALIDATE CONSTRAINT events_1_note_not_null;
COMMIT;
