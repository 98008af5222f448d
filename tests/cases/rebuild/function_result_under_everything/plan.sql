SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: column `public.t.g` changes under it [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.t_g;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: function `public.half` changes under it [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.t_half;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: function `public.half` changes under it [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.t_part;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: function `public.half` changes under it [public.halves: ACCESS EXCLUSIVE, instant]
DROP VIEW public.halves;
-- drop_trigger: created anew below: function `public.half` changes under it [public.t: ACCESS EXCLUSIVE, instant]
DROP TRIGGER put ON public.t;
-- drop_policy: created anew below: function `public.half` changes under it [public.t: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY halves ON public.t;
-- drop_default: steps aside while something that it uses is made anew [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;
-- drop_column: steps aside while something that it is computed from changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP COLUMN g;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT small;
-- drop_function: created anew below: its result type changes
DROP FUNCTION public.half(integer);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.half(n integer)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$SELECT n / 2$$;
-- create_view: created anew
CREATE VIEW public.halves AS
SELECT id, public.half(a)
FROM public.t;
-- create_trigger: created anew [public.t: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER put BEFORE UPDATE ON public.t FOR EACH ROW WHEN (public.half(new.a) > 1) EXECUTE FUNCTION public.put();
-- enable_trigger: enabled state [public.t: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.t ENABLE ALWAYS TRIGGER put;
-- comment: comment
COMMENT ON TRIGGER put ON public.t IS 'Always';
-- create_policy: created anew [public.t: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY halves ON public.t FOR ALL TO PUBLIC USING (public.half(a) < 50);
-- comment: comment
COMMENT ON POLICY halves ON public.t IS 'Small ones';
-- set_default: as it was [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT public.half(10);
-- add_column_rewrite: computed anew [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS (public.half(id)) STORED;
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT small CHECK (public.half(a) < 100) NOT VALID;
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.t.g` changes under it [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY t_g ON public.t USING btree (g);

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: function `public.half` changes under it [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY t_half ON public.t USING btree ((public.half(a)));

-- step 7 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: function `public.half` changes under it [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY t_part ON public.t USING btree (a) WHERE public.half(id) > 1;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT small;
COMMIT;
