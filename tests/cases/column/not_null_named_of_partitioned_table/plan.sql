SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ADD CONSTRAINT events_kind_schemadiff_not_null CHECK (kind IS NOT NULL) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.events_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_1 VALIDATE CONSTRAINT events_kind_schemadiff_not_null;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- validate_constraint: its partitions are valid by now [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_1: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events VALIDATE CONSTRAINT events_kind_schemadiff_not_null;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ADD CONSTRAINT kind_is_known NOT NULL kind;
-- drop_constraint: the check has served [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events DROP CONSTRAINT events_kind_schemadiff_not_null;
COMMIT;
