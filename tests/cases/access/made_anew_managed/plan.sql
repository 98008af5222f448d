SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_function: created anew below: its result type changes
DROP FUNCTION public.total();
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.total()
RETURNS bigint
LANGUAGE sql
AS $$select 2$$;
-- change_owner: its owner
ALTER FUNCTION public.total() OWNER TO access_one;
-- grant: as before
GRANT ALL ON FUNCTION public.total() TO "access two" WITH GRANT OPTION;
-- revoke: as before
REVOKE EXECUTE ON FUNCTION public.total() FROM PUBLIC;
-- drop_view: created anew below: view `public.recent` changes under it [public.newest: ACCESS EXCLUSIVE, instant]
DROP VIEW public.newest;
-- drop_materialized_view: created anew below: view `public.recent` changes under it [public.totals: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.totals;
-- drop_view: created anew below: its columns change [public.recent: ACCESS EXCLUSIVE, instant]
DROP VIEW public.recent;
-- create_view: created anew
CREATE VIEW public.recent AS
SELECT id
FROM public.items;
-- create_view: created anew
CREATE VIEW public.newest AS
SELECT id
FROM public.recent;
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.totals AS
SELECT count(*) AS items
FROM public.recent;
-- change_relation_owner: its owner [public.recent: ACCESS EXCLUSIVE, instant]
ALTER VIEW public.recent OWNER TO "access two";
-- grant: granted in the model [public.recent: ACCESS SHARE, instant]
GRANT SELECT ON TABLE public.recent TO access_one;
-- grant: as before [public.newest: ACCESS SHARE, instant]
GRANT SELECT (id), UPDATE (id) ON TABLE public.newest TO "access two";
-- grant: as before [public.totals: ACCESS SHARE, instant]
GRANT SELECT ON TABLE public.totals TO PUBLIC;
COMMIT;
