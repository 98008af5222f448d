SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT amount_is_positive CHECK (amount > 0) NOT VALID;
-- comment: comment
COMMENT ON CONSTRAINT amount_is_positive ON public.orders IS 'Old orders break it';
COMMIT;
