SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.twice` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_function: created anew below: function `public.plus` changes under it
DROP FUNCTION public.twice(integer);
-- drop_function: created anew below: an argument gets another name
DROP FUNCTION public.plus(integer);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.plus(b integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
RETURN b + 1;
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.twice(a integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
RETURN public.plus(public.plus(a));
-- create_view: created anew
CREATE VIEW public.v AS
SELECT public.twice(1) AS three;
-- comment_on_relation: comment [public.v: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.v IS 'Three';
COMMIT;
