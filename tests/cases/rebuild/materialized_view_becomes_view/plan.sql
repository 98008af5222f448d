SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: no longer in the model [public.v: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.v_id;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_materialized_view: created anew below: materialized view `public.v` changes under it [public.w: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.w;
-- drop_materialized_view: no longer in the model [public.v: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP MATERIALIZED VIEW public.v;
-- create_view: new view
CREATE VIEW public.v AS
SELECT id, name
FROM public.users;
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.w AS
SELECT id
FROM public.v;
-- create_index_new: its view is created anew, on a table nobody uses yet
CREATE INDEX w_id ON public.w USING btree (id);
COMMIT;
