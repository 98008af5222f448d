SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: function `public.ok` changes under it [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.t_ok;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.ok` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_trigger: created anew below: function `public.ok` changes under it [public.t: ACCESS EXCLUSIVE, instant]
DROP TRIGGER put ON public.t;
-- drop_policy: created anew below: function `public.ok` changes under it [public.t: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY p ON public.t;
-- drop_default: steps aside while something that it uses is made anew [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN d DROP DEFAULT;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT n_ok;
-- drop_function: no longer in the model ! breaks the running application
DROP FUNCTION public.ok(integer);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.ok(n bigint)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT n > 0$$;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT id
FROM public.t
WHERE public.ok(n);
-- create_trigger: created anew [public.t: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER put BEFORE UPDATE ON public.t FOR EACH ROW WHEN (public.ok(new.n)) EXECUTE FUNCTION public.put();
-- create_policy: created anew [public.t: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING (public.ok(n));
-- set_default: as it was [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN d SET DEFAULT public.ok(1);
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT n_ok CHECK (public.ok(n)) NOT VALID;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: function `public.ok` changes under it [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY t_ok ON public.t USING btree (id) WHERE public.ok(n);

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT n_ok;
COMMIT;
