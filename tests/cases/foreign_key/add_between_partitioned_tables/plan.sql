SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows of the partition have to satisfy it from here on [public.orders_0: SHARE ROW EXCLUSIVE, instant; public.people: SHARE ROW EXCLUSIVE, instant; public.people_0: SHARE ROW EXCLUSIVE, instant; public.people_1: SHARE ROW EXCLUSIVE, instant; and on 1 more] ! fails if rows do not fit
ALTER TABLE public.orders_0 ADD CONSTRAINT fk FOREIGN KEY (person) REFERENCES public.people (id) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders_0: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders_0 VALIDATE CONSTRAINT fk;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows of the partition have to satisfy it from here on [public.orders_10: SHARE ROW EXCLUSIVE, instant; public.people: SHARE ROW EXCLUSIVE, instant; public.people_0: SHARE ROW EXCLUSIVE, instant; public.people_1: SHARE ROW EXCLUSIVE, instant; and on 1 more] ! fails if rows do not fit
ALTER TABLE public.orders_10 ADD CONSTRAINT fk FOREIGN KEY (person) REFERENCES public.people (id) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders_10: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders_10 VALIDATE CONSTRAINT fk;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_merged: takes over what the partitions have [public.orders: SHARE ROW EXCLUSIVE, instant; public.orders_0: SHARE ROW EXCLUSIVE, instant; public.orders_1: SHARE ROW EXCLUSIVE, instant; public.orders_10: SHARE ROW EXCLUSIVE, instant; and on 6 more]
ALTER TABLE public.orders ADD CONSTRAINT fk FOREIGN KEY (person) REFERENCES public.people (id);
COMMIT;
