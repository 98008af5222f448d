SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.total` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_aggregate: created anew below: its result type may change
DROP AGGREGATE public.total(integer);
-- create_aggregate: created anew
CREATE OR REPLACE AGGREGATE public.total(integer) (
    SFUNC = int84pl,
    STYPE = bigint,
    INITCOND = '0'
);
-- create_view: created anew
CREATE VIEW public.v AS
SELECT public.total(n)::text
FROM public.t;
COMMIT;
