SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.events: ACCESS EXCLUSIVE, instant; public.events_2024: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ADD CONSTRAINT events_id_positive CHECK (id > 0) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.events_2024: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_2024 VALIDATE CONSTRAINT events_id_positive;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- validate_constraint: its partitions are valid by now [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_2024: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events VALIDATE CONSTRAINT events_id_positive;
COMMIT;
