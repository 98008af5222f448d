SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_owner: another owner ! changes who may see or do what
ALTER SCHEMA app OWNER TO "access two";
-- change_relation_owner: another owner [app."Order": ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE app."Order" OWNER TO "access two";
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_relation_owner: another owner [app.numbers: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER SEQUENCE app.numbers OWNER TO "access two";
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_relation_owner: another owner [public.items: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.items OWNER TO "access two";
-- change_owner: another owner ! changes who may see or do what
ALTER TYPE public.mood OWNER TO "access two";
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_relation_owner: another owner [public.recent: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER VIEW public.recent OWNER TO "access two";
-- change_owner: another owner ! changes who may see or do what
ALTER PROCEDURE public.tidy() OWNER TO "access two";
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_relation_owner: another owner [public.totals: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER MATERIALIZED VIEW public.totals OWNER TO "access two";
-- change_owner: another owner ! changes who may see or do what
ALTER FUNCTION public.twice(integer) OWNER TO "access two";
COMMIT;
