SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- stop_enforcing: nobody checks it any more [public.lines: ACCESS EXCLUSIVE, instant; public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.lines ALTER CONSTRAINT lines_a NOT ENFORCED;
-- drop_foreign_key: replaced by another of the same name [public.lines: ACCESS EXCLUSIVE, instant; public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.lines DROP CONSTRAINT lines_b;
-- add_foreign_key_not_valid: nobody checks it [public.lines: SHARE ROW EXCLUSIVE, instant; public.orders: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.lines ADD CONSTRAINT lines_c FOREIGN KEY (c) REFERENCES public.orders (id) NOT ENFORCED;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.lines: SHARE ROW EXCLUSIVE, instant; public.orders: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.lines ADD CONSTRAINT lines_b FOREIGN KEY (b) REFERENCES public.orders (id) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.lines: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_b;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: comment
COMMENT ON CONSTRAINT lines_b ON public.lines IS 'Soon';
COMMIT;
