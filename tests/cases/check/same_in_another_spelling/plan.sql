SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.things: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.things DROP CONSTRAINT things_a;
-- drop_constraint: replaced by another of the same name [public.things: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.things DROP CONSTRAINT things_b;
-- drop_constraint: replaced by another of the same name [public.things: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.things DROP CONSTRAINT things_coalesce;
-- drop_constraint: replaced by another of the same name [public.things: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.things DROP CONSTRAINT things_like;
-- drop_constraint: replaced by another of the same name [public.things: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.things DROP CONSTRAINT things_not;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.things: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.things ADD CONSTRAINT things_a CHECK (a IN (1, 2, 3)) NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.things: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.things ADD CONSTRAINT things_b CHECK (b IN ('x', 'y')) NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.things: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.things ADD CONSTRAINT things_coalesce CHECK (COALESCE(d, 0) >= 0) NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.things: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.things ADD CONSTRAINT things_like CHECK (b ~~ 'x%') NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.things: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.things ADD CONSTRAINT things_not CHECK (NOT b ~ '^ ') NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.things: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.things VALIDATE CONSTRAINT things_a;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.things: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.things VALIDATE CONSTRAINT things_b;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.things: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.things VALIDATE CONSTRAINT things_coalesce;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.things: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.things VALIDATE CONSTRAINT things_like;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.things: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.things VALIDATE CONSTRAINT things_not;
COMMIT;
