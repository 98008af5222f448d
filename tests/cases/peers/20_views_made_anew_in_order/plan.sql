SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_materialized_view: created anew below: view `public.v2` changes under it [public.v0: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.v0;
-- drop_view: created anew below: view `public.v3` changes under it [public.v2: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v2;
-- drop_view: created anew below: view `public.v3` changes under it [public.v1: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v1;
-- drop_view: created anew below: its columns change [public.v3: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v3;
-- create_view: created anew
CREATE VIEW public.v3 AS
SELECT id, x
FROM public.t;
-- create_view: created anew
CREATE VIEW public.v1 AS
SELECT id, x
FROM public.v3;
-- create_view: created anew
CREATE VIEW public.v2 AS
SELECT v1.id
FROM
  public.v1
  JOIN public.v3 USING (id);
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.v0 AS
SELECT id
FROM public.v2;
COMMIT;
