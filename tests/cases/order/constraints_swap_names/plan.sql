SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT c1;
-- drop_constraint: replaced by another of the same name [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT c2;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_foreign_key: replaced by another of the same name [public.t: ACCESS EXCLUSIVE, instant; public.u: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT f1;
-- drop_foreign_key: replaced by another of the same name [public.t: ACCESS EXCLUSIVE, instant; public.u: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT f2;
COMMIT;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT c1 CHECK (b > 0) NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT c2 CHECK (a > 0) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.t: SHARE ROW EXCLUSIVE, instant; public.u: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT f1 FOREIGN KEY (b) REFERENCES public.u (id) NOT VALID;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.t: SHARE ROW EXCLUSIVE, instant; public.u: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT f2 FOREIGN KEY (a) REFERENCES public.u (id) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT c1;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT c2;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT f1;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT f2;
COMMIT;

-- step 9 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY k1_schemadiff_new ON public.t USING btree (b);

-- step 10 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT k1;
-- add_key_using_index: takes the index over [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ADD CONSTRAINT k1 UNIQUE USING INDEX k1_schemadiff_new;
COMMIT;

-- step 11 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY k2_schemadiff_new ON public.t USING btree (a);

-- step 12 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT k2;
-- add_key_using_index: takes the index over [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ADD CONSTRAINT k2 UNIQUE USING INDEX k2_schemadiff_new;
COMMIT;
