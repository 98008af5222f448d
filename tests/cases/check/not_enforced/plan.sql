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
ALTER TABLE public.orders DROP CONSTRAINT even;
-- add_check_not_valid: nobody checks it [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD CONSTRAINT even CHECK (total > -5) NOT ENFORCED;
-- add_check_not_valid: nobody checks it [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD CONSTRAINT positive CHECK (total > 0) NOT ENFORCED;
-- comment: comment
COMMENT ON CONSTRAINT positive ON public.orders IS 'As far as we know';
-- drop_constraint: replaced by another of the same name [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT small;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT small CHECK (total < 1000) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT small;
COMMIT;
