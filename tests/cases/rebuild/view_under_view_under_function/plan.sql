SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_materialized_view: created anew below: view `public.adult_names` changes under it [public.adult_count: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.adult_count;
-- drop_view: created anew below: function `public.adults` changes under it [public.adult_names: ACCESS EXCLUSIVE, instant]
DROP VIEW public.adult_names;
-- drop_function: created anew below: view `public.base` changes under it
DROP FUNCTION public.adults(integer);
-- drop_view: created anew below: its columns change [public.base: ACCESS EXCLUSIVE, instant]
DROP VIEW public.base;
-- create_view: created anew
CREATE VIEW public.base AS
SELECT id, name
FROM public.users;
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.adults(youngest integer DEFAULT 18)
RETURNS SETOF public.base
LANGUAGE sql
STABLE
BEGIN ATOMIC
  SELECT base.id, base.name FROM public.base WHERE base.id > youngest;
END;
-- comment: comment
COMMENT ON FUNCTION public.adults(integer) IS 'Grown up';
-- create_view: created anew
CREATE VIEW public.adult_names AS
SELECT name
FROM public.adults(18);
-- comment_on_relation: comment [public.adult_names: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.adult_names IS 'Names';
-- comment_on_relation: comment [public.adult_names: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.adult_names.name IS 'A name';
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.adult_count AS
SELECT count(*) AS number, 1 AS one
FROM public.adult_names;
-- create_index_new: its view is created anew, on a table nobody uses yet
CREATE UNIQUE INDEX adult_count_one ON public.adult_count USING btree (one);
-- comment_on_relation: comment [public.adult_count_one: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON INDEX public.adult_count_one IS 'For refreshing';
COMMIT;
