SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT details_is_object;
-- drop_constraint: replaced by another of the same name [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT has_source;
-- drop_constraint: replaced by another of the same name [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT paid_has_time;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT details_is_object CHECK (jsonb_typeof(details) = 'object') NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT has_source CHECK (details ->> 'source' IS NOT NULL) NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT paid_has_time CHECK (state <> 'paid' OR paid_at IS NOT NULL) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT details_is_object;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT has_source;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT paid_has_time;
COMMIT;
