SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_materialized_view: created anew below: view `public.v` changes under it [public.n: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.n;
-- drop_view: created anew below: materialized view `public.m` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_materialized_view: created anew below: its query changes, and a materialized view cannot be replaced in place [public.m: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.m;
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.m AS
SELECT id, upper(name) AS name
FROM public.users;
-- create_index_new: its view is created anew, on a table nobody uses yet
CREATE UNIQUE INDEX m_id ON public.m USING btree (id);
-- create_view: created anew
CREATE VIEW public.v AS
SELECT name
FROM public.m;
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.n AS
SELECT count(*) AS number
FROM public.v;
-- create_index_new: its view is created anew, on a table nobody uses yet
CREATE INDEX n_number ON public.n USING btree (number);
COMMIT;
