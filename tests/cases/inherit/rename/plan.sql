SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.places: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.places RENAME TO spots;
-- rename_column: the same object under another name ! breaks the running application
ALTER TABLE public.spots RENAME COLUMN id TO number;
COMMIT;
