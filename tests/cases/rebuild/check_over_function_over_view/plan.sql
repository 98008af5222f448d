SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.one` changes under it [public.over_it: ACCESS EXCLUSIVE, instant]
DROP VIEW public.over_it;
-- drop_default: steps aside while something that it uses is made anew [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN n DROP DEFAULT;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT n;
-- drop_function: created anew below: view `public.v` changes under it
DROP FUNCTION public.one();
-- drop_view: created anew below: its columns change [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT 1 AS one;
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.one()
RETURNS integer
LANGUAGE sql
STABLE
BEGIN ATOMIC
  SELECT v.one FROM public.v;
END;
-- create_view: created anew
CREATE VIEW public.over_it AS
SELECT id, public.one()
FROM public.t;
-- set_default: as it was [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN n SET DEFAULT public.one();
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT n CHECK (n >= public.one()) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT n;
COMMIT;
