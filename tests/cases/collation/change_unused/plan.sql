SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_collation: created anew below: no statement changes how a collation sorts
DROP COLLATION public.mine;
-- create_collation: created anew
CREATE COLLATION public.mine (PROVIDER = icu, LOCALE = 'fr');
-- comment: comment
COMMENT ON COLLATION public.mine IS 'German';
COMMIT;
