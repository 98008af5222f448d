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
-- set_not_null_proven: there are no rows yet
ALTER TABLE public.events_3 ALTER COLUMN kind SET NOT NULL;
-- attach_partition: the partition is made beside the others and attached [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ATTACH PARTITION public.events_3 FOR VALUES FROM ('2000') TO ('3000');
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.events_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_1 ADD CONSTRAINT events_1_kind_schemadiff_not_null CHECK (kind IS NOT NULL) NOT VALID;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.events_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_1 ADD CONSTRAINT events_1_note_schemadiff_not_null CHECK (note IS NOT NULL) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_1 VALIDATE CONSTRAINT events_1_kind_schemadiff_not_null;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_1 ALTER COLUMN kind SET NOT NULL;
-- drop_constraint: the check has served [public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_1 DROP CONSTRAINT events_1_kind_schemadiff_not_null;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_1 VALIDATE CONSTRAINT events_1_note_schemadiff_not_null;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_1 ALTER COLUMN note SET NOT NULL;
-- drop_constraint: the check has served [public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_1 DROP CONSTRAINT events_1_note_schemadiff_not_null;
COMMIT;
